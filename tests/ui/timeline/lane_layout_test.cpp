#include "ui/timeline/lane_layout.h"

#include <gtest/gtest.h>

namespace kinovar::ui {
namespace {

TEST(LaneLayouts, FillTheHeightWithoutOverlap) {
    const LaneNeeds all{1, true, 1, true};
    for (const int height : {LaneLayout::least_height(16, all), 250, 600}) {
        const LaneLayout layout(QSize(1600, height), 16, 80, all);
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

TEST(LaneLayouts, LeaveOutWhatIsNotNeeded) {
    const LaneLayout plain(QSize(1600, 300), 16, 80);
    EXPECT_EQ(plain.lane(Lane::Colours).height(), 0);
    EXPECT_LT(LaneLayout::least_height(16), LaneLayout::least_height(16, {1, true}));
    const LaneLayout full(QSize(1600, 300), 16, 80, {1, true});
    EXPECT_EQ(full.lane_at(1000), Lane::Colours);
    EXPECT_LE(full.lane(Lane::Colours).bottom(), 300);
}

TEST(LaneLayouts, HintsThatOverlapGetRoomUpToALimit) {
    const auto height = [](int rows) {
        return LaneLayout(QSize(1600, 400), 16, 80, {rows, false}).lane(Lane::Hints).height();
    };
    EXPECT_EQ(height(0), height(2));
    EXPECT_GT(height(5), height(2));
    EXPECT_EQ(height(50), height(500));
    EXPECT_LE(height(500), 3 * 16);
}

} // namespace
} // namespace kinovar::ui
