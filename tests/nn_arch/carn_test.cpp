#include "core/nn/arch/carn.h"
#include "core/nn/arch/registry.h"
#include "core/nn/loaders/checkpoint.h"
#include "core/nn/torch_model.h"
#include "tests/nn_arch/key_list.h"
#include "tests/nn_arch/parity.h"
#include "tests/nn_arch/set5.h"

#include <fmt/format.h>

namespace kinovar {
namespace {

constexpr int kFeatures = 8;
constexpr int kGroups = 4;

test::KeyList carn_keys() {
    test::KeyList keys;
    keys.conv("sub_mean.shifter", 3, 3, 1).conv("add_mean.shifter", 3, 3, 1);
    keys.conv("entry", kFeatures, 3, 3);
    for (int block = 1; block <= 3; ++block) {
        const std::string unit = fmt::format("b{}.b1.body.", block);
        keys.conv(unit + "0", kFeatures, kFeatures / kGroups, 3);
        keys.conv(unit + "2", kFeatures, kFeatures / kGroups, 3);
        keys.conv(unit + "4", kFeatures, kFeatures, 1);
        for (int fusion = 1; fusion <= 3; ++fusion) {
            keys.conv(fmt::format("b{}.c{}.body.0", block, fusion), kFeatures,
                      kFeatures * (fusion + 1), 1);
        }
        keys.conv(fmt::format("c{}.body.0", block), kFeatures, kFeatures * (block + 1), 1);
    }
    keys.conv("upsample.up2.body.0", 4 * kFeatures, kFeatures / kGroups, 3);
    keys.conv("upsample.up3.body.0", 9 * kFeatures, kFeatures / kGroups, 3);
    keys.conv("upsample.up4.body.0", 4 * kFeatures, kFeatures / kGroups, 3);
    keys.conv("upsample.up4.body.3", 4 * kFeatures, kFeatures / kGroups, 3);
    return keys.conv("exit", 3, kFeatures, 3);
}

TEST(Carn, TakesTheLargestScaleUnlessToldOtherwise) {
    const auto input = test::random_input({1, 3, 7, 9});
    const auto info = test::expect_architecture(
        carn_keys(), "CARN-M", {input}, {{1, 3, 28, 36}},
        {"entry.bias", "b2.c1.body.0.weight", "upsample.up4.body.3.bias"});
    EXPECT_EQ(info.scale, 4);
    for (const int scale : {2, 3}) {
        nn::StateDict weights = carn_keys().weights();
        auto built = nn::arch::build_carn_m(weights, scale);
        ASSERT_OK(built);
        EXPECT_EQ(built->info.scale, scale);
        EXPECT_OK(weights.check_all_taken());
    }
    nn::StateDict weights = carn_keys().weights();
    const auto refused = nn::arch::build_carn_m(weights, 8);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().hint, "it can: 2×, 3×, 4×");
}

class CarnParity : public testing::TestWithParam<int> {};

TEST_P(CarnParity, RealWeights) {
    const int scale = GetParam();
    KINOVAR_NEEDS_SHARED(folder, "parity/g3_carn_m");
    auto weights = nn::read_checkpoint(folder / "weights.pth");
    ASSERT_OK(weights);
    auto built = nn::arch::build_carn_m(*weights, scale);
    ASSERT_OK(built);
    EXPECT_OK(weights->check_all_taken());
    const auto model = nn::make_model(std::move(*built));
    const auto outputs = test::run_model(*model, {test::read_array(folder / "input.npy")});
    ASSERT_EQ(outputs.size(), 1U);
    test::expect_close(outputs[0],
                       test::read_array(folder / fmt::format("expected_x{}.npy", scale)), 2e-5F);
    KINOVAR_NEEDS_SHARED(bench, "data/bench");
    if (!std::filesystem::exists(bench / "Set5_LR" / fmt::format("babyx{}.png", scale))) {
        GTEST_SKIP() << "values agree; there are no pictures of Set5 to enlarge " << scale << "×";
    }
    EXPECT_NEAR(test::set5_psnr(*model, bench),
                test::expected_psnr(folder / "psnr_set5.json", fmt::format("x{}", scale)), 0.005);
}

INSTANTIATE_TEST_SUITE_P(Scales, CarnParity, testing::Values(2, 3, 4),
                         [](const auto& one) { return fmt::format("x{}", one.param); });

TEST(Carn, ParityThroughTheFile) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g3_carn_m");
    const auto model = test::expect_parity(folder, 2e-5F, {.expected = "expected_x4.npy"});
    ASSERT_NE(model, nullptr);
    EXPECT_EQ(model->info().architecture, "CARN-M");
}

} // namespace
} // namespace kinovar
