#pragma once

#include "core/nn/loaders/state_dict.h"

#include <ATen/ATen.h>

#include <array>
#include <memory>
#include <span>

namespace kinovar::nn {

namespace conv {
class Conv3x3;
}

// Building blocks of networks over tensors. What is built lies on the device (and in the precision)
// that is current at that time.

/// A copy of the numbers as a tensor of this shape, where networks run.
[[nodiscard]] at::Tensor device_tensor(std::span<const float> values, at::IntArrayRef shape);
[[nodiscard]] at::Tensor device_tensor(const Weight& weight);

struct ConvShape {
    std::array<std::int64_t, 2> stride = {1, 1}; ///< y, x
    std::array<std::int64_t, 2> padding = {0, 0};
    std::array<std::int64_t, 2> dilation = {1, 1};
    std::int64_t groups = 1;
};

/// What a convolution does to its result before it is stored:
///   out = scale · act(conv + bias) + first_scale · first + second_scale · second
/// and, when act_last, act is applied to that sum instead.
struct ConvEpilogue {
    enum class Act : std::uint8_t { None, LeakyRelu, PRelu };
    Act act = Act::None;
    float slope = 0;   ///< of LeakyRelu; 0: ReLU
    at::Tensor slopes; ///< of PRelu, one per channel
    bool act_last = false;
    float scale = 1;
    at::Tensor first; ///< undefined: nothing is added
    float first_scale = 1;
    at::Tensor second;
    float second_scale = 1;
};

/// A convolution that picks the fastest way: the Winograd engine of core/nn/conv for 3×3 ones of
/// stride 1 on the CPU, libtorch in channels_last for the rest and on GPUs. Results are
/// channels_last.
class Conv2d {
public:
    Conv2d() = default;
    /// `weights` out × in / groups × kh × kw; `bias` one per output channel, or none.
    Conv2d(std::span<const float> weights, at::IntArrayRef shape, std::span<const float> bias,
           const ConvShape& how);
    /// `bias` may be null.
    Conv2d(const Weight& weight, const Weight* bias, const ConvShape& how = {});

    [[nodiscard]] at::Tensor operator()(const at::Tensor& input) const;
    [[nodiscard]] at::Tensor operator()(const at::Tensor& input,
                                        const ConvEpilogue& epilogue) const;
    /// Writes into `output` (N×C×H×W, channels side by side; may be some channels of a wider
    /// tensor).
    void run_into(at::Tensor& output, const at::Tensor& input, const ConvEpilogue& epilogue) const;
    /// Whether the engine of core/nn/conv runs it.
    [[nodiscard]] bool is_fast() const { return fast_ != nullptr; }
    [[nodiscard]] std::int64_t out_channels() const { return out_channels_; }

private:
    [[nodiscard]] at::Tensor by_torch(const at::Tensor& input) const;

    ConvShape how_;
    std::int64_t out_channels_ = 0;
    at::Tensor weights_; // undefined when the engine runs it
    c10::optional<at::Tensor> bias_;
    std::shared_ptr<const conv::Conv3x3> fast_;
};

/// A transposed convolution. One of kernel 4, stride 2, padding 1, which doubles a picture, is run
/// as a 3×3 convolution to four times the channels (one set for each of the four pixels that a
/// pixel becomes) and a pixel shuffle, so that the engine runs it; others by libtorch.
class ConvTranspose2d {
public:
    ConvTranspose2d() = default;
    /// `weights` in × out × k × k; `bias` one per output channel, or none.
    ConvTranspose2d(std::span<const float> weights, at::IntArrayRef shape,
                    std::span<const float> bias, std::int64_t stride, std::int64_t padding);

    [[nodiscard]] at::Tensor operator()(const at::Tensor& input) const;
    [[nodiscard]] std::int64_t out_channels() const { return out_channels_; }

private:
    std::int64_t out_channels_ = 0;
    std::int64_t stride_ = 1;
    std::int64_t padding_ = 0;
    Conv2d doubling_;    // when it is run so
    at::Tensor weights_; // otherwise
    c10::optional<at::Tensor> bias_;
};

/// Takes `key`.weight (rank 4) and `key`.bias (if there) out of the dictionary. Throws BadWeights.
[[nodiscard]] Conv2d take_conv(StateDict& weights, const std::string& key,
                               const ConvShape& how = {});
/// A tensor of exactly this shape (-1: any length). Throws BadWeights.
[[nodiscard]] at::Tensor take_tensor(StateDict& weights, const std::string& key,
                                     std::initializer_list<std::int64_t> shape);

/// Thrown while a network is built from a dictionary that does not fit; turned into its Error by
/// guarded(). Lets constructors of networks stay plain lists of members.
struct BadWeights : std::exception {
    explicit BadWeights(Error why) : error(std::move(why)) {}
    [[nodiscard]] const char* what() const noexcept override { return error.message.c_str(); }
    Error error;
};

} // namespace kinovar::nn
