#include "core/nn/arch/registry.h"
#include "core/nn/torch_model.h"
#include "tests/nn_arch/key_list.h"
#include "tests/nn_arch/parity.h"

#include <fmt/format.h>

namespace kinovar {
namespace {

constexpr int kWindow = 4;
constexpr int kChannels = 8;
constexpr int kHeads = 2;

test::KeyList body_keys() {
    test::KeyList keys;
    keys.conv("conv_first", kChannels, 3, 3).layer_norm("patch_embed.norm", kChannels);
    for (int block = 0; block < 2; ++block) {
        const std::string key = fmt::format("layers.0.residual_group.blocks.{}.", block);
        keys.layer_norm(key + "norm1", kChannels).layer_norm(key + "norm2", kChannels);
        keys.tensor(key + "attn.relative_position_bias_table",
                    {(2 * kWindow - 1) * (2 * kWindow - 1), kHeads});
        keys.linear(key + "attn.qkv", 3 * kChannels, kChannels);
        keys.linear(key + "attn.proj", kChannels, kChannels);
        keys.linear(key + "mlp.fc1", 2 * kChannels, kChannels);
        keys.linear(key + "mlp.fc2", kChannels, 2 * kChannels);
    }
    keys.conv("layers.0.conv", kChannels, kChannels, 3).layer_norm("norm", kChannels);
    return keys.conv("conv_after_body", kChannels, kChannels, 3);
}

TEST(SwinIr, EnlargesInOneShuffle) {
    const auto info = test::expect_architecture(
        body_keys().conv("upsample.0", 27, kChannels, 3), "SwinIR",
        {test::random_input({1, 3, 10, 13})}, {{1, 3, 30, 39}},
        {"layers.0.residual_group.blocks.1.attn.qkv.weight", "upsample.0.bias",
         "layers.0.residual_group.blocks.0.mlp.fc2.bias", "conv_after_body.bias"});
    EXPECT_EQ(info.scale, 3);
    EXPECT_EQ(info.size_multiple, kWindow);
    EXPECT_GT(info.halo, 0);
    EXPECT_GT(info.bytes_per_pixel, 0);
}

TEST(SwinIr, EnlargesInSteps) {
    test::KeyList keys = body_keys().conv("conv_before_upsample.0", 6, kChannels, 3);
    keys.conv("upsample.0", 24, 6, 3).conv("upsample.2", 24, 6, 3).conv("conv_last", 3, 6, 3);
    EXPECT_EQ(test::expect_architecture(keys, "SwinIR", {test::random_input({1, 3, 8, 9})},
                                        {{1, 3, 32, 36}}, {"upsample.2.bias"})
                  .scale,
              4);
}

TEST(SwinIr, EnlargesByRepetition) {
    test::KeyList keys = body_keys().conv("conv_before_upsample.0", 6, kChannels, 3);
    keys.conv("conv_up1", 6, 6, 3).conv("conv_hr", 6, 6, 3).conv("conv_last", 3, 6, 3);
    EXPECT_EQ(test::expect_architecture(keys, "SwinIR", {test::random_input({1, 3, 8, 9})},
                                        {{1, 3, 16, 18}}, {"conv_up1.bias", "conv_hr.weight"})
                  .scale,
              2);
}

TEST(SwinIr, CleansAtTheSameSize) {
    const auto info = test::expect_architecture(body_keys().conv("conv_last", 3, kChannels, 3),
                                                "SwinIR", {test::random_input({1, 3, 9, 8})},
                                                {{1, 3, 9, 8}}, {"conv_last.weight"});
    EXPECT_EQ(info.task, nn::Task::Denoise);
}

TEST(SwinIr, RefusesPicturesSmallerThanItsMirror) {
    auto built = nn::build_network(body_keys().conv("conv_last", 3, kChannels, 3).weights());
    ASSERT_OK(built);
    const auto model = nn::make_model(std::move(*built));
    const std::vector<nn::Array> inputs = {test::random_input({1, 3, 1, 8})};
    const auto refused = model->run(inputs);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::InvalidArgument);
}

class SwinIrParity : public testing::TestWithParam<std::pair<const char*, float>> {};

TEST_P(SwinIrParity, OutputIsTheAuthors) {
    KINOVAR_NEEDS_SHARED(folder, std::string("parity/") + GetParam().first);
    test::expect_parity(folder, GetParam().second);
}

INSTANTIATE_TEST_SUITE_P(Cases, SwinIrParity,
                         testing::Values(std::pair{"g2_swinir_classical_x2", 5e-5F},
                                         std::pair{"g2_swinir_light_x3", 1e-4F},
                                         std::pair{"g2_swinir_real_x4", 1e-4F},
                                         std::pair{"g2_swinir_denoise", 5e-5F}),
                         [](const auto& one) { return std::string(one.param.first); });

Result<nn::BuiltNet> full_size(const std::filesystem::path& folder,
                               const std::filesystem::path& keys) {
    return nn::build_network(
        test::formula_weights(test::read_keys(keys), folder / "rules.json", "swinir_m_x2"));
}

TEST(SwinIr, ParityAtFullSize) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g2_fullsize_formula");
    KINOVAR_NEEDS_SHARED(keys,
                         "parity/g2_swinir_classical_x2/keys_001_classicalSR_DF2K_s64w8_M_x2.json");
    auto built = full_size(folder, keys);
    ASSERT_OK(built);
    const auto outputs =
        test::run_net(std::move(*built), {test::read_array(folder / "swinir_m_x2_input.npy")});
    ASSERT_EQ(outputs.size(), 1U);
    test::expect_close(outputs[0], test::read_array(folder / "swinir_m_x2_expected.npy"), 2e-5F);
}

/// The columns [0, width) of a picture.
nn::Array left_part(const nn::Array& picture, std::int64_t width) {
    nn::Array part{picture.shape, {}};
    part.shape[3] = width;
    for (std::int64_t row = 0; row < picture.shape[1] * picture.shape[2]; ++row) {
        const auto begin = picture.values.begin() + row * picture.shape[3];
        part.values.insert(part.values.end(), begin, begin + width);
    }
    return part;
}

TEST(SwinIr, ATileWithItsHaloLooksLikeTheWhole) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g2_fullsize_formula");
    KINOVAR_NEEDS_SHARED(keys,
                         "parity/g2_swinir_classical_x2/keys_001_classicalSR_DF2K_s64w8_M_x2.json");
    auto built = full_size(folder, keys);
    ASSERT_OK(built);
    const auto model = nn::make_model(std::move(*built));
    constexpr std::int64_t kCore = 32;
    const std::int64_t halo = model->info().halo;
    const nn::Array picture = test::random_input({1, 3, 24, kCore + 2 * halo});
    const auto whole = test::run_model(*model, {picture});
    const auto tile = test::run_model(*model, {left_part(picture, kCore + halo)});
    ASSERT_EQ(whole.size(), 1U);
    ASSERT_EQ(tile.size(), 1U);
    const std::int64_t shown = kCore * model->info().scale;
    test::expect_close(left_part(tile[0], shown), left_part(whole[0], shown), 1.0F / 255);
}

} // namespace
} // namespace kinovar
