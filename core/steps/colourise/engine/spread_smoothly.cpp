#include "core/steps/colourise/engine/propagate.h"
#include "core/steps/colourise/engine/smooth_solver.h"

#include <algorithm>

namespace kinovar::colourise {

namespace {

/// How firmly a hint of this strength holds its colour against four neighbours: at full strength
/// it does not give way.
float firmness_of(float strength) {
    constexpr float kNeighbours = 4;
    constexpr float kLeastYielding = 1e-6F;
    return kNeighbours * strength / std::max(1 - strength, kLeastYielding);
}

} // namespace

cv::Mat firmness_of(const Seeds& seeds) {
    cv::Mat firmness(seeds.weight.size(), CV_32F);
    std::transform(seeds.weight.begin<float>(), seeds.weight.end<float>(), firmness.begin<float>(),
                   [](float strength) { return firmness_of(strength); });
    return firmness;
}

cv::Mat spread_smoothly(const Guide& guide, const Seeds& seeds) {
    CV_Assert(seeds.ab.size() == guide.work.size());
    if (seeds.empty()) {
        return cv::Mat::zeros(guide.work.size(), CV_32FC2);
    }
    return solve_smooth(guide.work, seeds.ab, firmness_of(seeds));
}

} // namespace kinovar::colourise
