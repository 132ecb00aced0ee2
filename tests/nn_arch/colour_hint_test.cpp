// The network that colours by hints.

#include "core/nn/arch/colour_hint_net.h"
#include "core/nn/arch/registry.h"
#include "tests/nn_arch/key_list.h"
#include "tests/nn_arch/parity.h"

#include <ATen/ATen.h>

namespace kinovar::nn {
namespace {

TEST(ColourHint, TakesPlanesAndHints) {
    test::KeyList keys;
    for (const HintNetParameter& parameter : hint_net_parameters()) {
        keys.tensor(parameter.name, parameter.shape);
    }
    const ModelInfo info = test::expect_architecture(
        keys, "ColourHintNet",
        {test::random_input({1, kHintPlanes, 64, 96}),
         test::random_input({1, 3, kHintNumbers}, "hints")},
        {{1, 3, 64, 96}, {1, 2, 64, 96}, {1, 1, 64, 96}},
        {"hint.down0.1.weight", "hint.whole.1.bias", "hint.key.weight", "hint.head.1.bias"});
    EXPECT_EQ(info.task, Task::Colourise);
    EXPECT_EQ(info.size_multiple, kHintNetMultiple);
    EXPECT_TRUE(info.whole_only);
}

/// As a training begins, with nothing random in it.
HintNetWeights first_weights() {
    HintNetWeights weights;
    for (const HintNetParameter& parameter : hint_net_parameters()) {
        weights[parameter.name] = parameter.values.empty()
                                      ? at::zeros(parameter.shape)
                                      : at::tensor(parameter.values).reshape(parameter.shape);
    }
    return weights;
}

at::Tensor planes_with(HintPlane first, float a, float b) {
    at::Tensor planes = at::full({1, kHintPlanes, 32, 64}, 0.5);
    planes.narrow(1, static_cast<std::int64_t>(HintPlane::Texture), kHintPlanes - 1).zero_();
    planes.select(1, static_cast<std::int64_t>(first)).fill_(a);
    planes.select(1, static_cast<std::int64_t>(first) + 1).fill_(b);
    return planes;
}

TEST(ColourHint, BeginsNearlyAtThePaintedColours) {
    const at::NoGradGuard no_gradients;
    const at::Tensor no_hints = at::zeros({1, 1, kHintNumbers});
    const at::Tensor planes = planes_with(HintPlane::PaintedA, 1, -0.5);
    const at::Tensor ab = hint_net_colours(run_hint_net(first_weights(), planes, no_hints), planes);
    EXPECT_NEAR(ab.select(1, 0).mean().item<float>(), 1, 0.15);
    EXPECT_NEAR(ab.select(1, 1).mean().item<float>(), -0.5, 0.08);
}

TEST(ColourHint, HintsWithoutStrengthCountForNothing) {
    const at::NoGradGuard no_gradients;
    const at::Tensor planes = planes_with(HintPlane::NearestA, 0, 0);
    const std::vector<float> red{8, 8, 1, 0, 1, 40};
    const std::vector<float> none{40, 16, 0, 1, 0, 40};
    std::vector<float> both = red;
    both.insert(both.end(), none.begin(), none.end());
    const auto extra = [&](const std::vector<float>& numbers) {
        return run_hint_net(first_weights(), planes,
                            at::tensor(numbers).reshape({1, -1, kHintNumbers}))
            .extra;
    };
    EXPECT_GT(extra(red).select(1, 0).max().item<float>(), 0.01);
    EXPECT_LT((extra(red) - extra(both)).abs().max().item<float>(), 1e-6);
}

} // namespace
} // namespace kinovar::nn
