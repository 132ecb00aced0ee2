#include "core/steps/colourise/engine/seeds.h"

namespace kinovar::colourise {

Seeds seeds_of(std::span<const PlacedHint> /*hints*/, const cv::Size& size) {
    Seeds seeds;
    seeds.size = size;
    seeds.ab = cv::Mat::zeros(size, CV_32FC2);
    seeds.weight = cv::Mat::zeros(size, CV_32F);
    return seeds;
}

} // namespace kinovar::colourise
