#include "core/colour/colour_spec.h"
#include "tests/support/film_measure.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace kinovar::test {
namespace {

constexpr int kWidth = 320;
constexpr int kHeight = 240;

/// A landscape of waves of many lengths, known between the pixels too.
double scene(double x, double y) {
    double level = 120;
    for (int wave = 1; wave <= 14; ++wave) {
        const double angle = 2.4 * wave;
        const double number = 0.02 + 0.04 * wave;
        level += 11 * std::sin(number * (x * std::cos(angle) + y * std::sin(angle)) + wave);
    }
    return level;
}

/// Where the scene's point (x, y) lies at (x + dx, y + dy).
LumaPlane scene_at(double dx, double dy, double gain) {
    LumaPlane plane(kWidth, kHeight);
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
            plane.row(y)[x] = static_cast<float>(gain * scene(x - dx, y - dy));
        }
    }
    return plane;
}

void add_damage(LumaPlane& plane) {
    std::mt19937 random(7);
    std::normal_distribution<float> grain(0, 6);
    for (float& level : plane.levels) {
        level += grain(random);
    }
    std::uniform_int_distribution<int> column(0, kWidth - 12);
    std::uniform_int_distribution<int> line(0, kHeight - 12);
    for (int blotch = 0; blotch < 30; ++blotch) {
        const int left = column(random);
        const int top = line(random);
        for (int y = top; y < top + 10; ++y) {
            std::fill_n(plane.row(y) + left, 10, blotch % 2 == 0 ? 245.0F : 10.0F);
        }
    }
    for (int y = 0; y < kHeight; ++y) {
        plane.row(y)[kWidth / 3] += 60;
    }
}

constexpr double kPlaceError = 0.02; // px
constexpr double kGainError = 0.002;

class Planted : public testing::TestWithParam<Placement> {};

TEST_P(Planted, IsFound) {
    const Placement planted = GetParam();
    const LumaPlane moved = scene_at(planted.dx, planted.dy, std::exp(planted.log_gain));
    const Placement found = find_placement(scene_at(0, 0, 1), moved);
    EXPECT_NEAR(found.dx, planted.dx, kPlaceError);
    EXPECT_NEAR(found.dy, planted.dy, kPlaceError);
    EXPECT_NEAR(found.log_gain, planted.log_gain, kGainError);
}

TEST_P(Planted, IsFoundUnderGrainDirtAndAScratch) {
    const Placement planted = GetParam();
    LumaPlane moved = scene_at(planted.dx, planted.dy, std::exp(planted.log_gain));
    add_damage(moved);
    const Placement found = find_placement(scene_at(0, 0, 1), moved);
    EXPECT_NEAR(found.dx, planted.dx, kPlaceError);
    EXPECT_NEAR(found.dy, planted.dy, kPlaceError);
    EXPECT_NEAR(found.log_gain, planted.log_gain, kGainError);
}

TEST_P(Planted, IsUndone) {
    const Placement planted = GetParam();
    const LumaPlane clean = scene_at(0, 0, 1);
    const LumaPlane moved = scene_at(planted.dx, planted.dy, std::exp(planted.log_gain));
    const auto inner_error = [](const LumaPlane& a, const LumaPlane& b) {
        constexpr int kMargin = 16; // mirrored edges are no picture
        double worst = 0;
        for (int y = kMargin; y < kHeight - kMargin; ++y) {
            for (int x = kMargin; x < kWidth - kMargin; ++x) {
                worst = std::max(worst, static_cast<double>(std::abs(a.row(y)[x] - b.row(y)[x])));
            }
        }
        return worst;
    };
    EXPECT_LT(inner_error(undone(moved, planted), clean), 0.5);
    EXPECT_LT(inner_error(placed(clean, planted), moved), 0.5);
}

INSTANTIATE_TEST_SUITE_P(Placements, Planted,
                         testing::Values(Placement{0, 0, 0}, Placement{0.3, -0.7, 0.02},
                                         Placement{-1.45, 2.2, -0.05}, Placement{7.5, -6.25, 0.1},
                                         Placement{0.05, 0.03, 0.001}));

TEST(FilmMeasure, PsnrOfAKnownError) {
    LumaPlane a(8, 8);
    LumaPlane b(8, 8);
    std::fill(a.levels.begin(), a.levels.end(), 100.0F);
    std::fill(b.levels.begin(), b.levels.end(), 110.0F);
    EXPECT_DOUBLE_EQ(mean_squared_error(a, b), 100);
    EXPECT_NEAR(psnr_of(100), 28.1308, 1e-4);
    EXPECT_DOUBLE_EQ(psnr_of(0), 99);
}

TEST(FilmMeasure, DeviationWithAndWithoutALine) {
    const std::vector<double> slope{1, 2, 3, 4, 5};
    EXPECT_NEAR(deviation(slope), std::sqrt(2.0), 1e-12);
    EXPECT_NEAR(deviation_from_line(slope), 0, 1e-12);
    const std::vector<double> zigzag{1, -1, -1, 1};
    EXPECT_NEAR(deviation_from_line(zigzag), 1, 1e-12);
}

TEST(FilmMeasure, FramesComeBackAsPlanes) {
    const LumaPlane plane = scene_at(0, 0, 1);
    const LumaPlane back = luma_plane(frame_of(plane, ColourSpec::bt601()));
    for (std::size_t i = 0; i < plane.levels.size(); ++i) {
        ASSERT_NEAR(back.levels[i], plane.levels[i], 1e-3);
    }
}

TEST(FilmMeasure, AWaveFallsIntoItsOctave) {
    const std::array<double, OctaveSpectrum::kOctaves> frequencies{0.375, 0.1875, 0.09375,
                                                                   0.046875};
    for (std::size_t octave = 0; octave < frequencies.size(); ++octave) {
        LumaPlane noise(128, 128);
        for (int y = 0; y < noise.height; ++y) {
            for (int x = 0; x < noise.width; ++x) {
                noise.row(y)[x] = static_cast<float>(std::sin(2 * M_PI * frequencies[octave] * x));
            }
        }
        OctaveSpectrum spectrum;
        spectrum.add(noise);
        const auto power = spectrum.power();
        for (std::size_t other = 0; other < power.size(); ++other) {
            if (other != octave) {
                EXPECT_GT(power[octave], 20 * power[other]) << octave << " and " << other;
            }
        }
    }
}

TEST(FilmMeasure, WhiteNoiseHasAsMuchInEveryOctave) {
    LumaPlane noise(256, 256);
    std::mt19937 random(3);
    std::normal_distribution<float> values(0, 5);
    for (float& level : noise.levels) {
        level = values(random);
    }
    OctaveSpectrum spectrum;
    spectrum.add(noise);
    const auto power = spectrum.power();
    for (const double octave : power) {
        EXPECT_NEAR(10 * std::log10(octave / power[0]), 0, 0.6);
    }
}

TEST(FilmMeasure, PatchesAndMovedMasks) {
    std::vector<std::uint8_t> mask(64, 0);
    mask[9] = mask[18] = 255; // diagonal neighbours
    mask[62] = 128;
    EXPECT_EQ(find_patches(mask, 8, 8, 1).pixels.size(), 2U);
    EXPECT_EQ(find_patches(mask, 8, 8, 2).pixels.size(), 1U);
    const auto moved = moved_and_grown(mask, 8, 8, 2, 1, 0);
    EXPECT_EQ(moved[9], 0);
    EXPECT_EQ(moved[9 + 8 + 2], 255);
    EXPECT_EQ(moved[18 + 8 + 2], 255);
    const auto grown = moved_and_grown(mask, 8, 8, 0, 0, 1);
    EXPECT_EQ(std::count(grown.begin(), grown.begin() + 8, 255), 3);
}

} // namespace
} // namespace kinovar::test
