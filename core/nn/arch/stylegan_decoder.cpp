#include "core/nn/arch/stylegan_decoder.h"

#include <fmt/format.h>

#include <numbers>

namespace kinovar::nn::arch {

namespace {

constexpr double kDemodulationEpsilon = 1e-8;
constexpr float kSlope = 0.2F;
constexpr std::int64_t kEnlargement = 2;
constexpr std::int64_t kStartSide = 4;
constexpr std::int64_t kRgb = 3;

at::Tensor take_noise(StateDict& weights, const std::string& prefix, std::int64_t index,
                      std::int64_t side) {
    return take_tensor(weights, fmt::format("{}noises.noise{}", prefix, index), {1, 1, side, side});
}

/// N × C → N × C × 1 × 1
at::Tensor as_channels(const at::Tensor& values) {
    return values.unsqueeze(2).unsqueeze(3);
}

/// Half of the features pass as they are where the condition is only for the second half.
at::Tensor conditioned(const at::Tensor& features, const Condition& condition) {
    const std::int64_t count = condition.scale.size(1);
    const std::int64_t kept = features.size(1) - count;
    const at::Tensor changed =
        at::addcmul(condition.shift, features.narrow(1, kept, count), condition.scale);
    return kept == 0 ? changed : at::cat({features.narrow(1, 0, kept), changed}, 1);
}

} // namespace

ModulatedConv::ModulatedConv(StateDict& weights, const std::string& key, const Size& size)
    : modulation_(weights, key + ".modulation", size.style, size.in), gain_(size.gain) {
    Weight kernel =
        take_weight(weights, key + ".weight", {1, size.out, size.in, size.kernel, size.kernel});
    kernel.shape.erase(kernel.shape.begin());
    if (size.demodulate) {
        energies_ = at::square(device_tensor(kernel)).sum(at::IntArrayRef{2, 3}).t().contiguous();
    }
    convolution_ = make_same_conv({.kernel = std::move(kernel), .bias = {}});
}

at::Tensor ModulatedConv::operator()(const at::Tensor& picture, const at::Tensor& style) const {
    const at::Tensor modulation = modulation_(style);
    at::Tensor result = convolution_(at::mul(picture, as_channels(modulation)));
    if (energies_.defined()) {
        const at::Tensor energy = at::matmul(at::square(modulation), energies_);
        result.mul_(as_channels(at::rsqrt(energy + kDemodulationEpsilon) * gain_));
    }
    return result;
}

StyleganDecoder::StyledConv::StyledConv(StateDict& weights, const std::string& key,
                                        const at::Tensor& noise, std::int64_t in,
                                        std::int64_t style_features)
    : convolution_(weights, key + ".modulated_conv",
                   {.in = in, .style = style_features, .gain = std::numbers::sqrt2_v<float>}) {
    const at::Tensor strength = take_tensor(weights, key + ".weight", {1});
    const at::Tensor bias =
        take_tensor(weights, key + ".bias", {1, convolution_.out_channels(), 1, 1});
    offset_ = at::addcmul(bias, noise, strength).contiguous(at::MemoryFormat::ChannelsLast);
}

at::Tensor StyleganDecoder::StyledConv::operator()(const at::Tensor& picture,
                                                   const at::Tensor& style) const {
    at::Tensor result = convolution_(picture, style).add_(offset_);
    return at::leaky_relu_(result, kSlope);
}

StyleganDecoder::ToRgb::ToRgb(StateDict& weights, const std::string& key, std::int64_t in,
                              std::int64_t style_features)
    : convolution_(
          weights, key + ".modulated_conv",
          {.in = in, .out = kRgb, .kernel = 1, .style = style_features, .demodulate = false}),
      bias_(take_tensor(weights, key + ".bias", {1, kRgb, 1, 1})) {}

at::Tensor StyleganDecoder::ToRgb::operator()(const at::Tensor& picture,
                                              const at::Tensor& style) const {
    return convolution_(picture, style).add_(bias_);
}

StyleganDecoder::StyleganDecoder(StateDict& weights, const std::string& prefix,
                                 std::int64_t style_features)
    : constant_(
          take_tensor(weights, prefix + "constant_input.weight", {1, -1, kStartSide, kStartSide})) {
    std::int64_t side = kStartSide;
    first_.emplace_back(weights, prefix + "style_conv1", take_noise(weights, prefix, 0, side),
                        constant_.size(1), style_features);
    std::int64_t channels = first_.back().out_channels();
    first_rgb_.emplace_back(weights, prefix + "to_rgb1", channels, style_features);
    const int count = weights.count_blocks(prefix + "to_rgbs.");
    for (int level = 0; level < count; ++level) {
        const int even = 2 * level;
        side *= kEnlargement;
        const auto styled = [&](int index, std::int64_t in) {
            return StyledConv(weights, fmt::format("{}style_convs.{}", prefix, index),
                              take_noise(weights, prefix, index + 1, side), in, style_features);
        };
        StyledConv enlarged = styled(even, channels);
        StyledConv same = styled(even + 1, enlarged.out_channels());
        channels = same.out_channels();
        levels_.push_back(
            {std::move(enlarged), std::move(same),
             ToRgb(weights, fmt::format("{}to_rgbs.{}", prefix, level), channels, style_features)});
    }
}

std::int64_t StyleganDecoder::channels(std::int64_t level) const {
    return levels_.at(static_cast<std::size_t>(level)).enlarged.out_channels();
}

at::Tensor StyleganDecoder::operator()(const at::Tensor& styles,
                                       const std::vector<Condition>& conditions) const {
    const auto style = [&](std::int64_t index) { return styles.select(1, index); };
    at::Tensor features = first_.front()(constant_.expand({styles.size(0), -1, -1, -1}), style(0));
    at::Tensor picture = first_rgb_.front()(features, style(1));
    std::int64_t index = 1;
    for (std::size_t i = 0; i < levels_.size(); ++i, index += 2) {
        const Level& level = levels_[i];
        features = level.enlarged(enlarge_bilinear(features, kEnlargement), style(index));
        features = conditioned(features, conditions.at(i));
        features = level.same(features, style(index + 1));
        picture =
            enlarge_bilinear(picture, kEnlargement).add_(level.to_rgb(features, style(index + 2)));
    }
    return picture;
}

} // namespace kinovar::nn::arch
