#include "core/steps/retouch/skin/bands.h"
#include "core/steps/retouch/skin/missing.h"
#include "core/steps/retouch/skin/texture.h"
#include "tests/steps/retouch/fix_task.h"
#include "tests/support/support.h"

#include <opencv2/imgproc.hpp>

namespace kinovar::retouch {
namespace {

/// Skin with texture in frame 0, the same smoothed and moved in frame 1.
class TextureFixes : public testing::Test {
protected:
    void SetUp() override {
        cv::Mat large(240, 320, CV_32F);
        cv::RNG random(11);
        random.fill(large, cv::RNG::UNIFORM, 0, 1);
        cv::GaussianBlur(large, large, {}, 9);
        cv::normalize(large, large, 0.35, 0.65, cv::NORM_MINMAX);
        cv::Mat fine(large.size(), CV_32F);
        random.fill(fine, cv::RNG::NORMAL, 0, 0.02);
        cv::GaussianBlur(fine, fine, {}, 0.6);
        cv::Mat skin;
        cv::merge(std::vector<cv::Mat>(3, large + fine), skin);
        real_ = *frame_from_mat(skin, ColourSpec::bt709());
        const cv::Matx23d move{1, 0, kMove, 0, 1, 0};
        cv::Mat moved;
        cv::warpAffine(large, moved, move, large.size(), cv::INTER_CUBIC, cv::BORDER_REFLECT_101);
        cv::merge(std::vector<cv::Mat>(3, moved), picture_);
        cv::warpAffine(large + fine, truth_, move, large.size(), cv::INTER_CUBIC,
                       cv::BORDER_REFLECT_101);
        pictures_.put(0, real_);
        pictures_.put(1, *frame_from_mat(picture_, ColourSpec::bt709()));
    }

    /// Of the frame before or of another stage.
    [[nodiscard]] static Texture texture_of(Texture::What what, std::int64_t frame,
                                            double strength = 1) {
        Texture texture;
        texture.what = what;
        texture.from.frame = frame;
        texture.strength = strength;
        return texture;
    }
    [[nodiscard]] static Fix fix_of(const Texture& texture) {
        Fix fix;
        fix.kind = texture;
        fix.drawn_at = 1;
        Mark mark;
        mark.shape = Mark::Shape::Outline;
        mark.points = {{{0.3, 0.3}, 1}, {{0.7, 0.3}, 1}, {{0.7, 0.7}, 1}, {{0.3, 0.7}, 1}};
        fix.area.marks = {mark};
        return fix;
    }
    [[nodiscard]] Result<Patch> patch(const Texture& texture) const {
        const Fix fix = fix_of(texture);
        const Placement placement;
        const pipeline::Pull pull;
        return patch_of(texture,
                        {fix, picture_, 1, ColourSpec::bt709(), placement, pictures_, pull});
    }
    [[nodiscard]] static double fine_level(const cv::Mat& picture) {
        return texture_levels(luma_levels(picture)(kMiddle), cv::Mat(kMiddle.size(), CV_8U, 255))
            .fine;
    }

    static constexpr double kMove = 6;
    inline static const cv::Rect kMiddle{110, 85, 100, 70};
    FramePtr real_;
    cv::Mat picture_;
    cv::Mat truth_;
    test::MemoryPictures pictures_;
};

TEST_F(TextureFixes, RealTextureComesFromWhereItWas) {
    const auto made = patch(texture_of(Texture::What::Real, -1));
    ASSERT_OK(made);
    EXPECT_EQ(made->origin, Origin::Neighbour);
    const cv::Mat mended = test::laid(picture_, *made);
    const cv::Mat now = finest_of(luma_levels(mended))(kMiddle);
    const cv::Mat truth = finest_of(truth_ * 255)(kMiddle);
    EXPECT_GT(now.dot(truth) / std::sqrt(now.dot(now) * truth.dot(truth)), 0.7);
    EXPECT_GT(std::sqrt(now.dot(now) / truth.dot(truth)), 0.7);
    EXPECT_NE(made->note.find("1 frame before"), std::string::npos);
}

TEST_F(TextureFixes, ARegionElsewhereServesToo) {
    Texture texture = texture_of(Texture::What::Real, -1);
    texture.reference = {{0.05, 0.05}, {0.25, 0.05}, {0.25, 0.3}, {0.05, 0.3}};
    const auto made = patch(texture);
    ASSERT_OK(made);
    const double wanted = fine_level(mat_view(*real_));
    EXPECT_NEAR(fine_level(test::laid(picture_, *made)), wanted, 0.35 * wanted);
}

TEST_F(TextureFixes, LinesOfTheRegionAreNotLaidOutAnew) {
    // Bars through half of the region, in the frame that the texture comes from.
    cv::Mat barred = mat_view(*real_).clone();
    for (int x = 16; x < 80; x += 5) {
        barred.colRange(x, x + 2) += cv::Scalar::all(0.08);
    }
    pictures_.put(0, *frame_from_mat(barred, ColourSpec::bt709()));
    Texture texture = texture_of(Texture::What::Real, -1);
    texture.reference = {{0.05, 0.05}, {0.45, 0.05}, {0.45, 0.95}, {0.05, 0.95}};
    const auto made = patch(texture);
    ASSERT_OK(made);
    const cv::Mat added =
        luma_levels(test::laid(picture_, *made))(kMiddle) - luma_levels(picture_)(kMiddle);
    cv::Mat columns;
    cv::reduce(added, columns, 0, cv::REDUCE_AVG);
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(columns, mean, deviation);
    EXPECT_LT(deviation[0], 0.8);
    cv::meanStdDev(added, mean, deviation);
    EXPECT_GT(deviation[0], 0.5);
}

TEST_F(TextureFixes, SyntheticGrainIsModestAndNamedSo) {
    const auto made = patch(texture_of(Texture::What::Synthetic, -1));
    ASSERT_OK(made);
    EXPECT_EQ(made->origin, Origin::Hand);
    EXPECT_NE(made->note.find("synthetic"), std::string::npos);
    const double level = fine_level(test::laid(picture_, *made));
    EXPECT_GT(level, 0.5);
    EXPECT_LT(level, 1.1 * kMostNoise.fine);
    const double half =
        fine_level(test::laid(picture_, *patch(texture_of(Texture::What::Synthetic, -1, 0.5))));
    EXPECT_LT(half, 0.8 * level);
}

TEST_F(TextureFixes, NoStrengthChangesNothing) {
    for (const auto what : {Texture::What::Real, Texture::What::Synthetic}) {
        const auto made = patch(texture_of(what, -1, 0));
        ASSERT_OK(made);
        EXPECT_EQ(cv::norm(test::laid(picture_, *made), picture_, cv::NORM_INF), 0);
    }
}

TEST_F(TextureFixes, AMissingReferenceIsAnErrorWithItsReason) {
    const auto made = patch(texture_of(Texture::What::Real, -9));
    ASSERT_FALSE(made);
    EXPECT_NE(made.error().message.find("no such frame"), std::string::npos);
}

TEST_F(TextureFixes, AReferenceWithoutTextureIsToBeLookedAt) {
    pictures_.put("model", *frame_from_mat(picture_, ColourSpec::bt709()));
    Texture texture = texture_of(Texture::What::Real, 0);
    texture.from.stage = "model";
    const auto made = patch(texture);
    ASSERT_OK(made);
    EXPECT_TRUE(made->check);
}

} // namespace
} // namespace kinovar::retouch
