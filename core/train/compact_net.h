#pragma once

#include "core/base/result.h"
#include "core/nn/loaders/safetensors_writer.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace kinovar::train {

/// The shape of a network of the class SRVGGNetCompact (Wang, Xie, Dong, Shan, "Real-ESRGAN", 2021,
/// its compact variant): conv 3×3, PReLU, depth × (conv 3×3, PReLU), conv 3×3, pixel shuffle, plus
/// the input enlarged by nearest neighbour. One channel in, one out.
struct NetShape {
    int features = 32;
    int depth = 12;
    int scale = 2;

    [[nodiscard]] std::int64_t parameters() const;
};

/// The plain weights of a network: what is run and shipped.
struct PlainNet {
    NetShape shape;
    std::vector<at::Tensor> weights; ///< of the depth + 2 convolutions
    std::vector<at::Tensor> biases;
    std::vector<at::Tensor> slopes; ///< of the depth + 1 PReLUs

    /// N×1×H×W to N×1×(scale·H)×(scale·W), float32. `precision` is that of the layers in between.
    [[nodiscard]] at::Tensor forward(const at::Tensor& input, at::ScalarType precision) const;
    /// All tensors in a fixed order.
    [[nodiscard]] std::vector<at::Tensor> tensors() const;
    /// A copy without gradients.
    [[nodiscard]] PlainNet detached() const;
    /// Keys "body.0.weight" … as that class names them.
    [[nodiscard]] std::vector<nn::NamedTensor> named() const;
};

/// Reads weights of that class that take and give luma. Errors name the file and what does not fit.
[[nodiscard]] Result<PlainNet> read_plain_net(const std::filesystem::path& path);

/// The same network with more parameters, for learning: each 3×3 convolution of the body is the sum
/// of a 3×3 convolution, the identity, a 1×1 convolution to twice the features followed by a 3×3
/// one, and three 1×1 convolutions followed by a Sobel or Laplace filter (after Zhang, Zeng, Zhang,
/// "Edge-oriented convolution block for real-time super resolution", ACM MM 2021). Since nothing
/// nonlinear lies between, the sum is one 3×3 convolution; it is formed of the weights before each
/// pass (after Hu et al., "Online convolutional re-parameterization", CVPR 2022), so that learning
/// costs no more than the plain network, and fold() is exact.
class TrainableNet {
public:
    /// Random weights that are a function of the seed.
    TrainableNet(const NetShape& shape, std::int64_t seed, at::Device device);

    /// Plain weights that gradients flow through.
    [[nodiscard]] PlainNet fold() const;
    [[nodiscard]] const NetShape& shape() const { return shape_; }
    /// What is learnt; leaves with gradients.
    [[nodiscard]] const std::vector<at::Tensor>& parameters() const { return parameters_; }
    /// Names of the same, for checkpoints.
    [[nodiscard]] static const std::vector<std::string>& names();
    /// To be called after each change of the parameters.
    void keep_slopes_positive();

private:
    [[nodiscard]] at::Tensor body_weights() const;

    NetShape shape_;
    std::vector<at::Tensor> parameters_;
    at::Tensor edge_filters_; ///< 3×9
    at::Tensor identity_;     ///< 1×F×F×3×3
};

} // namespace kinovar::train
