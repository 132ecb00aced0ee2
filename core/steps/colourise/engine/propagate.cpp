#include "core/steps/colourise/engine/propagate.h"

namespace kinovar::colourise {

cv::Mat spread_smoothly(const Guide& /*guide*/, const Seeds& seeds) {
    return seeds.ab.clone();
}
cv::Mat spread_by_likeness(const Guide& /*guide*/, const Seeds& seeds) {
    return seeds.ab.clone();
}
Nearest spread_from_nearest(const Guide& guide, const Seeds& seeds) {
    const cv::Mat none = cv::Mat::zeros(guide.work.size(), CV_32F);
    return {seeds.ab.clone(), none, none};
}
cv::Mat certainty_of(const Guide& guide, const Seeds& /*seeds*/, const Nearest& /*nearest*/) {
    return cv::Mat::ones(guide.work.size(), CV_32F);
}

} // namespace kinovar::colourise
