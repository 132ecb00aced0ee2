#include "core/steps/retouch/skin/living_face.h"

#include "core/steps/portrait/animate/animator.h"
#include "core/steps/portrait/face/face_geometry.h"
#include "core/steps/portrait/motion/motion.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kinovar::retouch {

namespace {

constexpr double kShortest = 4; // seconds of motion before it begins again
constexpr double kLongest = 60;
constexpr double kEaseIn = 0.5; // seconds over which motion comes up where a face comes into a shot

double seconds_of(const FollowedFace& one, double rate) {
    return std::clamp(static_cast<double>(one.meshes.size()) / rate, kShortest, kLongest);
}

/// Nothing at the first and the last frame of the face.
double ease(const FollowedFace& one, std::int64_t n, double rate) {
    const auto to_end = static_cast<double>(std::min(n - one.first, one.last() - n));
    return std::min(1.0, to_end / (kEaseIn * rate));
}

bool is_blink(portrait::Channel channel) {
    return channel == portrait::Channel::BlinkLeft || channel == portrait::Channel::BlinkRight;
}

Result<portrait::FaceMotion> motion_at(const FollowedFace& one, std::int64_t n, double rate,
                                       const Liveliness& lively) {
    portrait::MotionStyle style;
    style.seconds = seconds_of(one, rate);
    style.seed = static_cast<std::uint32_t>(one.first) + 1;
    KINOVAR_TRY_ASSIGN(const auto curves, portrait::curves_of_preset("breathing", style));
    const double time = std::fmod(static_cast<double>(n - one.first) / rate, style.seconds);
    portrait::FaceMotion motion = curves.sample(time);
    const auto small = static_cast<float>(lively.strength * ease(one, n, rate));
    for (int i = 0; i < portrait::kChannels; ++i) {
        const auto channel = static_cast<portrait::Channel>(i);
        if (!is_blink(channel)) {
            motion[channel] *= small;
        } else if (!lively.blinks || ease(one, n, rate) < 1) {
            motion[channel] = 0; // nor is a blink cut in half
        }
    }
    return motion;
}

/// The face as it was found, where it is now.
portrait::PortraitAnalysis analysis_at(const Frame& picture, const FollowedFace& one,
                                       std::int64_t n) {
    portrait::PortraitAnalysis analysis;
    analysis.width = picture.width();
    analysis.height = picture.height();
    analysis.matte = one.matte;
    portrait::Face face = one.face;
    face.mesh.points = one.mesh(n).points;
    face.mesh.irises = one.mesh(n).irises;
    face.pose = portrait::fit_pose(face.mesh);
    analysis.faces = {std::move(face)};
    return analysis;
}

} // namespace

bool may_live(const FollowedFace& one) {
    return std::none_of(one.face.findings.begin(), one.face.findings.end(), [](const auto& found) {
        return found.severity == portrait::Severity::Refusal ||
               found.severity == portrait::Severity::Consent;
    });
}

Result<FramePtr> enlivened(const FramePtr& picture, const FollowedFace& one, std::int64_t n,
                           double rate, const Liveliness& lively, const pipeline::Pull& pull) {
    KINOVAR_TRY_ASSIGN(const auto motion, motion_at(one, n, rate, lively));
    KINOVAR_TRY_ASSIGN(
        const auto animator,
        portrait::Animator::prepare(picture, analysis_at(*picture, one, n), {0}, {}, pull.stop));
    return animator->render(std::array{motion});
}

} // namespace kinovar::retouch
