#include "core/steps/retouch/skin/followed_faces.h"

#include "core/image/cv_bridge.h"
#include "core/steps/portrait/face/face_geometry.h"
#include "core/steps/retouch/skin/bands.h"
#include "core/steps/retouch/skin/plastic.h"
#include "core/steps/retouch/skin/skin_mask.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::retouch {

namespace {

constexpr std::int64_t kLookEvery = 24; // frames from one search for new faces to the next
constexpr float kSeen = 0.5F;           // presence of a mesh
constexpr double kSmoothFrames = 1.5;   // standard deviation of the smoothing of meshes
constexpr int kSmoothReach = 4;
constexpr std::size_t kSamples = 5;

constexpr std::int64_t kFrozenApart = 5; // frames between two pictures that are compared
constexpr std::size_t kFrozenLeast = 12; // frames: in fewer nothing can be said
constexpr double kFrozenWay = 0.0006;    // face widths: heads that are held still move by more

constexpr double kEdges = 0.9;   // share of gradients below those that are edges
constexpr double kAllowed = 0.2; // ln: as much sharper may a face be than what is around it
constexpr double kMostTaken = 0.6;
constexpr int kLeastEdges = 200; // px of edges outside

cv::Point2f middle_of(const portrait::FaceMesh& mesh) {
    const auto oval = oval_of(mesh);
    cv::Point2f sum;
    for (const cv::Point2f& one : oval) {
        sum += one;
    }
    return sum / static_cast<float>(oval.size());
}

bool same_face(const portrait::FaceMesh& a, const portrait::FaceMesh& b) {
    return cv::norm(middle_of(a) - middle_of(b)) < face_width(a) / 2;
}

/// Goes along the frames of a shot with all faces that are there.
class Follower {
public:
    Follower(const pipeline::Clip& clip, const portrait::FaceAnalyser& faces,
             const pipeline::Pull& pull)
        : clip_(clip), faces_(faces), pull_(pull) {}

    Result<std::vector<FollowedFace>> follow(const pipeline::Shot& shot) {
        for (std::int64_t n = shot.first; n <= shot.last; ++n) {
            if (pull_.stop.stop_requested()) {
                return failure(ErrorCode::Cancelled, "stopped");
            }
            KINOVAR_TRY_ASSIGN(const FramePtr picture, clip_.frame(n, pull_));
            KINOVAR_TRY(go_on(*picture));
            if ((n - shot.first) % kLookEvery == 0) {
                KINOVAR_TRY(look(*picture, n));
            }
        }
        for (FollowedFace& one : open_) {
            done_.push_back(std::move(one));
        }
        return std::move(done_);
    }

private:
    Status go_on(const Frame& picture) {
        std::vector<FollowedFace> seen;
        for (FollowedFace& one : open_) {
            KINOVAR_TRY_ASSIGN(const auto mesh, faces_.track(picture, one.meshes.back()));
            if (mesh.presence >= kSeen) {
                one.meshes.push_back(mesh);
                seen.push_back(std::move(one));
            } else {
                done_.push_back(std::move(one));
            }
        }
        open_ = std::move(seen);
        return {};
    }

    Status look(const Frame& picture, std::int64_t n) {
        KINOVAR_TRY_ASSIGN(const auto analysis, faces_.analyse(picture, pull_.stop));
        for (const portrait::Face& face : analysis.faces) {
            const bool known = std::any_of(open_.begin(), open_.end(), [&](const auto& one) {
                return same_face(face.mesh, one.meshes.back());
            });
            if (!known) {
                FollowedFace& one = open_.emplace_back();
                one.first = n;
                one.found_at = n;
                one.meshes = {face.mesh};
                one.face = face;
                one.matte = analysis.matte;
            }
        }
        return {};
    }

    const pipeline::Clip& clip_;
    const portrait::FaceAnalyser& faces_;
    const pipeline::Pull& pull_;
    std::vector<FollowedFace> open_;
    std::vector<FollowedFace> done_;
};

/// The network's points tremble; texture laid on them would swim.
void smooth(std::vector<portrait::FaceMesh>& meshes) {
    const std::vector<portrait::FaceMesh> raw = meshes;
    const int count = static_cast<int>(raw.size());
    for (int n = 0; n < count; ++n) {
        // Evenly to both sides, so that a face that moves does not lag at the ends.
        const int reach = std::min({kSmoothReach, n, count - 1 - n});
        auto& mesh = meshes[static_cast<std::size_t>(n)];
        for (std::size_t i = 0; i < mesh.points.size(); ++i) {
            double weights = 0;
            cv::Vec3d sum;
            for (int k = -reach; k <= reach; ++k) {
                const double weight = std::exp(-k * k / (2 * kSmoothFrames * kSmoothFrames));
                const auto& point = raw[static_cast<std::size_t>(n + k)].points[i];
                sum += weight * cv::Vec3d(point.x, point.y, point.z);
                weights += weight;
            }
            sum /= weights;
            mesh.points[i] = {static_cast<float>(sum[0]), static_cast<float>(sum[1]),
                              static_cast<float>(sum[2])};
        }
    }
}

cv::Rect box_about(const portrait::FaceMesh& mesh, double margin, const cv::Size& picture) {
    const cv::Rect hull = cv::boundingRect(oval_of(mesh));
    const int by = cvRound(margin * face_width(mesh));
    return cv::Rect(hull.x - by, hull.y - by, hull.width + 2 * by, hull.height + 2 * by) &
           cv::Rect({0, 0}, picture);
}

/// ln of the finest to the next detail where edges are.
std::optional<double> crispness(const cv::Mat& luma, const cv::Mat& where) {
    const Bands bands = bands_of(luma);
    cv::Mat along_x;
    cv::Mat along_y;
    cv::Mat gradient;
    const cv::Mat calm = blurred(luma, 1);
    cv::Sobel(calm, along_x, CV_32F, 1, 0);
    cv::Sobel(calm, along_y, CV_32F, 0, 1);
    cv::magnitude(along_x, along_y, gradient);
    constexpr double kFaintest = 12; // levels by Sobel: not noise
    cv::Mat edges = gradient > std::max(percentile(gradient, where, kEdges), kFaintest);
    edges &= where;
    if (cv::countNonZero(edges) < kLeastEdges) {
        return std::nullopt;
    }
    constexpr double kStrong = 0.75;
    return std::log(percentile(cv::abs(bands.fine), edges, kStrong) /
                    std::max(percentile(cv::abs(bands.middle), edges, kStrong), 1e-3));
}

double over_sharpness(const Frame& picture, const portrait::FaceMesh& mesh) {
    const cv::Rect box = box_about(mesh, 1, {picture.width(), picture.height()});
    if (box.empty()) {
        return 0;
    }
    const cv::Mat luma = luma_levels(mat_view(picture)(box));
    const FaceMasks masks = face_masks(
        box.size(), mesh, {1, 0, static_cast<double>(-box.x), 0, 1, static_cast<double>(-box.y)});
    const auto inside = crispness(luma, masks.oval);
    const auto outside = crispness(luma, ~masks.oval);
    if (!inside || !outside || *inside < *outside + kAllowed) {
        return 0;
    }
    return std::min(1 - std::exp(*outside + kAllowed - *inside), kMostTaken);
}

/// How far a face goes between two frames, in face widths; less than a hundredth of a pixel counts.
double way_between(const Frame& before, const Frame& after, const portrait::FaceMesh& mesh) {
    const cv::Rect box = box_about(mesh, 0, {before.width(), before.height()});
    if (box.empty()) {
        return 0;
    }
    const cv::Mat a = luma_levels(mat_view(before)(box));
    const cv::Mat b = luma_levels(mat_view(after)(box));
    cv::Mat window;
    cv::createHanningWindow(window, box.size(), CV_32F);
    const cv::Point2d shift = cv::phaseCorrelate(a, b, window);
    return std::hypot(shift.x, shift.y) / face_width(mesh);
}

Status measure(FollowedFace& one, const pipeline::Clip& clip, const pipeline::Pull& pull) {
    const std::size_t count = std::min(kSamples, one.meshes.size());
    std::vector<double> scores;
    std::vector<double> sharpness;
    std::vector<double> ways;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t place = one.meshes.size() * (2 * i + 1) / (2 * count);
        const std::int64_t n = one.first + static_cast<std::int64_t>(place);
        KINOVAR_TRY_ASSIGN(const FramePtr picture, clip.frame(n, pull));
        KINOVAR_TRY_ASSIGN(const auto score, plastic_score(*picture, one.mesh(n)));
        if (score) {
            one.samples.push_back({n, score->score});
            scores.push_back(score->score);
        }
        sharpness.push_back(over_sharpness(*picture, one.mesh(n)));
        if (one.meshes.size() >= kFrozenLeast) {
            const std::int64_t other =
                n + kFrozenApart <= one.last() ? n + kFrozenApart : n - kFrozenApart;
            KINOVAR_TRY_ASSIGN(const FramePtr later, clip.frame(other, pull));
            ways.push_back(way_between(*picture, *later, one.mesh(n)));
        }
    }
    const auto median = [](std::vector<double>& values) {
        const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
        std::nth_element(values.begin(), middle, values.end());
        return *middle;
    };
    if (!scores.empty()) {
        one.score = median(scores);
    }
    one.over_sharp = median(sharpness);
    one.frozen = !ways.empty() && median(ways) < kFrozenWay;
    return {};
}

} // namespace

Result<std::vector<FollowedFace>> followed_faces(const pipeline::Clip& clip,
                                                 const portrait::FaceAnalyser& faces,
                                                 const pipeline::Shot& shot,
                                                 const pipeline::Pull& pull) {
    KINOVAR_TRY_ASSIGN(auto list, Follower(clip, faces, pull).follow(shot));
    for (FollowedFace& one : list) {
        smooth(one.meshes);
        KINOVAR_TRY(measure(one, clip, pull));
    }
    return list;
}

} // namespace kinovar::retouch
