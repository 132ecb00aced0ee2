#include "core/nn/arch/registry.h"
#include "tests/nn_arch/key_list.h"
#include "tests/nn_arch/parity.h"

#include <fmt/format.h>

namespace kinovar {
namespace {

constexpr int kFeatures = 6;
constexpr int kGrowth = 3;

/// `format` names convolution {2} of dense block {1} of block {0}.
void add_block(test::KeyList& keys, const std::string& format, int block) {
    for (int dense = 1; dense <= 3; ++dense) {
        for (int conv = 1; conv <= 5; ++conv) {
            keys.conv(fmt::format(fmt::runtime(format), block, dense, conv),
                      conv == 5 ? kFeatures : kGrowth, kFeatures + (conv - 1) * kGrowth, 3);
        }
    }
}

test::KeyList new_keys(int in_channels) {
    test::KeyList keys;
    keys.conv("conv_first", kFeatures, in_channels, 3);
    add_block(keys, "body.{}.rdb{}.conv{}", 0);
    for (const char* key : {"conv_body", "conv_up1", "conv_up2", "conv_hr"}) {
        keys.conv(key, kFeatures, kFeatures, 3);
    }
    keys.conv("conv_last", 3, kFeatures, 3);
    return keys;
}

TEST(Rrdb, ReadsItsScaleOffTheChannels) {
    const auto large = test::expect_architecture(
        new_keys(3), "RRDBNet", {test::random_input({1, 3, 8, 12})}, {{1, 3, 32, 48}},
        {"conv_first.weight", "body.0.rdb2.conv3.weight", "conv_last.bias"});
    EXPECT_EQ(large.scale, 4);
    EXPECT_EQ(large.size_multiple, 1);
    EXPECT_EQ(large.task, nn::Task::Upscale);
    EXPECT_GT(large.halo, 0);
    EXPECT_GT(large.bytes_per_pixel, 0);
    const auto twice = test::expect_architecture(
        new_keys(12), "RRDBNet", {test::random_input({1, 3, 8, 12})}, {{1, 3, 16, 24}}, {});
    EXPECT_EQ(twice.scale, 2);
    EXPECT_EQ(twice.size_multiple, 2);
    const auto same = test::expect_architecture(
        new_keys(48), "RRDBNet", {test::random_input({1, 3, 8, 12})}, {{1, 3, 8, 12}}, {});
    EXPECT_EQ(same.scale, 1);
    EXPECT_EQ(same.size_multiple, 4);
}

/// The same numbers under another name make the same picture.
TEST(Rrdb, OldNamesMeanTheSame) {
    test::KeyList old_keys;
    old_keys.conv("model.0", kFeatures, 3, 3);
    add_block(old_keys, "model.1.sub.{}.RDB{}.conv{}.0", 0);
    const std::map<std::string, std::string> outer = {
        {"model.0", "conv_first"}, {"model.1.sub.1", "conv_body"}, {"model.3", "conv_up1"},
        {"model.6", "conv_up2"},   {"model.8", "conv_hr"},         {"model.10", "conv_last"}};
    for (const char* key : {"model.1.sub.1", "model.3", "model.6", "model.8"}) {
        old_keys.conv(key, kFeatures, kFeatures, 3);
    }
    old_keys.conv("model.10", 3, kFeatures, 3);

    nn::StateDict renamed;
    nn::StateDict weights = old_keys.weights();
    for (const std::string& key : weights.keys()) {
        std::string name = key;
        const auto stem = key.substr(0, key.rfind('.'));
        if (const auto found = outer.find(stem); found != outer.end()) {
            name = found->second + key.substr(stem.size());
        } else {
            name = fmt::format("body.0.rdb{}.conv{}{}", key[17], key[23], key.substr(26));
        }
        ASSERT_OK(renamed.add(name, *weights.find(key)));
    }
    auto old_net = nn::build_network(std::move(weights));
    ASSERT_OK(old_net);
    auto new_net = nn::build_network(std::move(renamed));
    ASSERT_OK(new_net);
    const auto input = test::random_input({1, 3, 9, 7});
    const auto from_old = test::run_net(std::move(*old_net), {input});
    const auto from_new = test::run_net(std::move(*new_net), {input});
    ASSERT_EQ(from_old.size(), 1U);
    EXPECT_EQ(from_old[0].values, from_new[0].values);
}

TEST(Rrdb, ParityTimesFour) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g2_rrdb_x4");
    test::expect_parity(folder, 2e-5F);
}

TEST(Rrdb, ParityTimesTwo) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g2_rrdb_x2");
    test::expect_parity(folder, 2e-5F);
}

TEST(Rrdb, ParityOfTheSameSize) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g2_rrdb_x1");
    test::expect_parity(folder, 4e-5F);
}

TEST(Rrdb, ParityOfOldNames) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g2_esrgan_old_x4");
    test::expect_parity(folder, 2e-5F);
}

TEST(Rrdb, ParityOfMiddleNames) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g2_esrgan_old_x4");
    test::expect_parity(folder, 2e-5F, {.weights = "weights_midkeys.pth"});
}

} // namespace
} // namespace kinovar
