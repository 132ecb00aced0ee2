#include "core/steps/colourise/time/chroma_filter.h"
#include "tests/steps/colourise/time/moving_scene.h"
#include "tests/support/support.h"

#include <random>

namespace kinovar::colourise {
namespace {

using test::MovingScene;

/// True colours that flicker: each frame is off by a little in its own direction.
ChromaOf flickering(const MovingScene& scene, double sure = 1) {
    return [&scene, sure](std::int64_t n) -> Result<std::shared_ptr<const Chroma>> {
        const auto t = static_cast<double>(n);
        cv::Mat ab = scene.ab[static_cast<std::size_t>(n)].clone();
        ab += cv::Scalar(3 * std::sin(2.3 * t), 3 * std::cos(3.1 * t));
        return std::make_shared<const Chroma>(
            Chroma{ab, cv::Mat(ab.size(), CV_32F, cv::Scalar(sure))});
    };
}

TEST(ChromaFilter, CalmsFlickerAndKeepsEdges) {
    const MovingScene scene = test::moving_scene("calm", 9);
    const Motion motion(scene.clip);
    const ChromaOf shaky = flickering(scene);
    const auto calm = calmed(4, 1, shaky, motion, {});
    ASSERT_OK(calm);
    const double before = test::mean_error((*shaky(4))->ab, scene.ab[4]);
    EXPECT_LT(test::mean_error(calm->ab, scene.ab[4]), 0.7 * before);
    // At the square's edge no colour of one runs into the other.
    const cv::Point corner = MovingScene::corner(4);
    const auto row = corner.y + MovingScene::kSide / 2;
    for (const int x : {corner.x - 2, corner.x + 2, corner.x + MovingScene::kSide - 3,
                        corner.x + MovingScene::kSide + 2}) {
        EXPECT_LT(cv::norm(calm->ab.at<cv::Vec2f>(row, x) - scene.ab[4].at<cv::Vec2f>(row, x)), 6)
            << x - corner.x;
    }
}

TEST(ChromaFilter, CalmsWhatIsOnlyGuessed) {
    const MovingScene scene = test::moving_scene("calm, guessed", 9);
    const Motion motion(scene.clip);
    const ChromaOf shaky = flickering(scene, 0);
    const auto calm = calmed(4, 1, shaky, motion, {});
    ASSERT_OK(calm);
    EXPECT_LT(test::mean_error(calm->ab, scene.ab[4]),
              0.7 * test::mean_error((*shaky(4))->ab, scene.ab[4]));
    EXPECT_EQ(cv::norm(calm->confidence), 0);
}

TEST(ChromaFilter, NoStrengthChangesNothing) {
    const MovingScene scene = test::moving_scene("calm, none", 3);
    const Motion motion(scene.clip);
    const auto calm = calmed(1, 0, scene.truth(), motion, {});
    ASSERT_OK(calm);
    EXPECT_TRUE(test::same_bits(calm->ab, scene.ab[1]));
}

TEST(ChromaFilter, AsksForNothingBeyondCuts) {
    const MovingScene scene = test::moving_scene("calm, cut", 12, 6);
    const Motion motion(scene.clip);
    const ChromaOf counted = [&](std::int64_t n) {
        EXPECT_GE(n, 6);
        return scene.truth()(n);
    };
    EXPECT_OK(calmed(6, 1, counted, motion, {}));
}

TEST(ChromaFilter, StopsWhenAsked) {
    const MovingScene scene = test::moving_scene("calm, stop", 5);
    const Motion motion(scene.clip);
    std::stop_source stop;
    stop.request_stop();
    const auto calm = calmed(2, 1, scene.truth(), motion, {stop.get_token()});
    ASSERT_FALSE(calm);
    EXPECT_EQ(calm.error().code, ErrorCode::Cancelled);
}

} // namespace
} // namespace kinovar::colourise
