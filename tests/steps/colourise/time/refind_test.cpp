#include "core/steps/colourise/time/carry.h"
#include "tests/steps/colourise/time/moving_scene.h"
#include "tests/support/support.h"

#include <opencv2/imgproc.hpp>

#include <random>

namespace kinovar::colourise {
namespace {

/// A thing with a pattern of its own that is away for a while and comes back somewhere else.
struct ReturningThing {
    inline static const cv::Size kPicture{320, 240};
    static constexpr int kSide = 96;
    static constexpr std::int64_t kLeaves = 3;
    static constexpr std::int64_t kReturns = 15;
    static constexpr std::int64_t kFrames = 18;
    inline static const cv::Point kBefore{34, 100};
    inline static const cv::Point kAfter{180, 60};
    inline static const cv::Vec2f kThingAb{40, -25};
    inline static const cv::Vec2f kGroundAb{-10, 12};

    std::shared_ptr<steps::test::MemoryClip> clip;
    cv::Mat key_ab{kPicture, CV_32FC2, cv::Scalar(kGroundAb[0], kGroundAb[1])};
};

/// Blocks of chance, blurred a little: corners everywhere.
cv::Mat pattern() {
    constexpr int kBlocks = 16;
    std::mt19937 random(3);
    cv::Mat blocks(kBlocks, kBlocks, CV_32F);
    for (int i = 0; i < kBlocks * kBlocks; ++i) {
        blocks.at<float>(i / kBlocks, i % kBlocks) =
            0.25F + 0.6F * static_cast<float>(random() % 256) / 255;
    }
    cv::Mat thing;
    cv::resize(blocks, thing, {ReturningThing::kSide, ReturningThing::kSide}, 0, 0,
               cv::INTER_NEAREST);
    cv::GaussianBlur(thing, thing, cv::Size(), 0.8);
    return thing;
}

ReturningThing returning_thing(const std::string& name) {
    const cv::Rect before(ReturningThing::kBefore,
                          cv::Size(ReturningThing::kSide, ReturningThing::kSide));
    const cv::Rect after(ReturningThing::kAfter, before.size());
    const cv::Mat thing = pattern();
    std::vector<FramePtr> pictures;
    for (std::int64_t n = 0; n < ReturningThing::kFrames; ++n) {
        cv::Mat light(ReturningThing::kPicture, CV_32F);
        for (int y = 0; y < light.rows; ++y) {
            for (int x = 0; x < light.cols; ++x) {
                light.at<float>(y, x) = static_cast<float>(0.4 + 0.1 * test::texture_at(x, y, 2));
            }
        }
        if (n < ReturningThing::kLeaves || n >= ReturningThing::kReturns) {
            thing.copyTo(light(n < ReturningThing::kLeaves ? before : after));
        }
        auto frame = std::make_shared<Frame>(light.cols, light.rows, ColourSpec::bt709());
        for (int y = 0; y < light.rows; ++y) {
            for (int x = 0; x < light.cols; ++x) {
                std::fill_n(frame->row(y) + Frame::kChannels * x, Frame::kChannels,
                            light.at<float>(y, x));
            }
        }
        pictures.push_back(std::move(frame));
    }
    ReturningThing scene;
    scene.key_ab(before).setTo(
        cv::Scalar(ReturningThing::kThingAb[0], ReturningThing::kThingAb[1]));
    scene.clip = std::make_shared<steps::test::MemoryClip>(std::move(pictures), name);
    scene.clip->set_shots(steps::listed_shots({}, ReturningThing::kFrames));
    return scene;
}

Carrier carrier_of(const ReturningThing& scene) {
    return {std::make_shared<const Motion>(scene.clip),
            {0},
            [&scene](std::int64_t /*n*/) -> Result<std::shared_ptr<const Chroma>> {
                return std::make_shared<const Chroma>(
                    Chroma{scene.key_ab, cv::Mat(scene.key_ab.size(), CV_32F, cv::Scalar(1))});
            }};
}

TEST(Refind, WhatComesBackElsewhereHasItsColours) {
    const ReturningThing scene = returning_thing("refind");
    const auto chroma = carrier_of(scene).at(ReturningThing::kFrames - 1, {});
    ASSERT_OK(chroma);
    const cv::Rect inside(ReturningThing::kAfter + cv::Point(20, 20), cv::Size(56, 56));
    const cv::Scalar mean = cv::mean(chroma->ab(inside));
    EXPECT_NEAR(mean[0], ReturningThing::kThingAb[0], 4);
    EXPECT_NEAR(mean[1], ReturningThing::kThingAb[1], 4);
    EXPECT_GT(cv::mean(chroma->confidence(inside))[0], 0.7);
    // The ground stays the ground's.
    const cv::Vec2f ground = chroma->ab.at<cv::Vec2f>(210, 250);
    EXPECT_LT(cv::norm(ground - ReturningThing::kGroundAb), 3);
}

TEST(Refind, NothingIsFoundWhileItIsAway) {
    const ReturningThing scene = returning_thing("refind, away");
    const auto chroma = carrier_of(scene).at(ReturningThing::kReturns - 1, {});
    ASSERT_OK(chroma);
    const cv::Mat error =
        chroma->ab - cv::Scalar(ReturningThing::kGroundAb[0], ReturningThing::kGroundAb[1]);
    cv::Mat sure;
    cv::compare(chroma->confidence, 0.7, sure, cv::CMP_GT);
    cv::Mat wrong;
    cv::extractChannel(cv::abs(error), wrong, 0);
    EXPECT_LT(cv::countNonZero((wrong > 20) & sure), 200);
}

TEST(Refind, OrderChangesNothing) {
    const ReturningThing forth = returning_thing("refind, forth");
    const ReturningThing back = returning_thing("refind, back");
    const Carrier in_order = carrier_of(forth);
    const Carrier at_once = carrier_of(back);
    for (std::int64_t n = 1; n < ReturningThing::kFrames - 1; ++n) {
        ASSERT_OK(in_order.at(n, {}));
    }
    const auto last = in_order.at(ReturningThing::kFrames - 1, {});
    const auto only = at_once.at(ReturningThing::kFrames - 1, {});
    ASSERT_OK(last);
    ASSERT_OK(only);
    EXPECT_TRUE(test::same_bits(last->ab, only->ab));
    EXPECT_TRUE(test::same_bits(last->confidence, only->confidence));
}

} // namespace
} // namespace kinovar::colourise
