#include "core/image/cv_bridge.h"
#include "core/pipeline/source_clip.h"
#include "core/steps/portrait/animate/animator.h"
#include "core/steps/portrait/face/face_geometry.h"
#include "core/steps/portrait/motion/driving.h"
#include "core/steps/portrait/motion/face_signals.h"
#include "core/steps/portrait/motion/one_euro.h"
#include "core/steps/timing/film_times.h"
#include "tests/support/support.h"

#include <opencv2/imgproc.hpp>

#include <cmath>
#include <numbers>

namespace {

using namespace kinovar;
using namespace kinovar::portrait;

/// The mean face, turned and placed in a picture.
FaceMesh placed_face(float yaw, float pitch, float roll, float scale = 200,
                     Point2 at = {300, 300}) {
    HeadPose pose;
    pose.scale = scale;
    pose.rotation = head_rotation(yaw, pitch, roll);
    pose.translation = {at.x, at.y, 0};
    FaceMesh mesh;
    mesh.presence = 1;
    for (std::size_t i = 0; i < kLandmarks; ++i) {
        mesh.points[i] = to_picture(pose, canonical_face()[i]);
    }
    for (int eye = 0; eye < 2; ++eye) {
        const auto row = upper_lid(eye);
        const Point3& a = mesh.points[row.front()];
        const Point3& b = mesh.points[row.back()];
        mesh.irises[static_cast<std::size_t>(eye)] = {{(a.x + b.x) / 2, (a.y + b.y) / 2},
                                                      scale / 24};
    }
    return mesh;
}

std::vector<FaceMotion> motions_between(const FaceMesh& rest, const FaceMesh& moved) {
    return motions_of({signals_of(rest), signals_of(moved)}, 0);
}

TEST(Driving, OneEuroTakesTremorAndKeepsSteps) {
    std::vector<double> values(200);
    for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] = (i < 100 ? 0.0 : 1.0) + (i % 2 == 0 ? 0.004 : -0.004);
    }
    const std::vector<double> smooth = smoothed(values, {.rate = 25});
    for (std::size_t i = 20; i < 80; ++i) {
        EXPECT_LT(std::abs(smooth[i]), 0.0025);
    }
    // No lag: the step stays in its place.
    EXPECT_NEAR(smooth[99] + smooth[100], 1, 0.05);
    EXPECT_GT(smooth[104] - smooth[95], 0.9);
}

TEST(Driving, TurnsOfTheHeadAreMeasured) {
    const FaceMesh rest = placed_face(3, -2, 1);
    const FaceMotion motion = motions_between(rest, placed_face(11, 2, 5))[1];
    EXPECT_NEAR(motion[Channel::Yaw], 8, 0.8);
    EXPECT_NEAR(motion[Channel::Pitch], 4, 0.8);
    EXPECT_NEAR(motion[Channel::Roll], 4, 0.8);
    EXPECT_NEAR(motion[Channel::Smile], 0, 0.05);
    EXPECT_NEAR(motion[Channel::Mouth], 0, 0.05);
    EXPECT_NEAR(motions_between(rest, rest)[1][Channel::Yaw], 0, 1e-4);
    EXPECT_EQ(motions_between(rest, placed_face(60, 0, 0))[1][Channel::Yaw], 12);
    const FaceMotion shifted = motions_between(rest, placed_face(3, -2, 1, 200, {310, 296}))[1];
    EXPECT_NEAR(shifted[Channel::ShiftX], 0.05, 0.005);
    EXPECT_NEAR(shifted[Channel::ShiftY], -0.02, 0.005);
}

TEST(Driving, ExpressionsAreMeasuredApartFromThePose) {
    const FaceMesh rest = placed_face(5, 3, -4);
    FaceMesh smiling = rest;
    HeadPose pose;
    pose.scale = 200;
    pose.rotation = head_rotation(5, 3, -4);
    pose.translation = {300, 300, 0};
    for (std::size_t i = 0; i < kLandmarks; ++i) {
        Point3 point = canonical_face()[i];
        const Point3& widen = expression_mode(Mode::Widen)[i];
        const Point3& raise = expression_mode(Mode::Raise)[i];
        point.x += kSmileWiden * widen.x + kSmileRaise * raise.x;
        point.y += kSmileWiden * widen.y + kSmileRaise * raise.y;
        point.z += kSmileWiden * widen.z + kSmileRaise * raise.z;
        smiling.points[i] = to_picture(pose, point);
    }
    const FaceMotion motion = motions_between(rest, smiling)[1];
    EXPECT_GT(motion[Channel::Smile], 0.7);
    EXPECT_NEAR(motion[Channel::Widen], 0, 0.03);
    EXPECT_NEAR(motion[Channel::Yaw], 0, 1.5);

    FaceMesh looking = rest;
    for (Iris& iris : looking.irises) {
        iris.centre.x += 3;
    }
    EXPECT_GT(motions_between(rest, looking)[1][Channel::GazeX], 0.2);
}

TEST(Driving, GapsAreBridgedAndLoopsAreClosed) {
    std::vector<std::optional<FaceMesh>> meshes(21);
    meshes[2] = placed_face(0, 0, 0);
    meshes[18] = placed_face(0, 0, 0, 200, {316, 300});
    const std::vector<FaceMesh> steady = steadied(meshes, 25);
    EXPECT_NEAR(steady[10].points[1].x - steady[0].points[1].x, 8, 2);

    Curves curves{.seconds = 2, .ending = Ending::Once};
    for (int n = 0; n < 50; ++n) {
        curves.channels[Channel::Yaw].push_back({n / 25.0, 0.2 * n});
    }
    const Curves loop = with_ending(curves, Ending::Loop);
    EXPECT_EQ(loop.sample(2), loop.sample(0));
    EXPECT_NEAR(loop.sample(1.99)[Channel::Yaw], 0, 0.2);
    EXPECT_EQ(loop.sample(1)[Channel::Yaw], curves.sample(1)[Channel::Yaw]);
    const Curves back = with_ending(curves, Ending::Return);
    EXPECT_EQ(back.seconds, 4);
    EXPECT_EQ(back.sample(3.2), back.sample(0.8));
    EXPECT_EQ(back.sample(0.8), curves.sample(0.8));
}

/// Mean absolute difference in the face, 8-bit levels, of slightly blurred pictures.
double difference(const Frame& a, const Frame& b, const FaceMesh& mesh) {
    std::vector<cv::Point> outline;
    for (const std::uint16_t i : face_oval()) {
        outline.emplace_back(cvRound(mesh.points[i].x), cvRound(mesh.points[i].y));
    }
    cv::Mat mask(a.height(), a.width(), CV_8U, cv::Scalar(0));
    std::vector<cv::Point> hull;
    cv::convexHull(outline, hull);
    cv::fillConvexPoly(mask, hull, cv::Scalar(1));
    cv::Mat first, second, change;
    cv::GaussianBlur(mat_view(a), first, {}, 1);
    cv::GaussianBlur(mat_view(b), second, {}, 1);
    cv::absdiff(first, second, change);
    const cv::Scalar mean = cv::mean(change, mask);
    return 255 * (mean[0] + mean[1] + mean[2]) / 3;
}

struct DrivingCase {
    const char* file;
    double most; ///< of the difference that the still itself has
};
class DrivingClips : public testing::TestWithParam<DrivingCase> {};

/// The person of the clip, driven by the clip from one of its own frames on.
TEST_P(DrivingClips, FollowItself) {
    KINOVAR_NEEDS_SHARED(path, std::string("data/driving/") + GetParam().file);
    const auto analyser = FaceAnalyser::installed();
    if (!analyser) {
        GTEST_SKIP() << analyser.error().one_line();
    }
    const auto opened = pipeline::SourceClip::open(path);
    ASSERT_OK(opened);
    const pipeline::Clip& clip = **opened;
    const auto motion = motion_of_clip(clip, **analyser, {});
    ASSERT_OK(motion);
    EXPECT_EQ(motion->frames, clip.info().frames);
    EXPECT_LT(motion->lost_frames, motion->frames / 10);
    const auto still = clip.frame(motion->neutral_frame, {});
    ASSERT_OK(still);
    const auto analysis = (*analyser)->analyse(**still, {});
    ASSERT_OK(analysis);
    const auto faces = choose_faces(*analysis, "largest");
    ASSERT_OK(faces);
    const auto animator = Animator::prepare(*still, *analysis, *faces, {}, {});
    ASSERT_OK(animator);
    const steps::FilmTimes times(clip.info());
    double before = 0;
    double after = 0;
    constexpr int kLooks = 6;
    for (int i = 0; i < kLooks; ++i) {
        const std::int64_t n = 2 + (clip.info().frames - 4) * i / (kLooks - 1);
        const auto real = clip.frame(n, {});
        ASSERT_OK(real);
        const auto mesh = (*analyser)->find_mesh(**real);
        ASSERT_OK(mesh);
        const FaceMotion now = motion->curves.sample(times.start(n));
        const FramePtr made = (*animator)->render({&now, 1});
        before += difference(**still, **real, *mesh) / kLooks;
        after += difference(*made, **real, *mesh) / kLooks;
    }
    RecordProperty("static", std::to_string(before));
    RecordProperty("driven", std::to_string(after));
    EXPECT_LT(after, GetParam().most * before) << "static " << before << ", driven " << after;
}

// Two of the clips show what the still does not: teeth, and a mouth wide open. What can be moved is
// moved there too (head, eyes, corners of the mouth); the rest of the difference was never seen.
INSTANTIATE_TEST_SUITE_P(Driving, DrivingClips,
                         testing::Values(DrivingCase{"d0_man_smile.mp4", 0.78},
                                         DrivingCase{"d18_man_mouth.mp4", 0.8},
                                         DrivingCase{"d3_woman_headturn.mp4", 0.52}));

} // namespace
