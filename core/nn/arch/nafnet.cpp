#include "core/nn/arch/nafnet.h"

#include "core/nn/arch/parts.h"
#include "core/nn/arch/registry.h"
#include "core/nn/arch/take.h"

#include <fmt/format.h>

namespace kinovar::nn::arch {

namespace {

// NAFNet (L. Chen et al., Simple Baselines for Image Restoration, 2022): a U-shaped network without
// activations; halves of the channels are multiplied with each other instead.

constexpr std::int64_t kKernel = 3;
constexpr std::int64_t kShuffled = 4; // channels that become a block of 2×2 pixels
constexpr int kMostLevels = 8;
constexpr double kNormEpsilon = 1e-6;

/// First half of the channels times the second.
at::Tensor gate(const at::Tensor& input) {
    const std::int64_t half = input.size(1) / 2;
    return input.narrow(1, 0, half) * input.narrow(1, half, half);
}

/// Mean over `length` neighbours along an axis, where they all exist.
at::Tensor running_mean(const at::Tensor& input, std::int64_t axis, std::int64_t length) {
    const at::Tensor sums = at::cumsum(input, axis, at::kFloat);
    const std::int64_t count = input.size(axis) - length;
    at::Tensor means = sums.narrow(axis, length - 1, count + 1).clone();
    means.narrow(axis, 1, count).sub_(sums.narrow(axis, 0, count));
    return means.div_(static_cast<double>(length)).to(input.scalar_type());
}

/// Mean around each pixel over a window of this side, at the borders that of the nearest whole
/// window; 0: over the whole map.
at::Tensor local_mean(const at::Tensor& input, std::int64_t side) {
    const std::int64_t height = input.size(2);
    const std::int64_t width = input.size(3);
    if (side == 0 || (side >= height && side >= width)) {
        return input.mean(at::IntArrayRef{2, 3}, /*keepdim=*/true);
    }
    const at::Tensor inner =
        running_mean(running_mean(input, 3, std::min(side, width)), 2, std::min(side, height));
    const std::int64_t across = width - inner.size(3);
    const std::int64_t down = height - inner.size(2);
    return at::replication_pad2d(inner,
                                 {across / 2, across - across / 2, down / 2, down - down / 2});
}

/// A 1×1 convolution whose results are scaled by channel.
Conv2d take_scaled(StateDict& weights, const std::string& key, std::int64_t channels,
                   const std::string& scale) {
    ConvWeights conv = take_conv_weights(weights, key, {channels, channels, 1});
    const Weight factors = take_weight(weights, scale, {1, channels, 1, 1});
    fold_into(conv, {factors.values, std::vector<float>(factors.values.size(), 0.0F)});
    return make_conv(conv, {});
}

class Block {
public:
    Block(StateDict& weights, const std::string& key, std::int64_t channels, std::int64_t window)
        : window_(window), norm1_(weights, key + ".norm1", channels, kNormEpsilon),
          norm2_(weights, key + ".norm2", channels, kNormEpsilon),
          widen1_(take_biased_conv(weights, key + ".conv1", {channels, 2 * channels, 1})),
          each_(take_biased_conv(weights, key + ".conv2", {1, 2 * channels, kKernel},
                                 same_size(kKernel, 2 * channels))),
          attention_(take_biased_conv(weights, key + ".sca.1", {channels, channels, 1})),
          narrow1_(take_scaled(weights, key + ".conv3", channels, key + ".beta")),
          widen2_(take_biased_conv(weights, key + ".conv4", {channels, 2 * channels, 1})),
          narrow2_(take_scaled(weights, key + ".conv5", channels, key + ".gamma")) {}

    [[nodiscard]] at::Tensor operator()(const at::Tensor& input) const {
        ConvEpilogue sum;
        sum.first = input;
        at::Tensor blob = gate(each_(widen1_(normalised(norm1_, input))));
        blob.mul_(attention_(local_mean(blob, window_)));
        sum.first = narrow1_(blob, sum);
        return narrow2_(gate(widen2_(normalised(norm2_, sum.first))), sum);
    }

private:
    static at::Tensor normalised(const LayerNorm& norm, const at::Tensor& input) {
        return channels_to_front(norm(channels_to_end(input)));
    }

    std::int64_t window_; // of the means; 0: everything
    LayerNorm norm1_;
    LayerNorm norm2_;
    Conv2d widen1_;
    Conv2d each_;
    Conv2d attention_;
    Conv2d narrow1_;
    Conv2d widen2_;
    Conv2d narrow2_;
};

using Blocks = std::vector<Block>;

Blocks take_blocks(StateDict& weights, const std::string& prefix, std::int64_t channels,
                   std::int64_t window) {
    Blocks blocks;
    const int count = weights.count_blocks(prefix);
    for (int i = 0; i < count; ++i) {
        blocks.emplace_back(weights, prefix + std::to_string(i), channels, window);
    }
    return blocks;
}

at::Tensor run(const Blocks& blocks, at::Tensor blob) {
    for (const Block& block : blocks) {
        blob = block(blob);
    }
    return blob;
}

class NafNet final : public Net {
public:
    NafNet(StateDict& weights, int levels, const std::optional<LocalMeans>& local) {
        const auto window = [&](int level) {
            return local ? (local->patch >> level) * local->window / local->patch : 0;
        };
        const std::int64_t colours = weights.dim("intro.weight", 1);
        const std::int64_t width = weights.dim("intro.weight", 0);
        const ConvShape same = same_size(kKernel);
        intro_ = take_biased_conv(weights, "intro", {colours, width, kKernel}, same);
        for (int i = 0; i < levels; ++i) {
            const std::int64_t channels = width << i;
            encoders_.push_back(
                take_blocks(weights, fmt::format("encoders.{}.", i), channels, window(i)));
            ConvShape half;
            half.stride = {2, 2};
            downs_.push_back(take_biased_conv(weights, fmt::format("downs.{}", i),
                                              {channels, 2 * channels, 2}, half));
        }
        middle_ = take_blocks(weights, "middle_blks.", width << levels, window(levels));
        for (int i = 0; i < levels; ++i) {
            const int level = levels - 1 - i;
            const std::int64_t channels = width << level;
            const ConvSize up = {2 * channels, kShuffled * channels, 1, /*bias=*/false};
            ups_.push_back(
                make_conv(take_conv_weights(weights, fmt::format("ups.{}.0", i), up), {}));
            decoders_.push_back(
                take_blocks(weights, fmt::format("decoders.{}.", i), channels, window(level)));
        }
        ending_ = take_biased_conv(weights, "ending", {width, colours, kKernel}, same);
    }

    [[nodiscard]] std::vector<at::Tensor>
    forward(const std::vector<at::Tensor>& inputs) const override {
        const std::int64_t multiple = std::int64_t{1} << encoders_.size();
        const std::int64_t height = inputs[0].size(2);
        const std::int64_t width = inputs[0].size(3);
        const at::Tensor input =
            at::constant_pad_nd(inputs[0], {0, (multiple - width % multiple) % multiple, 0,
                                            (multiple - height % multiple) % multiple});
        at::Tensor blob = intro_(input);
        std::vector<at::Tensor> skipped;
        for (std::size_t i = 0; i < encoders_.size(); ++i) {
            skipped.push_back(run(encoders_[i], std::move(blob)));
            blob = downs_[i](skipped.back());
        }
        blob = run(middle_, std::move(blob));
        for (std::size_t i = 0; i < decoders_.size(); ++i) {
            blob = at::pixel_shuffle(ups_[i](blob), 2).add_(skipped.back());
            skipped.pop_back();
            blob = run(decoders_[i], blob.contiguous(at::MemoryFormat::ChannelsLast));
        }
        return {(ending_(blob) + input).narrow(2, 0, height).narrow(3, 0, width)};
    }

private:
    Conv2d intro_;
    Conv2d ending_;
    std::vector<Blocks> encoders_;
    std::vector<Conv2d> downs_;
    Blocks middle_;
    std::vector<Conv2d> ups_;
    std::vector<Blocks> decoders_;
};

bool matches(const StateDict& weights) {
    return weights.has("intro.weight") && weights.has("ending.weight") &&
           weights.rank("encoders.0.0.beta") == 4 && weights.has("middle_blks.0.sca.1.weight");
}

/// The official deblurring networks have most of their blocks at the end of the way down; the
/// denoising ones in the middle.
bool is_for_blur(const StateDict& weights, int levels) {
    constexpr int kBlocksAtBottom = 28;
    return levels > 0 &&
           weights.count_blocks(fmt::format("encoders.{}.", levels - 1)) == kBlocksAtBottom &&
           weights.count_blocks("middle_blks.") == 1;
}

Result<BuiltNet> build(StateDict& weights) {
    const bool blur = is_for_blur(weights, weights.count_blocks("encoders."));
    KINOVAR_TRY_ASSIGN(
        BuiltNet built,
        build_nafnet(weights, blur ? std::optional<LocalMeans>(LocalMeans()) : std::nullopt));
    built.info.task = blur ? Task::Deblur : Task::Denoise;
    return built;
}

} // namespace

Result<BuiltNet> build_nafnet(StateDict& weights, std::optional<LocalMeans> local) {
    const int levels = weights.count_blocks("encoders.");
    if (levels > kMostLevels) {
        return failure(ErrorCode::Unsupported,
                       fmt::format("it has {} levels; {} are the most", levels, kMostLevels));
    }
    const auto colours = static_cast<int>(weights.dim("intro.weight", 1));
    const std::int64_t width = weights.dim("intro.weight", 0);
    if (colours < 1 || width < 1) {
        return failure(ErrorCode::Corrupt, "intro.weight is empty");
    }
    BuiltNet built;
    built.info = picture_info(colours, colours, 1);
    built.info.task = Task::Denoise;
    built.info.parameters = count_parameters(weights);
    built.info.whole_only = true; // each block weighs channels by means of all or most of it
    constexpr std::int64_t kLiveMaps = 9; // of the width of the first level
    built.info.bytes_per_pixel = width * kLiveMaps * static_cast<std::int64_t>(sizeof(float));
    built.net = std::make_unique<const NafNet>(weights, levels, local);
    return built;
}

const Architecture& nafnet() {
    static constexpr Architecture kArchitecture{"NAFNet", &matches, &build};
    return kArchitecture;
}

} // namespace kinovar::nn::arch
