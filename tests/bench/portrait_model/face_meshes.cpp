#include "tests/bench/portrait_model/face_meshes.h"

#include "core/nn/model.h"

#include <algorithm>
#include <cmath>

namespace kinovar::portrait {
namespace {

constexpr int kSide = 192;
constexpr float kMargin = 1.5F;

/// A square of a picture, seen upright by the network.
struct View {
    float x = 0, y = 0, side = 0, angle = 0;

    [[nodiscard]] Point2 place(float u, float v) const {
        const float scale = side / kSide;
        const float dx = (u - kSide / 2.0F) * scale;
        const float dy = (v - kSide / 2.0F) * scale;
        const float c = std::cos(angle);
        const float s = std::sin(angle);
        return {x + c * dx - s * dy, y + s * dx + c * dy};
    }
};

float pixel(const Frame& picture, float x, float y, int channel) {
    x = std::clamp(x, 0.0F, static_cast<float>(picture.width() - 1));
    y = std::clamp(y, 0.0F, static_cast<float>(picture.height() - 1));
    const int x0 = std::min(static_cast<int>(x), picture.width() - 2);
    const int y0 = std::min(static_cast<int>(y), picture.height() - 2);
    const float fx = x - static_cast<float>(x0);
    const float fy = y - static_cast<float>(y0);
    const float* top = picture.row(y0) + 3 * x0 + channel;
    const float* low = picture.row(y0 + 1) + 3 * x0 + channel;
    return (top[0] * (1 - fx) + top[3] * fx) * (1 - fy) + (low[0] * (1 - fx) + low[3] * fx) * fy;
}

nn::Array seen(const Frame& picture, const View& view) {
    nn::Array input{{1, 3, kSide, kSide}, {}};
    input.values.reserve(3U * kSide * kSide);
    for (int channel = 0; channel < 3; ++channel) {
        for (int v = 0; v < kSide; ++v) {
            for (int u = 0; u < kSide; ++u) {
                const Point2 at =
                    view.place(static_cast<float>(u) + 0.5F, static_cast<float>(v) + 0.5F);
                input.values.push_back(pixel(picture, at.x, at.y, channel));
            }
        }
    }
    return input;
}

View view_of(const FaceMesh& mesh) {
    const Point3& left = mesh.points[33];
    const Point3& right = mesh.points[263];
    View view;
    view.angle = std::atan2(right.y - left.y, right.x - left.x);
    const float c = std::cos(-view.angle);
    const float s = std::sin(-view.angle);
    float low[2] = {1e9F, 1e9F};
    float high[2] = {-1e9F, -1e9F};
    for (const Point3& p : mesh.points) {
        const float at[2] = {c * p.x - s * p.y, s * p.x + c * p.y};
        for (int k = 0; k < 2; ++k) {
            low[k] = std::min(low[k], at[k]);
            high[k] = std::max(high[k], at[k]);
        }
    }
    const float mx = (low[0] + high[0]) / 2;
    const float my = (low[1] + high[1]) / 2;
    view.x = c * mx + s * my;
    view.y = -s * mx + c * my;
    view.side = kMargin * std::max(high[0] - low[0], high[1] - low[1]);
    return view;
}

} // namespace

Result<FaceMesh> mesh_near(const Frame& picture, float x, float y, float side) {
    KINOVAR_TRY_ASSIGN(const auto model, nn::load_model("human-facemesh"));
    View view{x, y, side, 0};
    FaceMesh mesh;
    for (int pass = 0; pass < 3; ++pass) {
        const nn::Array input = seen(picture, view);
        KINOVAR_TRY_ASSIGN(const auto outputs, model->run({&input, 1}));
        for (const nn::Array& output : outputs) {
            if (output.values.size() == 3U * kLandmarks) {
                for (std::size_t i = 0; i < kLandmarks; ++i) {
                    const float* value = &output.values[3 * i];
                    const Point2 at = view.place(value[0], value[1]);
                    mesh.points[i] = {at.x, at.y, value[2] * view.side / kSide};
                }
            }
        }
        view = view_of(mesh);
    }
    return mesh;
}

} // namespace kinovar::portrait
