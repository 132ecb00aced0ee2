#include "core/image/test_picture.h"
#include "core/steps/retouch/warp/warp.h"
#include "tests/steps/retouch/fix_task.h"
#include "tests/support/support.h"

#include <opencv2/imgproc.hpp>

namespace kinovar::retouch {
namespace {

class Warps : public testing::Test {
protected:
    void SetUp() override {
        frame_ = test_picture(320, 240);
        picture_ = mat_view(*frame_);
        pictures_.put(0, frame_);
    }
    [[nodiscard]] Result<Patch> patch(const Warp& warp, const Area& area = {},
                                      const Placement& placement = {}) const {
        Fix fix;
        fix.kind = warp;
        fix.area = area;
        const pipeline::Pull pull;
        return patch_of(warp, {fix, picture_, 0, frame_->colour(), placement, pictures_, pull});
    }
    [[nodiscard]] cv::Mat warped(const Warp& warp, const Area& area = {},
                                 const Placement& placement = {}) const {
        const auto made = patch(warp, area, placement);
        EXPECT_OK(made);
        return made ? test::laid(picture_, *made) : cv::Mat();
    }

    FramePtr frame_;
    cv::Mat picture_;
    test::MemoryPictures pictures_;
};

WarpMove push(std::vector<Place> places, double strength = 1) {
    WarpMove move{WarpMove::Kind::Push, 0.3, strength, {}};
    for (const Place& one : places) {
        move.points.push_back({one, 1});
    }
    return move;
}

Mark square(double x0, double y0, double x1, double y1, bool adds) {
    Mark mark;
    mark.shape = Mark::Shape::Outline;
    mark.adds = adds;
    mark.points = {{{x0, y0}, 1}, {{x1, y0}, 1}, {{x1, y1}, 1}, {{x0, y1}, 1}};
    return mark;
}

double most_difference(const cv::Mat& a, const cv::Mat& b) {
    return cv::norm(a, b, cv::NORM_INF);
}

TEST_F(Warps, ChangeNothingWithoutMoves) {
    const auto made = patch({});
    ASSERT_OK(made);
    EXPECT_TRUE(made->where.empty());
    EXPECT_TRUE(patch({{push({{0.5, 0.5}, {0.5, 0.5}})}, {}})->where.empty());
    EXPECT_TRUE(patch({{}, {{-1, {0.4, 0.5}, {0.4, 0.5}, 0.2}}})->where.empty());
    EXPECT_TRUE(patch({{push({{0.4, 0.5}, {0.6, 0.5}}, 0)}, {}})->where.empty());
}

TEST_F(Warps, BringAPictureToAnotherPlace) {
    const cv::Mat moved = warped({{push({{0.4, 0.5}, {0.45, 0.5}})}, {}});
    // 16 px to the right: the pixel under the brush is the one that it began on.
    const cv::Point there(cvRound(0.45 * 320 - 0.5), cvRound(0.5 * 240 - 0.5));
    const cv::Mat wanted = picture_(cv::Rect(there.x - 17, there.y - 1, 3, 3));
    EXPECT_LT(cv::norm(moved(cv::Rect(there.x - 1, there.y - 1, 3, 3)), wanted, cv::NORM_L2) / 5,
              0.06);
    EXPECT_EQ(most_difference(moved.rowRange(0, 70), picture_.rowRange(0, 70)), 0);
}

TEST_F(Warps, ThereAndBackKeepThePicture) {
    const cv::Mat moved = warped({{push({{0.4, 0.5}, {0.46, 0.52}, {0.4, 0.5}})}, {}});
    EXPECT_LT(cv::norm(moved, picture_, cv::NORM_L1) / static_cast<double>(moved.total() * 3),
              0.002);
}

TEST_F(Warps, FreezeWhatIsTakenAway) {
    Area area;
    area.marks = {square(0.5, 0, 1, 1, false)};
    const cv::Mat moved = warped({{push({{0.4, 0.5}, {0.6, 0.5}})}, {}}, area);
    EXPECT_EQ(most_difference(moved.colRange(162, 320), picture_.colRange(162, 320)), 0);
    EXPECT_GT(most_difference(moved, picture_), 0);
}

TEST_F(Warps, MoveNothingBeyondTheArea) {
    Area area;
    area.marks = {square(0.25, 0.25, 0.5, 0.75, true)};
    const cv::Mat moved = warped({{push({{0.3, 0.5}, {0.7, 0.5}})}, {}}, area);
    EXPECT_EQ(most_difference(moved.colRange(162, 320), picture_.colRange(162, 320)), 0);
    EXPECT_GT(most_difference(moved, picture_), 0);
}

TEST_F(Warps, FollowTheirPlacement) {
    Placement moved_on;
    moved_on.to_now = {1, 0, 40, 0, 1, 10};
    const Warp warp{{push({{0.3, 0.4}, {0.36, 0.4}})}, {}};
    const auto here = patch(warp);
    const auto there = patch(warp, {}, moved_on);
    ASSERT_OK(here);
    ASSERT_OK(there);
    EXPECT_EQ(here->where + cv::Point(40, 10), there->where);
}

TEST_F(Warps, HandlesGoWithTheirLandmarks) {
    Placement placement;
    placement.mesh.assign(468, {200, 100});
    placement.mesh_then.assign(468, {120, 100});
    placement.to_now = {1, 0, 80, 0, 1, 0};
    const Warp warp{{}, {{4, {120.5 / 320, 100.5 / 240}, {126.5 / 320, 100.5 / 240}, 0.1}}};
    const auto made = patch(warp, {}, placement);
    ASSERT_OK(made);
    EXPECT_NEAR(made->where.x + made->where.width / 2.0, 203, 3);
    const cv::Mat moved = test::laid(picture_, *made);
    EXPECT_LT(cv::norm(moved.at<cv::Vec3f>(100, 206) - picture_.at<cv::Vec3f>(100, 200)), 0.03);
}

TEST_F(Warps, KeepTheGrain) {
    cv::Mat noise(240, 320, CV_32FC3);
    cv::theRNG().state = 7;
    cv::randn(noise, 0.5, 0.05);
    picture_ = noise;
    const cv::Mat moved = warped({{push({{0.4, 0.5}, {0.47, 0.53}})}, {}});
    cv::Scalar before;
    cv::Scalar after;
    cv::Scalar mean;
    const cv::Rect part(100, 90, 80, 60);
    cv::meanStdDev(picture_(part), mean, before);
    cv::meanStdDev(moved(part), mean, after);
    EXPECT_GT(after[1], 0.85 * before[1]);
}

} // namespace
} // namespace kinovar::retouch
