#pragma once

#include <cstdint>

namespace kinovar::ui {

/// How far apart the lines of a ruler stand, in frames.
struct RulerTicks {
    std::int64_t labelled = 1; ///< a long line with its timecode
    std::int64_t plain = 1;    ///< a short one; divides `labelled`
    friend bool operator==(const RulerTicks&, const RulerTicks&) = default;
};

/// Round steps (1, 2, 5 … frames, 1, 2, 5, 10, 15, 30 seconds, minutes, hours) with at least so
/// many pixels between labels and between lines.
[[nodiscard]] RulerTicks ruler_ticks(double pixels_a_frame, double rate, double label_pixels,
                                     double line_pixels);

} // namespace kinovar::ui
