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
