#pragma once

#include "core/image/frame.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

// What the benches of the film chain measure with. It shares no code with the steps that it judges.
namespace kinovar::test {

/// Luma of a picture in 8-bit levels (0 … 255, may be exceeded), row-major.
struct LumaPlane {
    int width = 0;
    int height = 0;
    std::vector<float> levels;

    LumaPlane() = default;
    LumaPlane(int columns, int rows)
        : width(columns), height(rows),
          levels(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows)) {}
    [[nodiscard]] float* row(int y) {
        return levels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
    }
    [[nodiscard]] const float* row(int y) const {
        return levels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
    }
};

[[nodiscard]] LumaPlane luma_plane(const Frame& frame);
/// A grey frame; nothing is clipped.
[[nodiscard]] Frame frame_of(const LumaPlane& plane, const ColourSpec& colour);

/// How a picture lies to a reference: moved(x + dx, y + dy) = exp(log_gain) · reference(x, y).
struct Placement {
    double dx = 0; ///< px
    double dy = 0; ///< px
    double log_gain = 0;
};

/// Finds the placement by Gauss-Newton steps on an image pyramid with weights that fall off for
/// pixels which do not match (Geman-McClure), so dirt and scratches hardly count. Catches
/// displacements up to about a thirtieth of the picture's width. Planes of one size, at least 64 px
/// each way.
[[nodiscard]] Placement find_placement(const LumaPlane& reference, const LumaPlane& moved);

/// The plane at (x + dx, y + dy) by cubic interpolation (Keys, a = −½), edges mirrored, divided by
/// the gain: what find_placement() found is undone.
[[nodiscard]] LumaPlane undone(const LumaPlane& moved, const Placement& placement);
/// The plane brought to where the placement says, times the gain.
[[nodiscard]] LumaPlane placed(const LumaPlane& reference, const Placement& placement);

/// Through a Gaussian of that standard deviation in px; 0 or less leaves it as it is.
[[nodiscard]] LumaPlane blurred(const LumaPlane& plane, double sigma);

/// Mean squared error in levels²; values are clipped to 0 … 255 first.
[[nodiscard]] double mean_squared_error(const LumaPlane& a, const LumaPlane& b);
/// In dB with a peak of 255; capped at 99 for (nearly) identical pictures.
[[nodiscard]] double psnr_of(double mean_squared_error);

/// Root mean square about the mean; 0 for fewer than two values.
[[nodiscard]] double deviation(std::span<const double> values);
/// Root mean square of what remains when a straight line is fitted and removed.
[[nodiscard]] double deviation_from_line(std::span<const double> values);

/// Power of a noise in rings of its spectrum an octave wide.
class OctaveSpectrum {
public:
    static constexpr int kOctaves = 4;
    /// Adds a plane of noise (mean near 0).
    void add(const LumaPlane& noise);
    /// Mean power per frequency in the octave that ends at 1/2, 1/4, 1/8, 1/16 cycles a pixel.
    [[nodiscard]] std::array<double, kOctaves> power() const;

private:
    std::array<double, kOctaves> sum_{};
    std::array<std::int64_t, kOctaves> count_{};
};

/// Patches of touching non-zero pixels (8 neighbours).
struct Patches {
    std::vector<std::vector<std::int32_t>> pixels; ///< indices, a list a patch
};
/// Those with `smallest` pixels or more.
[[nodiscard]] Patches find_patches(std::span<const std::uint8_t> mask, int width, int height,
                                   int smallest);
/// The mask moved by whole pixels and grown by a square of 2·radius + 1.
[[nodiscard]] std::vector<std::uint8_t> moved_and_grown(std::span<const std::uint8_t> mask,
                                                        int width, int height, int dx, int dy,
                                                        int radius);

} // namespace kinovar::test
