#include "ui/timeline/lane_layout.h"

#include <gtest/gtest.h>

namespace kinovar::ui {
namespace {

TEST(LaneLayouts, FillTheHeightWithoutOverlap) {
    for (const int height : {LaneLayout::least_height(16), 250, 600}) {
        const LaneLayout layout(QSize(1600, height), 16, 80);
        int y = 0;
        for (int i = 0; i < kLaneCount; ++i) {
            const QRect lane = layout.lane(static_cast<Lane>(i));
            EXPECT_GE(lane.top(), y);
            EXPECT_GT(lane.height(), 1);
            EXPECT_EQ(lane.left(), 80);
            EXPECT_EQ(lane.right(), 1599);
            EXPECT_EQ(layout.lane_at(lane.center().y()), static_cast<Lane>(i));
            y = lane.bottom() + 1;
        }
        EXPECT_LE(y, height);
    }
}

TEST(LaneLayouts, HaveALaneAtEveryHeight) {
    const LaneLayout layout(QSize(800, 300), 16, 80);
    EXPECT_EQ(layout.lane_at(-10), Lane::Ruler);
    EXPECT_EQ(layout.lane_at(1000), Lane::Hints);
}

} // namespace
} // namespace kinovar::ui
