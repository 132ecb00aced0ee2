#include "core/nn/arch/registry.h"
#include "core/nn/arch/swinir_blocks.h"
#include "core/nn/arch/swinir_ending.h"
#include "core/nn/arch/take.h"

#include <fmt/format.h>

#include <cmath>

namespace kinovar::nn::arch {

namespace {

// SwinIR (J. Liang et al., 2021): groups of Swin blocks, each closed by a convolution and a
// shortcut, then one of four ways to the result.

constexpr double kNormEpsilon = 1e-5;
constexpr float kInnerSlope = 0.2F;
constexpr float kOuterSlope = 0.01F;                          // before enlarging
const std::vector<float> kMean = {0.4488F, 0.4371F, 0.4040F}; // of colour pictures; not in the file

// Networks against compression artefacts have windows of 7 and work in 0…255; all others in 0…1.
constexpr std::int64_t kWindowOfJpeg = 7;
constexpr float kRangeOfJpeg = 255;

// How far a cut edge shows. At full size with weights made by formula it is 8e-6 of the range
// beyond this distance; what was trained looks further, so there is room to the 1/255 that would be
// seen.
constexpr int kHalo = 32;

std::string blocks_of(int group) {
    return fmt::format("layers.{}.residual_group.blocks.", group);
}

/// The end of a group: one convolution, or three with a narrow middle.
class Closing {
public:
    Closing(StateDict& weights, const std::string& key, std::int64_t channels) {
        if (weights.has(key + ".weight")) {
            convs_.push_back(take_same_conv(weights, key, {channels, channels}));
            return;
        }
        convs_.push_back(take_same_conv(weights, key + ".0", {channels}));
        const std::int64_t few = convs_[0].out_channels();
        convs_.push_back(take_biased_conv(weights, key + ".2", {few, few, 1}));
        convs_.push_back(take_same_conv(weights, key + ".4", {few, channels}));
    }
    /// Of N×H×W×C, with the shortcut added.
    [[nodiscard]] at::Tensor operator()(const at::Tensor& input, const at::Tensor& shortcut) const {
        at::Tensor blob = channels_to_front(input);
        for (std::size_t i = 0; i + 1 < convs_.size(); ++i) {
            blob = convs_[i](blob, leaky_relu(kInnerSlope));
        }
        ConvEpilogue sum;
        sum.first = channels_to_front(shortcut);
        return channels_to_end(convs_.back()(blob, sum));
    }

private:
    std::vector<Conv2d> convs_;
};

struct Group {
    std::vector<SwinBlock> blocks;
    Closing closing;
};

struct Size {
    int colours = 0;
    std::int64_t channels = 0;
    std::int64_t window = 0;
    int groups = 0;
    int blocks = 0;
};

Size size_of(const StateDict& weights) {
    Size size;
    size.colours = static_cast<int>(weights.dim("conv_first.weight", 1));
    size.channels = weights.dim("conv_first.weight", 0);
    const std::int64_t differences =
        weights.dim(blocks_of(0) + "0.attn.relative_position_bias_table", 0);
    size.window = (std::lround(std::sqrt(static_cast<double>(differences))) + 1) / 2;
    size.groups = weights.count_blocks("layers.");
    for (int i = 0; i < size.groups; ++i) {
        size.blocks += weights.count_blocks(blocks_of(i));
    }
    return size;
}

class SwinIr final : public Net {
public:
    SwinIr(StateDict& weights, const Size& size)
        : window_(size.window), range_(size.window == kWindowOfJpeg ? kRangeOfJpeg : 1),
          first_(take_same_conv(weights, "conv_first", {size.colours, size.channels})),
          embed_norm_(weights, "patch_embed.norm", size.channels, kNormEpsilon),
          norm_(weights, "norm", size.channels, kNormEpsilon),
          closing_(weights, "conv_after_body", size.channels),
          ending_(weights, size.channels, size.colours) {
        if (size.colours == static_cast<int>(kMean.size())) {
            mean_ = device_tensor(kMean, {1, size.colours, 1, 1});
        } else {
            mean_ = device_tensor(std::vector<float>(1, 0.0F), {1, 1, 1, 1});
        }
        for (int i = 0; i < size.groups; ++i) {
            std::vector<SwinBlock> blocks;
            const int count = weights.count_blocks(blocks_of(i));
            for (int k = 0; k < count; ++k) {
                const std::string key = fmt::format("{}{}.", blocks_of(i), k);
                const std::int64_t shift = k % 2 == 0 ? 0 : size.window / 2;
                blocks.emplace_back(weights, key, SwinBlock::Size{size.channels, window_, shift});
            }
            groups_.push_back({std::move(blocks),
                               Closing(weights, fmt::format("layers.{}.conv", i), size.channels)});
        }
    }

    [[nodiscard]] int scale() const { return ending_.scale(); }

    [[nodiscard]] std::vector<at::Tensor>
    forward(const std::vector<at::Tensor>& inputs) const override {
        const std::int64_t height = inputs[0].size(2);
        const std::int64_t width = inputs[0].size(3);
        const at::Tensor input = (padded(inputs[0]) - mean_).mul_(range_);
        const at::Tensor first = first_(input);
        at::Tensor result = ending_(features(first));
        if (ending_.is_residual()) {
            result.add_(input);
        }
        result.mul_(1 / range_).add_(mean_);
        return {result.narrow(2, 0, height * scale()).narrow(3, 0, width * scale())};
    }

private:
    /// Mirrored on the right and at the bottom up to a multiple of the window.
    [[nodiscard]] at::Tensor padded(const at::Tensor& input) const {
        const std::int64_t right = (window_ - input.size(3) % window_) % window_;
        const std::int64_t bottom = (window_ - input.size(2) % window_) % window_;
        if (right >= input.size(3) || bottom >= input.size(2)) {
            throw std::invalid_argument(
                fmt::format("a picture of {}×{} is too small for windows of {} pixels",
                            input.size(3), input.size(2), window_));
        }
        return right + bottom == 0 ? input : at::reflection_pad2d(input, {0, right, 0, bottom});
    }

    [[nodiscard]] at::Tensor features(const at::Tensor& first) const {
        const at::Tensor start = channels_to_end(first);
        at::Tensor blob = embed_norm_(start);
        for (const Group& group : groups_) {
            const at::Tensor shortcut = blob;
            for (const SwinBlock& block : group.blocks) {
                blob = block(blob);
            }
            blob = group.closing(blob, shortcut);
        }
        return channels_to_front(closing_(norm_(blob), start));
    }

    std::int64_t window_;
    float range_;
    at::Tensor mean_;
    Conv2d first_;
    LayerNorm embed_norm_;
    std::vector<Group> groups_;
    LayerNorm norm_;
    Closing closing_;
    SwinEnding ending_;
};

bool matches(const StateDict& weights) {
    return weights.has("conv_first.weight") && weights.has("patch_embed.norm.weight") &&
           weights.has(blocks_of(0) + "0.attn.relative_position_bias_table");
}

Task task_of(int scale, std::int64_t window) {
    constexpr int kSame = 1;
    return scale > kSame ? Task::Upscale : window == kWindowOfJpeg ? Task::Other : Task::Denoise;
}

Result<BuiltNet> build(StateDict& weights) {
    const Size size = size_of(weights);
    if (size.colours < 1 || size.channels < 1 || size.window < 1) {
        return failure(ErrorCode::Corrupt, "conv_first.weight or the table of places is empty");
    }
    const std::int64_t heads = weights.dim(blocks_of(0) + "0.attn.relative_position_bias_table", 1);
    const std::int64_t parameters = count_parameters(weights);
    auto net = std::make_unique<const SwinIr>(weights, size);
    BuiltNet built;
    built.info = picture_info(size.colours, size.colours, net->scale());
    built.info.task = task_of(net->scale(), size.window);
    built.info.parameters = parameters;
    built.info.size_multiple = static_cast<int>(size.window); // tiles keep the grid of the windows
    built.info.receptive_radius = size.blocks * static_cast<int>(size.window) + size.groups;
    built.info.halo = std::min(kHalo, built.info.receptive_radius);
    constexpr std::int64_t kLiveMaps = 8; // of all channels, in a block
    constexpr std::int64_t kFeatures = 64;
    const std::int64_t scores = 2 * heads * size.window * size.window;
    const std::int64_t enlarged = 2 * kFeatures * net->scale() * net->scale();
    built.info.bytes_per_pixel = std::max(kLiveMaps * size.channels + scores, enlarged) *
                                 static_cast<std::int64_t>(sizeof(float));
    built.net = std::move(net);
    return built;
}

} // namespace

const Architecture& swinir() {
    static constexpr Architecture kArchitecture{"SwinIR", &matches, &build};
    return kArchitecture;
}

} // namespace kinovar::nn::arch
