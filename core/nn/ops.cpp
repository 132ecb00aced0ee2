#include "core/nn/ops.h"

#include "core/nn/torch_runtime.h"

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
        tensor = at::prelu(tensor, epilogue.slopes);
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
    return finished(by_torch(input), epilogue);
}

void Conv2d::run_into(at::Tensor& output, const at::Tensor& input,
                      const ConvEpilogue& epilogue) const {
    output.copy_(operator()(input, epilogue));
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
