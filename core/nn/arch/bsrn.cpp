#include "core/nn/arch/parts.h"
#include "core/nn/arch/registry.h"
#include "core/nn/arch/take.h"

#include <fmt/format.h>

#include <cmath>

namespace kinovar::nn::arch {

namespace {

// BSRN (Z. Li et al., Blueprint Separable Residual Network, 2022). A blueprint convolution is a 1×1
// without bias and a 3×3 on each channel by itself. A block distils features at three depths, then
// weighs them by place (ESA) and by channel (CCA, from statistics of the whole picture).

constexpr std::int64_t kKernel = 3;
constexpr std::int64_t kCopies = 4; // of the picture, side by side, as the input

class BlueprintConv {
public:
    BlueprintConv(StateDict& weights, const std::string& key, std::int64_t in, std::int64_t out,
                  std::int64_t stride = 1)
        : across_(make_conv(take_conv_weights(weights, key + ".pw", {in, out, 1, /*bias=*/false}),
                            {})) {
        ConvShape how = same_size(kKernel, out);
        if (stride > 1) {
            how.stride = {stride, stride};
            how.padding = {0, 0};
        }
        each_ = take_biased_conv(weights, key + ".dw", {1, out, kKernel}, how);
    }
    [[nodiscard]] at::Tensor operator()(const at::Tensor& input) const {
        return each_(across_(input));
    }
    [[nodiscard]] at::Tensor operator()(const at::Tensor& input, const at::Tensor& added) const {
        ConvEpilogue sum;
        sum.first = added;
        return each_(across_(input), sum);
    }

private:
    Conv2d across_;
    Conv2d each_;
};

/// Where to look: a mask that is found on a coarse grid.
class SpatialAttention {
public:
    SpatialAttention(StateDict& weights, const std::string& key, std::int64_t features)
        : SpatialAttention(weights, key, features, weights.dim(key + ".conv1.weight", 0)) {}

    [[nodiscard]] at::Tensor operator()(const at::Tensor& input) const {
        const at::Tensor fine = first_(input);
        if (std::min(fine.size(2), fine.size(3)) < kLeastSide) {
            throw std::invalid_argument(
                fmt::format("the network needs pictures of {} pixels a side or more", kLeastSide));
        }
        at::Tensor coarse = at::max_pool2d(strided_(fine), {kPool, kPool}, {kPoolStep, kPoolStep});
        coarse = end_(at::gelu(middle_(at::gelu(peaks_(coarse)))));
        coarse = resize_bilinear(coarse, fine.size(2), fine.size(3));
        return input * last_(shortcut_(fine).add_(coarse)).sigmoid_();
    }

private:
    SpatialAttention(StateDict& weights, const std::string& key, std::int64_t features,
                     std::int64_t few)
        : first_(take_biased_conv(weights, key + ".conv1", {features, few, 1})),
          shortcut_(take_biased_conv(weights, key + ".conv_f", {few, few, 1})),
          strided_(weights, key + ".conv2", few, few, kStride),
          peaks_(weights, key + ".conv_max", few, few), middle_(weights, key + ".conv3", few, few),
          end_(weights, key + ".conv3_", few, few),
          last_(take_biased_conv(weights, key + ".conv4", {few, features, 1})) {}

    static constexpr std::int64_t kStride = 2;
    static constexpr std::int64_t kPool = 7;
    static constexpr std::int64_t kPoolStep = 3;
    // So that a pool fits into what the strided convolution leaves.
    static constexpr std::int64_t kLeastSide = (kPool - 1) * kStride + kKernel;

    Conv2d first_;
    Conv2d shortcut_;
    BlueprintConv strided_;
    BlueprintConv peaks_;
    BlueprintConv middle_;
    BlueprintConv end_;
    Conv2d last_;
};

/// Which channels count: by contrast and mean of each over the whole picture.
class ChannelAttention {
public:
    ChannelAttention(StateDict& weights, const std::string& key, std::int64_t features)
        : squeeze_(take_biased_conv(weights, key + ".conv_du.0", {features, -1, 1})),
          spread_(take_biased_conv(weights, key + ".conv_du.2",
                                   {squeeze_.out_channels(), features, 1})) {}

    [[nodiscard]] at::Tensor operator()(const at::Tensor& input) const {
        const auto [deviation, mean] =
            at::std_mean(input, at::IntArrayRef{2, 3}, /*unbiased=*/false, /*keepdim=*/true);
        return input * spread_(squeeze_(deviation + mean, relu())).sigmoid_();
    }

private:
    Conv2d squeeze_;
    Conv2d spread_;
};

class Block {
public:
    Block(StateDict& weights, const std::string& key, std::int64_t features)
        : Block(weights, key, features, weights.dim(key + ".c1_d.weight", 0)) {}

    [[nodiscard]] at::Tensor operator()(const at::Tensor& input) const {
        std::vector<at::Tensor> kept;
        at::Tensor blob = input;
        for (std::size_t i = 0; i < refine_.size(); ++i) {
            kept.push_back(at::gelu(distil_[i](blob)));
            blob = at::gelu(refine_[i](blob, blob));
        }
        kept.push_back(at::gelu(last_(blob)));
        return channels_(places_(fuse_(at::cat(kept, 1)))).add_(input);
    }

private:
    Block(StateDict& weights, const std::string& key, std::int64_t features, std::int64_t kept)
        : last_(weights, key + ".c4", features, kept),
          fuse_(take_biased_conv(weights, key + ".c5", {(kDepths + 1) * kept, features, 1})),
          places_(weights, key + ".esa", features), channels_(weights, key + ".cca", features) {
        for (int i = 1; i <= kDepths; ++i) {
            distil_.push_back(
                take_biased_conv(weights, fmt::format("{}.c{}_d", key, i), {features, kept, 1}));
            refine_.emplace_back(weights, fmt::format("{}.c{}_r", key, i), features, features);
        }
    }

    static constexpr int kDepths = 3;

    std::vector<Conv2d> distil_;
    std::vector<BlueprintConv> refine_;
    BlueprintConv last_;
    Conv2d fuse_;
    SpatialAttention places_;
    ChannelAttention channels_;
};

class Bsrn final : public Net {
public:
    struct Size {
        int colours;
        int scale;
        int blocks;
        std::int64_t features;
    };

    Bsrn(StateDict& weights, const Size& size)
        : scale_(size.scale), first_(weights, "fea_conv", kCopies * size.colours, size.features),
          last_(weights, "c2", size.features, size.features),
          up_(take_biased_conv(
              weights, "upsampler.upsampleOneStep.0",
              {size.features, std::int64_t{size.scale} * size.scale * size.colours, kKernel},
              same_size(kKernel))) {
        const std::int64_t features = size.features;
        for (int i = 1; i <= size.blocks; ++i) {
            blocks_.emplace_back(weights, fmt::format("B{}", i), features);
        }
        const at::Tensor joint =
            take_tensor(weights, "c1.weight", {features, features * size.blocks, 1, 1});
        joint_bias_ = take_tensor(weights, "c1.bias", {features}).view({1, features, 1, 1});
        for (int i = 0; i < size.blocks; ++i) {
            joint_.push_back(joint.narrow(1, i * features, features).contiguous());
        }
    }

    /// The 1×1 convolution over all blocks' results side by side is summed up block by block, so
    /// that they need not be kept.
    [[nodiscard]] std::vector<at::Tensor>
    forward(const std::vector<at::Tensor>& inputs) const override {
        const at::Tensor first = first_(at::cat(std::vector<at::Tensor>(kCopies, inputs[0]), 1));
        at::Tensor blob = first;
        at::Tensor sum = joint_bias_;
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            blob = blocks_[i](blob);
            sum = at::conv2d(blob, joint_[i]).add_(sum);
        }
        return {at::pixel_shuffle(up_(last_(at::gelu(sum), first)), scale_)};
    }

private:
    std::int64_t scale_;
    BlueprintConv first_;
    std::vector<Block> blocks_;
    std::vector<at::Tensor> joint_; // of each block
    at::Tensor joint_bias_;
    BlueprintConv last_;
    Conv2d up_;
};

bool matches(const StateDict& weights) {
    return weights.has("fea_conv.pw.weight") && weights.has("B1.c1_d.weight") &&
           weights.has("B1.esa.conv_max.pw.weight") && weights.has("B1.cca.conv_du.0.weight");
}

Result<BuiltNet> build(StateDict& weights) {
    const std::int64_t seen = weights.dim("fea_conv.pw.weight", 1);
    const std::int64_t made = weights.dim("upsampler.upsampleOneStep.0.weight", 0);
    const auto colours = static_cast<int>(seen / kCopies);
    const auto scale =
        static_cast<int>(std::lround(std::sqrt(static_cast<double>(made) / std::max(1, colours))));
    if (colours < 1 || colours * kCopies != seen || scale < 1 || scale * scale * colours != made) {
        return failure(ErrorCode::Corrupt,
                       fmt::format("it reads {} and makes {} channels, which are no {} pictures "
                                   "and no enlarged one",
                                   seen, made, kCopies));
    }
    int blocks = 0;
    while (weights.has(fmt::format("B{}.c5.weight", blocks + 1))) {
        ++blocks;
    }
    const std::int64_t features = weights.dim("fea_conv.pw.weight", 0);
    BuiltNet built;
    built.info = picture_info(colours, colours, scale);
    built.info.parameters = count_parameters(weights);
    built.info.whole_only = true;         // channels are weighed by statistics of the whole picture
    constexpr std::int64_t kLiveMaps = 8; // of the full number of features, inside a block
    built.info.bytes_per_pixel =
        (features * kLiveMaps + 2 * made) * static_cast<std::int64_t>(sizeof(float));
    built.net = std::make_unique<const Bsrn>(weights, Bsrn::Size{colours, scale, blocks, features});
    return built;
}

} // namespace

const Architecture& bsrn() {
    static constexpr Architecture kArchitecture{"BSRN", &matches, &build};
    return kArchitecture;
}

} // namespace kinovar::nn::arch
