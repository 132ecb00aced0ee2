#include "core/image/ssim_meter.h"

#include <algorithm>
#include <cmath>

namespace kinovar {

namespace {

constexpr double kSigma = 1.5;

/// Gaussian of sum 1, as wide as the window or the picture.
std::vector<float> gaussian(int size) {
    const int count = std::min(SsimMeter::kWindow, size);
    std::vector<double> weights;
    double sum = 0;
    for (int i = 0; i < count; ++i) {
        const double distance = i - (count - 1) / 2.0;
        weights.push_back(std::exp(-distance * distance / (2 * kSigma * kSigma)));
        sum += weights.back();
    }
    std::vector<float> taps(weights.size());
    std::transform(weights.begin(), weights.end(), taps.begin(),
                   [sum](double weight) { return static_cast<float>(weight / sum); });
    return taps;
}

} // namespace

SsimMeter::SsimMeter(int width, int height)
    : width_(static_cast<std::size_t>(width)), taps_x_(gaussian(width)), taps_y_(gaussian(height)),
      terms_(width, static_cast<int>(kTerms)),
      means_(width, static_cast<int>(kTerms * taps_y_.size())), window_(kTerms * taps_y_.size()) {}

void SsimMeter::add_row(const float* a, const float* b) {
    const std::size_t depth = taps_y_.size();
    const std::size_t across = width_ - taps_x_.size() + 1;
    const auto ring_row = [&](std::size_t term, std::size_t y) {
        return means_.row(static_cast<int>(term * depth + y % depth));
    };
    const rows::SsimTerms terms{{terms_.row(0), terms_.row(1), terms_.row(2), terms_.row(3)}};
    rows::ssim_terms(terms, a, b, width_);
    for (std::size_t term = 0; term < kTerms; ++term) {
        rows::convolve(ring_row(term, rows_seen_), terms.row[term], taps_x_.data(), taps_x_.size(),
                       across);
    }
    ++rows_seen_;
    if (rows_seen_ < depth) {
        return;
    }
    for (std::size_t term = 0; term < kTerms; ++term) {
        for (std::size_t j = 0; j < depth; ++j) {
            window_[term * depth + j] = ring_row(term, rows_seen_ - depth + j);
        }
    }
    sum_ += rows::ssim_sum(window_.data(), taps_y_.data(), depth, across);
    positions_ += across;
}

} // namespace kinovar
