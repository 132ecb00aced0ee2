// What is proposed about faces that were followed.

#include "core/steps/detect/proposal.h"
#include "core/steps/retouch/skin/plastic.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kinovar::detect {
namespace {

/// A lively face of a camera, seen in every 4th of 160 frames.
FaceTrack lively() {
    FaceTrack face;
    face.shot = {0, 159};
    for (int i = 0; i < 40; ++i) {
        FaceTrack::Sight sight;
        sight.frame = 4 * i;
        sight.box = {0.3, 0.2, 0.5, 0.6};
        sight.distance = 0.05 + 0.1 * (i % 3);
        sight.plastic = -1 + (i % 5) * 0.6;
        sight.micro_motion = 0.0003 + 0.002 * (i % 4);
        sight.asymmetry = 0.01 + 0.005 * (i % 2);
        face.sights.push_back(sight);
    }
    return face;
}

TEST(FaceProposals, LeaveLivelyFacesAlone) {
    EXPECT_TRUE(face_proposals({lively()}).empty());
    EXPECT_TRUE(drift_proposals({lively()}).empty());
    EXPECT_TRUE(face_proposals({}).empty());
    EXPECT_TRUE(face_proposals({FaceTrack{}}).empty());
}

TEST(FaceProposals, FlagSkinThatStaysSmooth) {
    FaceTrack face = lively();
    for (std::size_t i = 10; i < 20; ++i) {
        face.sights[i].plastic = i == 14 ? -1 : 3; // one score may be wrong
    }
    face.sights[30].plastic = 5; // alone
    face.sights[31].plastic = std::nan("");
    const auto proposals = face_proposals({face});
    ASSERT_EQ(proposals.size(), 1U);
    EXPECT_EQ(proposals[0].kind, "plastic face");
    EXPECT_EQ(proposals[0].fix, "deplastic");
    EXPECT_GE(proposals[0].first, 40 - 8);
    EXPECT_LE(proposals[0].last, 76 + 8);
    EXPECT_GT(proposals[0].severity, 0.4);
    EXPECT_LE(proposals[0].severity, 1);
    EXPECT_EQ(proposals[0].box, face.sights[12].box);
}

TEST(FaceProposals, FlagTheFaceOfAStill) {
    FaceTrack face;
    face.sights.resize(1);
    face.sights[0].plastic = 2;
    face.sights[0].micro_motion = 0;
    const auto proposals = face_proposals({face});
    ASSERT_EQ(proposals.size(), 1U) << "nothing moves in a still, which is no fault";
    EXPECT_EQ(proposals[0].kind, "plastic face");
    face.sights[0].plastic = std::nan("");
    EXPECT_TRUE(face_proposals({face}).empty());
}

TEST(FaceProposals, FlagFacesInWhichNothingMoves) {
    FaceTrack face = lively();
    for (std::size_t i = 5; i < 15; ++i) {
        face.sights[i].micro_motion = 0.00005;
    }
    face.sights[20].micro_motion = 0; // a moment's rest
    const auto proposals = face_proposals({face});
    ASSERT_EQ(proposals.size(), 1U);
    EXPECT_EQ(proposals[0].kind, "frozen face");
    EXPECT_EQ(proposals[0].first, 20);
    EXPECT_EQ(proposals[0].last, 56);
}

TEST(FaceProposals, FlagWhatSlipsForAMoment) {
    FaceTrack face = lively();
    face.sights[12].asymmetry = 0.15;
    for (std::size_t i = 25; i < 40; ++i) {
        face.sights[i].asymmetry += 0.15; // stays: an expression
    }
    const auto proposals = face_proposals({face});
    ASSERT_EQ(proposals.size(), 1U);
    EXPECT_EQ(proposals[0].kind, "face jump");
    EXPECT_EQ(proposals[0].worst, 48);
}

TEST(DriftProposals, FlagWhereAFaceBecomesAnother) {
    FaceTrack face = lively();
    face.sights[30].distance = 0.4;
    face.sights[31].distance = 0.55;
    const auto proposals = drift_proposals({face});
    ASSERT_EQ(proposals.size(), 1U);
    EXPECT_EQ(proposals[0].kind, "identity drift");
    EXPECT_EQ(proposals[0].first, 120);
    EXPECT_EQ(proposals[0].last, 124);
    EXPECT_EQ(proposals[0].worst, 124);
    EXPECT_EQ(proposals[0].fix, "replace");
}

} // namespace
} // namespace kinovar::detect
