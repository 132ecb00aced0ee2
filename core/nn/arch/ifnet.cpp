#include "core/nn/arch/parts.h"
#include "core/nn/arch/registry.h"

#include <fmt/format.h>

#include <array>
#include <stdexcept>

namespace kinovar::nn::arch {

namespace {

// IFNet of RIFE 4.6 (Z. Huang et al., "Real-Time Intermediate Flow Estimation for Video Frame
// Interpolation", ECCV 2022): four blocks, from coarse to fine, each of which corrects the flow
// from the wanted moment to both pictures and the mask that blends them.

constexpr std::array<int, 4> kScales = {8, 4, 2, 1};
constexpr int kSizeMultiple = 32;
constexpr float kSlope = 0.2F;
constexpr std::int64_t kPicture = 3;
constexpr std::int64_t kFlowPlanes = 4; // x and y to the first, x and y to the second picture
constexpr std::int64_t kUsedPlanes = kFlowPlanes + 1;  // and the mask; the sixth plane is not used
constexpr std::int64_t kFirstInput = 2 * kPicture + 1; // and the moment
constexpr std::int64_t kLaterInput = kFirstInput + 1 + kFlowPlanes; // and mask and flow
constexpr std::int64_t kShuffle = 2;
constexpr std::int64_t kSubpixels = kShuffle * kShuffle;
constexpr std::int64_t kLastOut = 24;
constexpr std::int64_t kLastKernel = 4;

std::string name_of(int block) {
    return fmt::format("block{}", block);
}

/// Multiplies the part of the kernel that reads the input channels from `first` on.
void scale_inputs(Weight& kernel, std::int64_t first, float factor) {
    const std::int64_t area = kernel.shape[2] * kernel.shape[3];
    for (std::int64_t out = 0; out < kernel.shape[0]; ++out) {
        const std::int64_t begin = (out * kernel.shape[1] + first) * area;
        const std::int64_t end = (out + 1) * kernel.shape[1] * area;
        for (std::int64_t i = begin; i < end; ++i) {
            kernel.values[static_cast<std::size_t>(i)] *= factor;
        }
    }
}

/// leaky(conv(x) · beta + x)
class ResidualConv {
public:
    ResidualConv(StateDict& weights, const std::string& key, std::int64_t channels) {
        ConvWeights taken =
            take_conv_weights(weights, key + ".conv", {.in = channels, .out = channels});
        const Weight beta = take_weight(weights, key + ".beta", {1, channels, 1, 1});
        fold_into(taken, {.scale = beta.values,
                          .shift = std::vector<float>(static_cast<std::size_t>(channels))});
        convolution_ = make_same_conv(taken);
    }
    [[nodiscard]] at::Tensor operator()(const at::Tensor& input) const {
        ConvEpilogue epilogue = leaky_relu(kSlope);
        epilogue.act_last = true;
        epilogue.first = input;
        return convolution_(input, epilogue);
    }

private:
    Conv2d convolution_;
};

/// Estimates what must be added to flow and mask, looking at pictures `scale` times smaller. That
/// the flow is measured in pixels of that size inside and in pixels of the picture outside is part
/// of the first and last convolution's weights.
class FlowBlock {
public:
    FlowBlock(StateDict& weights, int index) : scale_(kScales.at(static_cast<std::size_t>(index))) {
        const std::string name = name_of(index);
        ConvWeights first = take_conv_weights(weights, name + ".conv0.0.0",
                                              {.in = index == 0 ? kFirstInput : kLaterInput});
        if (index > 0) {
            scale_inputs(first.kernel, kFirstInput + 1, 1.0F / static_cast<float>(scale_));
        }
        const ConvShape halving{.stride = {2, 2}, .padding = {1, 1}};
        reduce_[0] = make_conv(first, halving);
        const ConvWeights second =
            take_conv_weights(weights, name + ".conv0.1.0", {.in = first.out_channels()});
        reduce_[1] = make_conv(second, halving);
        const int count = weights.count_blocks(name + ".convblock.");
        for (int i = 0; i < count; ++i) {
            body_.emplace_back(weights, fmt::format("{}.convblock.{}", name, i),
                               second.out_channels());
        }
        take_last(weights, name + ".lastconv.0", second.out_channels());
    }

    /// N × 5 × H × W: changes of flow and mask.
    [[nodiscard]] at::Tensor operator()(const at::Tensor& input) const {
        at::Tensor features =
            scale_ == 1 ? input
                        : resize_bilinear(input, input.size(2) / scale_, input.size(3) / scale_);
        for (const Conv2d& convolution : reduce_) {
            features = convolution(features, leaky_relu(kSlope));
        }
        for (const ResidualConv& convolution : body_) {
            features = convolution(features);
        }
        const at::Tensor change = at::pixel_shuffle(last_(features), kShuffle);
        return scale_ == 1 ? change : enlarge_bilinear(change, scale_);
    }

private:
    void take_last(StateDict& weights, const std::string& key, std::int64_t channels) {
        constexpr std::int64_t kUsedOut = kUsedPlanes * kSubpixels;
        const Weight kernel =
            take_weight(weights, key + ".weight", {channels, kLastOut, kLastKernel, kLastKernel});
        const Weight bias = take_weight(weights, key + ".bias", {kLastOut});
        constexpr std::int64_t kTaps = kLastKernel * kLastKernel;
        std::vector<float> used;
        for (std::int64_t in = 0; in < channels; ++in) {
            for (std::int64_t i = 0; i < kUsedOut * kTaps; ++i) {
                used.push_back(kernel.values[static_cast<std::size_t>(in * kLastOut * kTaps + i)] *
                               scale_of(i / kTaps));
            }
        }
        std::vector<float> used_bias;
        for (std::int64_t i = 0; i < kUsedOut; ++i) {
            used_bias.push_back(bias.values[static_cast<std::size_t>(i)] * scale_of(i));
        }
        last_ =
            ConvTranspose2d(used, {channels, kUsedOut, kLastKernel, kLastKernel}, used_bias, 2, 1);
    }

    /// Flow is in pixels of the shrunken picture; the other planes are no lengths.
    [[nodiscard]] float scale_of(std::int64_t plane) const {
        constexpr std::int64_t kFlowOut = kFlowPlanes * kSubpixels;
        return plane < kFlowOut ? static_cast<float>(scale_) : 1.0F;
    }

    std::int64_t scale_;
    std::array<Conv2d, 2> reduce_;
    std::vector<ResidualConv> body_;
    ConvTranspose2d last_;
};

/// Reads pictures at places displaced by a flow in pixels; beyond the border its colours go on.
class Warper {
public:
    explicit Warper(const at::Tensor& picture)
        : per_pixel_(at::empty({2}, picture.options())),
          places_(at::empty({1, picture.size(2), picture.size(3), 2}, picture.options())) {
        const std::int64_t height = picture.size(2);
        const std::int64_t width = picture.size(3);
        per_pixel_[0] = per_pixel(width);
        per_pixel_[1] = per_pixel(height);
        places_.select(3, 0).copy_(at::linspace(-1, 1, width, picture.options()).view({1, 1, -1}));
        places_.select(3, 1).copy_(at::linspace(-1, 1, height, picture.options()).view({1, -1, 1}));
    }
    /// `flow` N × 2 × H × W.
    [[nodiscard]] at::Tensor operator()(const at::Tensor& picture, const at::Tensor& flow) const {
        const at::Tensor grid = at::addcmul(places_, flow.permute({0, 2, 3, 1}), per_pixel_);
        return at::grid_sampler_2d(picture, grid, kBilinear, kBorder, /*align_corners=*/true);
    }

private:
    // libtorch's numbers for the modes of grid_sample.
    static constexpr std::int64_t kBilinear = 0;
    static constexpr std::int64_t kBorder = 1;

    /// From pixels to the range -1 … 1 over the pixels' centres.
    static double per_pixel(std::int64_t side) {
        return 2.0 / static_cast<double>(std::max<std::int64_t>(side - 1, 1));
    }

    at::Tensor per_pixel_; // x, y
    at::Tensor places_;    // 1 × H × W × 2
};

class IfNet final : public Net {
public:
    explicit IfNet(StateDict& weights) {
        for (int i = 0; i < static_cast<int>(kScales.size()); ++i) {
            blocks_.emplace_back(weights, i);
        }
    }

    [[nodiscard]] std::vector<at::Tensor>
    forward(const std::vector<at::Tensor>& inputs) const override {
        const at::Tensor& first = inputs.at(0);
        const at::Tensor& second = inputs.at(1);
        check_sizes(first, second);
        const at::Tensor moment =
            inputs.at(2).expand({first.size(0), 1, first.size(2), first.size(3)});
        const Warper warp(first);
        at::Tensor warped0 = first;
        at::Tensor warped1 = second;
        at::Tensor state; // flow and mask
        for (const FlowBlock& block : blocks_) {
            std::vector<at::Tensor> seen = {warped0, warped1, moment};
            if (state.defined()) {
                seen.push_back(mask_of(state));
                seen.push_back(state.narrow(1, 0, kFlowPlanes));
            }
            const at::Tensor change = block(at::cat(seen, 1));
            state = state.defined() ? state.add_(change) : change;
            warped0 = warp(first, state.narrow(1, 0, 2));
            warped1 = warp(second, state.narrow(1, 2, 2));
        }
        return {at::lerp(warped1, warped0, at::sigmoid(mask_of(state)))};
    }

private:
    static at::Tensor mask_of(const at::Tensor& state) { return state.narrow(1, kFlowPlanes, 1); }

    static void check_sizes(const at::Tensor& first, const at::Tensor& second) {
        if (first.sizes() != second.sizes()) {
            throw std::invalid_argument("the two pictures are not of the same size");
        }
        if (first.size(2) % kSizeMultiple != 0 || first.size(3) % kSizeMultiple != 0) {
            throw std::invalid_argument(
                fmt::format("pictures of {} × {}: both sides must be multiples of {}",
                            first.size(3), first.size(2), kSizeMultiple));
        }
    }

    std::vector<FlowBlock> blocks_;
};

bool matches(const StateDict& weights) {
    return weights.dim("block0.conv0.0.0.weight", 1) == kFirstInput &&
           weights.dim("block1.conv0.0.0.weight", 1) == kLaterInput &&
           weights.rank("block3.convblock.0.beta") == 4;
}

/// Checkpoints of the authors' trainer hold the teacher and the caching encoder beside IFNet.
void drop_training_parts(StateDict& weights) {
    for (const char* prefix : {"teacher.", "caltime."}) {
        (void)weights.split_off(prefix);
    }
}

Result<BuiltNet> build(StateDict& weights) {
    BuiltNet built;
    drop_training_parts(weights);
    ModelInfo& info = built.info;
    info.task = Task::Interpolate;
    info.window = 2;
    info.size_multiple = kSizeMultiple;
    info.whole_only = true; // motion has no bound
    info.inputs = {{"img0", {-1, kPicture, -1, -1}},
                   {"img1", {-1, kPicture, -1, -1}},
                   {"timestep", {-1, 1, -1, -1}}};
    info.outputs = {{"merged", {-1, kPicture, -1, -1}}};
    info.parameters = count_parameters(weights);
    built.net = std::make_unique<IfNet>(weights);
    return built;
}

} // namespace

const Architecture& ifnet() {
    static constexpr Architecture kArchitecture{"IFNet (RIFE 4.6)", &matches, &build};
    return kArchitecture;
}

} // namespace kinovar::nn::arch
