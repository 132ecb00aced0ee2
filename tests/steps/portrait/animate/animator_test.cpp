#include "core/steps/portrait/animate/animator.h"
#include "core/steps/portrait/animate/grain_split.h"
#include "tests/steps/portrait/animate/placed_face.h"
#include "tests/support/support.h"

#include <sched.h>

#include <cmath>
#include <limits>
#include <random>

namespace kinovar::portrait {
namespace {

std::unique_ptr<const Animator> prepared(const test::PlacedPortrait& portrait,
                                         const std::vector<int>& faces = {0},
                                         const AnimatorOptions& options = {}) {
    auto animator = Animator::prepare(portrait.still, portrait.analysis, faces, options, {});
    EXPECT_OK(animator);
    return animator ? std::move(*animator) : nullptr;
}

test::PlacedPortrait one_face() {
    return test::placed_portrait(400, 420, {{200, 190, 130, 4, 3, -5}});
}

FramePtr render(const Animator& animator, const FaceMotion& motion) {
    return animator.render({&motion, 1});
}

TEST(Animator, AMotionOfNothingIsTheStillItself) {
    auto portrait = one_face();
    const auto animator = prepared(portrait);
    const FramePtr frame = render(*animator, {});
    EXPECT_TRUE(test::same_pixels(*frame, *portrait.still));
    EXPECT_EQ(frame->origin(), nullptr);
}

TEST(Animator, NothingChangesOutsideTheSupport) {
    const auto portrait = one_face();
    for (const double parallax : {0.0, 1.0}) {
        AnimatorOptions options;
        options.parallax = parallax;
        const auto animator = prepared(portrait, {0}, options);
        const std::vector<std::uint8_t> support = animator->support();
        const FramePtr frame = render(*animator, test::lively_motion());
        std::size_t inside = 0;
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < support.size(); ++i) {
            const bool same = std::equal(&frame->values()[3 * i], &frame->values()[3 * i] + 3,
                                         &portrait.still->values()[3 * i]);
            inside += support[i] != 0 ? 1 : 0;
            wrong += support[i] == 0 && !same ? 1 : 0;
        }
        EXPECT_EQ(wrong, 0U);
        EXPECT_GT(inside, support.size() / 20);
        EXPECT_TRUE(parallax > 0 || inside < support.size());
        EXPECT_FALSE(test::same_pixels(*frame, *portrait.still));
    }
}

TEST(Animator, ALoopEndsWhereItBegan) {
    Curves curves;
    curves.seconds = 2;
    curves.ending = Ending::Loop;
    curves.channels[Channel::Yaw] = {{0, 2}, {1, 7}, {2, 2}};
    const auto animator = prepared(one_face());
    EXPECT_TRUE(test::same_pixels(*render(*animator, curves.sample(0)),
                                  *render(*animator, curves.sample(curves.seconds))));
}

TEST(Animator, AMirroredPictureMovesMirrored) {
    const auto portrait = test::placed_portrait(401, 420, {{180, 190, 130, 4, 3, -5}});
    const auto other = test::mirrored(portrait);
    FaceMotion motion = test::lively_motion();
    FaceMotion opposite = motion;
    for (const Channel channel : {Channel::Yaw, Channel::Roll, Channel::ShiftX, Channel::GazeX}) {
        opposite[channel] = -motion[channel];
    }
    std::swap(opposite[Channel::BlinkLeft], opposite[Channel::BlinkRight]);
    const FramePtr a = test::mirrored(*render(*prepared(portrait), motion));
    const FramePtr b = render(*prepared(other), opposite);
    double sum = 0;
    for (std::size_t i = 0; i < a->values().size(); ++i) {
        sum += std::abs(a->values()[i] - b->values()[i]);
    }
    // The nodes of the grid lie elsewhere.
    EXPECT_LT(sum / static_cast<double>(a->values().size()), 0.002);
}

TEST(Animator, TheSameOnOneProcessorAndOnAll) {
    const auto animator = prepared(one_face());
    const FramePtr all = render(*animator, test::lively_motion());
    cpu_set_t before;
    ASSERT_EQ(sched_getaffinity(0, sizeof before, &before), 0);
    int first = 0;
    while (CPU_ISSET(first, &before) == 0) {
        ++first;
    }
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(first, &one);
    ASSERT_EQ(sched_setaffinity(0, sizeof one, &one), 0);
    const FramePtr alone = render(*animator, test::lively_motion());
    sched_setaffinity(0, sizeof before, &before);
    EXPECT_TRUE(test::same_pixels(*all, *alone));
}

TEST(Animator, FacesFarApartMoveOnTheirOwn) {
    const auto portrait = test::placed_portrait(900, 400, {{220, 180, 110}, {660, 200, 120}});
    const auto both = prepared(portrait, {0, 1});
    const auto first = prepared(portrait, {0});
    const FaceMotion motions[] = {test::lively_motion(), {}};
    const FramePtr moved = both->render(motions);
    EXPECT_TRUE(test::same_pixels(*moved, *render(*first, motions[0])));
    const FaceMotion swapped[] = {{}, test::lively_motion()};
    const FramePtr second = both->render(swapped);
    for (int y = 0; y < 400; ++y) {
        ASSERT_TRUE(std::equal(second->row(y), second->row(y) + 3 * 400, portrait.still->row(y)));
    }
}

TEST(Animator, FacesThatMeetAreRefusedWithAWayOn) {
    const auto portrait = test::placed_portrait(600, 400, {{220, 180, 120}, {330, 190, 120}});
    const auto both = Animator::prepare(portrait.still, portrait.analysis, {0, 1}, {}, {});
    ASSERT_FALSE(both);
    EXPECT_EQ(both.error().code, ErrorCode::Refused);
    EXPECT_FALSE(both.error().hint.empty());
    EXPECT_OK(Animator::prepare(portrait.still, portrait.analysis, {1}, {}, {}));
}

TEST(Animator, NonsenseIsRefused) {
    auto portrait = one_face();
    EXPECT_FALSE(Animator::prepare(portrait.still, portrait.analysis, {1}, {}, {}));
    EXPECT_FALSE(Animator::prepare(portrait.still, portrait.analysis, {-1}, {}, {}));
    for (const float bad : {std::numeric_limits<float>::quiet_NaN(),
                            std::numeric_limits<float>::infinity(), 1e9F, -1e9F}) {
        auto broken = portrait;
        broken.analysis.faces[0].mesh.points[17].y = bad;
        EXPECT_FALSE(Animator::prepare(broken.still, broken.analysis, {0}, {}, {}));
        broken = portrait;
        broken.analysis.faces[0].pose.scale = bad;
        EXPECT_FALSE(Animator::prepare(broken.still, broken.analysis, {0}, {}, {}));
    }
    auto other = portrait;
    other.analysis.width += 1;
    EXPECT_FALSE(Animator::prepare(other.still, other.analysis, {0}, {}, {}));
    std::stop_source stop;
    stop.request_stop();
    const auto stopped =
        Animator::prepare(portrait.still, portrait.analysis, {0}, {}, stop.get_token());
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, ErrorCode::Cancelled);
}

TEST(Animator, MotionsBeyondTheLimitsAndNumbersThatAreNoneDoNoHarm) {
    const auto animator = prepared(one_face());
    FaceMotion wild;
    wild.values.fill(std::numeric_limits<float>::quiet_NaN());
    wild[Channel::Yaw] = 1e6F;
    const FramePtr frame = render(*animator, wild);
    for (const float value : frame->values()) {
        ASSERT_TRUE(value >= 0 && value <= 1);
    }
}

TEST(Animator, OddSizesAndPlaces) {
    struct Case {
        int width, height;
        test::FacePlace place;
    };
    for (const Case& c : {Case{65, 67, {32, 33, 40}}, Case{96, 96, {48, 48, 64}},
                          Case{300, 80, {20, 40, 70}}, Case{90, 300, {95, 290, 60, 20, 10, 40}},
                          Case{640, 480, {320, 240, 2000}}, Case{8, 5, {3, 3, 20}}}) {
        const auto portrait = test::placed_portrait(c.width, c.height, {c.place});
        const auto animator = prepared(portrait);
        ASSERT_NE(animator, nullptr);
        const FramePtr frame = render(*animator, test::lively_motion());
        EXPECT_EQ(frame->width(), c.width);
        EXPECT_EQ(animator->support().size(),
                  static_cast<std::size_t>(c.width) * static_cast<std::size_t>(c.height));
    }
}

/// A smooth picture with white noise on it.
test::PlacedPortrait grainy() {
    auto portrait = one_face();
    auto still = std::make_shared<Frame>(*portrait.still);
    std::mt19937 random(7);
    std::normal_distribution<float> noise(0, 0.02F);
    for (float& value : still->values()) {
        value = std::clamp(value + noise(random), 0.0F, 1.0F);
    }
    portrait.still = still;
    return portrait;
}

TEST(Animator, GrainIsToldFromThePicture) {
    const auto portrait = grainy();
    const auto plain = one_face();
    const GrainSplit split = split_grain(*portrait.still, {0, 0, 400, 420});
    double left = 0;
    double before = 0;
    for (int y = 0; y < 420; ++y) {
        for (int i = 0; i < 3 * 400; ++i) {
            const float truth = plain.still->row(y)[i];
            left += std::pow(split.smooth.ptr<float>(y)[i] - truth, 2);
            before += std::pow(portrait.still->row(y)[i] - truth, 2);
        }
    }
    EXPECT_LT(left, 0.35 * before);
    EXPECT_GT(cv::mean(split.share)[0], 0.7);
    EXPECT_NEAR(split.strength, 0.02, 0.006);
    EXPECT_TRUE(split_grain(*plain.still, {0, 0, 400, 420}).share.empty());
}

TEST(Animator, GrainStaysWhereItIs) {
    const auto portrait = grainy();
    const auto plain = one_face();
    FaceMotion motion;
    motion[Channel::ShiftX] = 0.06F;
    const FramePtr clean = render(*prepared(plain), motion);
    const auto likeness_of_grain = [&](bool keep) {
        AnimatorOptions options;
        options.keep_grain = keep;
        const FramePtr moved = render(*prepared(portrait, {0}, options), motion);
        double sum = 0;
        for (int y = 170; y < 210; ++y) {
            for (int i = 3 * 180; i < 3 * 220; ++i) {
                sum += (moved->row(y)[i] - clean->row(y)[i]) *
                       (portrait.still->row(y)[i] - plain.still->row(y)[i]);
            }
        }
        return sum;
    };
    EXPECT_GT(likeness_of_grain(true), 4 * std::abs(likeness_of_grain(false)));
}

TEST(Animator, MadeUpPixelsSaySo) {
    const auto portrait = one_face();
    FaceMotion motion;
    motion[Channel::BlinkLeft] = 1;
    const FramePtr frame = render(*prepared(portrait), motion);
    ASSERT_NE(frame->origin(), nullptr);
    for (const Origin origin : frame->origin()->pixels) {
        EXPECT_TRUE(origin == Origin::Scan || origin == Origin::Model);
    }
}

} // namespace
} // namespace kinovar::portrait
