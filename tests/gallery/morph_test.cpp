#include "core/gallery/morph.h"
#include "core/gallery/morph_field.h"
#include "tests/gallery/faces.h"
#include "tests/support/support.h"

#include <algorithm>

namespace kinovar::gallery {
namespace {

using test::darkest_near;
using test::dotted_face;
using test::mesh_at;

constexpr int kWidth = 320;
constexpr int kHeight = 240;

MorphSide side_of(const portrait::FaceMesh& mesh, float red = 0.6F) {
    MorphSide side;
    side.picture = dotted_face(kWidth, kHeight, mesh, red);
    side.shape = shape_of(mesh, {}, kWidth, kHeight);
    side.tone = tone_of(*side.picture, {});
    return side;
}

float value_at(const Frame& frame, portrait::Point2 p) {
    return frame.row(static_cast<int>(std::lround(p.y)))[std::lround(p.x) * Frame::kChannels + 1];
}

TEST(GalleryMorph, EndsAreThePicturesThemselves) {
    const MorphSide a = side_of(mesh_at(150, 110, 100));
    const MorphSide b = side_of(mesh_at(170, 120, 110, 0.1F));
    const auto first = morph(a, b, 0);
    const auto last = morph(a, b, 1);
    ASSERT_OK(first);
    ASSERT_OK(last);
    EXPECT_EQ(*first, a.picture);
    EXPECT_EQ(*last, b.picture);
}

TEST(GalleryMorph, FeaturesMeetInTheMiddleInsteadOfShowingTwice) {
    const portrait::FaceMesh mesh_a = mesh_at(146, 112, 96);
    const portrait::FaceMesh mesh_b = mesh_at(174, 124, 112, 0.12F);
    const MorphSide a = side_of(mesh_a);
    const MorphSide b = side_of(mesh_b);
    const auto half = morph(a, b, 0.5);
    ASSERT_OK(half);
    const Shape middle = between(a.shape, b.shape, 0.5F);
    for (const std::size_t i : {33U, 263U, 1U, 61U, 291U}) {
        const portrait::Point2 wanted = middle.face[i];
        const portrait::Point2 found = darkest_near(**half, wanted, 6);
        EXPECT_LE(std::hypot(found.x - wanted.x, found.y - wanted.y), 1.5F) << i;
        EXPECT_LT(value_at(**half, found), 0.15F) << i; // as dark as in one picture: no ghost
        // Where the features of the pictures lie, nothing is left of them.
        EXPECT_GT(value_at(**half, a.shape.face[i]), 0.4F) << i;
        EXPECT_GT(value_at(**half, b.shape.face[i]), 0.4F) << i;
    }
}

TEST(GalleryMorph, TheFieldIsExactAtLandmarksAndStillAtTheFrame) {
    const Shape a = shape_of(mesh_at(146, 112, 96), {}, kWidth, kHeight);
    const Shape b = shape_of(mesh_at(174, 124, 112), {}, kWidth, kHeight);
    const MorphField field = morph_field(a, b, kWidth, kHeight);
    for (int x = 0; x < field.columns; ++x) {
        EXPECT_EQ(field.at(x, 0), portrait::Point2{});
        EXPECT_EQ(field.at(x, field.rows - 1), portrait::Point2{});
    }
    const portrait::Point2 nose = b.face[1];
    const auto step = static_cast<float>(field.step);
    const portrait::Point2 there = field.at(static_cast<int>(std::lround(nose.x / step)),
                                            static_cast<int>(std::lround(nose.y / step)));
    EXPECT_NEAR(there.x, a.face[1].x - nose.x, 1.0F);
    EXPECT_NEAR(there.y, a.face[1].y - nose.y, 1.0F);
}

TEST(GalleryMorph, HarmonicFieldsKeepBetweenTheirEnds) {
    MorphField field;
    field.columns = 41;
    field.rows = 31;
    field.vectors.resize(41U * 31U);
    std::vector<std::uint8_t> known(field.vectors.size());
    for (int y = 0; y < field.rows; ++y) {
        known[static_cast<std::size_t>(y) * 41U] = 1;
        known[static_cast<std::size_t>(y) * 41U + 40U] = 1;
        field.at(40, y) = {8, -4};
    }
    fill_harmonically(field, known);
    for (int x = 0; x < field.columns; ++x) { // between two plates: linear
        EXPECT_NEAR(field.at(x, 15).x, 8.0F * static_cast<float>(x) / 40, 0.25F) << x;
        EXPECT_NEAR(field.at(x, 15).y, -4.0F * static_cast<float>(x) / 40, 0.25F) << x;
    }
}

TEST(GalleryMorph, ColourComesOnlyWithTheColourPicture) {
    const MorphSide grey = side_of(mesh_at(150, 110, 100), 0.5F);
    const MorphSide red = side_of(mesh_at(150, 110, 100), 0.8F);
    float before = -1;
    for (const double progress : {0.1, 0.3, 0.5, 0.7, 0.9}) {
        const auto frame = morph(grey, red, progress);
        ASSERT_OK(frame);
        const float* pixel = (*frame)->row(20);
        const float colour = pixel[0] - pixel[1];
        EXPECT_GE(colour, before) << progress;
        before = colour;
    }
    EXPECT_GT(before, 0.2F);
}

TEST(GalleryMorph, OutlinesAreFoundInTheMatte) {
    portrait::Matte matte{64, 48, std::vector<float>(64U * 48U)};
    for (int y = 0; y < 48; ++y) {
        for (int x = 0; x < 64; ++x) { // a head of radius 80 px, no body
            matte.values[static_cast<std::size_t>(y) * 64U + static_cast<std::size_t>(x)] =
                std::hypot(x * 5.0 - 160, y * 5.0 - 115) < 80 ? 1.0F : 0.0F;
        }
    }
    const Shape shape = shape_of(mesh_at(160, 115, 100), matte, kWidth, kHeight);
    for (const auto& point : shape.outline) {
        ASSERT_TRUE(point);
        EXPECT_NEAR(std::hypot(point->x - 160, point->y - 115), 80, 10);
    }
}

TEST(GalleryMorph, OutlinesThatDifferTooMuchStayAndOthersFlowSmoothly) {
    Shape a = shape_of(mesh_at(160, 115, 100), {}, kWidth, kHeight);
    Shape b = a;
    for (int ray = 0; ray < kOutlineRays; ++ray) {
        const auto i = static_cast<std::size_t>(ray);
        const float angle = 6.2831853F * static_cast<float>(ray) / kOutlineRays;
        const auto at = [&](float r) {
            return portrait::Point2{160 + r * std::cos(angle), 115 + r * std::sin(angle)};
        };
        a.outline[i] = at(70);
        b.outline[i] = at(ray == 60 ? 160.0F : 80.0F); // one ray meets somebody else
    }
    pair_outlines(a, b);
    EXPECT_FALSE(a.outline[kOutlineRays / 4]); // straight down
    std::optional<float> before;
    for (int ray = kOutlineRays / 2; ray < kOutlineRays; ++ray) {
        const auto i = static_cast<std::size_t>(ray);
        ASSERT_TRUE(a.outline[i] && b.outline[i]);
        const float move =
            std::hypot(b.outline[i]->x - a.outline[i]->x, b.outline[i]->y - a.outline[i]->y);
        EXPECT_LE(move, 10.01F) << ray;
        EXPECT_LT(std::abs(move - before.value_or(move)), 2.5F) << ray;
        before = move;
    }
}

} // namespace
} // namespace kinovar::gallery
