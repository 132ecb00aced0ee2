#include "core/train/prelu.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

namespace kinovar::train {
namespace {

struct Outcome {
    at::Tensor output, gradient, slope_gradient;
};

template <class Function>
Outcome outcome_of(const at::Tensor& values, const at::Tensor& slopes, const Function& function) {
    const at::Tensor input = values.detach().clone(at::MemoryFormat::Preserve).requires_grad_();
    const at::Tensor learnt = slopes.detach().clone().requires_grad_();
    // The function works in place, which leaves do not allow.
    const at::Tensor output = function(input * 1, learnt);
    const at::Tensor weights =
        at::linspace(-1, 1, output.numel()).view(output.sizes()).to(output.scalar_type());
    (output * weights).sum().backward();
    return {output.detach(), input.grad(), learnt.grad()};
}

class Prelu : public testing::TestWithParam<at::ScalarType> {};

TEST_P(Prelu, AgreesWithLibtorch) {
    at::manual_seed(3);
    const at::Tensor values =
        at::randn({3, 32, 17, 13}).to(GetParam()).contiguous(at::MemoryFormat::ChannelsLast);
    const at::Tensor slopes = at::rand({32}) + 0.05;
    const Outcome ours = outcome_of(values, slopes, [](const at::Tensor& v, const at::Tensor& s) {
        return train::prelu(v, s);
    });
    const Outcome theirs =
        outcome_of(values.to(at::kFloat), slopes,
                   [](const at::Tensor& v, const at::Tensor& s) { return at::prelu(v, s); });
    const double tolerance = GetParam() == at::kFloat ? 1e-5 : 1e-2;
    EXPECT_TRUE(at::allclose(ours.output.to(at::kFloat), theirs.output, tolerance, tolerance));
    EXPECT_TRUE(at::allclose(ours.gradient.to(at::kFloat), theirs.gradient, tolerance, tolerance));
    // A sum over hundreds of pixels.
    EXPECT_TRUE(
        at::allclose(ours.slope_gradient, theirs.slope_gradient, tolerance, 100 * tolerance));
}

INSTANTIATE_TEST_SUITE_P(Precisions, Prelu, testing::Values(at::kFloat, at::kBFloat16),
                         [](const auto& precision) {
                             return std::string(at::toString(precision.param));
                         });

} // namespace
} // namespace kinovar::train
