#include "core/nn/arch/registry.h"
#include "tests/nn_arch/key_list.h"
#include "tests/nn_arch/parity.h"
#include "tests/nn_arch/set5.h"

#include <fmt/format.h>

namespace kinovar {
namespace {

constexpr int kFeatures = 8;
constexpr int kFew = 4;

void add_blueprint(test::KeyList& keys, const std::string& key, int out, int in) {
    keys.conv(key + ".pw", out, in, 1, /*bias=*/false).conv(key + ".dw", out, 1, 3);
}

test::KeyList bsrn_keys() {
    test::KeyList keys;
    add_blueprint(keys, "fea_conv", kFeatures, 12);
    for (int block = 1; block <= 2; ++block) {
        const std::string key = fmt::format("B{}.", block);
        for (int depth = 1; depth <= 3; ++depth) {
            keys.conv(fmt::format("{}c{}_d", key, depth), kFew, kFeatures, 1);
            add_blueprint(keys, fmt::format("{}c{}_r", key, depth), kFeatures, kFeatures);
        }
        add_blueprint(keys, key + "c4", kFew, kFeatures);
        keys.conv(key + "c5", kFeatures, 4 * kFew, 1);
        keys.conv(key + "esa.conv1", 3, kFeatures, 1).conv(key + "esa.conv_f", 3, 3, 1);
        for (const char* part : {"conv_max", "conv2", "conv3", "conv3_"}) {
            add_blueprint(keys, key + "esa." + part, 3, 3);
        }
        keys.conv(key + "esa.conv4", kFeatures, 3, 1);
        keys.conv(key + "cca.conv_du.0", 2, kFeatures, 1);
        keys.conv(key + "cca.conv_du.2", kFeatures, 2, 1);
    }
    keys.conv("c1", kFeatures, 2 * kFeatures, 1);
    add_blueprint(keys, "c2", kFeatures, kFeatures);
    return keys.conv("upsampler.upsampleOneStep.0", 12, kFeatures, 3);
}

TEST(Bsrn, IsBuiltFromItsKeys) {
    const auto info = test::expect_architecture(
        bsrn_keys(), "BSRN", {test::random_input({1, 3, 20, 17})}, {{1, 3, 40, 34}},
        {"c1.weight", "B2.c3_r.dw.bias", "B1.esa.conv2.pw.weight", "B2.cca.conv_du.2.weight"});
    EXPECT_EQ(info.scale, 2);
    EXPECT_EQ(info.task, nn::Task::Upscale);
    EXPECT_TRUE(info.whole_only);
    EXPECT_GT(info.bytes_per_pixel, 0);
}

TEST(Bsrn, RefusesPicturesThatItsPoolsDoNotFitInto) {
    auto built = nn::build_network(bsrn_keys().weights());
    ASSERT_OK(built);
    const nn::Array input = test::random_input({1, 3, 14, 30});
    std::vector<at::Tensor> tensors = {at::tensor(input.values).view(input.shape)};
    EXPECT_THROW(static_cast<void>(built->net->forward(tensors)), std::invalid_argument);
}

TEST(Bsrn, ParityOfRealWeights) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g3_bsrn_x4");
    const auto model = test::expect_parity(folder, 2e-5F);
    ASSERT_NE(model, nullptr);
    KINOVAR_NEEDS_SHARED(bench, "data/bench");
    EXPECT_NEAR(test::set5_psnr(*model, bench),
                test::expected_psnr(folder / "psnr_set5.json", "x4"), 0.005);
}

} // namespace
} // namespace kinovar
