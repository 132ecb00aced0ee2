#pragma once

#include "core/steps/simulate/age_truth.h"
#include "core/steps/simulate/raster.h"
#include "core/steps/simulate/stamp_shapes.h"

#include <cstdint>
#include <vector>

namespace kinovar::steps::simulate {

/// Dust, dirt, hair, lint and stains on single frames, fixed to the film. How dirty a frame is
/// varies much (log-normal, with clean frames and slow changes along the reel); sizes have a heavy
/// tail. About 0.7 % of the pixels are covered on the average at level 1. Immutable, thread-safe.
class Dust {
public:
    Dust(std::int64_t seed, double level, int width, int height);

    /// Lays the frame's dirt over the picture, which lies (dx, dy) off the film. `mask` as in
    /// Scratches::draw. Returns what was laid, in the order of laying.
    std::vector<StampTruth> draw(Raster& picture, std::int64_t frame, double dx, double dy,
                                 std::uint8_t* mask) const;

private:
    struct Stamp {
        StampSpec spec; ///< in film coordinates
        int polarity = 1;
        double opacity = 0;
    };

    [[nodiscard]] double dirtiness(std::int64_t frame) const;
    [[nodiscard]] std::vector<Stamp> stamps_of(std::int64_t frame) const;
    [[nodiscard]] Stamp make_stamp(StampClass kind, std::uint64_t key) const;
    /// Returns the mean change of the channels.
    static float cover_pixel(float* pixel, int channels, float cover, int polarity);
    StampTruth lay(const Stamp& stamp, Raster& picture, double dx, double dy,
                   std::uint8_t* mask) const;

    std::int64_t seed_;
    double level_;
    int width_;
    int height_;
    double scale_;
};

} // namespace kinovar::steps::simulate
