#include "core/nn/arch/nafnet.h"
#include "core/nn/arch/registry.h"
#include "core/nn/loaders/checkpoint.h"
#include "tests/nn_arch/key_list.h"
#include "tests/nn_arch/parity.h"

#include <fmt/format.h>

namespace kinovar {
namespace {

void add_block(test::KeyList& keys, const std::string& key, std::int64_t channels) {
    keys.tensor(key + ".beta", {1, channels, 1, 1}).tensor(key + ".gamma", {1, channels, 1, 1});
    keys.conv(key + ".conv1", 2 * channels, channels, 1).conv(key + ".conv2", 2 * channels, 1, 3);
    keys.conv(key + ".conv3", channels, channels, 1).conv(key + ".sca.1", channels, channels, 1);
    keys.conv(key + ".conv4", 2 * channels, channels, 1)
        .conv(key + ".conv5", channels, channels, 1);
    keys.layer_norm(key + ".norm1", channels).layer_norm(key + ".norm2", channels);
}

/// Two levels; `bottom` blocks at the end of the way down.
test::KeyList nafnet_keys(int bottom) {
    test::KeyList keys;
    keys.conv("intro", 4, 3, 3).conv("ending", 3, 4, 3);
    add_block(keys, "encoders.0.0", 4);
    for (int i = 0; i < bottom; ++i) {
        add_block(keys, fmt::format("encoders.1.{}", i), 8);
    }
    add_block(keys, "middle_blks.0", 16);
    add_block(keys, "decoders.0.0", 8);
    add_block(keys, "decoders.1.0", 4);
    keys.conv("ups.0.0", 32, 16, 1, /*bias=*/false).conv("ups.1.0", 16, 8, 1, /*bias=*/false);
    return keys.conv("downs.0", 8, 4, 2).conv("downs.1", 16, 8, 2);
}

TEST(NafNet, TakesPicturesOfAnySize) {
    const auto info = test::expect_architecture(
        nafnet_keys(1), "NAFNet", {test::random_input({1, 3, 13, 22})}, {{1, 3, 13, 22}},
        {"downs.1.weight", "encoders.1.0.gamma", "decoders.0.0.norm2.bias", "ups.1.0.weight",
         "middle_blks.0.conv3.bias"});
    EXPECT_EQ(info.scale, 1);
    EXPECT_EQ(info.task, nn::Task::Denoise);
    EXPECT_TRUE(info.whole_only);
}

TEST(NafNet, DeblursWithTheOfficialDeblurringBlocks) {
    constexpr int kOfficialBottom = 28;
    auto built = nn::build_network(nafnet_keys(kOfficialBottom).weights());
    ASSERT_OK(built);
    EXPECT_EQ(built->info.task, nn::Task::Deblur);
}

/// A window that holds the whole picture changes nothing; a smaller one does.
TEST(NafNet, LocalMeansReachAsFarAsTheirWindow) {
    const nn::Array input = test::random_input({1, 3, 24, 28});
    const auto run = [&](std::optional<nn::arch::LocalMeans> local) {
        const at::InferenceMode inference;
        nn::StateDict weights = nafnet_keys(1).weights();
        auto built = nn::arch::build_nafnet(weights, local);
        EXPECT_OK(built);
        return test::run_net(std::move(*built), {input}).at(0);
    };
    const nn::Array whole = run(std::nullopt);
    EXPECT_EQ(run(nn::arch::LocalMeans{16, 28}).values, whole.values);
    EXPECT_GT(test::worst_difference(run(nn::arch::LocalMeans{16, 12}), whole), 1e-4F);
}

TEST(NafNet, Parity) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g2_nafnet");
    test::expect_parity(folder, 1e-4F);
}

TEST(NafNet, ParityWithLocalMeans) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g2_nafnet_local");
    auto weights = nn::read_checkpoint(folder / "weights.pth");
    ASSERT_OK(weights);
    auto built = nn::arch::build_nafnet(*weights, nn::arch::LocalMeans{16, 24});
    ASSERT_OK(built);
    EXPECT_OK(weights->check_all_taken());
    const auto outputs = test::run_net(std::move(*built), {test::read_array(folder / "input.npy")});
    ASSERT_EQ(outputs.size(), 1U);
    test::expect_close(outputs[0], test::read_array(folder / "expected.npy"), 2e-4F);
}

TEST(NafNet, ParityAtFullSize) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g2_fullsize_formula");
    KINOVAR_NEEDS_SHARED(keys, "parity/g2_nafnet/keys_SIDD_w32.json");
    auto built = nn::build_network(
        test::formula_weights(test::read_keys(keys), folder / "rules.json", "nafnet_sidd_w32"));
    ASSERT_OK(built);
    const auto outputs =
        test::run_net(std::move(*built), {test::read_array(folder / "nafnet_sidd_w32_input.npy")});
    ASSERT_EQ(outputs.size(), 1U);
    test::expect_close(outputs[0], test::read_array(folder / "nafnet_sidd_w32_expected.npy"),
                       7e-5F);
}

} // namespace
} // namespace kinovar
