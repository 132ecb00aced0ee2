#include "core/steps/retouch/skin/plastic.h"
#include "tests/steps/retouch/skin/portraits.h"

namespace kinovar::retouch {
namespace {

using Plastic = test::Portraits;

constexpr const char* kNames[] = {"official_sen_mazie-hirono.jpg",
                                  "official_gov_gretchen-whitmer.jpg"};

TEST_F(Plastic, SmoothedSkinScoresHigherThanRealSkin) {
    for (const char* name : kNames) {
        const FramePtr real = portrait(name);
        const auto mesh = analyser_->find_mesh(*real);
        ASSERT_OK(mesh);
        const auto before = plastic_score(*real, *mesh);
        const auto after = plastic_score(*smoothed(*real), *mesh);
        ASSERT_OK(before);
        ASSERT_OK(after);
        ASSERT_TRUE(before->has_value() && after->has_value()) << name;
        EXPECT_GT((*after)->score, (*before)->score + 1) << name;
        EXPECT_GT((*after)->score, kPlasticList) << name;
    }
}

TEST_F(Plastic, SaysNothingOfSmallDarkOrAbsentFaces) {
    const FramePtr real = portrait(kNames[0]);
    auto mesh = *analyser_->find_mesh(*real);
    const auto dark = frame_from_mat(mat_view(*real) * 0.1, real->colour());
    ASSERT_OK(dark);
    EXPECT_FALSE(plastic_score(**dark, mesh)->has_value());
    for (auto& point : mesh.points) {
        point.x = point.x * 0.2F;
        point.y = point.y * 0.2F;
    }
    EXPECT_FALSE(plastic_score(*real, mesh)->has_value());
    for (auto& point : mesh.points) {
        point.x -= 5000;
    }
    EXPECT_FALSE(plastic_score(*real, mesh)->has_value());
}

} // namespace
} // namespace kinovar::retouch
