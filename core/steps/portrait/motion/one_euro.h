#pragma once

// Private to core/steps/portrait/motion.

#include <vector>

namespace kinovar::portrait {

/// The One-Euro filter (G. Casiez, N. Roussel and D. Vogel, CHI 2012): smooths what is slow, lets
/// through what is fast.
struct OneEuro {
    double least_cutoff = 1.5; ///< Hz
    double slope = 6;          ///< Hz for a speed of one unit a second
    double rate = 25;          ///< values a second
};

/// Run forwards and backwards over the whole signal and averaged, so that nothing lags behind.
[[nodiscard]] std::vector<double> smoothed(const std::vector<double>& values,
                                           const OneEuro& filter);

} // namespace kinovar::portrait
