#include "core/steps/colourise/time/motion.h"
#include "tests/steps/colourise/time/moving_scene.h"
#include "tests/support/support.h"

#include <thread>

namespace kinovar::colourise {
namespace {

using test::MovingScene;

cv::Vec2f vector_at(const steps::Flow& flow, int x, int y) {
    return flow.field.at<cv::Vec2f>(y * flow.field.rows / flow.size.height,
                                    x * flow.field.cols / flow.size.width);
}

TEST(Motion, FollowsWhatMoves) {
    const MovingScene scene = test::moving_scene("motion", 3);
    const Motion motion(scene.clip);
    const auto flow = motion.between(0, 1, {});
    ASSERT_OK(flow);
    EXPECT_EQ((*flow)->size, cv::Size(MovingScene::kWidth, MovingScene::kHeight));
    const cv::Vec2f square = vector_at(**flow, 42, 70);
    EXPECT_NEAR(square[0], MovingScene::kSpeed.x, 0.35);
    EXPECT_NEAR(square[1], MovingScene::kSpeed.y, 0.35);
    const cv::Vec2f ground = vector_at(**flow, 140, 40);
    EXPECT_NEAR(ground[0], MovingScene::kGround.x, 0.35);
    EXPECT_NEAR(ground[1], MovingScene::kGround.y, 0.35);
}

TEST(Motion, IsMeasuredOnceForAllClipsOfAKey) {
    const MovingScene scene = test::moving_scene("motion, once", 3);
    ASSERT_OK(Motion(scene.clip).between(0, 1, {}));
    const int pulls = scene.clip->pulls(0);
    ASSERT_OK(Motion(scene.clip).between(0, 1, {}));
    ASSERT_OK(Motion(scene.clip).between(1, 0, {}));
    EXPECT_EQ(scene.clip->pulls(0), pulls);
}

TEST(Motion, LargePicturesAreReduced) {
    auto large = std::make_shared<Frame>(1920, 1080, ColourSpec::bt709());
    std::fill(large->values().begin(), large->values().end(), 0.5F);
    const auto clip =
        std::make_shared<steps::test::MemoryClip>(std::vector<FramePtr>{large}, "motion, large");
    const Motion motion(clip);
    EXPECT_EQ(motion.picture_size(), cv::Size(960, 540));
    const auto picture = motion.picture(0, {});
    ASSERT_OK(picture);
    EXPECT_EQ((*picture)->luma.size(), cv::Size(960, 540));
}

TEST(Motion, StopsWhenAsked) {
    const MovingScene scene = test::moving_scene("motion, stop", 2);
    std::stop_source stop;
    stop.request_stop();
    const auto flow = Motion(scene.clip).between(0, 1, {stop.get_token()});
    ASSERT_FALSE(flow);
    EXPECT_EQ(flow.error().code, ErrorCode::Cancelled);
    EXPECT_OK(Motion(scene.clip).between(0, 1, {})); // a stop leaves nothing behind
}

} // namespace
} // namespace kinovar::colourise
