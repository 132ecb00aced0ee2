#include "core/nn/arch/parts.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kinovar::nn::arch {

namespace {

constexpr double kBatchNormEpsilon = 1e-5;

at::Tensor as_channels(const std::vector<float>& values) {
    return device_tensor(values, {1, static_cast<std::int64_t>(values.size()), 1, 1});
}

/// u · (W v) with W as `rows` rows.
double bilinear_form(std::span<const float> matrix, std::span<const float> u,
                     std::span<const float> v) {
    double sum = 0;
    for (std::size_t row = 0; row < u.size(); ++row) {
        const auto line = matrix.subspan(row * v.size(), v.size());
        sum += u[row] * std::inner_product(line.begin(), line.end(), v.begin(), 0.0);
    }
    return sum;
}

} // namespace

Weight take_weight(StateDict& weights, const std::string& key,
                   std::initializer_list<std::int64_t> shape) {
    Result<Weight> weight = weights.take(key, shape);
    if (!weight) {
        throw BadWeights(weight.error());
    }
    return std::move(*weight);
}

std::int64_t count_parameters(const StateDict& weights) {
    std::int64_t count = 0;
    for (const std::string& key : weights.keys()) {
        const Weight* weight = weights.find(key);
        if (weight->is_float() && !key.ends_with(".running_mean") &&
            !key.ends_with(".running_var")) {
            count += static_cast<std::int64_t>(weight->count());
        }
    }
    return count;
}

ConvWeights take_conv_weights(StateDict& weights, const std::string& key, const ConvSize& size) {
    ConvWeights taken;
    taken.kernel =
        take_weight(weights, key + ".weight", {size.out, size.in, size.kernel, size.kernel});
    if (size.bias) {
        taken.bias = take_weight(weights, key + ".bias", {taken.out_channels()}).values;
    }
    return taken;
}

ConvWeights take_spectral_conv_weights(StateDict& weights, const std::string& key,
                                       const ConvSize& size) {
    ConvWeights taken;
    taken.kernel =
        take_weight(weights, key + ".weight_orig", {size.out, size.in, size.kernel, size.kernel});
    if (size.bias) {
        taken.bias = take_weight(weights, key + ".bias", {taken.out_channels()}).values;
    }
    const Weight u = take_weight(weights, key + ".weight_u", {taken.out_channels()});
    const Weight v = take_weight(weights, key + ".weight_v", {size.in * size.kernel * size.kernel});
    const double sigma = bilinear_form(taken.kernel.values, u.values, v.values);
    for (float& value : taken.kernel.values) {
        value = static_cast<float>(value / sigma);
    }
    return taken;
}

Conv2d make_conv(const ConvWeights& weights, const ConvShape& how) {
    return Conv2d(weights.kernel.values, weights.kernel.shape, weights.bias, how);
}

Conv2d make_same_conv(const ConvWeights& weights) {
    const std::int64_t padding = weights.kernel_side() / 2;
    return make_conv(weights, {.padding = {padding, padding}});
}

Conv2d take_same_conv(StateDict& weights, const std::string& key, const ConvSize& size) {
    return make_same_conv(take_conv_weights(weights, key, size));
}

ScaleShift take_batch_norm(StateDict& weights, const std::string& key, std::int64_t channels) {
    const Weight scale = take_weight(weights, key + ".weight", {channels});
    const Weight shift = take_weight(weights, key + ".bias", {channels});
    const Weight mean = take_weight(weights, key + ".running_mean", {channels});
    const Weight variance = take_weight(weights, key + ".running_var", {channels});
    weights.drop(key + ".num_batches_tracked");
    ScaleShift result;
    for (std::size_t i = 0; i < scale.values.size(); ++i) {
        const double factor = scale.values[i] / std::sqrt(variance.values[i] + kBatchNormEpsilon);
        result.scale.push_back(static_cast<float>(factor));
        result.shift.push_back(static_cast<float>(shift.values[i] - mean.values[i] * factor));
    }
    return result;
}

void fold_into(ConvWeights& weights, const ScaleShift& after) {
    const std::size_t channels = after.scale.size();
    const std::size_t each = weights.kernel.values.size() / channels;
    weights.bias.resize(channels, 0.0F);
    for (std::size_t i = 0; i < channels; ++i) {
        const auto kernel = std::span(weights.kernel.values).subspan(i * each, each);
        std::ranges::for_each(kernel, [&](float& value) { value *= after.scale[i]; });
        weights.bias[i] = weights.bias[i] * after.scale[i] + after.shift[i];
    }
}

Affine::Affine(const ScaleShift& numbers)
    : scale_(as_channels(numbers.scale)), shift_(as_channels(numbers.shift)) {}

at::Tensor Affine::operator()(const at::Tensor& input) const {
    return at::mul(input, scale_).add_(shift_);
}

ConvTranspose2d take_deconv(StateDict& weights, const std::string& key, const ConvSize& size,
                            std::int64_t stride, std::int64_t padding) {
    const Weight kernel =
        take_weight(weights, key + ".weight", {size.in, size.out, size.kernel, size.kernel});
    const Weight bias = take_weight(weights, key + ".bias", {kernel.shape[1]});
    return ConvTranspose2d(kernel.values, kernel.shape, bias.values, stride, padding);
}

Linear::Linear(StateDict& weights, const std::string& key, std::int64_t in, std::int64_t out)
    : weights_(take_tensor(weights, key + ".weight", {out, in})),
      bias_(take_tensor(weights, key + ".bias", {weights_.size(0)})) {}

at::Tensor Linear::operator()(const at::Tensor& input) const {
    return at::linear(input, weights_, bias_);
}

LayerNorm::LayerNorm(StateDict& weights, const std::string& key, std::int64_t features,
                     double epsilon)
    : scale_(take_tensor(weights, key + ".weight", {features})),
      shift_(take_tensor(weights, key + ".bias", {features})), epsilon_(epsilon) {}

at::Tensor LayerNorm::operator()(const at::Tensor& input) const {
    return at::layer_norm(input, scale_.sizes(), scale_, shift_, epsilon_);
}

ConvEpilogue relu() {
    return {.act = ConvEpilogue::Act::LeakyRelu};
}

ConvEpilogue leaky_relu(float slope) {
    return {.act = ConvEpilogue::Act::LeakyRelu, .slope = slope};
}

at::Tensor resize_bilinear(const at::Tensor& input, std::int64_t height, std::int64_t width) {
    return at::upsample_bilinear2d(input, {height, width}, /*align_corners=*/false);
}

at::Tensor enlarge_bilinear(const at::Tensor& input, std::int64_t factor) {
    return resize_bilinear(input, input.size(2) * factor, input.size(3) * factor);
}

} // namespace kinovar::nn::arch
