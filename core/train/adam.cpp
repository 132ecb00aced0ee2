#include "core/train/adam.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace kinovar::train {

namespace {

constexpr double kMeanMemory = 0.9;
constexpr double kSquareMemory = 0.999;
constexpr double kTiny = 1e-8;

double length_of_gradients(const std::vector<at::Tensor>& parameters) {
    double squares = 0;
    for (const at::Tensor& parameter : parameters) {
        const double length = parameter.grad().norm().item<double>();
        squares += length * length;
    }
    return std::sqrt(squares);
}

} // namespace

Adam::Adam(std::vector<at::Tensor> parameters, double longest)
    : parameters_(std::move(parameters)), longest_(longest) {
    for (const at::Tensor& parameter : parameters_) {
        means_.push_back(at::zeros_like(parameter.detach()));
        squares_.push_back(at::zeros_like(parameter.detach()));
    }
}

void Adam::step(std::int64_t number, double rate) {
    const at::NoGradGuard no_gradients;
    const auto n = static_cast<double>(number);
    const double length = length_of_gradients(parameters_);
    const bool is_usable = std::isfinite(length);
    const double shrink = std::min(1.0, longest_ / std::max(length, kTiny));
    const double mean_bias = 1 - std::pow(kMeanMemory, n);
    const double square_bias = std::sqrt(1 - std::pow(kSquareMemory, n));
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
        at::Tensor& parameter = parameters_[i];
        if (is_usable) {
            const at::Tensor gradient = parameter.grad() * shrink;
            means_[i].mul_(kMeanMemory).add_(gradient, 1 - kMeanMemory);
            squares_[i].mul_(kSquareMemory).addcmul_(gradient, gradient, 1 - kSquareMemory);
            const at::Tensor spread = squares_[i].sqrt().div_(square_bias).add_(kTiny);
            parameter.addcdiv_(means_[i], spread, -rate / mean_bias);
        }
        parameter.mutable_grad() = at::Tensor();
    }
}

} // namespace kinovar::train
