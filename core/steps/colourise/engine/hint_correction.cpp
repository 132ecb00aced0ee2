#include "core/steps/colourise/engine/hint_correction.h"

#include "core/steps/colourise/engine/propagate.h"

#include <algorithm>
#include <cmath>

namespace kinovar::colourise {

namespace {

/// Colours that differ by this much from those under a hint hardly follow it.
constexpr float kSameThing = 14;

/// The hints' places with other values of a* and b*: those of `values` there, or what the hints say
/// beyond them.
Seeds with_values(const Seeds& hints, const cv::Mat& values, bool differences) {
    Seeds seeds = hints;
    seeds.ab = differences ? cv::Mat(hints.ab - values) : values.clone();
    seeds.ab.setTo(cv::Scalar::all(0), hints.weight == 0);
    for (Seeds::Seed& seed : seeds.seeds) {
        const cv::Point at(std::clamp(cvFloor(seed.place.x), 0, values.cols - 1),
                           std::clamp(cvFloor(seed.place.y), 0, values.rows - 1));
        const auto& value = values.at<cv::Vec2f>(at);
        seed.ab = differences ? cv::Vec2f(seed.ab - value) : value;
    }
    return seeds;
}

} // namespace

Chroma corrected(const Chroma& known, const Guide& guide, const Seeds& hints) {
    if (hints.empty()) {
        return known;
    }
    const Seeds changes = with_values(hints, known.ab, true);
    const Nearest nearest = spread_from_nearest(guide, changes);
    const Nearest under = spread_from_nearest(guide, with_values(hints, known.ab, false));
    const cv::Mat smooth = spread_smoothly(guide, changes);
    const cv::Mat sure = certainty_of(guide, hints, nearest);
    Chroma result{known.ab.clone(), known.confidence.clone()};
    for (int y = 0; y < result.ab.rows; ++y) {
        auto* ab = result.ab.ptr<cv::Vec2f>(y);
        auto* confidence = result.confidence.ptr<float>(y);
        const auto* there = under.ab.ptr<cv::Vec2f>(y);
        const auto* near = nearest.ab.ptr<cv::Vec2f>(y);
        const auto* wide = smooth.ptr<cv::Vec2f>(y);
        const auto* certain = sure.ptr<float>(y);
        for (int x = 0; x < result.ab.cols; ++x) {
            const cv::Vec2f other = (ab[x] - there[x]) / kSameThing;
            // Where colours were not sure they say nothing about what belongs together.
            const float same = 1 - confidence[x] * (1 - std::exp(-other.dot(other)));
            const float reach = certain[x] * same;
            ab[x] += (near[x] + wide[x]) * (0.5F * reach);
            confidence[x] = std::max(confidence[x], reach);
        }
    }
    return result;
}

} // namespace kinovar::colourise
