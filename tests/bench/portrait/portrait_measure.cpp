#include "tests/bench/portrait/portrait_measure.h"

#include "core/image/cv_bridge.h"
#include "core/image/resize.h"
#include "core/media/picture_file.h"
#include "core/steps/portrait/face/face_geometry.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace kinovar::bench {
namespace {

using portrait::Animator;
using portrait::Channel;
using portrait::FaceAnalyser;
using portrait::FaceMesh;
using portrait::FaceMotion;

constexpr double kFrameRate = 25;
constexpr int kLoopStrip = 10; // frames shown of a loop
constexpr float kYaw = 10;     // degrees commanded
constexpr float kGaze = .35F;
constexpr float kNod = 6;

FaceMotion motion_of(std::initializer_list<std::pair<Channel, float>> values) {
    FaceMotion motion;
    for (const auto& [channel, value] : values) {
        motion[channel] = value;
    }
    return motion;
}

FaceMotion blink(float closure) {
    return motion_of({{Channel::BlinkLeft, closure}, {Channel::BlinkRight, closure}});
}

double distance(const FaceMesh& mesh, std::size_t a, std::size_t b) {
    return std::hypot(mesh.points[a].x - mesh.points[b].x, mesh.points[a].y - mesh.points[b].y);
}

double mean_eye_aspect(const FaceMesh& mesh) {
    return (portrait::eye_aspect(mesh, 0) + portrait::eye_aspect(mesh, 1)) / 2.;
}

double mouth_width(const FaceMesh& mesh) {
    constexpr std::size_t kLeftCorner = 61;
    constexpr std::size_t kRightCorner = 291;
    return distance(mesh, kLeftCorner, kRightCorner) / portrait::fit_pose(mesh, true).scale;
}

// Where the irises lie between the corners of their eyes, mean of both.
double iris_place(const FaceMesh& mesh) {
    double sum = 0;
    for (int eye = 0; eye < 2; ++eye) {
        const auto row = portrait::upper_lid(eye);
        const auto& a = mesh.points[eye == 0 ? row.front() : row.back()];
        const auto& b = mesh.points[eye == 0 ? row.back() : row.front()];
        const auto& centre = mesh.irises[static_cast<std::size_t>(eye)].centre;
        const double along = (centre.x - a.x) * (b.x - a.x) + (centre.y - a.y) * (b.y - a.y);
        sum += along / (std::pow(b.x - a.x, 2) + std::pow(b.y - a.y, 2)) / 2;
    }
    return sum;
}

cv::Mat face_mask(const FaceMesh& mesh, cv::Size size) {
    std::vector<cv::Point> points;
    for (const auto& p : mesh.points) {
        points.emplace_back(static_cast<int>(std::lround(p.x)), static_cast<int>(std::lround(p.y)));
    }
    std::vector<cv::Point> hull;
    cv::convexHull(points, hull);
    cv::Mat mask = cv::Mat::zeros(size, CV_8U);
    cv::fillConvexPoly(mask, hull, cv::Scalar(255));
    return mask;
}

double detail(const Frame& frame, const FaceMesh& mesh) {
    cv::Mat grey;
    cv::cvtColor(mat_view(frame), grey, cv::COLOR_RGB2GRAY);
    cv::Mat smooth;
    cv::GaussianBlur(grey, smooth, {}, 1.5);
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(grey - smooth, mean, deviation, face_mask(mesh, grey.size()));
    return deviation[0];
}

double largest_outside(const Frame& frame, const Frame& still,
                       const std::vector<std::uint8_t>& support) {
    const auto a = frame.values();
    const auto b = still.values();
    double largest = 0;
    for (std::size_t i = 0; i < support.size(); ++i) {
        for (std::size_t c = 0; support[i] == 0 && c < Frame::kChannels; ++c) {
            const std::size_t at = i * Frame::kChannels + c;
            largest = std::max<double>(largest, std::abs(a[at] - b[at]));
        }
    }
    return largest;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// One portrait under measurement.
class Measurement {
public:
    Measurement(const BenchPortrait& portrait, const FaceAnalyser& analyser,
                const MeasureOptions& options)
        : portrait_(portrait), analyser_(analyser), options_(options),
          face_(portrait.analysis.faces[static_cast<std::size_t>(portrait.face)]) {}

    Result<Measured> run() {
        describe();
        const auto start = std::chrono::steady_clock::now();
        KINOVAR_TRY_ASSIGN(animator_, Animator::prepare(portrait_.still, portrait_.analysis,
                                                        {portrait_.face}, {}, {}));
        out_.score.prepare_seconds = seconds_since(start);
        support_ = animator_->support();
        KINOVAR_TRY_ASSIGN(still_mesh_, analyser_.track(*portrait_.still, face_.mesh));
        KINOVAR_TRY(measure_poses());
        KINOVAR_TRY(measure_loop());
        return std::move(out_);
    }

private:
    void describe() {
        PortraitScore& score = out_.score;
        score.name = portrait_.name;
        score.face = portrait_.face + 1;
        score.width = portrait_.analysis.width;
        score.height = portrait_.analysis.height;
        score.face_width = face_.width();
        score.monochrome = portrait_.analysis.monochrome;
        score.glasses =
            std::any_of(face_.findings.begin(), face_.findings.end(),
                        [](const auto& f) { return f.kind == portrait::FindingKind::Glasses; });
    }

    FramePtr render(const FaceMotion& motion) {
        FramePtr frame = animator_->render(std::span(&motion, 1));
        out_.score.outside =
            std::max(out_.score.outside, largest_outside(*frame, *portrait_.still, support_));
        return frame;
    }

    Result<FaceMesh> pose(const std::string& name, const FaceMotion& motion) {
        const FramePtr frame = render(motion);
        if (options_.shown) {
            out_.shown.poses.emplace_back(name, frame);
        }
        return analyser_.track(*frame, face_.mesh);
    }

    Status measure_poses() {
        PortraitScore& score = out_.score;
        KINOVAR_TRY(pose("still", {}));
        KINOVAR_TRY(pose("blink .5", blink(.5F)));
        score.eye_aspect = mean_eye_aspect(still_mesh_);
        KINOVAR_TRY_ASSIGN(const FaceMesh shut, pose("blink 1", blink(1)));
        score.blink_ratio = mean_eye_aspect(shut) / score.eye_aspect;
        KINOVAR_TRY_ASSIGN(const FaceMesh smile, pose("smile", motion_of({{Channel::Smile, 1}})));
        score.mouth_ratio = mouth_width(smile) / mouth_width(still_mesh_);
        const double yaw = portrait::fit_pose(still_mesh_).yaw;
        KINOVAR_TRY_ASSIGN(const FaceMesh right,
                           pose("yaw +10", motion_of({{Channel::Yaw, kYaw}})));
        score.yaw_right = portrait::fit_pose(right).yaw - yaw;
        KINOVAR_TRY_ASSIGN(const FaceMesh left,
                           pose("yaw -10", motion_of({{Channel::Yaw, -kYaw}})));
        score.yaw_left = portrait::fit_pose(left).yaw - yaw;
        KINOVAR_TRY_ASSIGN(const FaceMesh looks_left,
                           pose("gaze left", motion_of({{Channel::GazeX, -kGaze}})));
        KINOVAR_TRY_ASSIGN(const FaceMesh looks_right,
                           pose("gaze right", motion_of({{Channel::GazeX, kGaze}})));
        score.gaze = iris_place(looks_right) - iris_place(looks_left);
        KINOVAR_TRY(pose("nod", motion_of({{Channel::Pitch, kNod}})));
        return {};
    }

    Status measure_loop() {
        PortraitScore& score = out_.score;
        KINOVAR_TRY_ASSIGN(const portrait::Curves curves,
                           portrait::curves_of_preset("living", {.seconds = 4}));
        KINOVAR_TRY_ASSIGN(const std::vector<float> own,
                           analyser_.descriptor(*portrait_.still, still_mesh_));
        const int frames = static_cast<int>(std::lround(curves.seconds * kFrameRate));
        const double still_detail = detail(*portrait_.still, still_mesh_);
        FramePtr worst;
        double identities = 0;
        double details = 0;
        int measured = 0;
        std::vector<double> seconds;
        for (int n = 0; n < frames; n += options_.every, ++measured) {
            const auto start = std::chrono::steady_clock::now();
            const FaceMotion motion = curves.sample(n / kFrameRate);
            const FramePtr frame = animator_->render(std::span(&motion, 1));
            seconds.push_back(seconds_since(start));
            score.outside =
                std::max(score.outside, largest_outside(*frame, *portrait_.still, support_));
            KINOVAR_TRY_ASSIGN(const FaceMesh mesh, analyser_.track(*frame, still_mesh_));
            KINOVAR_TRY_ASSIGN(const std::vector<float> now, analyser_.descriptor(*frame, mesh));
            const double identity = portrait::likeness(own, now);
            identities += identity;
            if (!worst || identity < score.identity_least) {
                score.identity_least = identity;
                score.worst_frame = n;
                worst = frame;
            }
            const double kept = detail(*frame, mesh) / std::max(still_detail, 1e-9);
            score.detail_least = std::min(score.detail_least, kept);
            details += kept;
        }
        score.identity_mean = identities / measured;
        score.detail_mean = details / measured;
        std::nth_element(seconds.begin(), seconds.begin() + measured / 2, seconds.end());
        score.frame_seconds = seconds[static_cast<std::size_t>(measured / 2)];
        const FramePtr first = render(curves.sample(0));
        const FramePtr after = render(curves.sample(curves.seconds));
        score.loops =
            std::equal(first->values().begin(), first->values().end(), after->values().begin());
        if (options_.shown) {
            out_.shown.poses.emplace_back(
                fmt::format("worst {} {:.3f}", score.worst_frame, score.identity_least), worst);
            show_strips(curves, frames);
        }
        return {};
    }

    void show_strips(const portrait::Curves& curves, int frames) {
        for (int i = 0; i < kLoopStrip; ++i) {
            out_.shown.loop.push_back(render(curves.sample(i * frames / kLoopStrip / kFrameRate)));
        }
        // A blink as it is played: 90 ms down, 40 ms shut, 190 ms up.
        for (const float closure : {.0F, .4F, .85F, 1.F, 1.F, .8F, .5F, .25F, .08F}) {
            out_.shown.blink.push_back(render(blink(closure)));
        }
        for (const float smile : {.0F, .15F, .35F, .6F, .8F, 1.F}) {
            out_.shown.smile.push_back(render(motion_of({{Channel::Smile, smile}})));
        }
    }

    const BenchPortrait& portrait_;
    const FaceAnalyser& analyser_;
    MeasureOptions options_;
    const portrait::Face& face_;
    FaceMesh still_mesh_;
    std::unique_ptr<const Animator> animator_;
    std::vector<std::uint8_t> support_;
    Measured out_;
};

const portrait::Finding* hindrance(const std::vector<portrait::Finding>& findings) {
    const auto found = std::find_if(findings.begin(), findings.end(), [](const auto& finding) {
        return finding.severity >= portrait::Severity::Consent;
    });
    return found == findings.end() ? nullptr : &*found;
}

} // namespace

std::vector<std::filesystem::path> stills_of(const std::filesystem::path& folder,
                                             const std::vector<std::string>& only) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        const bool wanted = only.empty() || std::find(only.begin(), only.end(),
                                                      entry.path().stem().string()) != only.end();
        if (wanted && media::has_picture_extension(entry.path())) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

Result<Portraits> portraits_of(const std::filesystem::path& file, const FaceAnalyser& analyser,
                               int longest) {
    const std::string name = file.stem().string();
    KINOVAR_TRY_ASSIGN(FramePtr still, media::read_picture(file));
    const int side = std::max(still->width(), still->height());
    if (side > longest) {
        KINOVAR_TRY_ASSIGN(still, resize(*still, still->width() * longest / side,
                                         still->height() * longest / side, ResizeFilter::Area));
    }
    KINOVAR_TRY_ASSIGN(const portrait::PortraitAnalysis analysis, analyser.analyse(*still, {}));
    Portraits portraits;
    if (const portrait::Finding* finding = hindrance(analysis.findings)) {
        portraits.refused.push_back(name + ": " + finding->message);
        return portraits;
    }
    for (std::size_t i = 0; i < analysis.faces.size(); ++i) {
        if (const portrait::Finding* finding = hindrance(analysis.faces[i].findings)) {
            portraits.refused.push_back(fmt::format("{} {}: {}", name, i + 1, finding->message));
        } else {
            portraits.accepted.push_back({name, still, analysis, static_cast<int>(i)});
        }
    }
    return portraits;
}

Result<Measured> measure_portrait(const BenchPortrait& portrait, const FaceAnalyser& analyser,
                                  const MeasureOptions& options) {
    return Measurement(portrait, analyser, options).run();
}

} // namespace kinovar::bench
