// Networks of every family show no seam: cut into tiles they give what they give uncut.

#include "core/image/test_picture.h"
#include "core/nn/image_runner.h"
#include "tests/support/support.h"

#include <cmath>

namespace kinovar::nn {
namespace {

/// A network: one of the catalogue, or a file of the parity folders.
struct Family {
    const char* name;
    const char* source;
    int width, height; ///< of the picture
    int tile;
};

void PrintTo(const Family& family, std::ostream* out) {
    *out << family.name;
}

class Seams : public testing::TestWithParam<Family> {};

float largest_difference(const Frame& a, const Frame& b) {
    float worst = 0;
    for (std::size_t i = 0; i < a.values().size(); ++i) {
        worst = std::max(worst, std::abs(a.values()[i] - b.values()[i]));
    }
    return worst;
}

TEST_P(Seams, TiledAndUntiledAgreeWithinOneLevel) {
    const Family& family = GetParam();
    std::string source = family.source;
    if (source.find('/') != std::string::npos) {
        KINOVAR_NEEDS_SHARED(file, "parity/" + source);
        source = file.string();
    }
    const auto model = load_model(source);
    if (!model && model.error().code == ErrorCode::MissingModel) {
        GTEST_SKIP() << "weights are not installed: " << model.error().hint;
    }
    ASSERT_OK(model);
    const FramePtr picture = test_picture(family.width, family.height);
    RunOptions whole;
    whole.tile = family.width + family.height;
    RunOptions tiled;
    tiled.tile = family.tile;
    const auto a = run_image(**model, *picture, whole);
    const auto b = run_image(**model, *picture, tiled);
    ASSERT_OK(a);
    ASSERT_OK(b);
    const float worst = largest_difference(**a, **b);
    RecordProperty("worst_in_255", std::to_string(worst * 255));
    EXPECT_LE(worst, 1.0F / 255);
    if ((*model)->info().whole_only) {
        EXPECT_EQ(worst, 0); // was not cut, whatever was asked for
    }
}

INSTANTIATE_TEST_SUITE_P(
    Families, Seams,
    testing::Values(Family{"SrvggX4Fast", "realesrgan-x4fast", 200, 120, 48},
                    Family{"RrdbX4Plus", "realesrgan-x4plus", 232, 40, 24},
                    Family{"EsrganThick", "esrgan-thick-x2", 232, 40, 24},
                    Family{"KinovarSr", "kinovar-sr-x2", 150, 120, 32},
                    Family{"KinovarFilmClean", "kinovar-film-clean", 150, 120, 32},
                    Family{"Edsr", "g2_edsr_x2/weights.pth", 150, 120, 32},
                    Family{"Span", "g2_span_x4/weights.pth", 150, 120, 32},
                    Family{"SwinIr", "g2_swinir_classical_x2/weights.pth", 200, 80, 32},
                    Family{"DnCnn", "g2_dncnn_gray/weights.pth", 150, 120, 32},
                    Family{"NafNet", "g2_nafnet/weights.pth", 120, 80, 32},
                    Family{"OldEsrgan", "g2_esrgan_old_x4/weights.pth", 150, 80, 32}),
    [](const auto& one) { return std::string(one.param.name); });

/// Real weights of the research networks.
TEST(SeamsOfRealNetworks, AreNotThere) {
    KINOVAR_NEEDS_SHARED(folder, "parity");
    int tried = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        const std::string path = entry.path().string();
        const bool is_weights =
            entry.path().extension() == ".pth" || entry.path().extension() == ".pt";
        if (path.find("/g3_") == std::string::npos || !is_weights) {
            continue;
        }
        const auto model = load_model(path);
        ASSERT_OK(model);
        if (!turns_picture_into_picture((*model)->info())) {
            continue;
        }
        const FramePtr picture = test_picture(160, 100);
        RunOptions whole;
        whole.tile = 1000;
        RunOptions tiled;
        tiled.tile = 32;
        const auto a = run_image(**model, *picture, whole);
        const auto b = run_image(**model, *picture, tiled);
        ASSERT_OK(a);
        ASSERT_OK(b);
        EXPECT_LE(largest_difference(**a, **b), 1.0F / 255) << path;
        ++tried;
    }
    EXPECT_GE(tried, 3);
}

} // namespace
} // namespace kinovar::nn
