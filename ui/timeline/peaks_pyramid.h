#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace kinovar::ui {

/// The peaks of a sound at halving resolutions, so that the loudest value of any stretch is found
/// in a few steps. Immutable.
class PeaksPyramid {
public:
    /// `peaks_a_second` of the finest level.
    PeaksPyramid(std::vector<std::uint8_t> peaks, double peaks_a_second);

    [[nodiscard]] bool empty() const { return levels_.front().empty(); }
    [[nodiscard]] double seconds() const;
    /// The loudest of the stretch (0 … 255); a stretch shorter than a peak gives the peak that it
    /// lies in; 0 outside.
    [[nodiscard]] std::uint8_t loudest(double from_second, double to_second) const;

private:
    [[nodiscard]] std::uint8_t loudest_of(std::size_t first, std::size_t end) const;

    double peaks_a_second_;
    std::vector<std::vector<std::uint8_t>> levels_; ///< finest first
};

} // namespace kinovar::ui
