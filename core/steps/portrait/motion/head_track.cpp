#include "core/steps/portrait/motion/head_track.h"

#include "core/image/luma.h"

#include <opencv2/core.hpp>
#include <opencv2/video/tracking.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace kinovar::portrait {

namespace {

/// What neither expressions nor the head's outline move: hairline, forehead, corners of the eyes,
/// the nose and its sides.
constexpr std::array<std::size_t, 40> kSkin = {10,  338, 297, 332, 109, 67,  103, 284, 54,  151,
                                               9,   8,   168, 6,   197, 195, 5,   4,   1,   33,
                                               133, 362, 263, 193, 417, 122, 351, 196, 419, 45,
                                               275, 220, 440, 114, 343, 188, 412, 174, 399, 243};
constexpr std::size_t kFewest = 8; // points for six unknowns

// In face widths.
constexpr double kWindow = 0.14;  // that is looked for
constexpr double kReturn = 0.012; // there and back again must end here
constexpr double kStray = 0.008;  // beyond it, points count less (P. J. Huber, 1964)

// What is believed how far. A turned head looks different, so that its skin is found less well;
// landmarks know turns to the side well, and tilts badly.
constexpr double kNoise = 0.006;     // of a place, face widths
constexpr double kTurnedAway = 4;    // degrees of turning that double it
constexpr double kTurnNoise = 1.5;   // of landmarks, degrees
constexpr double kTiltNoise = 4;     // degrees
constexpr double kShiftNoise = 0.02; // face widths
constexpr double kScaleNoise = 0.03;
constexpr int kUnknowns = 6;
constexpr int kRounds = 8;

constexpr double kDegrees = 180 / std::numbers::pi;

std::vector<std::uint8_t> grey(const Frame& frame) {
    std::vector<std::uint8_t> luma(static_cast<std::size_t>(frame.width()) *
                                   static_cast<std::size_t>(frame.height()));
    luma_of(frame, luma);
    return luma;
}

std::array<double*, kUnknowns> unknowns(HeadTurn& turn) {
    return {&turn.yaw, &turn.pitch, &turn.roll, &turn.shift_x, &turn.shift_y, &turn.scale};
}

/// rotation · (head_rotation · rotation^T · v), as the animator turns a head about its own axes.
cv::Vec3d turned(const HeadPose& pose, const HeadTurn& turn, const cv::Vec3d& v) {
    const cv::Matx33f facing(pose.rotation.data());
    const auto own = head_rotation(static_cast<float>(turn.yaw), static_cast<float>(turn.pitch), 0);
    const cv::Matx33f whole = facing * cv::Matx33f(own.data()) * facing.t();
    return cv::Matx33d(whole) * v;
}

} // namespace

HeadTurn turn_between(const HeadPose& rest, const HeadPose& now) {
    const cv::Matx33d from = cv::Matx33f(rest.rotation.data());
    const cv::Matx33d to = cv::Matx33f(now.rotation.data());
    const cv::Matx33d between = from.t() * to;
    HeadTurn turn;
    turn.yaw = kDegrees * std::atan2(between(2, 0), between(2, 2));
    turn.pitch = kDegrees * std::asin(std::clamp(between(2, 1), -1.0, 1.0));
    turn.roll = kDegrees * std::atan2(-between(0, 1), between(1, 1));
    turn.scale = now.scale / rest.scale;
    // The shift is what moves the pivot of the turn beyond what the tilt does to it.
    const Point3 was = to_picture(rest, kTurnPivot);
    const Point3 is = to_picture(now, kTurnPivot);
    const Point3 foot = to_picture(rest, kTiltPivot);
    const double c = std::cos(turn.roll / kDegrees);
    const double s = std::sin(turn.roll / kDegrees);
    const double dx = was.x - foot.x;
    const double dy = was.y - foot.y;
    turn.shift_x = (is.x - was.x - (c * dx - s * dy - dx)) / rest.scale;
    turn.shift_y = (is.y - was.y - (s * dx + c * dy - dy)) / rest.scale;
    return turn;
}

HeadTrack::HeadTrack(const Frame& rest, const FaceMesh& mesh)
    : mesh_(mesh), pose_(fit_pose(mesh)), pivot_(to_picture(pose_, kTurnPivot)),
      foot_(to_picture(pose_, kTiltPivot)), width_(rest.width()), height_(rest.height()),
      luma_(grey(rest)) {}

std::vector<HeadTrack::Seen> HeadTrack::found_again(const Frame& now, const FaceMesh& mesh) const {
    std::vector<std::uint8_t> other = grey(now);
    const cv::Mat1b before(height_, width_, const_cast<std::uint8_t*>(luma_.data())); // read only
    const cv::Mat1b after(now.height(), now.width(), other.data());
    std::vector<cv::Point2f> from;
    std::vector<cv::Point2f> to;
    for (const std::size_t i : kSkin) {
        from.emplace_back(mesh_.points[i].x, mesh_.points[i].y);
        to.emplace_back(mesh.points[i].x, mesh.points[i].y);
    }
    std::vector<cv::Point2f> back = from;
    std::vector<std::uint8_t> there;
    std::vector<std::uint8_t> returned;
    const int side = 2 * static_cast<int>(std::lround(kWindow * pose_.scale / 2)) + 1;
    const cv::Size window(std::max(side, 5), std::max(side, 5));
    constexpr int kPyramid = 2;
    const cv::TermCriteria until(cv::TermCriteria::COUNT | cv::TermCriteria::EPS, 30, 0.01);
    cv::calcOpticalFlowPyrLK(before, after, from, to, there, cv::noArray(), window, kPyramid, until,
                             cv::OPTFLOW_USE_INITIAL_FLOW);
    cv::calcOpticalFlowPyrLK(after, before, to, back, returned, cv::noArray(), window, kPyramid,
                             until, cv::OPTFLOW_USE_INITIAL_FLOW);
    std::vector<Seen> seen;
    for (std::size_t k = 0; k < from.size(); ++k) {
        if (there[k] != 0 && returned[k] != 0 &&
            cv::norm(back[k] - from[k]) < kReturn * pose_.scale) {
            seen.push_back({kSkin[k], {to[k].x, to[k].y}});
        }
    }
    return seen;
}

Point2 HeadTrack::moved(const Point3& point, const HeadTurn& turn) const {
    const cv::Vec3d rel(point.x - pivot_.x, point.y - pivot_.y,
                        static_cast<double>(kTurnRelief) * (point.z - pivot_.z));
    const cv::Vec3d change = turn.scale * turned(pose_, turn, rel) - rel;
    const double c = std::cos(turn.roll / kDegrees) - 1;
    const double s = std::sin(turn.roll / kDegrees);
    const double dx = point.x - foot_.x;
    const double dy = point.y - foot_.y;
    return {static_cast<float>(point.x + change[0] + c * dx - s * dy + turn.shift_x * pose_.scale),
            static_cast<float>(point.y + change[1] + s * dx + c * dy + turn.shift_y * pose_.scale)};
}

std::vector<double> HeadTrack::residuals(const std::vector<Seen>& seen, const HeadTurn& turn,
                                         const HeadTurn& guess) const {
    std::vector<double> all;
    const double away = std::hypot(guess.yaw, guess.pitch) / kTurnedAway;
    const double noise = kNoise * (1 + away * away);
    for (const Seen& one : seen) {
        const Point2 place = moved(mesh_.points[one.landmark], turn);
        const double x = (place.x - one.place.x) / pose_.scale;
        const double y = (place.y - one.place.y) / pose_.scale;
        const double weight = std::sqrt(kStray / std::max(std::hypot(x, y), kStray)) / noise;
        all.insert(all.end(), {weight * x, weight * y});
    }
    all.insert(all.end(),
               {(turn.yaw - guess.yaw) / kTurnNoise, (turn.pitch - guess.pitch) / kTurnNoise,
                (turn.roll - guess.roll) / kTiltNoise, (turn.shift_x - guess.shift_x) / kShiftNoise,
                (turn.shift_y - guess.shift_y) / kShiftNoise,
                (turn.scale - guess.scale) / kScaleNoise});
    return all;
}

std::optional<HeadTurn> HeadTrack::turn(const Frame& now, const FaceMesh& mesh,
                                        const HeadTurn& guess) const {
    const std::vector<Seen> seen = found_again(now, mesh);
    if (seen.size() < kFewest) {
        return std::nullopt;
    }
    constexpr std::array<double, kUnknowns> kSteps = {0.1, 0.1, 0.1, 1e-3, 1e-3, 1e-3};
    HeadTurn turn = guess;
    for (int round = 0; round < kRounds; ++round) { // Gauss and Newton
        const std::vector<double> here = residuals(seen, turn, guess);
        cv::Mat1d slopes(static_cast<int>(here.size()), kUnknowns);
        for (int u = 0; u < kUnknowns; ++u) {
            HeadTurn beside = turn;
            const double step = kSteps[static_cast<std::size_t>(u)];
            *unknowns(beside)[static_cast<std::size_t>(u)] += step;
            const std::vector<double> there = residuals(seen, beside, guess);
            for (std::size_t i = 0; i < here.size(); ++i) {
                slopes(static_cast<int>(i), u) = (there[i] - here[i]) / step;
            }
        }
        cv::Mat1d move;
        if (!cv::solve(slopes, cv::Mat1d(here, true), move, cv::DECOMP_SVD)) {
            return std::nullopt;
        }
        for (int u = 0; u < kUnknowns; ++u) {
            *unknowns(turn)[static_cast<std::size_t>(u)] -= move(u);
        }
    }
    return turn;
}

} // namespace kinovar::portrait
