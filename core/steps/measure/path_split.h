#pragma once

#include <span>
#include <vector>

namespace kinovar::steps {

/// What is known beforehand of the unsteady part of a path.
struct UnsteadyPrior {
    double typical = 0.7; ///< its standard deviation, in the unit of the path
    double spread = 0.5;  ///< of the logarithm of that
    /// Standard deviation of what counts as a jump (a splice), in those of the unsteady part.
    double jump = 4;
};

/// The unsteady part of a path (gate weave, flicker) apart from what was meant (camera, light):
/// path = smooth + unsteady, both Gaussian processes. Unsteady is autoregressive of first order;
/// the second or third difference of smooth is. How strong each is and how it hangs together in
/// time is weighed by likelihood over a grid (the twelve best are averaged), since no fixed
/// smoothing suits every shot (Rasmussen, Williams, "Gaussian Processes for Machine Learning",
/// 2006, ch. 5). Jumps are set apart first. Long paths are worked on in overlapping windows.
///
/// A path that stays in one place within what unsteadiness explains is taken for a camera on a
/// tripod: then all of it is unsteady.
///
/// Returns the unsteady part, same length; zeros for fewer than 6 frames.
[[nodiscard]] std::vector<double> unsteady_part(std::span<const double> path,
                                                const UnsteadyPrior& prior);

/// What is known beforehand of a trend that must stay.
struct TrendPrior {
    double period = 96;   ///< frames: slower waves are trend
    double change = 1e-4; ///< bends of the trend (second difference) beyond this are meant
};

/// The slow trend of a path, for light: waves shorter than `period` are smoothed away, but real
/// bends (a fade, a lamp) stay sharp: least squares with a penalty on the second difference that
/// grows ever slower with its size.
[[nodiscard]] std::vector<double> slow_trend(std::span<const double> path, const TrendPrior& prior);

} // namespace kinovar::steps
