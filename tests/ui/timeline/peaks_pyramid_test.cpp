#include "ui/timeline/peaks_pyramid.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace kinovar::ui {
namespace {

TEST(PeaksPyramids, FindWhatALoopFinds) {
    std::mt19937 random(3);
    for (const std::size_t count : {1U, 2U, 7U, 64U, 1001U}) {
        std::uniform_int_distribution<int> loudness(0, 255);
        std::vector<std::uint8_t> peaks(count);
        std::generate(peaks.begin(), peaks.end(),
                      [&] { return static_cast<std::uint8_t>(loudness(random)); });
        const PeaksPyramid pyramid(peaks, 1);
        std::uniform_int_distribution<std::size_t> place(0, count - 1);
        for (int i = 0; i < 300; ++i) {
            const auto [first, last] = std::minmax({place(random), place(random)});
            const auto found =
                pyramid.loudest(static_cast<double>(first), static_cast<double>(last + 1));
            const auto begin = peaks.begin() + static_cast<std::ptrdiff_t>(first);
            const auto end = peaks.begin() + static_cast<std::ptrdiff_t>(last + 1);
            EXPECT_EQ(found, *std::max_element(begin, end));
        }
    }
}

TEST(PeaksPyramids, AreSilentOutsideTheSound) {
    const PeaksPyramid pyramid({9, 9}, 100);
    EXPECT_EQ(pyramid.loudest(-1, -0.5), 0);
    EXPECT_EQ(pyramid.loudest(0.02, 0.03), 0);
    EXPECT_EQ(pyramid.loudest(-1, 5), 9);
    EXPECT_EQ(pyramid.loudest(0.0151, 0.0152), 9); // shorter than a peak
    EXPECT_EQ(PeaksPyramid({}, 100).loudest(0, 1), 0);
    EXPECT_TRUE(PeaksPyramid({}, 100).empty());
}

} // namespace
} // namespace kinovar::ui
