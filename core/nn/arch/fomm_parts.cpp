#include "core/nn/arch/fomm_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kinovar::nn::arch {

namespace {

using Point = std::array<double, 2>;

/// Twice the signed area of the triangle: positive for a turn to the left.
double turn(const Point& a, const Point& b, const Point& c) {
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/// One side of the hull, of points in order.
template <class Points>
std::vector<Point> chain(const Points& points) {
    std::vector<Point> hull;
    for (const Point& point : points) {
        while (hull.size() > 1 && turn(hull[hull.size() - 2], hull.back(), point) <= 0) {
            hull.pop_back();
        }
        hull.push_back(point);
    }
    return hull;
}

double hull_area_of(const at::Tensor& values) {
    const at::Tensor plain = values.to(at::kCPU, at::kDouble).contiguous();
    std::vector<Point> points;
    const double* numbers = plain.data_ptr<double>();
    for (std::int64_t i = 0; i < plain.size(0); ++i, numbers += 2) {
        points.push_back({numbers[0], numbers[1]});
    }
    return hull_area(std::move(points));
}

} // namespace

NormalisedConv::NormalisedConv(StateDict& weights, const std::string& key, const ConvSize& size) {
    ConvWeights taken = take_conv_weights(weights, key + ".conv", size);
    fold_into(taken, take_batch_norm(weights, key + ".norm", taken.out_channels()));
    convolution_ = make_same_conv(taken);
}

at::Tensor run_down(const NormalisedConv& block, const at::Tensor& picture) {
    return at::avg_pool2d(block(picture), {2, 2});
}

at::Tensor run_up(const NormalisedConv& block, const at::Tensor& picture) {
    return block(at::upsample_nearest2d(picture, {picture.size(2) * 2, picture.size(3) * 2}));
}

Shrinker::Shrinker(StateDict& weights, const std::string& key, std::int64_t channels) {
    if (!weights.has(key + ".weight")) {
        return;
    }
    // The Gaussian has a sigma of (factor - 1) / 2 and reaches four sigmas to each side.
    const std::int64_t side = weights.dim(key + ".weight", 3);
    factor_ = (side - 1) / 4 + 1;
    const Weight kernel = take_weight(weights, key + ".weight", {channels, 1, side, side});
    blur_ =
        Conv2d(kernel, nullptr,
               {.stride = {factor_, factor_}, .padding = {side / 2, side / 2}, .groups = channels});
}

at::Tensor Shrinker::operator()(const at::Tensor& picture) const {
    return blur_ ? (*blur_)(picture) : picture;
}

Hourglass::Hourglass(StateDict& weights, const std::string& prefix, std::int64_t in_channels) {
    const int depth = weights.count_blocks(prefix + "encoder.down_blocks.");
    std::vector<std::int64_t> widths = {in_channels};
    for (int i = 0; i < depth; ++i) {
        down_.emplace_back(weights, fmt::format("{}encoder.down_blocks.{}", prefix, i),
                           ConvSize{.in = widths.back()});
        widths.push_back(down_.back().out_channels());
    }
    out_channels_ = widths.back();
    widths.pop_back();
    for (int i = 0; i < depth; ++i) {
        up_.emplace_back(weights, fmt::format("{}decoder.up_blocks.{}", prefix, i),
                         ConvSize{.in = out_channels_});
        out_channels_ = up_.back().out_channels() + widths.back();
        widths.pop_back();
    }
}

at::Tensor Hourglass::operator()(const at::Tensor& picture) const {
    std::vector<at::Tensor> passed = {picture};
    for (const NormalisedConv& block : down_) {
        passed.push_back(run_down(block, passed.back()));
    }
    at::Tensor features = passed.back();
    passed.pop_back();
    for (const NormalisedConv& block : up_) {
        features = at::cat({run_up(block, features), passed.back()}, 1);
        passed.pop_back();
    }
    return features;
}

at::Tensor coordinate_grid(std::int64_t height, std::int64_t width,
                           const at::TensorOptions& options) {
    at::Tensor grid = at::empty({1, height, width, 2}, options);
    grid.select(3, 0).copy_(at::linspace(-1, 1, width, options).view({1, 1, width}));
    grid.select(3, 1).copy_(at::linspace(-1, 1, height, options).view({1, height, 1}));
    return grid;
}

at::Tensor sample(const at::Tensor& picture, const at::Tensor& grid, bool corners) {
    // libtorch's numbers for the modes of grid_sample.
    constexpr std::int64_t kBilinear = 0;
    constexpr std::int64_t kZeros = 0;
    return at::grid_sampler_2d(picture, grid, kBilinear, kZeros, corners);
}

KeyPoints relative_key_points(const KeyPoints& source, const KeyPoints& driving,
                              const KeyPoints& driving_initial) {
    const double ratio = hull_area_of(source.value[0]) / hull_area_of(driving_initial.value[0]);
    // Points on one line enclose nothing that could be compared.
    const double scale = std::isnormal(ratio) ? std::sqrt(ratio) : 1;
    return {source.value + (driving.value - driving_initial.value) * scale,
            at::matmul(at::matmul(driving.jacobian, at::inverse(driving_initial.jacobian)),
                       source.jacobian)};
}

double hull_area(std::vector<Point> points) {
    std::ranges::sort(points);
    std::vector<Point> hull = chain(points);
    std::ranges::reverse(points);
    const std::vector<Point> back = chain(points);
    // Both chains begin and end with the outermost points.
    hull.insert(hull.end(), back.begin(), back.end());
    double twice = 0;
    for (std::size_t i = 0; i < hull.size(); ++i) {
        const Point& a = hull[i];
        const Point& b = hull[(i + 1) % hull.size()];
        twice += a[0] * b[1] - a[1] * b[0];
    }
    return twice / 2;
}

} // namespace kinovar::nn::arch
