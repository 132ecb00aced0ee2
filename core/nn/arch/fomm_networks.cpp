#include "core/nn/arch/fomm_networks.h"

#include <fmt/format.h>

namespace kinovar::nn::arch {

namespace {

constexpr std::int64_t kRgb = 3;
constexpr std::int64_t kWideKernel = 7;
constexpr std::int64_t kJacobianNumbers = 4;
constexpr double kTemperature = 0.1;    // of the softmax over places
constexpr double kPointVariance = 0.01; // of the Gaussian drawn at a key point

/// N × K × h × w: a bump at each key point.
at::Tensor bumps(const at::Tensor& values, const at::Tensor& grid) {
    const at::Tensor distance = grid.unsqueeze(1) - values.unsqueeze(2).unsqueeze(2);
    return at::exp(at::square(distance).sum(-1) * (-0.5 / kPointVariance));
}

/// N × (K + 1) × h × w × 2: where each pixel comes from if it moves with a key point; the first one
/// stands still.
at::Tensor sparse_motions(const at::Tensor& grid, const KeyPoints& from, const KeyPoints& to) {
    const std::int64_t height = grid.size(1);
    const std::int64_t width = grid.size(2);
    const at::Tensor turning = at::matmul(from.jacobian, at::inverse(to.jacobian));
    const at::Tensor places = grid.view({1, 1, height * width, 2}) - to.value.unsqueeze(2);
    const at::Tensor moved = at::matmul(places, turning.transpose(2, 3)) + from.value.unsqueeze(2);
    const at::Tensor still = grid.unsqueeze(1).expand({moved.size(0), -1, -1, -1, -1});
    return at::cat({still, moved.view({moved.size(0), -1, height, width, 2})}, 1);
}

} // namespace

KeyPointDetector::KeyPointDetector(StateDict& weights, const std::string& prefix)
    : shrink_(weights, prefix + "down", kRgb), predictor_(weights, prefix + "predictor.", kRgb),
      points_(make_conv(take_conv_weights(weights, prefix + "kp",
                                          {.in = predictor_.out_channels(), .kernel = kWideKernel}),
                        {})),
      jacobians_(make_conv(take_conv_weights(weights, prefix + "jacobian",
                                             {.in = predictor_.out_channels(),
                                              .out = kJacobianNumbers * points_.out_channels(),
                                              .kernel = kWideKernel}),
                           {})) {}

KeyPoints KeyPointDetector::operator()(const at::Tensor& picture) const {
    const at::Tensor features = predictor_(shrink_(picture));
    const at::Tensor likely = points_(features).to(at::kFloat);
    const std::int64_t height = likely.size(2);
    const std::int64_t width = likely.size(3);
    const at::Tensor heat = at::softmax(likely.flatten(2) / kTemperature, 2); // N × K × hw
    const at::Tensor grid = coordinate_grid(height, width, likely.options()).view({-1, 2});
    const at::Tensor maps = jacobians_(features)
                                .to(at::kFloat)
                                .reshape({likely.size(0), count(), kJacobianNumbers, -1});
    return {at::matmul(heat, grid),
            at::matmul(maps, heat.unsqueeze(3)).view({likely.size(0), count(), 2, 2})};
}

DenseMotion::DenseMotion(StateDict& weights, const std::string& prefix, std::int64_t points)
    : shrink_(weights, prefix + "down", kRgb),
      hourglass_(weights, prefix + "hourglass.", (points + 1) * (kRgb + 1)),
      mask_(take_same_conv(
          weights, prefix + "mask",
          {.in = hourglass_.out_channels(), .out = points + 1, .kernel = kWideKernel})),
      occlusion_(
          take_same_conv(weights, prefix + "occlusion",
                         {.in = hourglass_.out_channels(), .out = 1, .kernel = kWideKernel})) {}

Motion DenseMotion::operator()(const at::Tensor& source, const KeyPoints& from, const KeyPoints& to,
                               bool corners) const {
    const at::Tensor picture = shrink_(source);
    const std::int64_t height = picture.size(2);
    const std::int64_t width = picture.size(3);
    const at::Tensor grid = coordinate_grid(height, width, from.value.options());
    const at::Tensor motions = sparse_motions(grid, from, to);
    const std::int64_t count = motions.size(0);
    const std::int64_t choices = motions.size(1);

    const at::Tensor difference = bumps(to.value, grid) - bumps(from.value, grid);
    const at::Tensor heat =
        at::cat({at::zeros_like(difference.narrow(1, 0, 1)), difference}, 1).unsqueeze(2);
    const at::Tensor repeated = picture.to(at::kFloat)
                                    .unsqueeze(1)
                                    .expand({count, choices, -1, -1, -1})
                                    .reshape({count * choices, kRgb, height, width});
    const at::Tensor moved = sample(repeated, motions.reshape({-1, height, width, 2}), corners)
                                 .view({count, choices, kRgb, height, width});
    const at::Tensor seen = at::cat({heat, moved}, 2).flatten(1, 2).to(picture.scalar_type());

    const at::Tensor features = hourglass_(seen);
    Motion motion;
    motion.mask = at::softmax(mask_(features).to(at::kFloat), 1);
    motion.grid = (motions * motion.mask.unsqueeze(4)).sum(1);
    motion.occlusion = at::sigmoid(occlusion_(features));
    return motion;
}

MotionGenerator::Residual::Residual(StateDict& weights, const std::string& key,
                                    std::int64_t channels)
    : before_(take_batch_norm(weights, key + ".norm1", channels)) {
    ConvWeights first =
        take_conv_weights(weights, key + ".conv1", {.in = channels, .out = channels});
    fold_into(first, take_batch_norm(weights, key + ".norm2", channels));
    first_ = make_same_conv(first);
    second_ = take_same_conv(weights, key + ".conv2", {.in = channels, .out = channels});
}

at::Tensor MotionGenerator::Residual::operator()(const at::Tensor& picture) const {
    return second_(first_(before_(picture).relu_(), relu()), {.first = picture});
}

MotionGenerator::MotionGenerator(StateDict& weights, const std::string& prefix, std::int64_t points)
    : motion_(weights, prefix + "dense_motion_network.", points),
      first_(weights, prefix + "first", {.in = kRgb, .kernel = kWideKernel}) {
    std::int64_t channels = first_.out_channels();
    const auto take_row = [&](std::vector<NormalisedConv>& row, const std::string& name) {
        const int count = weights.count_blocks(prefix + name);
        for (int i = 0; i < count; ++i) {
            row.emplace_back(weights, fmt::format("{}{}{}", prefix, name, i),
                             ConvSize{.in = channels});
            channels = row.back().out_channels();
        }
    };
    take_row(down_, "down_blocks.");
    const auto residual = [&](std::size_t index) {
        return fmt::format("{}bottleneck.r{}", prefix, index);
    };
    while (weights.has(residual(bottleneck_.size()) + ".conv1.weight")) {
        bottleneck_.emplace_back(weights, residual(bottleneck_.size()), channels);
    }
    take_row(up_, "up_blocks.");
    last_ = take_same_conv(weights, prefix + "final",
                           {.in = channels, .out = kRgb, .kernel = kWideKernel});
}

at::Tensor MotionGenerator::features_of(const at::Tensor& source) const {
    at::Tensor features = first_(source);
    for (const NormalisedConv& block : down_) {
        features = run_down(block, features);
    }
    return features;
}

at::Tensor MotionGenerator::draw(const at::Tensor& features, const Motion& motion,
                                 bool corners) const {
    const std::int64_t height = features.size(2);
    const std::int64_t width = features.size(3);
    const auto resized = [&](const at::Tensor& map) {
        return map.size(2) == height && map.size(3) == width ? map
                                                             : resize_bilinear(map, height, width);
    };
    const at::Tensor grid = resized(motion.grid.permute({0, 3, 1, 2})).permute({0, 2, 3, 1});
    at::Tensor drawn = sample(features, grid.to(features.scalar_type()), corners);
    drawn.mul_(resized(motion.occlusion));
    for (const Residual& block : bottleneck_) {
        drawn = block(drawn);
    }
    for (const NormalisedConv& block : up_) {
        drawn = run_up(block, drawn);
    }
    return last_(drawn).sigmoid_();
}

} // namespace kinovar::nn::arch
