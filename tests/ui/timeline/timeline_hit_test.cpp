#include "ui/timeline/timeline_hit.h"

#include <gtest/gtest.h>

namespace kinovar::ui {
namespace {

using Kind = TimelineHit::Kind;

class TimelineHits : public testing::Test {
protected:
    TimelineHits() : layout(QSize(1080, 300), 16, 80) {
        data.frames = 1000;
        data.shots = {{1, 0, 199, "1", ""}, {2, 200, 499, "2", ""}, {3, 500, 999, "3", ""}};
        data.markers = {{10, 300, "here"}};
        data.flags = SpanList({{20, 400, 400, 0.2}, {21, 390, 410, 0.9}});
        data.in = 100;
        data.out = 699;
        scale.set_size(data.frames, layout.lanes().width());
    }
    [[nodiscard]] TimelineHit hit(Lane lane, int x) const {
        const TimelineLook look{data, scale, layout, none, 0};
        return timeline_hit(look, QPoint(80 + x, layout.lane(lane).center().y()));
    }

    TimelineData data;
    TimeScale scale; // one pixel a frame
    LaneLayout layout;
    std::set<project::Id> none;
};

TEST_F(TimelineHits, FindShotsAndTheirEdges) {
    EXPECT_EQ(hit(Lane::Shots, 100).kind, Kind::Shot);
    EXPECT_EQ(hit(Lane::Shots, 100).id, 1);
    EXPECT_EQ(hit(Lane::Shots, 197).kind, Kind::Cut);
    EXPECT_EQ(hit(Lane::Shots, 197).id, 2);
    EXPECT_EQ(hit(Lane::Shots, 204).id, 2);
    EXPECT_EQ(hit(Lane::Shots, 2).kind, Kind::Shot); // the film's start is no cut
}

TEST_F(TimelineHits, EdgesOfShotsTooNarrowToTellCannotBeTaken) {
    data.shots = {{1, 0, 199, "1", ""}, {2, 200, 203, "2", ""}, {3, 204, 999, "3", ""}};
    EXPECT_EQ(hit(Lane::Shots, 201).kind, Kind::Shot);
}

TEST_F(TimelineHits, FindMarksAndTheRange) {
    EXPECT_EQ(hit(Lane::Markers, 303).id, 10);
    EXPECT_EQ(hit(Lane::Markers, 330).kind, Kind::Nothing);
    EXPECT_EQ(hit(Lane::Flags, 400).id, 21); // the worst of those below the cursor
    EXPECT_EQ(hit(Lane::Ruler, 102).kind, Kind::In);
    EXPECT_EQ(hit(Lane::Ruler, 699).kind, Kind::Out);
    EXPECT_EQ(hit(Lane::Sound, 400).kind, Kind::Nothing);
    EXPECT_EQ(hit(Lane::Sound, 400).frame, 400);
}

TEST_F(TimelineHits, ThereIsNothingBesideTheFilm) {
    EXPECT_EQ(hit(Lane::Shots, -40).kind, Kind::Nothing);
    data.frames = 0;
    EXPECT_EQ(hit(Lane::Shots, 40).kind, Kind::Nothing);
}

TEST(Snapping, TakesTheNearestWithinReach) {
    const std::int64_t targets[] = {10, 20};
    EXPECT_EQ(snapped(12.4, targets, 3), 10);
    EXPECT_EQ(snapped(16.6, targets, 3), 17);
    EXPECT_EQ(snapped(15.0, targets, 50), 20);
}

} // namespace
} // namespace kinovar::ui
