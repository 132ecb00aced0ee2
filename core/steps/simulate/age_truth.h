#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace kinovar::steps::simulate {

// What the simulator did: the ground truth for detectors and restorers.
//
// Two coordinate systems, both in pixels, origin at the centre of the top left pixel, x to the
// right, y down:
//   film: the clean picture that came in;
//   gate: the aged picture that goes out. A point of the film at (x, y) lies in the gate at
//         (x + dx, y + dy) of that frame.
// Dust and splice lines are fixed to the film (they move with the picture of their frame);
// scratches and the spatial part of flicker are fixed in the gate (they do not weave). Masks and
// boxes are in gate coordinates.

/// Values of a mask's pixels.
enum MaskValue : std::uint8_t { kMaskClean = 0, kMaskDark = 128, kMaskBright = 255 };

/// A pixel belongs to a stamp's mask where the stamp covers it by this much (shape × opacity).
inline constexpr float kDustMaskThreshold = 0.1F;
/// A pixel belongs to the scratch mask where scratches change it by this many 8-bit levels.
inline constexpr float kScratchMaskLevels = 2.0F;

enum class StampClass : std::uint8_t {
    Speck,    ///< tiny grain of dust
    Dirt,     ///< irregular lump
    Hair,     ///< long thin curve
    Lint,     ///< bundle of curly fibres
    Loop,     ///< fibre that closes on itself
    Cluster,  ///< cloud of fine specks
    Stain,    ///< large, faint, with a rim, as dried water leaves it
    Abrasion, ///< short straight scuffs
};
inline constexpr int kStampClasses = 8;
[[nodiscard]] std::string_view to_string(StampClass value);

/// One piece of dirt on one frame.
struct StampTruth {
    StampClass kind = StampClass::Speck;
    double film_x = 0, film_y = 0; ///< centre
    /// Pixels of the mask that are this stamp's, and the box around them in the gate; width 0 where
    /// it is too faint to be in the mask.
    int x = 0, y = 0, width = 0, height = 0;
    int area = 0;
    int polarity = 1;    ///< +1 bright, -1 dark
    double contrast = 0; ///< mean change over its mask in 8-bit levels, before flicker
    double opacity = 0;  ///< 0 … 1
    double rotation = 0; ///< degrees, of the shape's long axis or first direction
};

/// A persistent scratch as it shows on one frame.
struct ScratchTruth {
    std::int64_t id = 0;            ///< the same over the scratch's life
    double x = 0;                   ///< gate, at mid-height
    double x_top = 0, x_bottom = 0; ///< gate, at the first and last row
    int polarity = 1;               ///< +1 bright, -1 dark
    double amplitude = 0;           ///< 8-bit levels at full depth, before flicker
    double mean_amplitude = 0;      ///< the same, averaged over this frame's rows
    double width = 0;               ///< standard deviation of the Gaussian profile, px
    std::int64_t first_frame = 0;   ///< of its life
    std::int64_t last_frame = 0;    ///< inclusive
};

/// A bright line or flash that a splice leaves on a frame's edge.
struct SpliceLine {
    bool present = false;
    bool at_top = true;   ///< else at the bottom
    double thickness = 0; ///< px from the film's edge
    double peak = 0;      ///< 8-bit levels added at the edge, before flicker
};

/// The numbers of a frame; known without looking at any pixel.
struct FramePath {
    std::int64_t frame = 0;
    double dx = 0, dy = 0;  ///< film → gate, splice jump included, px
    double splice_jump = 0; ///< the part of dy that comes from a splice, px
    bool first_after_splice = false;
    SpliceLine splice_line;
    double gain = 1; ///< mean factor of the frame
    /// The factor at a pixel is gain · (1 + tilt_x u + tilt_y v + bow (u² + v² − 2/3)), u = (2x +
    /// 1) / width - 1 and v likewise (-1 … 1 over the gate); its mean is `gain`.
    double tilt_x = 0, tilt_y = 0, bow = 0;
    double blur_sigma = 0; ///< px
};

/// Everything of a frame.
struct FrameTruth {
    FramePath path;
    std::vector<StampTruth> stamps;
    std::vector<ScratchTruth> scratches;
    std::vector<std::uint8_t> dust_mask;    ///< width × height, MaskValue
    std::vector<std::uint8_t> scratch_mask; ///< width × height, MaskValue
};

/// Standard deviation of the grain in 8-bit levels at grey 0, 1/16 … 1 (before flicker).
using GrainCurve = std::array<double, 17>;

} // namespace kinovar::steps::simulate
