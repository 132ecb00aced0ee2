#pragma once

#include "core/steps/simulate/age_truth.h"
#include "core/steps/simulate/raster.h"

#include <cstdint>

namespace kinovar::steps::simulate {

/// Film grain: white noise through two Gaussians (fine grain and clumps), so its spectrum falls off
/// like that of scanned film; standard deviation after the grey under it, strongest in mid-grey,
/// small where film is clear or black. Colour film has three layers: their grain is alike but not
/// the same. Immutable, thread-safe.
class Grain {
public:
    /// `scale`: picture height / 480.
    Grain(std::int64_t seed, double level, double scale);

    void add_to(Raster& picture, std::int64_t frame) const;
    [[nodiscard]] GrainCurve curve() const;

private:
    [[nodiscard]] Raster noise(int width, int height, std::uint64_t key) const;

    std::int64_t seed_;
    double level_;
    double scale_;
};

} // namespace kinovar::steps::simulate
