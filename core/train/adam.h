#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace kinovar::train {

/// Adam (Kingma & Ba, 2015; β 0.9 and 0.999) with the norm of the whole gradient limited (Pascanu,
/// Mikolov, Bengio, 2013).
class Adam {
public:
    /// `longest`: gradients whose norm is larger are shortened to it.
    explicit Adam(std::vector<at::Tensor> parameters, double longest = 1);

    /// Takes a step along the parameters' gradients and clears them. Step counts from 1.
    void step(std::int64_t number, double rate);

    /// First and second moments, a tensor for each parameter; for checkpoints.
    [[nodiscard]] std::vector<at::Tensor>& means() { return means_; }
    [[nodiscard]] std::vector<at::Tensor>& squares() { return squares_; }

private:
    std::vector<at::Tensor> parameters_;
    std::vector<at::Tensor> means_;
    std::vector<at::Tensor> squares_;
    double longest_;
};

} // namespace kinovar::train
