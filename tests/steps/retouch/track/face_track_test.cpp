#include "core/pipeline/source_clip.h"
#include "core/steps/measure/shots.h"
#include "core/steps/retouch/track/face_track.h"
#include "core/steps/retouch/track/tracker.h"
#include "tests/steps/retouch/track/moving_film.h"
#include "tests/support/support.h"

namespace kinovar::retouch::test {

namespace {

std::vector<cv::Point2f> some_landmarks() {
    std::vector<cv::Point2f> points;
    for (int i = 0; i < 100; ++i) {
        points.emplace_back(100.0F + 10.0F * static_cast<float>(i % 10),
                            80.0F + 8.0F * static_cast<float>(i / 10));
    }
    return points;
}

std::vector<cv::Point2f> mapped(std::vector<cv::Point2f> points, const Affine& map) {
    for (cv::Point2f& at : points) {
        at = apply(map, at);
    }
    return points;
}

TEST(FaceMotion, IsThatOfLandmarksThatMoveAsOne) {
    const auto then = some_landmarks();
    const Affine truth = about({140, 110}, 1.1, 8, 5, -3);
    const Affine found = face_motion(then, mapped(then, truth), {140, 110}, 40);
    EXPECT_LT(error_of(found, truth, {120, 100, 40, 30}), 1e-3);
}

TEST(FaceMotion, NearLandmarksDecide) {
    const auto then = some_landmarks();
    auto now = then;
    for (std::size_t i = 0; i < now.size(); ++i) {
        if (now[i].x < 140) {
            now[i].y += 6; // the left half goes down
        }
    }
    const Affine left = face_motion(then, now, {105, 110}, 8);
    EXPECT_NEAR(apply(left, {105, 110}).y, 116, 0.5);
    const Affine right = face_motion(then, now, {185, 110}, 8);
    EXPECT_NEAR(apply(right, {185, 110}).y, 110, 0.5);
}

constexpr int kLast = 16;        // frame
constexpr std::size_t kNose = 4; // the landmark of its tip

/// A real face in films of 4.8 s.
class FaceClips : public testing::TestWithParam<const char*> {};

TEST_P(FaceClips, FixesGoWithTheFace) {
    KINOVAR_NEEDS_SHARED(path, std::string("data/driving/") + GetParam());
    const auto analyser = portrait::FaceAnalyser::installed();
    if (!analyser) {
        GTEST_SKIP() << analyser.error().one_line();
    }
    const auto opened = pipeline::SourceClip::open(path);
    ASSERT_OK(opened);
    const auto clip = steps::test::in_memory(**opened, 0, kLast, GetParam());
    ASSERT_OK(clip);
    const cv::Size size((*clip)->info().width, (*clip)->info().height);
    const Tracker tracker(*clip, size);
    const int key = 4;
    const auto mesh = (*analyser)->find_mesh(**(*clip)->frame(key, {}));
    ASSERT_OK(mesh);
    const double side = 0.06;
    const Fix fix =
        boxed_fix(mesh->points[kNose].x / size.width - side / 2,
                  mesh->points[kNose].y / size.height - side / 2, side, side, Follow::Face, key);
    for (const int n : {0, key, kLast}) {
        const auto placement = tracker.at(fix, n, {});
        ASSERT_OK(placement);
        EXPECT_FALSE(placement->lost) << n;
        EXPECT_GT(placement->confidence, 0.5) << n;
        ASSERT_EQ(placement->mesh.size(), static_cast<std::size_t>(portrait::kLandmarks));
        ASSERT_EQ(placement->mesh_then.size(), placement->mesh.size());
        // The tip of the nose lies where the fix's map takes it.
        const cv::Point2d nose = apply(placement->to_now, placement->mesh_then[kNose]);
        EXPECT_LT(cv::norm(nose - cv::Point2d(placement->mesh[kNose])), 0.02 * size.height) << n;
    }
    const auto drawn = tracker.at(fix, fix.drawn_at, {});
    ASSERT_OK(drawn);
    EXPECT_LT(error_of(drawn->to_now, kIdentity, {0, 0, 100, 100}), 1e-6);
}

INSTANTIATE_TEST_SUITE_P(Shared, FaceClips,
                         testing::Values("d0_man_smile.mp4", "d3_woman_headturn.mp4"));

TEST(FaceClip, WithoutAFaceTheRegionIsFollowed) {
    if (const auto analyser = portrait::FaceAnalyser::installed(); !analyser) {
        GTEST_SKIP() << analyser.error().one_line();
    }
    MovingFilm film;
    film.frames = 6;
    film.motion = [](int n) { return shift(1.5 * n, 0.5 * n); };
    const Tracker tracker(film.make("no face"), film.size);
    const auto placement = tracker.at(boxed_fix(0.4, 0.4, 0.1, 0.1, Follow::Face), 5, {});
    ASSERT_OK(placement);
    EXPECT_FALSE(placement->lost);
    EXPECT_LT(placement->confidence, 0.7);
    EXPECT_LT(error_of(placement->to_now, film.truth(0, 5), {192, 144, 48, 36}), 0.3);
    EXPECT_TRUE(placement->mesh.empty());
}

} // namespace

} // namespace kinovar::retouch::test
