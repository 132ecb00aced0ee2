#include "core/steps/portrait/motion/face_signals.h"

#include "core/steps/portrait/motion/one_euro.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kinovar::portrait {

namespace {

constexpr std::size_t kUpperLip = 13;
constexpr std::size_t kLowerLip = 14;

// How far a driven face goes.
constexpr double kMostYaw = 12;  // degrees
constexpr double kMostPitch = 8; // degrees
constexpr double kMostRoll = 7;  // degrees
constexpr double kMostShift = 0.08;
constexpr double kMostGaze = 0.55;

// A blink, as the loss of opening against the clip's own open eye.
constexpr double kOpenPercentile = 0.75;
constexpr double kSlack = 0.18;
constexpr double kClosing = 0.5;
/// From here on the two eyes do different things (a wink).
constexpr double kWink = 0.4;

constexpr double kGazeGain = 4.5; // iris radii for one eye width
/// Less than what the lips open: they part in speech without a gap being seen.
constexpr double kMouthGain = 0.6;
constexpr double kMouthSlack = 0.006;
/// Lips that part as much as they widen bare teeth. A closed mouth has none to show: it grins with
/// closed lips rather than with a dark gap.
constexpr double kBared = 1;

/// The mesh's point in canonical space.
Point3 canonical_of(const HeadPose& pose, const Point3& point) {
    const double x = (point.x - pose.translation.x) / pose.scale;
    const double y = (point.y - pose.translation.y) / pose.scale;
    const double z = (point.z - pose.translation.z) / pose.scale;
    const auto& r = pose.rotation;
    return {static_cast<float>(r[0] * x + r[3] * y + r[6] * z),
            static_cast<float>(r[1] * x + r[4] * y + r[7] * z),
            static_cast<float>(r[2] * x + r[5] * y + r[8] * z)};
}

/// Iris off the middle between the corners of its eye, along and across it, in eye widths.
Point2 gaze_of(const FaceMesh& mesh, int eye) {
    const auto row = upper_lid(eye);
    Point3 a = mesh.points[row.front()];
    Point3 b = mesh.points[row.back()];
    if (a.x > b.x) {
        std::swap(a, b);
    }
    const float dx = b.x - a.x;
    const float dy = b.y - a.y;
    const float square = std::max(dx * dx + dy * dy, 1e-6F);
    const Point2 iris = mesh.irises[static_cast<std::size_t>(eye)].centre;
    const float ox = iris.x - (a.x + b.x) / 2;
    const float oy = iris.y - (a.y + b.y) / 2;
    return {(ox * dx + oy * dy) / square, (oy * dx - ox * dy) / square};
}

/// Amplitudes of the modes that together come nearest to a face's shape (least squares over all
/// landmarks): a jaw that drops takes the corners of the mouth along, which is no sad face.
std::array<double, kModes> expression_of(const FaceMesh& mesh, const HeadPose& pose) {
    static const cv::Mat1d inverse = [] {
        cv::Mat1d modes(3 * kLandmarks, kModes);
        for (int m = 0; m < kModes; ++m) {
            const auto& mode = expression_mode(static_cast<Mode>(m));
            for (int i = 0; i < static_cast<int>(mode.size()); ++i) {
                const Point3& move = mode[static_cast<std::size_t>(i)];
                modes(3 * i, m) = move.x;
                modes(3 * i + 1, m) = move.y;
                modes(3 * i + 2, m) = move.z;
            }
        }
        return cv::Mat1d(modes.inv(cv::DECOMP_SVD));
    }();
    cv::Mat1d shape(3 * kLandmarks, 1);
    for (int i = 0; i < static_cast<int>(mesh.points.size()); ++i) {
        const auto k = static_cast<std::size_t>(i);
        const Point3 place = canonical_of(pose, mesh.points[k]);
        shape(3 * i, 0) = place.x - canonical_face()[k].x;
        shape(3 * i + 1, 0) = place.y - canonical_face()[k].y;
        shape(3 * i + 2, 0) = place.z - canonical_face()[k].z;
    }
    const cv::Mat1d found = inverse * shape;
    std::array<double, kModes> amounts{};
    std::copy(found.begin(), found.end(), amounts.begin());
    return amounts;
}

double percentile(std::vector<double> values, double share) {
    const auto place = values.begin() + std::lround(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

template <class Measure>
double percentile_of(const std::vector<FaceSignals>& signals, Measure measure, double share) {
    std::vector<double> values(signals.size());
    std::transform(signals.begin(), signals.end(), values.begin(), measure);
    return percentile(std::move(values), share);
}

double mean_aspect(const FaceSignals& s) {
    return (s.aspect[0] + s.aspect[1]) / 2;
}

double closure(double aspect, double open) {
    return std::clamp((1 - aspect / std::max(open, 1e-3) - kSlack) / kClosing, 0.0, 1.0);
}

void set_eyes(FaceMotion& motion, const FaceSignals& now, const FaceSignals& rest,
              const std::array<double, 2>& open) {
    double left = closure(now.aspect[0], open[0]);
    double right = closure(now.aspect[1], open[1]);
    if (std::abs(left - right) < kWink) { // eyes blink together; their measures differ by noise
        left = right = closure(mean_aspect(now), (open[0] + open[1]) / 2);
    }
    motion[Channel::BlinkLeft] = static_cast<float>(left);
    motion[Channel::BlinkRight] = static_cast<float>(right);
    const auto gaze = [](double change) {
        return static_cast<float>(std::clamp(kGazeGain * change, -kMostGaze, kMostGaze));
    };
    motion[Channel::GazeX] = gaze(now.gaze.x - rest.gaze.x);
    motion[Channel::GazeY] = gaze(now.gaze.y - rest.gaze.y);
}

void set_expression(FaceMotion& motion, const FaceSignals& now, const FaceSignals& rest) {
    const auto set = [&](Channel channel, double value) {
        const ChannelLimits limits = limits_of(channel);
        motion[channel] = static_cast<float>(std::clamp(value, limits.least, limits.greatest));
    };
    set(Channel::Smile, (now.raise - rest.raise) / kSmileRaise);
    // What the smile widens already is not widened twice.
    const double smiled = kSmileWiden * std::max(motion[Channel::Smile], 0.0F);
    set(Channel::Widen, now.widen - rest.widen - smiled);
    set(Channel::Brow, (now.brow - rest.brow) / kBrowRaise);
    const double parted = now.open - rest.open - kBared * std::max(now.widen - rest.widen, 0.0);
    set(Channel::Mouth, (kMouthGain * parted - kMouthSlack) / kMouthOpening);
}

/// A mesh between two others.
FaceMesh between(const FaceMesh& a, const FaceMesh& b, float part) {
    FaceMesh mesh = a;
    const auto mix = [part](float x, float y) { return x + part * (y - x); };
    for (std::size_t i = 0; i < mesh.points.size(); ++i) {
        mesh.points[i] = {mix(a.points[i].x, b.points[i].x), mix(a.points[i].y, b.points[i].y),
                          mix(a.points[i].z, b.points[i].z)};
    }
    for (std::size_t i = 0; i < mesh.irises.size(); ++i) {
        mesh.irises[i] = {{mix(a.irises[i].centre.x, b.irises[i].centre.x),
                           mix(a.irises[i].centre.y, b.irises[i].centre.y)},
                          mix(a.irises[i].radius, b.irises[i].radius)};
    }
    return mesh;
}

std::vector<FaceMesh> without_gaps(const std::vector<std::optional<FaceMesh>>& meshes) {
    std::vector<FaceMesh> whole(meshes.size());
    const std::size_t none = meshes.size();
    std::size_t before = none;
    for (std::size_t i = 0; i < meshes.size(); ++i) {
        if (meshes[i]) {
            whole[i] = *meshes[i];
            before = i;
            continue;
        }
        std::size_t after = i;
        while (after < none && !meshes[after]) {
            ++after;
        }
        if (before == none) {
            whole[i] = *meshes[after];
        } else if (after == none) {
            whole[i] = *meshes[before];
        } else {
            whole[i] = between(*meshes[before], *meshes[after],
                               static_cast<float>(i - before) / static_cast<float>(after - before));
        }
    }
    return whole;
}

} // namespace

void set_head(FaceMotion& motion, const HeadTurn& turn) {
    const auto set = [&](Channel channel, double value, double most) {
        motion[channel] = static_cast<float>(std::clamp(value, -most, most));
    };
    set(Channel::Yaw, turn.yaw, kMostYaw);
    set(Channel::Pitch, turn.pitch, kMostPitch);
    set(Channel::Roll, turn.roll, kMostRoll);
    set(Channel::ShiftX, turn.shift_x, kMostShift);
    set(Channel::ShiftY, turn.shift_y, kMostShift);
}

FaceSignals signals_of(const FaceMesh& mesh) {
    FaceSignals signals;
    signals.pose = fit_pose(mesh, true);
    const auto amounts = expression_of(mesh, signals.pose);
    const auto amount = [&](Mode mode) { return amounts[static_cast<std::size_t>(mode)]; };
    signals.widen = amount(Mode::Widen);
    signals.raise = amount(Mode::Raise);
    // A chin that is pushed down opens no lips: between these it is measured where they are.
    const auto height = [&](std::size_t i) { return canonical_of(signals.pose, mesh.points[i]).y; };
    signals.open = height(kLowerLip) - height(kUpperLip);
    signals.brow = amount(Mode::Brow);
    Point2 gaze;
    for (int eye = 0; eye < 2; ++eye) {
        signals.aspect[static_cast<std::size_t>(eye)] = eye_aspect(mesh, eye);
        const Point2 one = gaze_of(mesh, eye);
        gaze = {gaze.x + one.x / 2, gaze.y + one.y / 2};
    }
    signals.gaze = gaze;
    return signals;
}

std::vector<FaceMesh> steadied(const std::vector<std::optional<FaceMesh>>& meshes, double rate) {
    std::vector<FaceMesh> whole = without_gaps(meshes);
    double width = 0;
    for (const FaceMesh& mesh : whole) {
        width += fit_pose(mesh, true).scale / static_cast<double>(whole.size());
    }
    const OneEuro filter{.rate = rate};
    std::vector<double> track(whole.size());
    const auto steady = [&](auto&& value_of) {
        std::transform(whole.begin(), whole.end(), track.begin(),
                       [&](FaceMesh& mesh) { return value_of(mesh) / width; });
        track = smoothed(track, filter);
        for (std::size_t i = 0; i < whole.size(); ++i) {
            value_of(whole[i]) = static_cast<float>(track[i] * width);
        }
    };
    for (std::size_t p = 0; p < kLandmarks; ++p) {
        steady([p](FaceMesh& mesh) -> float& { return mesh.points[p].x; });
        steady([p](FaceMesh& mesh) -> float& { return mesh.points[p].y; });
        steady([p](FaceMesh& mesh) -> float& { return mesh.points[p].z; });
    }
    for (std::size_t eye = 0; eye < 2; ++eye) {
        steady([eye](FaceMesh& mesh) -> float& { return mesh.irises[eye].centre.x; });
        steady([eye](FaceMesh& mesh) -> float& { return mesh.irises[eye].centre.y; });
    }
    return whole;
}

std::size_t most_neutral(const std::vector<FaceSignals>& signals) {
    // Where a face at rest lies among the clip's own moments, and what counts as one step away.
    constexpr double kClosedLips = 0.1;
    constexpr double kOpenEyes = 0.75;
    constexpr double kCalm = 0.15;
    constexpr double kMiddle = 0.5;
    std::vector<double> costs(signals.size());
    const auto weigh = [&](auto&& measure, double share, double step) {
        const double usual = percentile_of(signals, measure, share);
        for (std::size_t i = 0; i < signals.size(); ++i) {
            // A face on its way from one expression to another is not at rest.
            const FaceSignals& before = signals[i - std::min<std::size_t>(i, 1)];
            const FaceSignals& after = signals[std::min(i + 1, signals.size() - 1)];
            const double off = std::abs(measure(signals[i]) - usual);
            const double moving = std::abs(measure(after) - measure(before));
            constexpr double kMost = 4;
            costs[i] += std::min((off + moving) / step, kMost);
        }
    };
    weigh([](const FaceSignals& s) { return s.open; }, kClosedLips, 0.01);
    weigh(&mean_aspect, kOpenEyes, 0.03);
    weigh([](const FaceSignals& s) { return s.widen; }, kCalm, 0.015);
    weigh([](const FaceSignals& s) { return s.raise; }, kMiddle, 0.03);
    weigh([](const FaceSignals& s) { return s.brow; }, kMiddle, 0.01);
    weigh([](const FaceSignals& s) { return double{s.gaze.x}; }, kMiddle, 0.03);
    weigh([](const FaceSignals& s) { return double{s.pose.yaw}; }, kMiddle, 4.0);
    weigh([](const FaceSignals& s) { return double{s.pose.pitch}; }, kMiddle, 3.0);
    weigh([](const FaceSignals& s) { return double{s.pose.roll}; }, kMiddle, 3.0);
    return static_cast<std::size_t>(std::min_element(costs.begin(), costs.end()) - costs.begin());
}

std::vector<FaceMotion> motions_of(const std::vector<FaceSignals>& signals, std::size_t neutral) {
    std::array<double, 2> open{};
    for (std::size_t eye = 0; eye < 2; ++eye) {
        open[eye] = percentile_of(
            signals, [eye](const FaceSignals& s) { return s.aspect[eye]; }, kOpenPercentile);
    }
    std::vector<FaceMotion> motions(signals.size());
    for (std::size_t i = 0; i < signals.size(); ++i) {
        set_head(motions[i], turn_between(signals[neutral].pose, signals[i].pose));
        set_eyes(motions[i], signals[i], signals[neutral], open);
        set_expression(motions[i], signals[i], signals[neutral]);
    }
    return motions;
}

} // namespace kinovar::portrait
