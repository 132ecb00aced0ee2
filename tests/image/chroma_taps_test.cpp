#include "core/image/chroma_taps.h"
#include "tests/support/support.h"

#include <algorithm>
#include <random>
#include <vector>

namespace kinovar::chroma {
namespace {

constexpr std::array kPhases = {Phase::First, Phase::Centred, Phase::Last};

std::vector<float> apply(const std::vector<float>& source, int size, const auto& taps_of) {
    std::vector<float> result(static_cast<std::size_t>(size));
    for (int i = 0; i < size; ++i) {
        const Taps taps = taps_of(i);
        for (std::size_t j = 0; j < static_cast<std::size_t>(taps.count); ++j) {
            result[static_cast<std::size_t>(i)] +=
                taps.weight[j] * source[static_cast<std::size_t>(taps.position[j])];
        }
    }
    return result;
}

std::vector<float> random_row(int size, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> values(-0.5F, 0.5F);
    std::vector<float> row(static_cast<std::size_t>(size));
    std::generate(row.begin(), row.end(), [&] { return values(random); });
    return row;
}

TEST(ChromaTaps, DownIsTheInverseOfUpAtEverySize) {
    for (const Phase phase : kPhases) {
        for (int fine = 1; fine <= 67; ++fine) {
            const int coarse = coarse_size(fine);
            const std::vector<float> source = random_row(coarse, static_cast<unsigned>(fine));
            const auto up = apply(source, fine, [&](int i) { return taps_up(phase, fine, i); });
            const auto down = apply(up, coarse, [&](int i) { return taps_down(phase, fine, i); });
            for (std::size_t i = 0; i < source.size(); ++i) {
                ASSERT_NEAR(down[i], source[i], 1e-6F) << fine << " " << i;
            }
        }
    }
}

TEST(ChromaTaps, WeightsSumToOneAndPositionsAscendInside) {
    const auto check = [](const Taps& taps, int size) {
        float sum = 0;
        for (std::size_t j = 0; j < static_cast<std::size_t>(taps.count); ++j) {
            sum += taps.weight[j];
            EXPECT_GE(taps.position[j], j == 0 ? 0 : taps.position[j - 1] + 1);
            EXPECT_LT(taps.position[j], size);
        }
        EXPECT_FLOAT_EQ(sum, 1.0F);
    };
    for (const Phase phase : kPhases) {
        for (int fine = 1; fine <= 40; ++fine) {
            for (int i = 0; i < fine; ++i) {
                check(taps_up(phase, fine, i), coarse_size(fine));
            }
            for (int i = 0; i < coarse_size(fine); ++i) {
                check(taps_down(phase, fine, i), fine);
            }
        }
    }
}

TEST(ChromaTaps, WholeRowsEqualTheTaps) {
    for (const Phase phase : {Phase::First, Phase::Centred}) {
        for (int fine = 1; fine <= 67; ++fine) {
            const int coarse = coarse_size(fine);
            const std::vector<float> narrow = random_row(coarse, 1);
            const std::vector<float> wide = random_row(fine, 2);
            std::vector<float> spread(static_cast<std::size_t>(fine));
            std::vector<float> gathered(static_cast<std::size_t>(coarse));
            spread_row(phase, spread.data(), fine, narrow.data());
            gather_row(phase, gathered.data(), wide.data(), fine);
            const auto up = apply(narrow, fine, [&](int i) { return taps_up(phase, fine, i); });
            const auto down = apply(wide, coarse, [&](int i) { return taps_down(phase, fine, i); });
            for (std::size_t i = 0; i < up.size(); ++i) {
                ASSERT_NEAR(spread[i], up[i], 1e-6F) << fine << " " << i;
            }
            for (std::size_t i = 0; i < down.size(); ++i) {
                ASSERT_NEAR(gathered[i], down[i], 1e-6F) << fine << " " << i;
            }
        }
    }
}

// A straight ramp shows a wrong position at once: interpolation has to reproduce it away from the
// edges.
TEST(ChromaTaps, RampsStayWhereTheyAre) {
    constexpr int kFine = 40;
    const float offsets[] = {0.0F, 0.5F, 1.0F};
    for (std::size_t p = 0; p < kPhases.size(); ++p) {
        std::vector<float> ramp;
        ramp.reserve(kFine / 2);
        for (int k = 0; k < kFine / 2; ++k) {
            ramp.push_back(2 * static_cast<float>(k) + offsets[p]);
        }
        for (int i = 4; i < kFine - 4; ++i) {
            const auto up =
                apply(ramp, kFine, [&](int at) { return taps_up(kPhases[p], kFine, at); });
            EXPECT_NEAR(up[static_cast<std::size_t>(i)], static_cast<float>(i), 1e-4F);
        }
    }
}

TEST(ChromaTaps, SitingsMeanTheirPhases) {
    EXPECT_EQ(horizontal_phase(ChromaSiting::Left), Phase::First);
    EXPECT_EQ(vertical_phase(ChromaSiting::Left), Phase::Centred);
    EXPECT_EQ(horizontal_phase(ChromaSiting::Center), Phase::Centred);
    EXPECT_EQ(vertical_phase(ChromaSiting::Top), Phase::First);
    EXPECT_EQ(horizontal_phase(ChromaSiting::Bottom), Phase::Centred);
    EXPECT_EQ(vertical_phase(ChromaSiting::BottomLeft), Phase::Last);
}

} // namespace
} // namespace kinovar::chroma
