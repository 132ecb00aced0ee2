#include "core/nn/arch/ddcolor_encoder.h"
#include "core/nn/arch/ddcolor_queries.h"
#include "core/nn/arch/registry.h"

#include <fmt/format.h>

#include <stdexcept>

namespace kinovar::nn::arch {

namespace {

// DDColor (X. Kang et al., "DDColor: Towards Photo-Realistic Image Colorization via Dual Decoders",
// ICCV 2023): a U-Net of pixels and a transformer of colours over one ConvNeXt encoder.

constexpr std::int64_t kRgb = 3;
constexpr std::int64_t kAb = 2;
constexpr std::int64_t kLastFactor = 4;
constexpr int kSizeMultiple = 32; // the encoder's smallest features

/// A 1×1 convolution that makes the channels, ReLU, and each pixel's channels become a square of
/// pixels, which a mean of 2 × 2 smooths.
class Enlarger {
public:
    /// `key`.0 and, where it is there, the batch normalisation `key`.1
    Enlarger(StateDict& weights, const std::string& key, std::int64_t in, std::int64_t factor)
        : factor_(factor) {
        const bool normalised = weights.has(key + ".1.weight");
        ConvWeights taken = take_spectral_conv_weights(
            weights, key + ".0", {.in = in, .kernel = 1, .bias = !normalised});
        if (normalised) {
            fold_into(taken, take_batch_norm(weights, key + ".1", taken.out_channels()));
        }
        out_channels_ = taken.out_channels() / (factor * factor);
        convolution_ = make_same_conv(taken);
    }
    [[nodiscard]] at::Tensor operator()(const at::Tensor& picture) const {
        const at::Tensor large = at::pixel_shuffle(convolution_(picture, relu()), factor_);
        return at::avg_pool2d(at::replication_pad2d(large, {1, 0, 1, 0}), {2, 2}, {1, 1});
    }
    [[nodiscard]] std::int64_t out_channels() const { return out_channels_; }

private:
    Conv2d convolution_;
    std::int64_t factor_;
    std::int64_t out_channels_;
};

/// Enlarges, joins the encoder's features of that size, convolves.
class UnetBlock {
public:
    UnetBlock(StateDict& weights, const std::string& key, std::int64_t in, std::int64_t same)
        : enlarge_(weights, key + ".shuf.conv", in, 2),
          same_norm_(take_batch_norm(weights, key + ".bn", same)) {
        const ConvWeights taken = take_spectral_conv_weights(
            weights, key + ".conv.0", {.in = enlarge_.out_channels() + same, .bias = false});
        convolution_ = make_same_conv(taken);
        norm_ = Affine(take_batch_norm(weights, key + ".conv.2", taken.out_channels()));
    }
    [[nodiscard]] at::Tensor operator()(const at::Tensor& deep, const at::Tensor& same) const {
        const at::Tensor joined = at::cat({enlarge_(deep), same_norm_(same)}, 1);
        return norm_(convolution_(at::relu(joined), relu()));
    }
    [[nodiscard]] std::int64_t out_channels() const { return convolution_.out_channels(); }

private:
    Enlarger enlarge_;
    Affine same_norm_, norm_;
    Conv2d convolution_;
};

class DdColor final : public Net {
public:
    explicit DdColor(StateDict& weights)
        : mean_(take_tensor(weights, "mean", {1, kRgb, 1, 1})),
          deviation_(take_tensor(weights, "std", {1, kRgb, 1, 1})),
          encoder_(weights, "encoder.arch.") {
        std::vector<std::int64_t> widths = encoder_.widths();
        std::int64_t channels = widths.back();
        widths.pop_back();
        std::vector<std::int64_t> made;
        for (int i = 0; !widths.empty(); ++i) {
            layers_.emplace_back(weights, fmt::format("decoder.layers.{}", i), channels,
                                 widths.back());
            widths.pop_back();
            channels = layers_.back().out_channels();
            made.push_back(channels);
        }
        enlarge_.emplace_back(weights, "decoder.last_shuf.conv", channels, kLastFactor);
        queries_.emplace_back(weights, "decoder.color_decoder.", made);
        if (queries_.front().embedding() != enlarge_.front().out_channels()) {
            throw BadWeights(
                {ErrorCode::Corrupt,
                 fmt::format("the colour queries end with {} features, the picture "
                             "(\"decoder.last_shuf.conv.0.weight_orig\") with {}",
                             queries_.front().embedding(), enlarge_.front().out_channels()),
                 {}});
        }
        refine_ = make_same_conv(take_spectral_conv_weights(
            weights, "refine_net.0.0",
            {.in = queries_.front().count() + kRgb, .out = kAb, .kernel = 1}));
    }

    [[nodiscard]] std::vector<at::Tensor>
    forward(const std::vector<at::Tensor>& inputs) const override {
        check_size(inputs.at(0));
        const at::Tensor picture = (inputs[0] - mean_) / deviation_;
        const std::vector<at::Tensor> features = encoder_(picture);
        std::vector<at::Tensor> seen;
        at::Tensor current = features.back();
        for (std::size_t i = 0; i < layers_.size(); ++i) {
            current = layers_[i](current, features[features.size() - 2 - i]);
            seen.push_back(current);
        }
        const at::Tensor planes = queries_.front()(seen, enlarge_.front()(current));
        return {refine_(at::cat({planes, picture}, 1))};
    }

private:
    static void check_size(const at::Tensor& picture) {
        if (picture.size(2) % kSizeMultiple != 0 || picture.size(3) % kSizeMultiple != 0) {
            throw std::invalid_argument(
                fmt::format("a picture of {} × {}: both sides must be multiples of {}",
                            picture.size(3), picture.size(2), kSizeMultiple));
        }
    }

    at::Tensor mean_, deviation_;
    ConvNextEncoder encoder_;
    std::vector<UnetBlock> layers_;      // from small to large
    std::vector<Enlarger> enlarge_;      // one
    std::vector<ColourQueries> queries_; // one
    Conv2d refine_;
};

bool matches(const StateDict& weights) {
    return weights.has("encoder.arch.downsample_layers.0.0.weight") &&
           weights.has("decoder.color_decoder.query_feat.weight");
}

Result<BuiltNet> build(StateDict& weights) {
    BuiltNet built;
    // The encoder's classifier is not used.
    weights.drop("encoder.arch.norm.weight");
    weights.drop("encoder.arch.norm.bias");
    ModelInfo& info = built.info;
    info.task = Task::Colourise;
    info.out_channels = static_cast<int>(kAb);
    info.size_multiple = kSizeMultiple;
    info.whole_only = true;
    info.inputs = {{"grey_rgb", {-1, kRgb, -1, -1}}}; // CIE L* with a = b = 0, as RGB
    info.outputs = {{"ab", {-1, kAb, -1, -1}}};
    info.parameters = count_parameters(weights);
    built.net = std::make_unique<DdColor>(weights);
    return built;
}

} // namespace

const Architecture& ddcolor() {
    static constexpr Architecture kArchitecture{"DDColor", &matches, &build};
    return kArchitecture;
}

} // namespace kinovar::nn::arch
