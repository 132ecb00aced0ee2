// GFPGAN (clean) and the First Order Motion Model.

#include "core/nn/arch/fomm_parts.h"
#include "core/nn/arch/registry.h"
#include "core/nn/model_input.h"
#include "tests/nn_arch/key_list.h"
#include "tests/nn_arch/parity.h"

#include <fmt/format.h>

namespace kinovar::nn {
namespace {

using test::KeyList;

void add_styled(KeyList& keys, const std::string& name, std::int64_t out, std::int64_t in,
                std::int64_t styles, std::int64_t kernel) {
    keys.tensor(name + ".bias", {1, out, 1, 1});
    const std::string conv = name + ".modulated_conv";
    keys.tensor(conv + ".weight", {1, out, in, kernel, kernel});
    keys.linear(conv + ".modulation", in, styles);
}

/// 16 × 16 pixels.
KeyList small_gfpgan() {
    constexpr std::int64_t kWidth = 4;
    constexpr std::int64_t kStyles = 5;
    constexpr std::int64_t kDecoder = 8;
    constexpr int kLevels = 2;
    KeyList keys;
    keys.conv("conv_body_first", kWidth, 3, 1);
    for (int i = 0; i < kLevels; ++i) {
        for (const char* way : {"down", "up"}) {
            const std::string block = fmt::format("conv_body_{}.{}", way, i);
            keys.conv(block + ".conv1", kWidth, kWidth, 3)
                .conv(block + ".conv2", kWidth, kWidth, 3);
            keys.conv(block + ".skip", kWidth, kWidth, 1, false);
        }
        keys.conv(fmt::format("toRGB.{}", i), 3, kWidth, 1);
        for (const char* what : {"scale", "shift"}) {
            const std::string head = fmt::format("condition_{}.{}", what, i);
            keys.conv(head + ".0", kWidth, kWidth, 3).conv(head + ".2", kDecoder / 2, kWidth, 3);
        }
    }
    keys.conv("final_conv", kWidth, kWidth, 3);
    keys.linear("final_linear", (2 * kLevels + 2) * kStyles, kWidth * 16);
    const std::string decoder = "stylegan_decoder.";
    keys.linear(decoder + "style_mlp.1", kStyles, kStyles);
    keys.tensor(decoder + "constant_input.weight", {1, kDecoder, 4, 4});
    keys.tensor(decoder + "style_conv1.weight", {1});
    add_styled(keys, decoder + "style_conv1", kDecoder, kDecoder, kStyles, 3);
    add_styled(keys, decoder + "to_rgb1", 3, kDecoder, kStyles, 1);
    keys.tensor(decoder + "noises.noise0", {1, 1, 4, 4});
    for (int i = 0; i < 2 * kLevels; ++i) {
        const std::string conv = fmt::format("{}style_convs.{}", decoder, i);
        keys.tensor(conv + ".weight", {1});
        add_styled(keys, conv, kDecoder, kDecoder, kStyles, 3);
        const std::int64_t side = i < 2 ? 8 : 16;
        keys.tensor(fmt::format("{}noises.noise{}", decoder, i + 1), {1, 1, side, side});
    }
    for (int i = 0; i < kLevels; ++i) {
        add_styled(keys, fmt::format("{}to_rgbs.{}", decoder, i), 3, kDecoder, kStyles, 1);
    }
    return keys;
}

TEST(Gfpgan, SmallOne) {
    const ModelInfo info = test::expect_architecture(
        small_gfpgan(), "GFPGAN (clean)", {test::random_input({2, 3, 16, 16})}, {{2, 3, 16, 16}},
        {"stylegan_decoder.noises.noise3", "conv_body_up.1.skip.weight", "final_linear.weight",
         "condition_shift.1.2.weight",
         "stylegan_decoder.style_convs.2.modulated_conv.modulation.weight"});
    EXPECT_TRUE(info.whole_only);
    EXPECT_EQ(info.value_min, -1);
    EXPECT_EQ(info.size_multiple, 16);
    EXPECT_EQ(info.task, Task::Face);
}

void add_hourglass(KeyList& keys, const std::string& name, std::int64_t in) {
    keys.conv(name + ".encoder.down_blocks.0.conv", 4, in, 3);
    keys.batch_norm(name + ".encoder.down_blocks.0.norm", 4);
    keys.conv(name + ".encoder.down_blocks.1.conv", 6, 4, 3);
    keys.batch_norm(name + ".encoder.down_blocks.1.norm", 6);
    keys.conv(name + ".decoder.up_blocks.0.conv", 4, 6, 3);
    keys.batch_norm(name + ".decoder.up_blocks.0.norm", 4);
    keys.conv(name + ".decoder.up_blocks.1.conv", 3, 8, 3);
    keys.batch_norm(name + ".decoder.up_blocks.1.norm", 3);
}

KeyList small_fomm() {
    constexpr std::int64_t kPoints = 4;
    KeyList keys;
    keys.conv("kp_detector.kp", kPoints, 3 + 3, 7);
    keys.conv("kp_detector.jacobian", 4 * kPoints, 3 + 3, 7);
    keys.tensor("kp_detector.down.weight", {3, 1, 5, 5});
    add_hourglass(keys, "kp_detector.predictor", 3);
    const std::string motion = "generator.dense_motion_network";
    const std::int64_t seen = (kPoints + 1) * 4;
    add_hourglass(keys, motion + ".hourglass", seen);
    keys.conv(motion + ".mask", kPoints + 1, seen + 3, 7);
    keys.conv(motion + ".occlusion", 1, seen + 3, 7);
    keys.tensor(motion + ".down.weight", {3, 1, 5, 5});
    keys.conv("generator.first.conv", 4, 3, 7).batch_norm("generator.first.norm", 4);
    keys.conv("generator.down_blocks.0.conv", 6, 4, 3);
    keys.batch_norm("generator.down_blocks.0.norm", 6);
    for (const char* number : {"1", "2"}) {
        keys.conv(fmt::format("generator.bottleneck.r0.conv{}", number), 6, 6, 3);
        keys.batch_norm(fmt::format("generator.bottleneck.r0.norm{}", number), 6);
    }
    keys.conv("generator.up_blocks.0.conv", 4, 6, 3);
    keys.batch_norm("generator.up_blocks.0.norm", 4);
    return keys.conv("generator.final", 3, 4, 7);
}

const std::vector<std::vector<std::int64_t>> kSmallFommOutputs = {
    {1, 3, 32, 32}, {1, 4, 2}, {1, 4, 2, 2}, {1, 4, 2},      {1, 4, 2, 2},  {1, 4, 2},
    {1, 4, 2, 2},   {1, 4, 2}, {1, 4, 2, 2}, {1, 5, 16, 16}, {1, 1, 16, 16}};

TEST(Fomm, SmallOne) {
    const Array source = test::random_input({1, 3, 32, 32}, "source");
    const Array driving = test::random_input({1, 3, 32, 32}, "driving");
    const Array initial = test::random_input({1, 3, 32, 32}, "initial");
    const ModelInfo info = test::expect_architecture(
        small_fomm(), "First Order Motion Model",
        {source, driving, initial, {{1}, {1}}, {{1}, {0}}}, kSmallFommOutputs,
        {"kp_detector.jacobian.weight", "generator.dense_motion_network.mask.bias",
         "generator.bottleneck.r0.norm2.weight",
         "kp_detector.predictor.decoder.up_blocks.1.conv.weight"});
    EXPECT_EQ(info.size_multiple, 8);
    EXPECT_EQ(info.task, Task::Animate);
}

TEST(Fomm, StandingStillChangesNoKeyPoint) {
    auto built = build_network(small_fomm().weights());
    ASSERT_OK(built);
    const Array source = test::random_input({1, 3, 32, 32}, "source");
    const Array driving = test::random_input({1, 3, 32, 32}, "driving");
    const auto outputs =
        test::run_net(std::move(*built), {source, driving, driving, {{1}, {1}}, {{1}, {0}}});
    ASSERT_EQ(outputs.size(), 11U);
    EXPECT_LE(test::worst_difference(outputs[7], outputs[1]), 1e-6F);
    EXPECT_LE(test::worst_difference(outputs[8], outputs[2]), 1e-4F);
}

TEST(Fomm, HullOfPoints) {
    // A square of side 2 with points inside and on its border, and twice the same corner.
    EXPECT_DOUBLE_EQ(arch::hull_area({{1, 1}, {-1, -1}, {0, 0}, {1, -1}, {-1, 1}, {0, 1}, {1, 1}}),
                     4);
    EXPECT_DOUBLE_EQ(arch::hull_area({{0, 0}, {2, 0}, {0, 3}}), 3);
    EXPECT_DOUBLE_EQ(arch::hull_area({{0, 0}, {1, 1}, {2, 2}}), 0);
}

std::vector<test::KeyShape> fomm_keys(const std::filesystem::path& parity) {
    auto keys = test::with_prefix("kp_detector.",
                                  test::read_keys(parity / "g2_fomm/keys_vox256_kp_detector.json"));
    for (auto& one : test::with_prefix(
             "generator.", test::read_keys(parity / "g2_fomm/keys_vox256_generator.json"))) {
        keys.push_back(std::move(one));
    }
    return keys;
}

TEST(FaceNets, OfficialKeys) {
    KINOVAR_NEEDS_SHARED(parity, "parity");
    test::expect_recognised(test::read_keys(parity / "g2_gfpgan_clean/keys_GFPGANv1.3_v1.4.json"),
                            "GFPGAN (clean)");
    test::expect_recognised(fomm_keys(parity), "First Order Motion Model");
}

TEST(Gfpgan, Parity) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g2_gfpgan_clean");
    test::expect_parity(folder, 1e-4F);
}

/// uint8 H × W × 3 → 1 × 3 × H × W, 0 to 1
Array picture_of(const std::filesystem::path& path) {
    const auto file = read_npy(path);
    EXPECT_OK(file);
    auto picture = model_input_from(*file, ModelInfo());
    EXPECT_OK(picture);
    return std::move(*picture);
}

/// Each pixel `factor` × `factor` times.
Array repeated(const Array& picture, std::int64_t factor) {
    Array large{picture.shape, {}};
    large.shape[2] *= factor;
    large.shape[3] *= factor;
    const std::int64_t width = picture.shape[3];
    for (std::int64_t row = 0; row < picture.shape[1] * large.shape[2]; ++row) {
        for (std::int64_t x = 0; x < large.shape[3]; ++x) {
            const std::int64_t from = row / factor * width + x / factor;
            large.values.push_back(picture.values[static_cast<std::size_t>(from)]);
        }
    }
    return large;
}

/// Every `step`-th pixel of every `step`-th row.
Array strided(const Array& picture, std::int64_t step) {
    Array small{picture.shape, {}};
    small.shape[2] /= step;
    small.shape[3] /= step;
    for (std::int64_t row = 0; row < small.shape[1] * small.shape[2]; ++row) {
        for (std::int64_t x = 0; x < small.shape[3]; ++x) {
            const std::int64_t from = row * step * picture.shape[3] + x * step;
            small.values.push_back(picture.values[static_cast<std::size_t>(from)]);
        }
    }
    return small;
}

TEST(Fomm, Parity) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g2_fomm");
    const auto model = load_model((folder / "weights.pth.tar").string());
    ASSERT_OK(model);
    const auto run = [&](float relative, float corners) {
        return test::run_model(**model, {picture_of(folder / "input_source.npy"),
                                         picture_of(folder / "input_driving.npy"),
                                         picture_of(folder / "input_driving0.npy"),
                                         {{1}, {relative}},
                                         {{1}, {corners}}});
    };
    const auto expect = [&](const Array& found, const std::string& name, float tolerance) {
        SCOPED_TRACE(name);
        test::expect_close(found, test::read_array(folder / ("expected_" + name + ".npy")),
                           tolerance);
    };
    constexpr float kPoints = 2e-5F;
    constexpr float kPicture = 2e-4F;
    const auto outputs = run(1, 0);
    ASSERT_EQ(outputs.size(), 11U);
    expect(outputs[0], "prediction", kPicture);
    expect(outputs[1], "kp_source_value", kPoints);
    expect(outputs[2], "kp_source_jacobian", kPoints);
    expect(outputs[3], "kp_driving_value", kPoints);
    expect(outputs[4], "kp_driving_jacobian", kPoints);
    expect(outputs[5], "kp_driving0_value", kPoints);
    expect(outputs[6], "kp_driving0_jacobian", kPoints);
    expect(outputs[7], "kp_norm_value", kPoints);
    expect(outputs[8], "kp_norm_jacobian", kPoints);
    expect(outputs[9], "mask", kPicture);
    expect(outputs[10], "occlusion", kPicture);
    expect(run(0, 0).at(0), "prediction_absolute", kPicture);
    expect(run(1, 1).at(0), "prediction_aligncorners_true", kPicture);
}

TEST(Gfpgan, FullSize) {
    KINOVAR_NEEDS_SHARED(parity, "parity");
    const auto folder = parity / "g2_fullsize_formula";
    auto built = build_network(
        test::formula_weights(test::read_keys(parity / "g2_gfpgan_clean/keys_GFPGANv1.3_v1.4.json"),
                              folder / "rules.json", "gfpgan_v1.4"));
    ASSERT_OK(built);
    const Array face = repeated(test::read_array(folder / "gfpgan_v1.4_input64.npy"), 8);
    const auto outputs = test::run_net(std::move(*built), {face});
    ASSERT_EQ(outputs.size(), 1U);
    test::expect_close(strided(outputs[0], 8),
                       test::read_array(folder / "gfpgan_v1.4_expected_strided8.npy"), 1.5e-4F);
}

/// Weights of one of the two networks by formula, their keys with its name before them.
void add_fomm_part(StateDict& weights, const std::filesystem::path& parity,
                   const std::string& name) {
    const auto folder = parity / "g2_fullsize_formula";
    const Array blur = test::read_array(folder / "fomm_down_weight.npy");
    const Weight gaussian{StoredType::Float32, blur.shape, blur.values, {}};
    const auto keys = test::read_keys(parity / fmt::format("g2_fomm/keys_vox256_{}.json", name));
    std::map<std::string, Weight> given = {{"down.weight", gaussian},
                                           {"dense_motion_network.down.weight", gaussian}};
    Weight jacobian = test::formula_weight("jacobian.bias", {40}, 0, 0.05);
    for (std::size_t i = 0; i < jacobian.values.size(); ++i) {
        jacobian.values[i] += i % 4 == 0 || i % 4 == 3 ? 1.0F : 0.0F;
    }
    given["jacobian.bias"] = jacobian;
    StateDict part =
        test::formula_weights(keys, folder / "rules.json", "fomm_vox256_" + name, given);
    for (const std::string& key : part.keys()) {
        EXPECT_OK(weights.add(name + "." + key, *part.find(key)));
    }
}

TEST(Fomm, FullSize) {
    KINOVAR_NEEDS_SHARED(parity, "parity");
    const auto folder = parity / "g2_fullsize_formula";
    StateDict weights;
    add_fomm_part(weights, parity, "kp_detector");
    add_fomm_part(weights, parity, "generator");
    auto built = build_network(std::move(weights));
    ASSERT_OK(built);
    EXPECT_EQ(built->info.size_multiple, 128);
    const Array source = repeated(picture_of(parity / "g2_fomm/input_source.npy"), 2);
    const Array driving = repeated(picture_of(parity / "g2_fomm/input_driving.npy"), 2);
    const auto outputs =
        test::run_net(std::move(*built), {source, driving, driving, {{1}, {0}}, {{1}, {0}}});
    ASSERT_EQ(outputs.size(), 11U);
    constexpr float kTolerance = 7e-5F;
    const auto expect = [&](const Array& found, const std::string& name) {
        SCOPED_TRACE(name);
        test::expect_close(found, test::read_array(folder / ("fomm_" + name + ".npy")), kTolerance);
    };
    expect(outputs[1], "kp_source_value");
    expect(outputs[2], "kp_source_jacobian");
    expect(outputs[3], "kp_driving_value");
    expect(outputs[4], "kp_driving_jacobian");
    expect(strided(outputs[0], 4), "expected_prediction_strided4");
}

} // namespace
} // namespace kinovar::nn
