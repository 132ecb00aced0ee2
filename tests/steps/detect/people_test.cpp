// Hands and faces in pictures of people, with the installed networks.

#include "core/pipeline/source_clip.h"
#include "core/steps/detect/proposal.h"
#include "tests/support/support.h"

#include <gtest/gtest.h>

namespace kinovar::detect {
namespace {

/// Skips where networks are missing.
#define KINOVAR_NEEDS_NETWORKS(result)                                                             \
    if (!(result) && (result).error().code == ErrorCode::MissingModel) {                           \
        GTEST_SKIP() << (result).error().one_line();                                               \
    }                                                                                              \
    ASSERT_OK(result)

TEST(Hands, OfPicturesAreFoundWhereTheyAre) {
    KINOVAR_NEEDS_SHARED(folder, "data/hands");
    struct Case {
        const char* file;
        double x, y; // middle of the hand by hand (labels.tsv), shares
    };
    for (const Case& one :
         {Case{"hand1.jpg", 428 / 512.0, 237 / 512.0}, Case{"hand3.jpg", 150 / 512.0, 328 / 512.0},
          Case{"hand4.jpg", 337 / 512.0, 247 / 512.0}}) {
        const auto clip = pipeline::SourceClip::open(folder / one.file);
        ASSERT_OK(clip);
        Job job("test");
        const auto hands = find_hands(*clip, 0, 0, 1, job);
        KINOVAR_NEEDS_NETWORKS(hands);
        ASSERT_EQ(hands->size(), 1U) << one.file;
        const HandSighting& seen = hands->front().worst;
        EXPECT_LT(seen.box[0], one.x);
        EXPECT_GT(seen.box[2], one.x);
        EXPECT_LT(seen.box[1], one.y);
        EXPECT_GT(seen.box[3], one.y);
        EXPECT_GE(seen.presence, 0.85);
        EXPECT_GT(seen.uncertainty, 0.3) << "all three are malformed";
        EXPECT_EQ(hand_proposals(*hands).size(), 1U);
    }
}

TEST(Hands, NoneWhereThereAreNone) {
    KINOVAR_NEEDS_SHARED(film, "data/clips/pan_otters.mkv");
    const auto clip = pipeline::SourceClip::open(film);
    ASSERT_OK(clip);
    Job job("test");
    const auto hands = find_hands(*clip, 0, 0, 1, job);
    KINOVAR_NEEDS_NETWORKS(hands);
    EXPECT_TRUE(hands->empty());
}

TEST(Faces, AreFollowed) {
    KINOVAR_NEEDS_SHARED(film, "data/driving/d0_man_smile.mp4");
    const auto clip = pipeline::SourceClip::open(film);
    ASSERT_OK(clip);
    Job job("test");
    const auto faces = follow_faces(*clip, 0, 8, 4, job);
    KINOVAR_NEEDS_NETWORKS(faces);
    ASSERT_EQ(faces->size(), 1U);
    const FaceTrack& face = faces->front();
    ASSERT_EQ(face.sights.size(), 3U);
    for (const FaceTrack::Sight& sight : face.sights) {
        EXPECT_LT(sight.distance, 0.1) << "one person";
        EXPECT_GT(sight.micro_motion, 0);
        EXPECT_LT(sight.box[0], 0.4);
        EXPECT_GT(sight.box[2], 0.6);
    }
    EXPECT_TRUE(face_proposals(*faces).empty());
    EXPECT_TRUE(drift_proposals(*faces).empty());
}

} // namespace
} // namespace kinovar::detect
