#include "core/steps/portrait/face/glasses.h"

#include "core/image/luma.h"
#include "core/steps/portrait/face/face_geometry.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::portrait {
namespace {

// The part of the face around the eyes, upright, at a fixed scale: so many samples between the
// eyes.
constexpr int kBetweenEyes = 64;
constexpr float kLeft = -1.F; // extent in distances between the eyes, from the middle
constexpr float kTop = -.5F;
constexpr float kAcross = 2.F;
constexpr float kDown = 1.3F;
constexpr int kWidth = static_cast<int>(kAcross * kBetweenEyes);
constexpr int kHeight = static_cast<int>(kDown * kBetweenEyes);
constexpr int kMostSubsamples = 6;

struct EyeLine {
    Point2 middle;
    Point2 along; // px, from eye to eye
};

Point2 eye_centre(const FaceMesh& mesh, int eye) {
    const auto row = upper_lid(eye);
    const Point3& a = mesh.points[row.front()];
    const Point3& b = mesh.points[row.back()];
    return {(a.x + b.x) / 2, (a.y + b.y) / 2};
}

float lightness_at(const Frame& picture, const LumaWeights& weights, float x, float y) {
    const int px = std::clamp(static_cast<int>(std::lround(x)), 0, picture.width() - 1);
    const int py = std::clamp(static_cast<int>(std::lround(y)), 0, picture.height() - 1);
    const float* pixel = picture.row(py) + static_cast<std::ptrdiff_t>(px) * Frame::kChannels;
    return static_cast<float>(weights.red * pixel[0] + weights.green * pixel[1] +
                              weights.blue * pixel[2]);
}

cv::Mat upright(const Frame& picture, const EyeLine& line) {
    const float distance = std::hypot(line.along.x, line.along.y);
    const int subsamples =
        std::clamp(static_cast<int>(std::ceil(distance / kBetweenEyes)), 1, kMostSubsamples);
    const LumaWeights weights = luma_weights(picture);
    cv::Mat out(kHeight, kWidth, CV_32F);
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
            float sum = 0;
            for (int j = 0; j < subsamples; ++j) {
                for (int i = 0; i < subsamples; ++i) {
                    const float u =
                        kLeft + (static_cast<float>(x) +
                                 static_cast<float>(i) / static_cast<float>(subsamples)) /
                                    kBetweenEyes;
                    const float v =
                        kTop + (static_cast<float>(y) +
                                static_cast<float>(j) / static_cast<float>(subsamples)) /
                                   kBetweenEyes;
                    sum += lightness_at(picture, weights,
                                        line.middle.x + u * line.along.x - v * line.along.y,
                                        line.middle.y + u * line.along.y + v * line.along.x);
                }
            }
            out.at<float>(y, x) = sum / static_cast<float>(subsamples * subsamples);
        }
    }
    return out;
}

// Lines a sample or two wide, as a share of the lightness around them.
cv::Mat contrast_of(const cv::Mat& lightness) {
    constexpr double kLine = 1.0;
    constexpr double kBeside = 2.5;
    constexpr double kAround = 5.0;
    constexpr double kDark = .06; // keeps noise of black places down
    cv::Mat line;
    cv::Mat beside;
    cv::Mat around;
    cv::GaussianBlur(lightness, line, {}, kLine);
    cv::GaussianBlur(lightness, beside, {}, kBeside);
    cv::GaussianBlur(lightness, around, {}, kAround);
    return (line - beside) / (around + kDark);
}

int column_of(float u) {
    return std::clamp(static_cast<int>((u - kLeft) * kBetweenEyes), 0, kWidth - 1);
}
int row_of(float v) {
    return std::clamp(static_cast<int>((v - kTop) * kBetweenEyes), 0, kHeight - 1);
}

/// A part of the picture in distances between the eyes, from the middle.
struct Area {
    float left, top, right, bottom;
};
constexpr Area kBridge{-.14F, -.15F, .14F, .30F};
constexpr Area kLeftRim{-.74F, .20F, -.26F, .62F};
constexpr Area kRightRim{.26F, .20F, .74F, .62F};

// Mean contrast of the strongest line, light or dark, that runs through an area from side to side.
float strongest_line(const cv::Mat& contrast, const Area& place) {
    const cv::Mat area = contrast(cv::Range(row_of(place.top), row_of(place.bottom)),
                                  cv::Range(column_of(place.left), column_of(place.right)));
    float best = 0;
    for (const float sign : {-1.F, 1.F}) {
        std::vector<float> path(static_cast<std::size_t>(area.rows));
        for (int y = 0; y < area.rows; ++y) {
            path[static_cast<std::size_t>(y)] = sign * area.at<float>(y, 0);
        }
        for (int x = 1; x < area.cols; ++x) {
            std::vector<float> next(path.size());
            for (int y = 0; y < area.rows; ++y) {
                float before = path[static_cast<std::size_t>(y)];
                for (const int k : {y - 1, y + 1}) {
                    if (k >= 0 && k < area.rows) {
                        before = std::max(before, path[static_cast<std::size_t>(k)]);
                    }
                }
                next[static_cast<std::size_t>(y)] = before + sign * area.at<float>(y, x);
            }
            path = std::move(next);
        }
        best = std::max(best, *std::max_element(path.begin(), path.end()));
    }
    return best / static_cast<float>(area.cols);
}

} // namespace

bool GlassesEvidence::spectacles() const {
    // Between faces with and without, by hand on FairFace and the stills of the tests.
    constexpr float kLeastBridge = .066F;
    constexpr float kLeastRim = .04F;
    return bridge > kLeastBridge && std::min(rims[0], rims[1]) > kLeastRim;
}

GlassesEvidence look_for_glasses(const Frame& picture, const FaceMesh& mesh) {
    const Point2 left = eye_centre(mesh, 0);
    const Point2 right = eye_centre(mesh, 1);
    const EyeLine line{{(left.x + right.x) / 2, (left.y + right.y) / 2},
                       {right.x - left.x, right.y - left.y}};
    if (!(std::hypot(line.along.x, line.along.y) >= 1)) {
        return {};
    }
    const cv::Mat contrast = contrast_of(upright(picture, line));
    return {strongest_line(contrast, kBridge),
            {strongest_line(contrast, kLeftRim), strongest_line(contrast, kRightRim)}};
}

bool wears_glasses(const Frame& picture, const FaceMesh& mesh) {
    return look_for_glasses(picture, mesh).spectacles();
}

} // namespace kinovar::portrait
