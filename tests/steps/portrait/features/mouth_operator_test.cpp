#include "core/steps/portrait/face/face_geometry.h"
#include "tests/steps/portrait/features/drawn_face.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace kinovar::portrait {
namespace {

using test::drawn_face;
using test::DrawnFace;
using test::untouched;

FaceMotion opened(float value) {
    FaceMotion motion;
    motion[Channel::Mouth] = value;
    return motion;
}

TEST(MouthOperator, NoMotionChangesNothing) {
    const DrawnFace drawn = drawn_face({});
    const auto mouth = make_mouth_operator(*drawn.still, drawn.face, true);
    EXPECT_FALSE(mouth->acts({}));
    LocalPixels pixels = untouched(mouth->reach());
    const LocalPixels before = pixels;
    mouth->apply({}, pixels);
    EXPECT_TRUE(test::same(pixels, before));
}

TEST(MouthOperator, ShutLipsOpenOntoADarkCavity) {
    const DrawnFace drawn = drawn_face({});
    const auto mouth = make_mouth_operator(*drawn.still, drawn.face, false);
    LocalPixels pixels = untouched(mouth->reach());
    mouth->apply(opened(1), pixels);
    ASSERT_TRUE(test::finite(pixels));
    int dark = 0;
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        if (pixels.cover[i] > .9F) {
            EXPECT_LT(pixels.green[i], .2F);
            ++dark;
        }
    }
    EXPECT_GT(dark, 100);
}

TEST(MouthOperator, DrawnTeethAreBrighterThanTheCavity) {
    const DrawnFace drawn = drawn_face({});
    float brightest[2] = {0, 0};
    for (const bool teeth : {false, true}) {
        const auto mouth = make_mouth_operator(*drawn.still, drawn.face, teeth);
        LocalPixels pixels = untouched(mouth->reach());
        mouth->apply(opened(.7F), pixels);
        for (std::size_t i = 0; i < pixels.size(); ++i) {
            if (pixels.cover[i] > .9F) {
                brightest[teeth ? 1 : 0] = std::max(brightest[teeth ? 1 : 0], pixels.green[i]);
            }
        }
    }
    EXPECT_GT(brightest[1], brightest[0] + .2F);
}

TEST(MouthOperator, MonochromeStaysMonochrome) {
    const DrawnFace drawn = drawn_face({.monochrome = true});
    const auto mouth = make_mouth_operator(*drawn.still, drawn.face, true);
    LocalPixels pixels = untouched(mouth->reach());
    mouth->apply(opened(1), pixels);
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        if (pixels.cover[i] > .3F) {
            EXPECT_GE(pixels.red[i], pixels.green[i] - .01F);
            EXPECT_GE(pixels.green[i], pixels.blue[i] - .01F);
            const float grey =
                .299F * pixels.red[i] + .587F * pixels.green[i] + .114F * pixels.blue[i];
            EXPECT_NEAR(pixels.blue[i], grey * .80F, .06F);
        }
    }
}

TEST(MouthOperator, AnOpenMouthKeepsItsUpperTeeth) {
    DrawnFace drawn = drawn_face({});
    for (const std::uint16_t number : inner_lower_lip()) {
        Point3& point = drawn.face.mesh.points[number];
        if (number != inner_lower_lip().front() && number != inner_lower_lip().back()) {
            point.y += .05F * drawn.face.width();
        }
    }
    const auto mouth = make_mouth_operator(*drawn.still, drawn.face, false);
    LocalPixels pixels = untouched(mouth->reach());
    mouth->apply(opened(1), pixels);
    ASSERT_TRUE(test::finite(pixels));
    EXPECT_TRUE(std::all_of(pixels.cover.begin(), pixels.cover.end(),
                            [](float cover) { return cover == 0; }));
}

TEST(MouthOperator, DegenerateMouthsGiveFiniteCoordinates) {
    const auto try_face = [](const char* what, const auto& spoil) {
        DrawnFace drawn = drawn_face({.width = 120});
        spoil(drawn.face);
        const auto mouth = make_mouth_operator(*drawn.still, drawn.face, true);
        LocalPixels pixels = untouched({60, 60, 120, 120});
        mouth->apply(opened(1), pixels);
        EXPECT_TRUE(test::finite(pixels)) << what;
    };
    try_face("one point", [](Face& face) { face.mesh.points.fill(Point3{75, 75, 0}); });
    try_face("upside down", [](Face& face) {
        for (Point3& point : face.mesh.points) {
            point.y = 200 - point.y;
        }
    });
    try_face("not a number", [](Face& face) { face.mesh.points[78].x = std::nanf(""); });
    try_face("beyond the picture", [](Face& face) {
        for (Point3& point : face.mesh.points) {
            point.y += 90000;
        }
    });
    try_face("no scale", [](Face& face) { face.pose.scale = 0; });
}

} // namespace
} // namespace kinovar::portrait
