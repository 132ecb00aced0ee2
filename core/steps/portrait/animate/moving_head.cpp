#include "core/steps/portrait/animate/moving_head.h"

#include "core/steps/portrait/animate/head_warp.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kinovar::portrait {
namespace {

/// Nodes on each side that a place between nodes is interpolated from.
constexpr int kReach = 2;

/// E. Catmull and R. Rom's interpolating cubic between the middle two of four values.
struct Cubic {
    cv::Vec3f a, b, c, d;

    Cubic() = default;
    Cubic(const cv::Vec3f& p0, const cv::Vec3f& p1, const cv::Vec3f& p2, const cv::Vec3f& p3)
        : a(1.5F * (p1 - p2) + 0.5F * (p3 - p0)), b(p0 - 2.5F * p1 + 2 * p2 - 0.5F * p3),
          c(0.5F * (p2 - p0)), d(p1) {}
    [[nodiscard]] cv::Vec3f at(float t) const { return ((a * t + b) * t + c) * t + d; }
};

PixelRect joined(const PixelRect& a, const PixelRect& b) {
    if (a.width == 0 || a.height == 0) {
        return b;
    }
    const cv::Rect both =
        cv::Rect(a.x, a.y, a.width, a.height) | cv::Rect(b.x, b.y, b.width, b.height);
    return {both.x, both.y, both.width, both.height};
}

} // namespace

MovingHead::MovingHead(const Frame& still, const Face& face, HeadFields fields,
                       const AnimatorOptions& options)
    : face_(face), fields_(std::move(fields)), relight_(still, face, fields_),
      parallax_(options.parallax), still_(still.width(), still.height()) {
    for (int row = 0; row < fields_.grid.rows; ++row) {
        PixelSpan span{fields_.grid.columns, 0};
        for (int column = 0; column < fields_.grid.columns; ++column) {
            if (fields_.active(row, column) != 0) {
                span.begin = std::min(span.begin, column);
                span.end = column + 1;
            }
        }
        active_columns_.push_back(span);
    }
    for (int eye = 0; eye < 2; ++eye) {
        operators_.push_back(make_eye_operator(still, face, eye));
    }
    operators_.push_back(make_mouth_operator(still, face, options.teeth));
}

HeadMap MovingHead::map_of(const FaceMotion& motion) const {
    const HeadMotion head(motion);
    HeadMap map;
    map.back = cv::Mat3f(fields_.grid.size(), cv::Vec3f(0, 0, 0));
    if (head.nothing()) {
        map.forward = cv::Mat2f(fields_.grid.size(), cv::Vec2f(0, 0));
        return map;
    }
    map.forward = forward_moves(fields_, face_.pose, head, parallax_);
    const cv::Mat2f back = backward_moves(fields_, map.forward);
    const cv::Mat1f gains = relight_.gains(face_, fields_, head);
    for (int row = 0; row < back.rows; ++row) {
        for (int column = 0; column < back.cols; ++column) {
            if (fields_.active(row, column) == 0) {
                continue;
            }
            const cv::Vec2f& move = back(row, column);
            const Point2 from{static_cast<float>(column) + move[0] / fields_.grid.step,
                              static_cast<float>(row) + move[1] / fields_.grid.step};
            map.back(row, column) = {move[0], move[1], between_nodes(gains, from) - 1};
        }
    }
    return map;
}

PixelSpan MovingHead::span(int y) const {
    const Grid& grid = fields_.grid;
    const int row = static_cast<int>(std::floor((static_cast<float>(y) - grid.y) / grid.step));
    PixelSpan nodes{grid.columns, 0};
    for (int r = std::max(row - kReach + 1, 0); r <= std::min(row + kReach, grid.rows - 1); ++r) {
        const PixelSpan& active = active_columns_[static_cast<std::size_t>(r)];
        nodes.begin = std::min(nodes.begin, active.begin);
        nodes.end = std::max(nodes.end, active.end);
    }
    if (nodes.begin >= nodes.end) {
        return {};
    }
    const auto pixel = [&](int column) { return grid.x + grid.step * static_cast<float>(column); };
    return {std::max(0, static_cast<int>(std::floor(pixel(nodes.begin - kReach)))),
            std::min(still_.width, static_cast<int>(std::ceil(pixel(nodes.end + kReach))))};
}

void MovingHead::map_row(const HeadMap& map, int y, PixelSpan span, float* sx, float* sy,
                         float* light) const {
    const Grid& grid = fields_.grid;
    const auto limited = [](int i, int count) { return std::clamp(i, 0, count - 1); };
    const float v = (static_cast<float>(y) - grid.y) / grid.step;
    const int row = static_cast<int>(std::floor(v));
    const float part = v - static_cast<float>(row);
    std::array<const cv::Vec3f*, 4> lines{};
    for (int k = 0; k < 4; ++k) {
        lines[static_cast<std::size_t>(k)] = map.back[limited(row - 1 + k, grid.rows)];
    }
    const auto at_column = [&](int column) {
        const int c = limited(column, grid.columns);
        return Cubic(lines[0][c], lines[1][c], lines[2][c], lines[3][c]).at(part);
    };
    int cell = -kReach * grid.columns;
    std::array<cv::Vec3f, 4> nodes;
    Cubic cubic;
    for (int x = span.begin; x < span.end; ++x) {
        const float u = (static_cast<float>(x) - grid.x) / grid.step;
        const int column = static_cast<int>(std::floor(u));
        if (column != cell) {
            for (int k = 0; k < 4; ++k) {
                nodes[static_cast<std::size_t>(k)] = column == cell + 1 && k < 3
                                                         ? nodes[static_cast<std::size_t>(k) + 1]
                                                         : at_column(column - 1 + k);
            }
            cubic = Cubic(nodes[0], nodes[1], nodes[2], nodes[3]);
            cell = column;
        }
        const cv::Vec3f value = cubic.at(u - static_cast<float>(column));
        const int i = x - span.begin;
        sx[i] = static_cast<float>(x) + value[0];
        sy[i] = static_cast<float>(y) + value[1];
        light[i] = value[2];
    }
}

PixelRect MovingHead::destination(const PixelRect& part, const HeadMap& map) const {
    constexpr int kSamples = 12;
    float low[2] = {1e9F, 1e9F};
    float high[2] = {-1e9F, -1e9F};
    for (int i = 0; i <= kSamples; ++i) {
        for (int k = 0; k <= kSamples; ++k) {
            const Point2 from{
                static_cast<float>(part.x) + static_cast<float>(part.width * i) / kSamples,
                static_cast<float>(part.y) + static_cast<float>(part.height * k) / kSamples};
            const cv::Vec2f move = between_nodes(map.forward, fields_.grid.node(from));
            const float to[2] = {from.x + move[0], from.y + move[1]};
            for (int axis = 0; axis < 2; ++axis) {
                low[axis] = std::min(low[axis], to[axis]);
                high[axis] = std::max(high[axis], to[axis]);
            }
        }
    }
    const int margin = static_cast<int>(std::ceil(fields_.grid.step)) + 1;
    const auto begin = [&](int axis) { return static_cast<int>(std::floor(low[axis])) - margin; };
    const auto end = [&](int axis) { return static_cast<int>(std::ceil(high[axis])) + margin; };
    const cv::Rect place = cv::Rect(cv::Point(begin(0), begin(1)), cv::Point(end(0), end(1))) &
                           cv::Rect({0, 0}, still_);
    return {place.x, place.y, place.width, place.height};
}

LocalPixels MovingHead::local_pixels(const FaceMotion& motion, const HeadMap& map) const {
    LocalPixels pixels;
    for (const auto& local : operators_) {
        if (local->acts(motion)) {
            pixels.place = joined(pixels.place, destination(local->reach(), map));
        }
    }
    const auto width = static_cast<std::size_t>(pixels.place.width);
    const std::size_t count = width * static_cast<std::size_t>(pixels.place.height);
    if (count == 0) {
        return pixels;
    }
    pixels.sx.resize(count);
    pixels.sy.resize(count);
    pixels.gain.resize(count);
    for (int row = 0; row < pixels.place.height; ++row) {
        const std::size_t at = static_cast<std::size_t>(row) * width;
        map_row(map, pixels.place.y + row, {pixels.place.x, pixels.place.x + pixels.place.width},
                &pixels.sx[at], &pixels.sy[at], &pixels.gain[at]);
    }
    for (float& gain : pixels.gain) {
        gain += 1;
    }
    for (auto* plane : {&pixels.cover, &pixels.red, &pixels.green, &pixels.blue, &pixels.grain}) {
        plane->assign(count, 0.0F);
    }
    for (const auto& local : operators_) {
        if (local->acts(motion)) {
            local->apply(motion, pixels);
        }
    }
    return pixels;
}

void MovingHead::mark_support(cv::Mat1b& mask) const {
    const Grid& grid = fields_.grid;
    for (int y = 0; y < mask.rows; ++y) {
        const PixelSpan span = this->span(y);
        const int row = static_cast<int>(std::floor((static_cast<float>(y) - grid.y) / grid.step));
        for (int x = span.begin; x < span.end; ++x) {
            const int column =
                static_cast<int>(std::floor((static_cast<float>(x) - grid.x) / grid.step));
            const cv::Rect around =
                cv::Rect(column - kReach + 1, row - kReach + 1, 2 * kReach, 2 * kReach) &
                cv::Rect({0, 0}, grid.size());
            if (!around.empty() && cv::countNonZero(fields_.active(around)) > 0) {
                mask(y, x) = 255;
            }
        }
    }
    for (const auto& local : operators_) {
        const PixelRect reach = local->reach();
        mask(cv::Rect(reach.x, reach.y, reach.width, reach.height) & cv::Rect({0, 0}, still_))
            .setTo(255);
    }
}

} // namespace kinovar::portrait
