#include "ui/forms/timecode_text.h"
#include "ui/timeline/ruler_ticks.h"

#include <gtest/gtest.h>

namespace kinovar::ui {
namespace {

TEST(Rulers, StandOnRoundPlaces) {
    // 24 frames in 1600 pixels: each frame has a line, each second frame a label.
    EXPECT_EQ(ruler_ticks(1600.0 / 24, 24, 100, 6), (RulerTicks{2, 1}));
    // Ten seconds: labels a second apart.
    EXPECT_EQ(ruler_ticks(1600.0 / 240, 24, 100, 6).labelled, 24);
    // A film of 2 h 19 min: labels ten minutes apart, lines a minute.
    const RulerTicks whole = ruler_ticks(1600.0 / 200000, 24, 100, 6);
    EXPECT_EQ(whole.labelled, 10L * 60 * 24);
    EXPECT_EQ(whole.plain, 60L * 24);
}

TEST(Rulers, KeepTheirDistanceAtAnyZoomAndRate) {
    for (const double rate : {8.0, 16.0, 18.0, 23.976, 24.0, 25.0, 29.97, 30.0, 59.94}) {
        for (double zoom = 1e-3; zoom < 2000; zoom *= 1.37) {
            const RulerTicks ticks = ruler_ticks(zoom, rate, 90, 6);
            EXPECT_GE(static_cast<double>(ticks.labelled) * zoom, 90) << rate << " " << zoom;
            EXPECT_EQ(ticks.labelled % ticks.plain, 0) << rate << " " << zoom;
            // A second has a label of its own or belongs to a step that does not break it.
            const std::int64_t second = frames_a_second(rate);
            EXPECT_TRUE(ticks.labelled % second == 0 || second % ticks.labelled == 0)
                << rate << " " << zoom;
        }
    }
}

} // namespace
} // namespace kinovar::ui
