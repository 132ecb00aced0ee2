#include "core/nn/arch/ddcolor_encoder.h"

#include <fmt/format.h>

namespace kinovar::nn::arch {

namespace {

constexpr double kEpsilon = 1e-6;
constexpr int kStages = 4;
constexpr std::int64_t kRgb = 3;
constexpr std::int64_t kDepthwiseKernel = 7;

/// Runs over channels, whichever axis they are on.
at::Tensor over_channels(const LayerNorm& norm, const at::Tensor& picture) {
    return norm(picture.permute({0, 2, 3, 1})).permute({0, 3, 1, 2});
}

/// The linear layer `key` whose result is multiplied by `scale`.
Linear scaled_linear(StateDict& weights, const std::string& key, const at::Tensor& scale,
                     std::int64_t in) {
    const std::int64_t out = scale.size(0);
    const at::Tensor kernel = take_tensor(weights, key + ".weight", {out, in});
    const at::Tensor bias = take_tensor(weights, key + ".bias", {out});
    return {kernel * scale.unsqueeze(1), bias * scale};
}

} // namespace

ConvNextEncoder::Block::Block(StateDict& weights, const std::string& key, std::int64_t channels)
    : depthwise_(
          make_conv(take_conv_weights(weights, key + ".dwconv",
                                      {.in = 1, .out = channels, .kernel = kDepthwiseKernel}),
                    {.padding = {kDepthwiseKernel / 2, kDepthwiseKernel / 2}, .groups = channels})),
      norm_(weights, key + ".norm", channels, kEpsilon),
      widen_(weights, key + ".pwconv1", channels),
      narrow_(scaled_linear(weights, key + ".pwconv2",
                            take_tensor(weights, key + ".gamma", {channels}),
                            widen_.out_features())) {}

at::Tensor ConvNextEncoder::Block::operator()(const at::Tensor& picture) const {
    const at::Tensor mixed = norm_(depthwise_(picture).permute({0, 2, 3, 1}));
    const at::Tensor change = narrow_(at::gelu(widen_(mixed)));
    return picture + change.permute({0, 3, 1, 2});
}

ConvNextEncoder::ConvNextEncoder(StateDict& weights, const std::string& prefix) {
    for (int i = 0; i < kStages; ++i) {
        take_stage(weights, prefix, i);
    }
}

void ConvNextEncoder::take_stage(StateDict& weights, const std::string& prefix, int index) {
    const std::string down = fmt::format("{}downsample_layers.{}", prefix, index);
    const bool first = index == 0;
    const std::int64_t before = first ? kRgb : widths_.back();
    const std::int64_t factor = first ? 4 : 2;
    Stage stage;
    const ConvWeights shrink = take_conv_weights(weights, fmt::format("{}.{}", down, first ? 0 : 1),
                                                 {.in = before, .kernel = factor});
    const std::int64_t channels = shrink.out_channels();
    stage.shrink = make_conv(shrink, {.stride = {factor, factor}});
    stage.shrink_norm = LayerNorm(weights, fmt::format("{}.{}", down, first ? 1 : 0),
                                  first ? channels : before, kEpsilon);
    const std::string blocks = fmt::format("{}stages.{}.", prefix, index);
    const int count = weights.count_blocks(blocks);
    for (int i = 0; i < count; ++i) {
        stage.blocks.emplace_back(weights, fmt::format("{}{}", blocks, i), channels);
    }
    stage.out_norm = LayerNorm(weights, fmt::format("{}norm{}", prefix, index), channels, kEpsilon);
    stages_.push_back(std::move(stage));
    widths_.push_back(channels);
}

std::vector<at::Tensor> ConvNextEncoder::operator()(const at::Tensor& picture) const {
    std::vector<at::Tensor> features;
    at::Tensor current = picture;
    for (const Stage& stage : stages_) {
        current = features.empty() ? over_channels(stage.shrink_norm, stage.shrink(current))
                                   : stage.shrink(over_channels(stage.shrink_norm, current));
        for (const Block& block : stage.blocks) {
            current = block(current);
        }
        features.push_back(over_channels(stage.out_norm, current));
    }
    return features;
}

} // namespace kinovar::nn::arch
