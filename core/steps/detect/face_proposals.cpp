#include "core/steps/detect/proposal.h"
#include "core/steps/retouch/skin/plastic.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace kinovar::detect {

namespace {

using Sight = FaceTrack::Sight;
using Sights = std::span<const Sight>;

// Figures from the measurements in docs/detect.md.
constexpr std::size_t kSmoothing = 5; // sights whose median counts: single scores jump by one
constexpr std::size_t kLeastSights = 3;
constexpr double kSureScore = 4;         // a plastic score that no camera gave
constexpr double kStillMotion = 0.00015; // face widths a frame; a face at rest has twice as much
constexpr std::int64_t kStillFrames = 24;
constexpr std::size_t kStillSights = 5;
constexpr double kJump = 0.06;       // of the asymmetry against both neighbours, face widths
constexpr double kNeighbours = 0.03; // how far these may be from each other
constexpr double kStranger = 0.3;    // distance from which a face counts as another person's
constexpr double kSureStranger = 0.6;

/// 0.4 at `doubtful`, 1 at `sure` and above.
double severity_between(double value, double doubtful, double sure) {
    constexpr double kLeast = 0.4;
    return std::clamp(kLeast + (1 - kLeast) * (value - doubtful) / (sure - doubtful), kLeast, 1.0);
}

Proposal proposal_of(const char* kind, Sights run, const Sight& worst) {
    return {.kind = kind,
            .first = run.front().frame,
            .last = run.back().frame,
            .worst = worst.frame,
            .box = worst.box};
}

/// Longest stretches of sights that `holds` is true for, by index.
template <class Holds>
std::vector<Sights> stretches(const std::vector<Sight>& sights, const Holds& holds) {
    std::vector<Sights> result;
    for (std::size_t i = 0; i < sights.size(); ++i) {
        const std::size_t begin = i;
        while (i < sights.size() && holds(i)) {
            ++i;
        }
        if (i > begin) {
            result.push_back(Sights(sights).subspan(begin, i - begin));
        }
    }
    return result;
}

/// Median of the scores around each sight; NaN where none could be measured.
std::vector<double> steady_scores(const std::vector<Sight>& sights) {
    std::vector<double> result;
    for (std::size_t i = 0; i < sights.size(); ++i) {
        const std::size_t first = i < kSmoothing / 2 ? 0 : i - kSmoothing / 2;
        std::vector<double> near;
        for (std::size_t k = first; k < std::min(first + kSmoothing, sights.size()); ++k) {
            if (std::isfinite(sights[k].plastic)) {
                near.push_back(sights[k].plastic);
            }
        }
        std::sort(near.begin(), near.end());
        result.push_back(near.empty() ? std::numeric_limits<double>::quiet_NaN()
                                      : near[near.size() / 2]);
    }
    return result;
}

void add_plastic(const FaceTrack& face, std::vector<Proposal>& proposals) {
    const std::vector<double> scores = steady_scores(face.sights);
    const auto holds = [&](std::size_t i) { return scores[i] > retouch::kPlasticFlag; };
    for (const Sights run : stretches(face.sights, holds)) {
        if (run.size() < std::min(kLeastSights, face.sights.size())) {
            continue;
        }
        const auto begin = static_cast<std::size_t>(run.data() - face.sights.data());
        const auto worst = static_cast<std::size_t>(
            std::max_element(scores.begin() + static_cast<std::ptrdiff_t>(begin),
                             scores.begin() + static_cast<std::ptrdiff_t>(begin + run.size())) -
            scores.begin());
        Proposal one = proposal_of("plastic face", run, face.sights[worst]);
        one.severity = severity_between(scores[worst], retouch::kPlasticFlag, kSureScore);
        one.text = fmt::format("the skin is smoother than cameras show it (score {:+.1f}, flagged "
                               "above {:+.1f})",
                               scores[worst], retouch::kPlasticFlag);
        one.fix = "deplastic";
        proposals.push_back(std::move(one));
    }
}

void add_frozen(const FaceTrack& face, std::vector<Proposal>& proposals) {
    const auto holds = [&](std::size_t i) { return face.sights[i].micro_motion < kStillMotion; };
    for (const Sights run : stretches(face.sights, holds)) {
        const std::int64_t frames = run.back().frame - run.front().frame + 1;
        if (frames < kStillFrames || run.size() < kStillSights) {
            continue;
        }
        Proposal one = proposal_of("frozen face", run, run.front());
        constexpr double kSureTimes = 4; // as long cannot be rest
        one.severity =
            severity_between(static_cast<double>(frames), kStillFrames, kSureTimes * kStillFrames);
        one.text =
            fmt::format("nothing moves within the face for {} frames: no breath, no blink", frames);
        one.fix = "deplastic";
        proposals.push_back(std::move(one));
    }
}

void add_jumps(const FaceTrack& face, std::vector<Proposal>& proposals) {
    for (std::size_t i = 1; i + 1 < face.sights.size(); ++i) {
        const double before = face.sights[i - 1].asymmetry;
        const double after = face.sights[i + 1].asymmetry;
        const double jump = std::abs(face.sights[i].asymmetry - (before + after) / 2);
        if (jump < kJump || std::abs(before - after) > kNeighbours) {
            continue;
        }
        Proposal one = proposal_of("face jump", Sights(face.sights).subspan(i, 1), face.sights[i]);
        one.severity = severity_between(jump, kJump, 4 * kJump);
        one.text = fmt::format("eyes or mouth stand askew here ({:.2f} face widths) and neither "
                               "before nor after: a wink, or a slip",
                               jump);
        one.fix = "warp";
        proposals.push_back(std::move(one));
    }
}

void add_drift(const FaceTrack& face, std::vector<Proposal>& proposals) {
    const auto holds = [&](std::size_t i) { return face.sights[i].distance > kStranger; };
    for (const Sights run : stretches(face.sights, holds)) {
        const Sight& worst =
            *std::max_element(run.begin(), run.end(), [](const Sight& a, const Sight& b) {
                return a.distance < b.distance;
            });
        Proposal one = proposal_of("identity drift", run, worst);
        one.severity = severity_between(worst.distance, kStranger, kSureStranger);
        one.text = fmt::format("the face is unlike itself in the rest of the shot (distance "
                               "{:.2f}; the same person stays below {:.1f})",
                               worst.distance, kStranger);
        one.fix = "replace";
        proposals.push_back(std::move(one));
    }
}

} // namespace

std::vector<Proposal> face_proposals(const std::vector<FaceTrack>& tracks) {
    std::vector<Proposal> proposals;
    for (const FaceTrack& face : tracks) {
        add_plastic(face, proposals);
        add_frozen(face, proposals);
        add_jumps(face, proposals);
    }
    return proposals;
}

std::vector<Proposal> drift_proposals(const std::vector<FaceTrack>& tracks) {
    std::vector<Proposal> proposals;
    for (const FaceTrack& face : tracks) {
        add_drift(face, proposals);
    }
    return proposals;
}

} // namespace kinovar::detect
