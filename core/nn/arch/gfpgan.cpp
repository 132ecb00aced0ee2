#include "core/nn/arch/registry.h"
#include "core/nn/arch/stylegan_decoder.h"

#include <fmt/format.h>

#include <stdexcept>

namespace kinovar::nn::arch {

namespace {

// GFPGAN (X. Wang et al., "Towards Real-World Blind Face Restoration with Generative Facial Prior",
// CVPR 2021), the "clean" version of 1.3 and 1.4: a U-Net reads the damaged face and gives a
// StyleGAN2 decoder its styles and, at every size, a scale and shift of half of its features.

constexpr float kSlope = 0.2F;
constexpr std::int64_t kRgb = 3;
constexpr std::int64_t kDeepestSide = 4;

class FaceBlock {
public:
    enum class Way : std::uint8_t { Halve, Double };

    FaceBlock(StateDict& weights, const std::string& key, std::int64_t in, Way way)
        : first_(take_same_conv(weights, key + ".conv1", {.in = in, .out = in})),
          second_(take_same_conv(weights, key + ".conv2", {.in = in})),
          skip_(take_same_conv(
              weights, key + ".skip",
              {.in = in, .out = second_.out_channels(), .kernel = 1, .bias = false})),
          way_(way) {}

    [[nodiscard]] at::Tensor operator()(const at::Tensor& picture) const {
        ConvEpilogue sum = leaky_relu(kSlope);
        sum.first = skip_(resized(picture));
        return second_(resized(first_(picture, leaky_relu(kSlope))), sum);
    }
    [[nodiscard]] std::int64_t out_channels() const { return second_.out_channels(); }

private:
    [[nodiscard]] at::Tensor resized(const at::Tensor& picture) const {
        return way_ == Way::Double
                   ? enlarge_bilinear(picture, 2)
                   : resize_bilinear(picture, picture.size(2) / 2, picture.size(3) / 2);
    }

    Conv2d first_, second_, skip_;
    Way way_;
};

/// Two convolutions with a leaky ReLU between them.
class ConditionHead {
public:
    ConditionHead(StateDict& weights, const std::string& key, std::int64_t in, std::int64_t out)
        : first_(take_same_conv(weights, key + ".0", {.in = in})),
          second_(take_same_conv(weights, key + ".2", {.in = first_.out_channels(), .out = out})) {}
    [[nodiscard]] at::Tensor operator()(const at::Tensor& features) const {
        return second_(first_(features, leaky_relu(kSlope)));
    }

private:
    Conv2d first_, second_;
};

class Gfpgan final : public Net {
public:
    Gfpgan(StateDict& weights, StyleganDecoder decoder, std::int64_t style_features)
        : decoder_(std::move(decoder)), style_features_(style_features),
          first_(take_same_conv(weights, "conv_body_first", {.in = kRgb, .kernel = 1})) {
        std::int64_t channels = first_.out_channels();
        for (int i = 0; i < decoder_.levels(); ++i) {
            down_.emplace_back(weights, fmt::format("conv_body_down.{}", i), channels,
                               FaceBlock::Way::Halve);
            channels = down_.back().out_channels();
        }
        deepest_ = take_same_conv(weights, "final_conv", {.in = channels});
        channels = deepest_.out_channels();
        styles_ = Linear(weights, "final_linear", channels * kDeepestSide * kDeepestSide,
                         decoder_.style_count() * style_features);
        for (int i = 0; i < decoder_.levels(); ++i) {
            up_.emplace_back(weights, fmt::format("conv_body_up.{}", i), channels,
                             FaceBlock::Way::Double);
            channels = up_.back().out_channels();
            take_condition(weights, i, channels);
        }
    }

    [[nodiscard]] std::vector<at::Tensor>
    forward(const std::vector<at::Tensor>& inputs) const override {
        const at::Tensor& face = inputs.at(0);
        if (face.size(2) != decoder_.size() || face.size(3) != decoder_.size()) {
            throw std::invalid_argument(fmt::format("the face must be {} × {} pixels, not {} × {}",
                                                    decoder_.size(), decoder_.size(), face.size(3),
                                                    face.size(2)));
        }
        at::Tensor features = first_(face, leaky_relu(kSlope));
        std::vector<at::Tensor> skips;
        for (const FaceBlock& block : down_) {
            features = block(features);
            skips.push_back(features);
        }
        features = deepest_(features, leaky_relu(kSlope));
        const at::Tensor styles = styles_(features.contiguous().flatten(1))
                                      .view({-1, decoder_.style_count(), style_features_});
        std::vector<Condition> conditions;
        for (std::size_t i = 0; i < up_.size(); ++i) {
            features = up_[i](at::add(features, skips[skips.size() - 1 - i]));
            conditions.push_back({scales_[i](features), shifts_[i](features)});
        }
        return {decoder_(styles, conditions)};
    }

private:
    /// The condition is for all features of the decoder or for the second half of them.
    void take_condition(StateDict& weights, int level, std::int64_t channels) {
        const std::string scale = fmt::format("condition_scale.{}", level);
        const std::int64_t all = decoder_.channels(level);
        const std::int64_t made = weights.dim(scale + ".2.weight", 0) == all ? all : all / 2;
        scales_.emplace_back(weights, scale, channels, made);
        shifts_.emplace_back(weights, fmt::format("condition_shift.{}", level), channels, made);
    }

    StyleganDecoder decoder_;
    std::int64_t style_features_;
    Conv2d first_, deepest_;
    std::vector<FaceBlock> down_, up_;
    Linear styles_;
    std::vector<ConditionHead> scales_, shifts_;
};

bool matches(const StateDict& weights) {
    return weights.has("conv_body_first.weight") &&
           weights.rank("stylegan_decoder.constant_input.weight") == 4 &&
           weights.rank("condition_scale.0.0.weight") == 4;
}

Result<BuiltNet> build(StateDict& weights) {
    BuiltNet built;
    // For training: pictures at every size of the U-Net. And the mapping from noise to styles,
    // which come from the picture here.
    (void)weights.split_off("toRGB.");
    (void)weights.split_off("stylegan_decoder.style_mlp.");
    ModelInfo& info = built.info;
    info.parameters = count_parameters(weights);
    const std::string prefix = "stylegan_decoder.";
    const std::int64_t style_features =
        weights.dim(prefix + "style_conv1.modulated_conv.modulation.weight", 1);
    StyleganDecoder decoder(weights, prefix, style_features);
    const std::int64_t size = decoder.size();
    info.task = Task::Face;
    info.value_min = -1;
    info.value_max = 1;
    info.size_multiple = static_cast<int>(size);
    info.whole_only = true;
    info.inputs = {{"face", {-1, kRgb, size, size}}};
    info.outputs = {{"restored", {-1, kRgb, size, size}}};
    built.net = std::make_unique<Gfpgan>(weights, std::move(decoder), style_features);
    return built;
}

} // namespace

const Architecture& gfpgan() {
    static constexpr Architecture kArchitecture{"GFPGAN (clean)", &matches, &build};
    return kArchitecture;
}

} // namespace kinovar::nn::arch
