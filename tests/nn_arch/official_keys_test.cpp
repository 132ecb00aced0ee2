// The lists of keys of the official models, and files that are damaged on purpose.

#include "core/nn/arch/registry.h"
#include "tests/nn_arch/key_list.h"
#include "tests/nn_arch/parity.h"

namespace kinovar {
namespace {

struct Official {
    const char* keys;
    const char* architecture;
    int scale;
    nn::Task task = nn::Task::Upscale;
};

void PrintTo(const Official& one, std::ostream* out) {
    *out << one.keys;
}

class OfficialKeys : public testing::TestWithParam<Official> {};

TEST_P(OfficialKeys, AreRecognisedAndAllTaken) {
    const Official& one = GetParam();
    KINOVAR_NEEDS_SHARED(file, std::string("parity/") + one.keys);
    const auto keys = test::read_keys(file);
    const auto built = nn::build_network(test::zero_weights(keys));
    ASSERT_OK(built);
    EXPECT_EQ(built->info.architecture, one.architecture);
    EXPECT_EQ(built->info.scale, one.scale);
    EXPECT_EQ(built->info.task, one.task);
    EXPECT_GT(built->info.bytes_per_pixel, 0);
    EXPECT_EQ(built->info.inputs.size(), 1U);
    EXPECT_EQ(built->info.outputs.size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(
    Models, OfficialKeys,
    testing::Values(
        Official{"g2_rrdb_x4/keys_x4plus.json", "RRDBNet", 4},
        Official{"g2_rrdb_x4/keys_x4plus_anime_6B.json", "RRDBNet", 4},
        Official{"g2_rrdb_x2/keys_x2plus.json", "RRDBNet", 2},
        Official{"g2_rrdb_x1/keys_x1.json", "RRDBNet", 1, nn::Task::Other},
        Official{"g2_esrgan_old_x4/keys_old_esrgan_x4.json", "RRDBNet", 4},
        Official{"g2_srvgg_x4/keys_animevideov3.json", "SRVGGNetCompact", 4},
        Official{"g2_srvgg_x4/keys_general_x4v3.json", "SRVGGNetCompact", 4},
        Official{"g2_edsr_x2/keys_Mx2.json", "EDSR", 2},
        Official{"g2_edsr_x2/keys_Lx2.json", "EDSR", 2},
        Official{"g2_edsr_x3/keys_Mx3.json", "EDSR", 3},
        Official{"g2_edsr_x4/keys_Mx4.json", "EDSR", 4},
        Official{"g2_edsr_x4/keys_Lx4.json", "EDSR", 4},
        Official{"g2_span_x4/keys_span_x2_ch48.json", "SPAN", 2},
        Official{"g2_span_x4/keys_span_x4_ch48.json", "SPAN", 4},
        Official{"g2_span_x4/keys_span_x4_ch52.json", "SPAN", 4},
        Official{"g2_swinir_classical_x2/keys_001_classicalSR_DF2K_s64w8_M_x2.json", "SwinIR", 2},
        Official{"g2_swinir_classical_x2/keys_001_classicalSR_DF2K_s64w8_M_x4.json", "SwinIR", 4},
        Official{"g2_swinir_light_x3/keys_002_lightweightSR_x2.json", "SwinIR", 2},
        Official{"g2_swinir_real_x4/keys_003_realSR_M_x4.json", "SwinIR", 4},
        Official{"g2_swinir_real_x4/keys_003_realSR_L_x4.json", "SwinIR", 4},
        Official{"g2_swinir_denoise/keys_005_colorDN.json", "SwinIR", 1, nn::Task::Denoise},
        Official{"g2_nafnet/keys_SIDD_w32.json", "NAFNet", 1, nn::Task::Denoise},
        Official{"g2_nafnet/keys_SIDD_w64.json", "NAFNet", 1, nn::Task::Denoise},
        Official{"g2_nafnet/keys_GoPro_w32.json", "NAFNet", 1, nn::Task::Deblur},
        Official{"g2_nafnet/keys_GoPro_w64.json", "NAFNet", 1, nn::Task::Deblur},
        Official{"g2_dncnn_gray/keys_dncnn_25.json", "DnCNN", 1, nn::Task::Denoise},
        Official{"g2_dncnn_gray/keys_dncnn_gray_blind.json", "DnCNN", 1, nn::Task::Denoise},
        Official{"g2_dncnn_gray/keys_dncnn_color_blind.json", "DnCNN", 1, nn::Task::Denoise},
        Official{"g3_carn_m/keys.json", "CARN-M", 4}, Official{"g3_bsrn_x4/keys.json", "BSRN", 4},
        Official{"g3_span_ntire24_team38/keys.json", "SPAN", 4},
        Official{"g3_dncnn_25/keys.json", "DnCNN", 1, nn::Task::Denoise}),
    [](const auto& one) {
        std::string name = one.param.keys;
        std::ranges::replace_if(
            name, [](char letter) { return std::isalnum(letter) == 0; }, '_');
        return name;
    });

struct BadFile {
    const char* file;
    std::vector<const char*> said; ///< parts of the message
};

TEST(BadFiles, AreRefusedByKeyAndShape) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g4_bad_files");
    const std::vector<BadFile> all = {
        {"wrong_shape.pth", {"body.2.weight", "[any, 8, 3, 3]", "[8, 7, 3, 3]"}},
        {"wrong_rank.pth", {"body.2.bias", "[8]", "[8, 1]"}},
        {"missing_key.pth", {"body.2.bias"}},
        {"extra_key.pth", {"body.99.weight"}},
        {"int_weights.pth", {"body.2.weight", "integer"}},
        {"nan_weights.pth", {"body.2.weight", "finite"}},
        {"empty_dict.pth", {"no weights in it"}}};
    for (const BadFile& one : all) {
        const auto model = nn::load_model((folder / one.file).string());
        ASSERT_FALSE(model) << one.file;
        const std::string said = model.error().one_line();
        EXPECT_NE(said.find(one.file), std::string::npos) << said;
        for (const char* part : one.said) {
            EXPECT_NE(said.find(part), std::string::npos) << one.file << ": " << said;
        }
    }
}

TEST(BadFiles, TheGoodOneLoads) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g4_bad_files");
    const auto model = nn::load_model((folder / "ok.pth").string());
    ASSERT_OK(model);
    EXPECT_EQ((*model)->info().architecture, "SRVGGNetCompact");
    EXPECT_EQ((*model)->info().scale, 2);
}

} // namespace
} // namespace kinovar
