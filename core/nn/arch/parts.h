#pragma once

#include "core/nn/loaders/state_dict.h"
#include "core/nn/ops.h"

#include <initializer_list>
#include <string>
#include <vector>

namespace kinovar::nn::arch {

// What several architectures are made of. Everything that takes from a dictionary throws BadWeights
// when a tensor is missing or of another shape, naming it.

/// Moves a tensor out of the dictionary, on the CPU. -1: any length.
[[nodiscard]] Weight take_weight(StateDict& weights, const std::string& key,
                                 std::initializer_list<std::int64_t> shape);

/// Of all floating-point tensors but the statistics of normalisations.
[[nodiscard]] std::int64_t count_parameters(const StateDict& weights);

/// A convolution that is not built yet, so that a neighbouring normalisation can become part of it.
struct ConvWeights {
    Weight kernel;           ///< out × in / groups × kh × kw
    std::vector<float> bias; ///< empty: none

    [[nodiscard]] std::int64_t out_channels() const { return kernel.shape[0]; }
    [[nodiscard]] std::int64_t kernel_side() const { return kernel.shape.back(); }
};

struct ConvSize {
    std::int64_t in; ///< per group
    std::int64_t out = -1;
    std::int64_t kernel = 3;
    bool bias = true; ///< whether it has one
};

/// `key`.weight and `key`.bias.
[[nodiscard]] ConvWeights take_conv_weights(StateDict& weights, const std::string& key,
                                            const ConvSize& size);
/// Of a convolution under spectral normalisation (Miyato et al., 2018): `key`.weight_orig divided
/// by its largest singular value as the stored vectors weight_u and weight_v estimate it.
[[nodiscard]] ConvWeights take_spectral_conv_weights(StateDict& weights, const std::string& key,
                                                     const ConvSize& size);
[[nodiscard]] Conv2d make_conv(const ConvWeights& weights, const ConvShape& how);
/// Stride 1, padded so that the picture keeps its size.
[[nodiscard]] Conv2d make_same_conv(const ConvWeights& weights);
[[nodiscard]] Conv2d take_same_conv(StateDict& weights, const std::string& key,
                                    const ConvSize& size);

/// y = scale · x + shift, one pair per channel: what a batch normalisation does once it is trained.
struct ScaleShift {
    std::vector<float> scale;
    std::vector<float> shift;
};
/// `key`.weight, .bias, .running_mean and .running_var; the counter is dropped.
[[nodiscard]] ScaleShift take_batch_norm(StateDict& weights, const std::string& key,
                                         std::int64_t channels);
/// Makes the scale and shift that follow the convolution a part of it.
void fold_into(ConvWeights& weights, const ScaleShift& after);

/// ScaleShift as a layer, for places where it cannot be folded.
class Affine {
public:
    Affine() = default;
    explicit Affine(const ScaleShift& numbers);
    [[nodiscard]] at::Tensor operator()(const at::Tensor& input) const;

private:
    at::Tensor scale_; // 1 × C × 1 × 1
    at::Tensor shift_;
};

/// `key`.weight (in × out × kernel × kernel) and `key`.bias.
[[nodiscard]] ConvTranspose2d take_deconv(StateDict& weights, const std::string& key,
                                          const ConvSize& size, std::int64_t stride,
                                          std::int64_t padding);

/// y = x · Wᵀ + b over the last axis.
class Linear {
public:
    Linear() = default;
    /// `key`.weight (out × in) and `key`.bias.
    Linear(StateDict& weights, const std::string& key, std::int64_t in, std::int64_t out = -1);
    Linear(at::Tensor weights, at::Tensor bias)
        : weights_(std::move(weights)), bias_(std::move(bias)) {}
    [[nodiscard]] at::Tensor operator()(const at::Tensor& input) const;
    [[nodiscard]] std::int64_t out_features() const { return weights_.size(0); }

private:
    at::Tensor weights_;
    at::Tensor bias_;
};

/// Normalises over the last axis.
class LayerNorm {
public:
    LayerNorm() = default;
    /// `key`.weight and `key`.bias.
    LayerNorm(StateDict& weights, const std::string& key, std::int64_t features, double epsilon);
    [[nodiscard]] at::Tensor operator()(const at::Tensor& input) const;

private:
    at::Tensor scale_;
    at::Tensor shift_;
    double epsilon_ = 0;
};

[[nodiscard]] ConvEpilogue relu();
[[nodiscard]] ConvEpilogue leaky_relu(float slope);

/// Bilinear, corners not aligned (the pixel grid's edges are).
[[nodiscard]] at::Tensor resize_bilinear(const at::Tensor& input, std::int64_t height,
                                         std::int64_t width);
[[nodiscard]] at::Tensor enlarge_bilinear(const at::Tensor& input, std::int64_t factor);

} // namespace kinovar::nn::arch
