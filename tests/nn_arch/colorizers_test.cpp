// ECCV16, SIGGRAPH17 and DDColor.

#include "core/nn/arch/registry.h"
#include "tests/nn_arch/key_list.h"
#include "tests/nn_arch/parity.h"

#include <fmt/format.h>

namespace kinovar::nn {
namespace {

using test::KeyList;

/// Convolutions at every second index, then a batch normalisation.
void add_stage(KeyList& keys, const std::string& name, std::int64_t in, std::int64_t out,
               int convolutions, int first_index = 0, bool normalised = true) {
    for (int i = 0; i < convolutions; ++i) {
        keys.conv(fmt::format("{}.{}", name, first_index + 2 * i), out, i == 0 ? in : out, 3);
    }
    if (normalised) {
        keys.batch_norm(fmt::format("{}.{}", name, first_index + 2 * convolutions), out);
    }
}

/// Stages 1 to 7, which both have.
KeyList common_stages(std::int64_t in) {
    KeyList keys;
    add_stage(keys, "model1", in, 2, 2);
    add_stage(keys, "model2", 2, 3, 2);
    add_stage(keys, "model3", 3, 4, 3);
    for (int i = 4; i <= 7; ++i) {
        add_stage(keys, fmt::format("model{}", i), i == 4 ? 4 : 6, 6, 3);
    }
    return keys;
}

TEST(Eccv16, SmallOne) {
    KeyList keys = common_stages(1);
    keys.deconv("model8.0", 6, 4, 4);
    add_stage(keys, "model8", 4, 4, 2, 2, false);
    keys.conv("model8.6", 9, 4, 1).conv("model_out", 2, 9, 1, false);
    const ModelInfo info = test::expect_architecture(
        keys, "ECCV16", {test::random_input({1, 1, 24, 16})}, {{1, 2, 24, 16}},
        {"model2.0.weight", "model4.6.running_mean", "model8.0.weight", "model8.6.bias"});
    EXPECT_EQ(info.channels, Channels::LabL);
    EXPECT_EQ(info.size_multiple, 8);
    EXPECT_EQ(info.task, Task::Colourise);
}

KeyList small_siggraph17() {
    KeyList keys = common_stages(4);
    keys.deconv("model8up.0", 6, 4, 4);
    add_stage(keys, "model8", 4, 4, 2, 1);
    keys.deconv("model9up.0", 4, 3, 4);
    add_stage(keys, "model9", 3, 3, 1, 1);
    keys.deconv("model10up.0", 3, 3, 4).conv("model10.1", 3, 3, 3);
    keys.conv("model3short8.0", 4, 4, 3).conv("model2short9.0", 3, 3, 3);
    keys.conv("model1short10.0", 3, 2, 3).conv("model_class.0", 9, 4, 1);
    keys.conv("model_out.0", 2, 3, 1);
    return keys;
}

TEST(Siggraph17, SmallOne) {
    const ModelInfo info = test::expect_architecture(
        small_siggraph17(), "SIGGRAPH17",
        {test::random_input({1, 1, 16, 24}), test::random_input({1, 2, 16, 24}),
         test::random_input({1, 1, 16, 24})},
        {{1, 2, 16, 24}}, {"model1short10.0.weight", "model9up.0.bias", "model5.2.weight"});
    ASSERT_EQ(info.inputs.size(), 3U);
    EXPECT_EQ(info.inputs[2].name, "hint_mask");
}

KeyList small_ddcolor() {
    constexpr std::array<std::int64_t, 4> kWidths = {4, 6, 8, 10};
    constexpr std::int64_t kFeatures = 16;
    KeyList keys;
    keys.tensor("mean", {1, 3, 1, 1}).tensor("std", {1, 3, 1, 1});
    const std::string encoder = "encoder.arch.";
    for (std::size_t i = 0; i < kWidths.size(); ++i) {
        const std::string down = fmt::format("{}downsample_layers.{}", encoder, i);
        const std::int64_t width = kWidths[i];
        if (i == 0) {
            keys.conv(down + ".0", width, 3, 4).layer_norm(down + ".1", width);
        } else {
            keys.layer_norm(down + ".0", kWidths[i - 1])
                .conv(down + ".1", width, kWidths[i - 1], 2);
        }
        const std::string block = fmt::format("{}stages.{}.0", encoder, i);
        keys.tensor(block + ".gamma", {width}).conv(block + ".dwconv", width, 1, 7);
        keys.layer_norm(block + ".norm", width).linear(block + ".pwconv1", 4 * width, width);
        keys.linear(block + ".pwconv2", width, 4 * width);
        keys.layer_norm(fmt::format("{}norm{}", encoder, i), width);
    }
    keys.layer_norm(encoder + "norm", kWidths[3]);
    std::int64_t in = kWidths[3];
    constexpr std::array<std::int64_t, 3> kMade = {12, 12, 6};
    for (std::size_t i = 0; i < kMade.size(); ++i) {
        const std::string layer = fmt::format("decoder.layers.{}", i);
        const std::int64_t same = kWidths[2 - i];
        keys.spectral_conv(layer + ".shuf.conv.0", 4 * kMade[i], in, 1, false);
        keys.batch_norm(layer + ".shuf.conv.1", 4 * kMade[i]).batch_norm(layer + ".bn", same);
        keys.spectral_conv(layer + ".conv.0", kMade[i], kMade[i] + same, 3, false);
        keys.batch_norm(layer + ".conv.2", kMade[i]);
        in = kMade[i];
    }
    keys.spectral_conv("decoder.last_shuf.conv.0", 16 * 6, in, 1);
    const std::string queries = "decoder.color_decoder.";
    for (int i = 0; i < 2; ++i) {
        for (const auto& [name, inner] : {std::pair("self_attention", "self_attn"),
                                          std::pair("cross_attention", "multihead_attn")}) {
            const std::string layer = fmt::format("{}transformer_{}_layers.{}", queries, name, i);
            keys.tensor(fmt::format("{}.{}.in_proj_weight", layer, inner),
                        {3 * kFeatures, kFeatures});
            keys.tensor(fmt::format("{}.{}.in_proj_bias", layer, inner), {3 * kFeatures});
            keys.linear(fmt::format("{}.{}.out_proj", layer, inner), kFeatures, kFeatures);
            keys.layer_norm(layer + ".norm", kFeatures);
        }
        const std::string ffn = fmt::format("{}transformer_ffn_layers.{}", queries, i);
        keys.linear(ffn + ".linear1", 20, kFeatures).linear(ffn + ".linear2", kFeatures, 20);
        keys.layer_norm(ffn + ".norm", kFeatures);
    }
    keys.layer_norm(queries + "decoder_norm", kFeatures);
    keys.tensor(queries + "query_feat.weight", {5, kFeatures});
    keys.tensor(queries + "query_embed.weight", {5, kFeatures});
    keys.tensor(queries + "level_embed.weight", {3, kFeatures});
    for (std::size_t i = 0; i < kMade.size(); ++i) {
        keys.conv(fmt::format("{}input_proj.{}", queries, i), kFeatures, kMade[i], 1);
    }
    keys.linear(queries + "color_embed.layers.0", kFeatures, kFeatures);
    keys.linear(queries + "color_embed.layers.1", 6, kFeatures);
    return keys.spectral_conv("refine_net.0.0", 2, 5 + 3, 1);
}

TEST(DdColor, SmallOne) {
    const ModelInfo info = test::expect_architecture(
        small_ddcolor(), "DDColor", {test::random_input({1, 3, 64, 32})}, {{1, 2, 64, 32}},
        {"decoder.layers.1.conv.0.weight_v", "decoder.color_decoder.level_embed.weight",
         "encoder.arch.stages.2.0.pwconv2.weight", "refine_net.0.0.weight_orig"});
    EXPECT_TRUE(info.whole_only);
    EXPECT_EQ(info.size_multiple, 32);
}

TEST(DdColor, PicturesOfOddSizesAreRefused) {
    auto built = build_network(small_ddcolor().weights());
    ASSERT_OK(built);
    EXPECT_THROW((void)built->net->forward({at::zeros({1, 3, 64, 40})}), std::invalid_argument);
}

TEST(Colorizers, OfficialKeys) {
    KINOVAR_NEEDS_SHARED(parity, "parity");
    test::expect_recognised(test::read_keys(parity / "g2_eccv16/keys_eccv16.json"), "ECCV16");
    test::expect_recognised(test::read_keys(parity / "g2_siggraph17/keys_siggraph17.json"),
                            "SIGGRAPH17");
    test::expect_recognised(test::read_keys(parity / "g2_ddcolor/keys_ddcolor_tiny.json"),
                            "DDColor");
    test::expect_recognised(test::read_keys(parity / "g2_ddcolor/keys_ddcolor_large.json"),
                            "DDColor");
}

TEST(Eccv16, Parity) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g2_eccv16");
    test::expect_parity(folder, 1e-3F);
}

TEST(DdColor, Parity) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g2_ddcolor");
    test::expect_parity(folder, 2e-5F);
}

/// Lightness with no hints.
std::vector<Array> without_hints(Array lightness) {
    const std::int64_t height = lightness.shape[2];
    const std::int64_t width = lightness.shape[3];
    const auto area = static_cast<std::size_t>(height * width);
    return {std::move(lightness),
            {{1, 2, height, width}, std::vector<float>(2 * area)},
            {{1, 1, height, width}, std::vector<float>(area)}};
}

TEST(Siggraph17, Parity) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g2_siggraph17");
    const auto model = load_model((folder / "weights.pth").string());
    ASSERT_OK(model);
    const Array lightness = test::read_array(folder / "input.npy");
    const auto plain = test::run_model(**model, without_hints(lightness));
    ASSERT_EQ(plain.size(), 1U);
    test::expect_close(plain[0], test::read_array(folder / "expected.npy"), 2e-3F);
    const auto hinted =
        test::run_model(**model, {lightness, test::read_array(folder / "input_ab.npy"),
                                  test::read_array(folder / "input_mask.npy")});
    ASSERT_EQ(hinted.size(), 1U);
    test::expect_close(hinted[0], test::read_array(folder / "expected_hints.npy"), 2e-3F);
}

BuiltNet full_size(const std::filesystem::path& parity, const std::string& name) {
    const auto keys = test::read_keys(parity / fmt::format("g2_{}/keys_{}.json", name, name));
    auto built =
        build_network(test::formula_weights(keys, parity / "g2_fullsize_formula/rules.json", name));
    EXPECT_OK(built);
    return built ? std::move(*built) : BuiltNet();
}

TEST(Eccv16, FullSize) {
    KINOVAR_NEEDS_SHARED(parity, "parity");
    const auto folder = parity / "g2_fullsize_formula";
    const auto outputs =
        test::run_net(full_size(parity, "eccv16"), {test::read_array(folder / "eccv16_input.npy")});
    ASSERT_EQ(outputs.size(), 1U);
    test::expect_close(outputs[0], test::read_array(folder / "eccv16_expected.npy"), 3e-4F);
}

TEST(Siggraph17, FullSize) {
    KINOVAR_NEEDS_SHARED(parity, "parity");
    const auto folder = parity / "g2_fullsize_formula";
    const auto outputs =
        test::run_net(full_size(parity, "siggraph17"),
                      without_hints(test::read_array(folder / "siggraph17_input.npy")));
    ASSERT_EQ(outputs.size(), 1U);
    test::expect_close(outputs[0], test::read_array(folder / "siggraph17_expected.npy"), 7e-4F);
}

} // namespace
} // namespace kinovar::nn
