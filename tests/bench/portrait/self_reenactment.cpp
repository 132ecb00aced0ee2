#include "tests/bench/portrait/self_reenactment.h"

#include "core/image/cv_bridge.h"
#include "core/pipeline/source_clip.h"
#include "core/steps/portrait/face/face_geometry.h"
#include "core/steps/portrait/motion/driving.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::bench {
namespace {

constexpr int kCompared = 10;  // frames of a clip
constexpr float kMostYaw = 16; // degrees from the neutral frame

cv::Mat smooth(const Frame& frame) {
    cv::Mat out;
    cv::GaussianBlur(mat_view(frame), out, {}, 1);
    return out;
}

// Mean absolute difference within the face, 8-bit levels.
double difference(const Frame& a, const Frame& b, const portrait::FaceMesh& mesh) {
    std::vector<cv::Point> points;
    for (const auto& p : mesh.points) {
        points.emplace_back(static_cast<int>(std::lround(p.x)), static_cast<int>(std::lround(p.y)));
    }
    std::vector<cv::Point> hull;
    cv::convexHull(points, hull);
    cv::Mat mask = cv::Mat::zeros(a.height(), a.width(), CV_8U);
    cv::fillConvexPoly(mask, hull, cv::Scalar(255));
    cv::Mat apart;
    cv::absdiff(smooth(a), smooth(b), apart);
    const cv::Scalar means = cv::mean(apart, mask);
    constexpr double kLevels = 255;
    return kLevels * (means[0] + means[1] + means[2]) / 3;
}

} // namespace

Result<DrivenScore> score_self_reenactment(const std::filesystem::path& clip,
                                           const portrait::FaceAnalyser& analyser) {
    KINOVAR_TRY_ASSIGN(const auto source, pipeline::SourceClip::open(clip));
    KINOVAR_TRY_ASSIGN(const portrait::DrivenMotion motion,
                       portrait::motion_of_clip(*source, analyser, {}));
    KINOVAR_TRY_ASSIGN(const FramePtr still, source->frame(motion.neutral_frame, {}));
    KINOVAR_TRY_ASSIGN(const portrait::PortraitAnalysis analysis, analyser.analyse(*still, {}));
    KINOVAR_TRY_ASSIGN(const std::vector<int> faces, portrait::choose_faces(analysis, "largest"));
    KINOVAR_TRY_ASSIGN(const auto animator,
                       portrait::Animator::prepare(still, analysis, faces, {}, {}));
    const portrait::Face& face = analysis.faces[static_cast<std::size_t>(faces.front())];
    DrivenScore score{.clip = clip.stem().string()};
    for (int i = 0; i < kCompared; ++i) {
        const std::int64_t n = (2 * i + 1) * motion.frames / (2 * kCompared);
        KINOVAR_TRY_ASSIGN(const FramePtr frame, source->frame(n, {}));
        KINOVAR_TRY_ASSIGN(const portrait::FaceMesh mesh, analyser.find_mesh(*frame));
        if (std::abs(portrait::fit_pose(mesh).yaw - face.pose.yaw) > kMostYaw) {
            continue;
        }
        const portrait::FaceMotion now = motion.curves.sample(
            std::min(static_cast<double>(n) / motion.rate, motion.curves.seconds));
        const FramePtr driven = animator->render(std::span(&now, 1));
        score.still += difference(*still, *frame, mesh);
        score.driven += difference(*driven, *frame, mesh);
        ++score.frames;
    }
    if (score.frames == 0) {
        return failure(ErrorCode::InvalidArgument, clip.string() + " has no frame to compare");
    }
    score.still /= score.frames;
    score.driven /= score.frames;
    return score;
}

} // namespace kinovar::bench
