#include "core/nn/ops.h"

#include "core/nn/conv/conv3x3.h"
#include "core/nn/operation_count.h"
#include "core/nn/torch_runtime.h"

#include <ATen/Parallel.h>

namespace kinovar::nn {

namespace {

/// Without the operators' own dispatch costs mattering: pictures are large.
void activate(at::Tensor& tensor, const ConvEpilogue& epilogue) {
    switch (epilogue.act) {
    case ConvEpilogue::Act::None:
        return;
    case ConvEpilogue::Act::LeakyRelu:
        if (epilogue.slope == 0) {
            at::relu_(tensor);
        } else {
            at::leaky_relu_(tensor, epilogue.slope);
        }
        return;
    case ConvEpilogue::Act::PRelu:
        tensor.copy_(at::prelu(tensor, epilogue.slopes));
        return;
    }
}

/// The epilogue over a result of libtorch, which is overwritten.
at::Tensor finished(at::Tensor result, const ConvEpilogue& epilogue) {
    if (!epilogue.act_last) {
        activate(result, epilogue);
    }
    if (epilogue.scale != 1) {
        result.mul_(epilogue.scale);
    }
    if (epilogue.first.defined()) {
        result.add_(epilogue.first, epilogue.first_scale);
    }
    if (epilogue.second.defined()) {
        result.add_(epilogue.second, epilogue.second_scale);
    }
    if (epilogue.act_last) {
        activate(result, epilogue);
    }
    return result;
}

/// Whether the engine of core/nn/conv can run it, here and now.
bool suits_engine(at::IntArrayRef shape, const ConvShape& how) {
    using Two = std::array<std::int64_t, 2>;
    return current_device().is_cpu() && shape[2] == 3 && shape[3] == 3 && how.groups == 1 &&
           how.stride == Two{1, 1} && how.padding == Two{1, 1} && how.dilation == Two{1, 1};
}

constexpr std::size_t kHeight = 2;
constexpr std::size_t kWidth = 3;

/// Picture `n` of a batch, whose channels lie side by side.
template <class View, class Value>
View view_of(const at::Tensor& tensor, Value* data, std::int64_t n) {
    View view;
    view.data = data + n * tensor.stride(0);
    view.height = static_cast<int>(tensor.size(kHeight));
    view.width = static_cast<int>(tensor.size(kWidth));
    view.channels = static_cast<int>(tensor.size(1));
    view.step_y = tensor.stride(kHeight);
    view.step_x = tensor.stride(kWidth);
    return view;
}

conv::ConstView const_view(const at::Tensor& tensor, std::int64_t n) {
    return tensor.defined() ? view_of<conv::ConstView>(tensor, tensor.data_ptr<float>(), n)
                            : conv::ConstView();
}

bool channels_side_by_side(const at::Tensor& tensor) {
    return tensor.size(1) == 1 || tensor.stride(1) == 1;
}

/// As it is, or a copy whose channels lie side by side.
at::Tensor interleaved(const at::Tensor& tensor) {
    return !tensor.defined() || channels_side_by_side(tensor)
               ? tensor
               : tensor.contiguous(at::MemoryFormat::ChannelsLast);
}

} // namespace

at::Tensor device_tensor(std::span<const float> values, at::IntArrayRef shape) {
    // from_blob wants a mutable pointer; the numbers are copied at once.
    auto* data = const_cast<float*>(values.data()); // NOLINT(cppcoreguidelines-pro-type-const-cast)
    return at::from_blob(data, shape, at::TensorOptions().dtype(at::kFloat))
        .clone()
        .to(current_device(), current_precision());
}

at::Tensor device_tensor(const Weight& weight) {
    return device_tensor(weight.values, weight.shape);
}

Conv2d::Conv2d(std::span<const float> weights, at::IntArrayRef shape, std::span<const float> bias,
               const ConvShape& how)
    : how_(how), out_channels_(shape[0]) {
    if (suits_engine(shape, how)) {
        fast_ = std::make_shared<const conv::Conv3x3>(weights, bias, static_cast<int>(shape[0]),
                                                      static_cast<int>(shape[1]));
        return;
    }
    weights_ = device_tensor(weights, shape).contiguous(at::MemoryFormat::ChannelsLast);
    if (!bias.empty()) {
        bias_ = device_tensor(bias, {static_cast<std::int64_t>(bias.size())});
    }
}

Conv2d::Conv2d(const Weight& weight, const Weight* bias, const ConvShape& how)
    : Conv2d(weight.values, weight.shape,
             bias == nullptr ? std::span<const float>() : std::span<const float>(bias->values),
             how) {}

at::Tensor Conv2d::by_torch(const at::Tensor& input) const {
    return at::conv2d(input.contiguous(at::MemoryFormat::ChannelsLast), weights_, bias_,
                      how_.stride, how_.padding, how_.dilation, how_.groups);
}

at::Tensor Conv2d::operator()(const at::Tensor& input) const {
    return operator()(input, ConvEpilogue());
}

at::Tensor Conv2d::operator()(const at::Tensor& input, const ConvEpilogue& epilogue) const {
    if (fast_ == nullptr) {
        return finished(by_torch(input), epilogue);
    }
    at::Tensor output =
        at::empty({input.size(0), out_channels_, input.size(kHeight), input.size(kWidth)},
                  input.options().memory_format(at::MemoryFormat::ChannelsLast));
    run_into(output, input, epilogue);
    return output;
}

void Conv2d::run_into(at::Tensor& output, const at::Tensor& input,
                      const ConvEpilogue& epilogue) const {
    if (fast_ == nullptr) {
        output.copy_(operator()(input, epilogue));
        return;
    }
    const at::Tensor from = interleaved(input);
    const at::Tensor first = interleaved(epilogue.first);
    const at::Tensor second = interleaved(epilogue.second);
    conv::Epilogue fused;
    fused.activation = epilogue.act == ConvEpilogue::Act::LeakyRelu ? conv::Activation::LeakyRelu
                       : epilogue.act == ConvEpilogue::Act::PRelu   ? conv::Activation::PRelu
                                                                    : conv::Activation::None;
    fused.slope = epilogue.slope;
    fused.activate_last = epilogue.act_last;
    if (epilogue.act == ConvEpilogue::Act::PRelu) {
        fused.slopes = {epilogue.slopes.data_ptr<float>(),
                        static_cast<std::size_t>(epilogue.slopes.numel())};
    }
    fused.scale = epilogue.scale;
    fused.first_scale = epilogue.first_scale;
    fused.second_scale = epilogue.second_scale;
    add_operations(
        static_cast<double>(from.size(0)) *
        fast_->flops(static_cast<int>(from.size(kHeight)), static_cast<int>(from.size(kWidth))));
    for (std::int64_t n = 0; n < from.size(0); ++n) {
        fused.first = const_view(first, n);
        fused.second = const_view(second, n);
        fast_->run(const_view(from, n), view_of<conv::View>(output, output.data_ptr<float>(), n),
                   fused, at::get_num_threads());
    }
}

namespace {

constexpr std::int64_t kDoublingKernel = 4;
constexpr std::int64_t kDoublingFactor = 2;
constexpr std::int64_t kTaps = 3; // of the convolution that does the same, a side

/// Pixel 2y + i of the result gets row y + row - 1 of the input through row `result` of the kernel;
/// -1: not at all.
std::int64_t tap_of(std::int64_t i, std::int64_t row) {
    const std::int64_t tap = i + 1 - kDoublingFactor * (row - 1);
    return tap >= 0 && tap < kDoublingKernel ? tap : -1;
}

/// The weights, in × out × 4 × 4, as those of a convolution to the channels of a pixel shuffle.
std::vector<float> doubling_weights(std::span<const float> weights, std::int64_t in,
                                    std::int64_t out) {
    constexpr std::int64_t kPixels = kDoublingFactor * kDoublingFactor;
    std::vector<float> result(static_cast<std::size_t>(out * kPixels * in * kTaps * kTaps), 0.0F);
    auto* to = result.data();
    for (std::int64_t o = 0; o < out * kPixels; ++o) {
        const std::int64_t below = o % kPixels / kDoublingFactor;
        const std::int64_t right = o % kDoublingFactor;
        for (std::int64_t i = 0; i < in; ++i) {
            for (std::int64_t row = 0; row < kTaps; ++row) {
                for (std::int64_t column = 0; column < kTaps; ++column, ++to) {
                    const std::int64_t y = tap_of(below, row);
                    const std::int64_t x = tap_of(right, column);
                    if (y >= 0 && x >= 0) {
                        *to = weights[static_cast<std::size_t>(
                            ((i * out + o / kPixels) * kDoublingKernel + y) * kDoublingKernel + x)];
                    }
                }
            }
        }
    }
    return result;
}

} // namespace

ConvTranspose2d::ConvTranspose2d(std::span<const float> weights, at::IntArrayRef shape,
                                 std::span<const float> bias, std::int64_t stride,
                                 std::int64_t padding)
    : out_channels_(shape[1]), stride_(stride), padding_(padding) {
    if (shape[2] == kDoublingKernel && shape[3] == kDoublingKernel && stride == kDoublingFactor &&
        padding == 1) {
        constexpr std::size_t kPixels = kDoublingFactor * kDoublingFactor;
        std::vector<float> spread;
        for (const float value : bias) {
            spread.insert(spread.end(), kPixels, value);
        }
        ConvShape how;
        how.padding = {1, 1};
        doubling_ = Conv2d(doubling_weights(weights, shape[0], shape[1]),
                           {shape[1] * static_cast<std::int64_t>(kPixels), shape[0], kTaps, kTaps},
                           spread, how);
        return;
    }
    weights_ = device_tensor(weights, shape).contiguous(at::MemoryFormat::ChannelsLast);
    if (!bias.empty()) {
        bias_ = device_tensor(bias, {static_cast<std::int64_t>(bias.size())});
    }
}

at::Tensor ConvTranspose2d::operator()(const at::Tensor& input) const {
    if (!weights_.defined()) {
        return at::pixel_shuffle(doubling_(input), kDoublingFactor);
    }
    return at::conv_transpose2d(input.contiguous(at::MemoryFormat::ChannelsLast), weights_, bias_,
                                {stride_, stride_}, {padding_, padding_});
}

Conv2d take_conv(StateDict& weights, const std::string& key, const ConvShape& how) {
    Result<Weight> kernels = weights.take(key + ".weight", {-1, -1, -1, -1});
    if (!kernels) {
        throw BadWeights(kernels.error());
    }
    if (!weights.has(key + ".bias")) {
        return Conv2d(*kernels, nullptr, how);
    }
    Result<Weight> bias = weights.take(key + ".bias", {kernels->shape[0]});
    if (!bias) {
        throw BadWeights(bias.error());
    }
    return Conv2d(*kernels, &*bias, how);
}

at::Tensor take_tensor(StateDict& weights, const std::string& key,
                       std::initializer_list<std::int64_t> shape) {
    Result<Weight> weight = weights.take(key, shape);
    if (!weight) {
        throw BadWeights(weight.error());
    }
    return device_tensor(*weight);
}

} // namespace kinovar::nn
