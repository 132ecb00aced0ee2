#pragma once

#include "core/steps/simulate/age_options.h"
#include "core/steps/simulate/age_truth.h"
#include "core/steps/simulate/raster.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace kinovar::steps::simulate {

/// Persistent scratches: a particle in the gate draws a line over the film that runs by. Its path
/// and depth are functions of the place along the film (frame number + y / height), so a line goes
/// on from the bottom of a frame to the top of the next. Fixed in the gate. Immutable, thread-safe.
class Scratches {
public:
    Scratches(std::int64_t seed, double level, int width, int height);

    /// Those that show on the frame.
    [[nodiscard]] std::vector<ScratchTruth> at(std::int64_t frame) const;

    /// Adds them to the picture. `mask`, if not null, holds width × height pixels and gets
    /// MaskValue.
    void draw(Raster& picture, std::int64_t frame, std::uint8_t* mask) const;

private:
    struct Line {
        std::uint64_t key;
        double home; ///< x that it drifts about
        int polarity;
        double amplitude; ///< 8-bit levels
        double sigma;     ///< px
        std::int64_t first, last;
    };

    [[nodiscard]] std::vector<Line> lines_at(std::int64_t frame) const;
    [[nodiscard]] std::optional<Line> line_of(int track, std::int64_t frame) const;
    [[nodiscard]] double x_at(const Line& line, double length) const;
    [[nodiscard]] static double depth_at(const Line& line, double length);
    [[nodiscard]] ScratchTruth truth_of(const Line& line, std::int64_t frame) const;
    [[nodiscard]] double length_at(std::int64_t frame, int y) const;

    std::int64_t seed_;
    double level_;
    int width_;
    int height_;
    double scale_;
};

} // namespace kinovar::steps::simulate
