#include "core/steps/colourise/time/carry.h"
#include "tests/steps/colourise/time/moving_scene.h"
#include "tests/support/support.h"

#include <opencv2/imgproc.hpp>

#include <thread>

namespace kinovar::colourise {
namespace {

using test::MovingScene;

Carrier carrier_of(const MovingScene& scene, std::vector<std::int64_t> keys) {
    return {std::make_shared<const Motion>(scene.clip), std::move(keys), scene.truth()};
}

TEST(Carrier, ColoursGoWithTheirThings) {
    const MovingScene scene = test::moving_scene("carry", 16);
    const Carrier carrier = carrier_of(scene, {0});
    for (const std::int64_t n : {1, 8, 15}) {
        const auto chroma = carrier.at(n, {});
        ASSERT_OK(chroma);
        const auto& truth = scene.ab[static_cast<std::size_t>(n)];
        EXPECT_LT(test::mean_error(chroma->ab, truth), 2.5) << n;
        EXPECT_GT(test::mean_error(scene.ab[0], truth), n == 1 ? 0.3 : 3) << n;
        const cv::Point middle = MovingScene::corner(n) + cv::Point2f(22, 22);
        EXPECT_LT(cv::norm(chroma->ab.at<cv::Vec2f>(middle) - MovingScene::kSquareAb), 3) << n;
        EXPECT_GT(chroma->confidence.at<float>(middle), 0.7F) << n;
    }
}

TEST(Carrier, KeysAreExact) {
    const MovingScene scene = test::moving_scene("carry, keys", 8);
    const Carrier carrier = carrier_of(scene, {1, 6});
    for (const std::int64_t n : {1, 6}) {
        const auto chroma = carrier.at(n, {});
        ASSERT_OK(chroma);
        EXPECT_TRUE(test::same_bits(chroma->ab, scene.ab[static_cast<std::size_t>(n)]));
        EXPECT_EQ(cv::mean(chroma->confidence)[0], 1);
    }
}

TEST(Carrier, TwoKeysAreBetterThanOne) {
    const MovingScene scene = test::moving_scene("carry, two", 20);
    const Carrier one = carrier_of(scene, {0});
    const Carrier two = carrier_of(scene, {0, 19});
    const auto from_one = one.at(15, {});
    const auto from_two = two.at(15, {});
    ASSERT_OK(from_one);
    ASSERT_OK(from_two);
    EXPECT_LT(test::mean_error(from_two->ab, scene.ab[15]),
              test::mean_error(from_one->ab, scene.ab[15]));
}

TEST(Carrier, WhatWasHiddenIsNotSure) {
    const MovingScene scene = test::moving_scene("carry, reveal", 16);
    const Carrier carrier = carrier_of(scene, {0});
    const auto chroma = carrier.at(15, {});
    ASSERT_OK(chroma);
    // Ground that the square covered at the key and that it has left since.
    const cv::Point2f moved = MovingScene::kGround * 15.0F;
    const cv::Rect revealed(cv::Point(MovingScene::kStart + moved) + cv::Point(10, 10),
                            cv::Size(18, 24));
    EXPECT_LT(cv::mean(chroma->confidence(revealed))[0], 0.3);
    // And what the picture's edge had not let in.
    EXPECT_LT(cv::mean(chroma->confidence.colRange(182, 192))[0], 0.3);
    EXPECT_GT(cv::mean(chroma->confidence)[0], 0.6);
}

TEST(Carrier, NeverCrossesCuts) {
    const MovingScene scene = test::moving_scene("carry, cut", 12, 6);
    const Carrier carrier = carrier_of(scene, {3});
    const auto before = carrier.at(5, {});
    ASSERT_OK(before);
    EXPECT_GT(cv::mean(before->confidence)[0], 0.5);
    const auto after = carrier.at(6, {});
    ASSERT_OK(after);
    EXPECT_EQ(cv::norm(after->ab), 0);
    EXPECT_EQ(cv::norm(after->confidence), 0);
}

TEST(Carrier, OrderAndThreadsChangeNothing) {
    constexpr std::int64_t kFrames = 30; // beyond the first checkpoint
    const MovingScene forth = test::moving_scene("carry, forth", kFrames);
    const MovingScene back = test::moving_scene("carry, back", kFrames);
    const MovingScene threads = test::moving_scene("carry, threads", kFrames);
    const Carrier in_order = carrier_of(forth, {2, 29});
    const Carrier reversed = carrier_of(back, {2, 29});
    const Carrier at_once = carrier_of(threads, {2, 29});
    std::vector<Chroma> first(kFrames), second(kFrames), third(kFrames);
    const auto take = [](const Carrier& carrier, std::int64_t n, std::vector<Chroma>& out) {
        auto chroma = carrier.at(n, {});
        ASSERT_OK(chroma);
        out[static_cast<std::size_t>(n)] = std::move(*chroma);
    };
    for (std::int64_t n = 0; n < kFrames; ++n) {
        take(in_order, n, first);
        take(reversed, kFrames - 1 - n, second);
    }
    {
        std::vector<std::jthread> pullers;
        for (std::int64_t start = 0; start < 3; ++start) {
            pullers.emplace_back([&, start] {
                for (std::int64_t n = start; n < kFrames; n += 3) {
                    take(at_once, n, third);
                }
            });
        }
    }
    for (std::size_t n = 0; n < kFrames; ++n) {
        EXPECT_TRUE(test::same_bits(first[n].ab, second[n].ab)) << n;
        EXPECT_TRUE(test::same_bits(first[n].ab, third[n].ab)) << n;
        EXPECT_TRUE(test::same_bits(first[n].confidence, second[n].confidence)) << n;
    }
}

TEST(Carrier, StopsWhenAsked) {
    const MovingScene scene = test::moving_scene("carry, stop", 12);
    const Carrier carrier = carrier_of(scene, {0});
    std::stop_source stop;
    stop.request_stop();
    const auto chroma = carrier.at(11, {stop.get_token()});
    ASSERT_FALSE(chroma);
    EXPECT_EQ(chroma.error().code, ErrorCode::Cancelled);
    EXPECT_OK(carrier.at(11, {}));
}

} // namespace
} // namespace kinovar::colourise
