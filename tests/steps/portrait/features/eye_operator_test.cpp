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

FaceMotion motion_of(Channel channel, float value) {
    FaceMotion motion;
    motion[channel] = value;
    return motion;
}

std::size_t index_of(const LocalPixels& pixels, Point2 place) {
    const int x = static_cast<int>(std::lround(place.x)) - pixels.place.x;
    const int y = static_cast<int>(std::lround(place.y)) - pixels.place.y;
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(pixels.place.width) +
           static_cast<std::size_t>(x);
}

// Colour that a pixel ends up with: the nearest pixel of the still, light and cover.
std::array<float, 3> seen(const DrawnFace& drawn, const LocalPixels& pixels, std::size_t i) {
    const int x =
        std::clamp(static_cast<int>(std::lround(pixels.sx[i])), 0, drawn.still->width() - 1);
    const int y =
        std::clamp(static_cast<int>(std::lround(pixels.sy[i])), 0, drawn.still->height() - 1);
    const float* from = drawn.still->row(y) + std::ptrdiff_t{3} * x;
    const float over = pixels.cover[i];
    return {from[0] * pixels.gain[i] * (1 - over) + pixels.red[i] * over,
            from[1] * pixels.gain[i] * (1 - over) + pixels.green[i] * over,
            from[2] * pixels.gain[i] * (1 - over) + pixels.blue[i] * over};
}

TEST(EyeOperator, NoMotionChangesNothing) {
    const DrawnFace drawn = drawn_face({});
    for (int eye = 0; eye < 2; ++eye) {
        const auto lids = make_eye_operator(*drawn.still, drawn.face, eye);
        EXPECT_FALSE(lids->acts({}));
        LocalPixels pixels = untouched(lids->reach());
        const LocalPixels before = pixels;
        lids->apply({}, pixels);
        EXPECT_TRUE(test::same(pixels, before));
    }
}

class EyeOperatorSizes : public testing::TestWithParam<float> {};

TEST_P(EyeOperatorSizes, BlinkHidesTheIris) {
    const DrawnFace drawn = drawn_face({.width = GetParam()});
    const auto lids = make_eye_operator(*drawn.still, drawn.face, 0);
    ASSERT_TRUE(lids->acts(motion_of(Channel::BlinkLeft, 1)));
    LocalPixels pixels = untouched(lids->reach());
    lids->apply(motion_of(Channel::BlinkLeft, 1), pixels);
    ASSERT_TRUE(test::finite(pixels));
    const Iris& iris = drawn.face.mesh.irises[0];
    // All of the opening's upper two thirds shows skin, which is redder than white and lighter than
    // the iris.
    for (const float up : {-.5F, 0.F, .3F}) {
        const auto colour = seen(
            drawn, pixels, index_of(pixels, {iris.centre.x, iris.centre.y + up * iris.radius}));
        EXPECT_GT(colour[0] - colour[2], .08F) << up;
        EXPECT_GT(colour[0], .35F) << up;
    }
}

INSTANTIATE_TEST_SUITE_P(Widths, EyeOperatorSizes, testing::Values(64.F, 100.F, 300.F, 1400.F));

TEST(EyeOperator, EachEyeBlinksAlone) {
    const DrawnFace drawn = drawn_face({});
    const auto left = make_eye_operator(*drawn.still, drawn.face, 0);
    const auto right = make_eye_operator(*drawn.still, drawn.face, 1);
    const FaceMotion wink = motion_of(Channel::BlinkLeft, 1);
    EXPECT_TRUE(left->acts(wink));
    EXPECT_FALSE(right->acts(wink));
    LocalPixels pixels = untouched(right->reach());
    const LocalPixels before = pixels;
    right->apply(wink, pixels);
    EXPECT_TRUE(test::same(pixels, before));
}

TEST(EyeOperator, StaysWithinItsReach) {
    const DrawnFace drawn = drawn_face({});
    const auto lids = make_eye_operator(*drawn.still, drawn.face, 1);
    const PixelRect reach = lids->reach();
    LocalPixels pixels =
        untouched({reach.x - 20, reach.y - 20, reach.width + 40, reach.height + 40});
    const LocalPixels before = pixels;
    FaceMotion motion = motion_of(Channel::BlinkRight, .7F);
    motion[Channel::GazeX] = .4F;
    lids->apply(motion, pixels);
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        const bool inside = before.sx[i] >= static_cast<float>(reach.x) &&
                            before.sx[i] < static_cast<float>(reach.x + reach.width) &&
                            before.sy[i] >= static_cast<float>(reach.y) &&
                            before.sy[i] < static_cast<float>(reach.y + reach.height);
        if (!inside) {
            ASSERT_EQ(pixels.sx[i], before.sx[i]);
            ASSERT_EQ(pixels.sy[i], before.sy[i]);
            ASSERT_EQ(pixels.cover[i], 0);
        }
    }
}

TEST(EyeOperator, MonochromeStaysMonochrome) {
    const DrawnFace drawn = drawn_face({.monochrome = true});
    const auto lids = make_eye_operator(*drawn.still, drawn.face, 0);
    LocalPixels pixels = untouched(lids->reach());
    lids->apply(motion_of(Channel::BlinkLeft, 1), pixels);
    int covered = 0;
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        if (pixels.cover[i] > .3F) {
            const float grey =
                .299F * pixels.red[i] + .587F * pixels.green[i] + .114F * pixels.blue[i];
            // The drawn sepia: red 8 % over, blue 20 % under the grey.
            EXPECT_NEAR(pixels.red[i], grey * 1.08F, .03F);
            EXPECT_NEAR(pixels.blue[i], grey * .80F, .03F);
            ++covered;
        }
    }
    EXPECT_GT(covered, 50);
}

TEST(EyeOperator, GazeMovesTheIrisAndLessItsReflection) {
    const DrawnFace drawn = drawn_face({});
    const auto gaze = make_eye_operator(*drawn.still, drawn.face, 0);
    const FaceMotion motion = motion_of(Channel::GazeX, .35F);
    LocalPixels pixels = untouched(gaze->reach());
    gaze->apply(motion, pixels);
    ASSERT_TRUE(test::finite(pixels));
    const Iris& iris = drawn.face.mesh.irises[0];
    const Point2 right_of_iris{iris.centre.x + 1.15F * iris.radius, iris.centre.y};
    EXPECT_LT(seen(drawn, pixels, index_of(pixels, right_of_iris))[0], .4F);
    const Point2 left_of_iris{iris.centre.x - .85F * iris.radius, iris.centre.y};
    EXPECT_GT(seen(drawn, pixels, index_of(pixels, left_of_iris))[0], .6F);
    // Centre of what is nearly white within the iris.
    double sum = 0;
    double count = 0;
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        const auto x =
            static_cast<float>(pixels.place.x + static_cast<int>(i) % pixels.place.width);
        const auto y =
            static_cast<float>(pixels.place.y + static_cast<int>(i) / pixels.place.width);
        const float away = std::hypot(x - iris.centre.x - .35F * iris.radius, y - iris.centre.y);
        if (away < .8F * iris.radius && seen(drawn, pixels, i)[2] > .8F) {
            sum += x;
            count += 1;
        }
    }
    ASSERT_GT(count, 3);
    const double moved = (sum / count - (iris.centre.x - .4F * iris.radius)) / iris.radius;
    EXPECT_GT(moved, .05);
    EXPECT_LT(moved, .26);
}

TEST(EyeOperator, GazeStaysInTheOpening) {
    const DrawnFace drawn = drawn_face({});
    const auto gaze = make_eye_operator(*drawn.still, drawn.face, 1);
    FaceMotion motion;
    motion[Channel::GazeX] = 50;
    motion[Channel::GazeY] = -50;
    LocalPixels pixels = untouched(gaze->reach());
    const LocalPixels before = pixels;
    gaze->apply(motion, pixels);
    ASSERT_TRUE(test::finite(pixels));
    const float radius = drawn.face.mesh.irises[1].radius;
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        EXPECT_LE(std::hypot(pixels.sx[i] - before.sx[i], pixels.sy[i] - before.sy[i]), radius);
    }
}

TEST(EyeOperator, DegenerateLidsGiveFiniteCoordinates) {
    FaceMotion motion;
    motion[Channel::BlinkLeft] = 1;
    motion[Channel::GazeX] = .3F;
    motion[Channel::GazeY] = .3F;
    const auto try_face = [&](const char* what, const auto& spoil) {
        DrawnFace drawn = drawn_face({.width = 150});
        spoil(drawn.face);
        const auto lids = make_eye_operator(*drawn.still, drawn.face, 0);
        LocalPixels pixels = untouched({100, 60, 60, 60});
        lids->apply(motion, pixels);
        EXPECT_TRUE(test::finite(pixels)) << what;
    };
    try_face("no height", [](Face& face) {
        for (std::size_t i = 0; i < upper_lid(0).size(); ++i) {
            face.mesh.points[lower_lid(0)[i]] = face.mesh.points[upper_lid(0)[i]];
        }
    });
    try_face("folded", [](Face& face) {
        std::swap(face.mesh.points[upper_lid(0)[3]], face.mesh.points[upper_lid(0)[5]]);
        std::swap(face.mesh.points[lower_lid(0)[4]], face.mesh.points[upper_lid(0)[4]]);
    });
    try_face("one point", [](Face& face) { face.mesh.points.fill(Point3{75, 75, 0}); });
    try_face("beyond the picture", [](Face& face) {
        for (Point3& point : face.mesh.points) {
            point.x -= 5000;
        }
    });
    try_face("not a number",
             [](Face& face) { face.mesh.points[upper_lid(0)[2]].y = std::nanf(""); });
    try_face("no iris", [](Face& face) { face.mesh.irises[0].radius = 0; });
    try_face("iris not a number", [](Face& face) {
        face.mesh.irises[0] = {{std::nanf(""), 3}, std::nanf("")};
    });
}

TEST(EyeOperator, ClosureIsMonotone) {
    const DrawnFace drawn = drawn_face({});
    const auto lids = make_eye_operator(*drawn.still, drawn.face, 0);
    const Iris& iris = drawn.face.mesh.irises[0];
    float before = iris.centre.y;
    for (const float blink : {.6F, .7F, .8F, .9F, 1.F}) {
        LocalPixels pixels = untouched(lids->reach());
        lids->apply(motion_of(Channel::BlinkLeft, blink), pixels);
        const float from =
            pixels.sy[index_of(pixels, {iris.centre.x, iris.centre.y - .3F * iris.radius})];
        EXPECT_LE(from, before + .01F) << blink;
        before = from;
    }
}

} // namespace
} // namespace kinovar::portrait
