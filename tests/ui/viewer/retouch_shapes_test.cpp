#include "core/steps/portrait/face/face_analyser.h"
#include "tests/ui/viewer/retouch_tool_fixture.h"

#include <cmath>

namespace kinovar::ui {
namespace {

using Draw = Retouch::Draw;

/// Over a bright disc in the dark, as wide as half of the picture's height and more.
class RetouchShapes : public RetouchTools {
protected:
    static constexpr double kMiddleX = 96;
    static constexpr double kMiddleY = 72;
    static constexpr double kRadius = 40;

    [[nodiscard]] std::filesystem::path make_film() const override {
        const auto path = folder / "disc.mkv";
        test::make_with_ffmpeg("-f lavfi -i color=black:size=192x144:rate=24 -vf "
                               "\"geq=lum='if(lt(hypot(X-96,Y-72),40),200,60)':cb=128:cr=128\" "
                               "-frames:v 3 -c:v ffv1 " +
                               test::quoted(path));
        return path;
    }
    /// The line of what is drawn goes through there.
    [[nodiscard]] bool line_at(double x, double y) const {
        const QImage painted = canvas().grab().toImage();
        const QPoint place = at(x, y);
        constexpr int kNear = 6;
        for (int dy = -kNear; dy <= kNear; ++dy) {
            const QColor colour = painted.pixelColor(place + QPoint(0, dy));
            if (colour.red() > 180 && colour.red() - colour.blue() > 80) {
                return true;
            }
        }
        return false;
    }
};

TEST_F(RetouchShapes, ALassoKeepsToEdges) {
    set_draw(Draw::Snap);
    click(kMiddleX - kRadius, kMiddleY);
    ASSERT_TRUE(tool().drawing());
    // Around the disc, once its edges are known; a straight way would go through the middle.
    ASSERT_TRUE(wait([this] {
        move(kMiddleX + kRadius, kMiddleY, Qt::NoButton);
        return line_at(kMiddleX, kMiddleY - kRadius) || line_at(kMiddleX, kMiddleY + kRadius);
    }));
    click(kMiddleX + kRadius, kMiddleY);
    key(Qt::Key_Return);
    ASSERT_EQ(count(), 1);
    const auto& points = last().area.marks.front().points;
    ASSERT_GT(points.size(), 5U);
    for (const retouch::StrokePoint& point : points) {
        EXPECT_NEAR(std::hypot(point.at.x * 192 - kMiddleX, point.at.y * 144 - kMiddleY), kRadius,
                    4);
    }
}

TEST_F(RetouchShapes, WhatLooksAlikeIsTakenAway) {
    Retouch::Tool how = retouch().tool();
    how.draw = Draw::Polygon;
    how.opacity = 0.5; // the disc is seen below
    retouch().set_tool(how);
    for (const QPointF corner : {QPointF(5, 5), {187, 5}, {187, 139}, {5, 139}}) {
        click(corner.x(), corner.y());
    }
    key(Qt::Key_Return);
    ASSERT_EQ(count(), 1);
    const auto reddish = [this](double x, double y) {
        const auto colour = canvas().inspect({x, y}).b;
        return colour && colour->red() - colour->green() > 60;
    };
    ASSERT_TRUE(wait([&] { return settled() && reddish(kMiddleX, kMiddleY); }));
    const std::string before = dump();
    how.draw = Draw::Wand;
    how.erases = true;
    retouch().set_tool(how);
    click(kMiddleX, kMiddleY);
    EXPECT_TRUE(wait([&] { return settled() && !reddish(kMiddleX, kMiddleY); }));
    EXPECT_TRUE(reddish(20, 20));
    EXPECT_EQ(count(), 1);
    EXPECT_FALSE(last().area.mask.empty());
    studio->undo_stack()->undo();
    EXPECT_EQ(dump(), before);
    EXPECT_TRUE(wait([&] { return settled() && reddish(kMiddleX, kMiddleY); }));
}

/// Over a face.
class RetouchFaces : public RetouchTools {
protected:
    void SetUp() override {
        keep_models();
        KINOVAR_NEEDS_FFMPEG();
        KINOVAR_NEEDS_SHARED(portrait, "data/portraits/stills/official_sen_tim-scott.jpg");
        if (const auto analyser = portrait::FaceAnalyser::installed(); !analyser) {
            GTEST_SKIP() << analyser.error().one_line();
        }
        still_ = portrait;
        RetouchTools::SetUp();
    }
    [[nodiscard]] std::filesystem::path make_film() const override {
        const auto path = folder / "face.mkv";
        test::make_with_ffmpeg("-loop 1 -i " + test::quoted(still_) +
                               " -vf scale=-2:360,format=yuv420p -frames:v 3 -c:v ffv1 " +
                               test::quoted(path));
        return path;
    }
    std::filesystem::path still_;
};

TEST_F(RetouchFaces, ALandmarkIsDragged) {
    retouch().choose_kind("warp");
    set_draw(Draw::Handle);
    ASSERT_TRUE(wait([this] { return !retouch().mesh().empty(); }));
    constexpr std::size_t kTipOfTheNose = 1;
    const retouch::Place nose = retouch().mesh().at(kTipOfTheNose);
    const auto source = studio->source(studio->reel());
    const double x = nose.x * source->info().width;
    const double y = nose.y * source->info().height;
    drag({{x, y}, {x + 6, y}, {x + 12, y}});
    ASSERT_EQ(count(), 1);
    EXPECT_EQ(last().follow, retouch::Follow::Face);
    const auto& handles = std::get<retouch::Warp>(last().kind).handles;
    ASSERT_EQ(handles.size(), 1U);
    EXPECT_GE(handles.front().landmark, 0);
    EXPECT_NEAR(handles.front().to.x - handles.front().from.x, 12.0 / source->info().width, 0.01);
    EXPECT_EQ(new_edits(), 1);
}

} // namespace
} // namespace kinovar::ui
