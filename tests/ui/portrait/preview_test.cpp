#include "tests/ui/portrait/portrait_fixture.h"
#include "ui/portrait/live_preview.h"

namespace kinovar::ui {
namespace {

class Previews : public PortraitTest {};

TEST(ScaledAnalysis, PutsCentresOfPixelsWhereTheyBelong) {
    portrait::PortraitAnalysis analysis;
    analysis.width = 1000;
    analysis.height = 800;
    portrait::Face face;
    face.box = {99.5F, 199.5F, 299.5F, 399.5F, 1};
    face.mesh.points[0] = {0.5F, 1.5F, 10};
    face.mesh.irises[1] = {{10.5F, 20.5F}, 4};
    face.pose.scale = 200;
    analysis.faces = {face};
    const auto half = scaled(analysis, 0.5);
    EXPECT_EQ(half.width, 500);
    EXPECT_EQ(half.height, 400);
    EXPECT_FLOAT_EQ(half.faces[0].box.x0, 49.5F);
    EXPECT_FLOAT_EQ(half.faces[0].mesh.points[0].x, 0);
    EXPECT_FLOAT_EQ(half.faces[0].mesh.points[0].z, 5);
    EXPECT_FLOAT_EQ(half.faces[0].mesh.irises[1].radius, 2);
    EXPECT_FLOAT_EQ(half.faces[0].width(), 100);
    EXPECT_EQ(scaled(analysis, 1).faces[0].mesh.points, face.mesh.points);
}

TEST_F(Previews, NothingMovesWithoutAPortrait) {
    LivePreview preview(*studio);
    show(preview, {300, 300});
    open_grey_still();
    EXPECT_EQ(preview.frames_shown(), 0);
    EXPECT_EQ(preview.property("fps").toDouble(), 0);
}

TEST_F(Previews, PlaysWhileItIsSeen) {
    KINOVAR_NEEDS_PORTRAIT(still, kStill);
    LivePreview preview(*studio);
    show(preview, {400, 400});
    portrait().add(still);
    ASSERT_TRUE(wait([&] { return preview.frames_shown() > 5; }));
    EXPECT_GT(preview.property("fps").toDouble(), 0);
    EXPECT_EQ(preview.trouble(), "");
    preview.set_paused(true);
    ASSERT_TRUE(preview.paused());
    const auto shown = preview.frames_shown();
    preview.set_paused(false);
    EXPECT_TRUE(wait([&] { return preview.frames_shown() > shown; }));
}

} // namespace
} // namespace kinovar::ui
