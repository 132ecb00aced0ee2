#include "ui/timeline/peaks_pyramid.h"

#include <algorithm>
#include <cmath>

namespace kinovar::ui {

PeaksPyramid::PeaksPyramid(std::vector<std::uint8_t> peaks, double peaks_a_second)
    : peaks_a_second_(peaks_a_second) {
    levels_.push_back(std::move(peaks));
    while (levels_.back().size() > 1) {
        const std::vector<std::uint8_t>& finer = levels_.back();
        std::vector<std::uint8_t> coarser((finer.size() + 1) / 2);
        for (std::size_t i = 0; i < coarser.size(); ++i) {
            const std::size_t next = std::min(2 * i + 1, finer.size() - 1);
            coarser[i] = std::max(finer[2 * i], finer[next]);
        }
        levels_.push_back(std::move(coarser));
    }
}

double PeaksPyramid::seconds() const {
    return static_cast<double>(levels_.front().size()) / peaks_a_second_;
}

std::uint8_t PeaksPyramid::loudest(double from_second, double to_second) const {
    const auto count = static_cast<double>(levels_.front().size());
    const double first = std::floor(from_second * peaks_a_second_);
    const double end = std::max(std::ceil(to_second * peaks_a_second_), first + 1);
    if (end <= 0 || first >= count) {
        return 0;
    }
    return loudest_of(static_cast<std::size_t>(std::max(first, 0.0)),
                      static_cast<std::size_t>(std::min(end, count)));
}

std::uint8_t PeaksPyramid::loudest_of(std::size_t first, std::size_t end) const {
    // Odd ends are taken from this level, the even rest from the coarser one.
    std::uint8_t loudest = 0;
    for (const std::vector<std::uint8_t>& level : levels_) {
        if (first >= end) {
            break;
        }
        if (first % 2 == 1) {
            loudest = std::max(loudest, level[first++]);
        }
        if (end % 2 == 1) {
            loudest = std::max(loudest, level[--end]);
        }
        first /= 2;
        end /= 2;
    }
    return loudest;
}

} // namespace kinovar::ui
