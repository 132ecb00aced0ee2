#pragma once

#include <cstddef>
#include <cstdint>

namespace kinovar::ui {

/// The two points that are compared.
enum class Side : std::uint8_t { A, B };
[[nodiscard]] constexpr Side other(Side side) {
    return side == Side::A ? Side::B : Side::A;
}
[[nodiscard]] constexpr std::size_t index(Side side) {
    return side == Side::A ? 0U : 1U;
}

enum class CompareMode : std::uint8_t {
    Single,     ///< one of them
    Wipe,       ///< A on one side of a line, B on the other
    SideBySide, ///< the same part of both
    Butterfly,  ///< A as far as the middle, then B mirrored
    Difference, ///< B less A
    Blink,      ///< one after the other
    Light       ///< how far their light is apart, whatever their colours
};
inline constexpr int kCompareModes = 7;

/// Neither picture is seen, and nothing is laid over.
[[nodiscard]] constexpr bool shows_difference(CompareMode mode) {
    return mode == CompareMode::Difference || mode == CompareMode::Light;
}

/// What is laid over the pictures.
enum class Overlay : std::uint8_t {
    None,
    Origin,  ///< where each pixel comes from
    Changes, ///< where A and B differ
    Fidelity ///< where the picture strays from the scan, finer detail aside
};
inline constexpr int kOverlays = 4;

/// A straight line over the canvas. At angle 0 it stands upright with A to its left; angles turn it
/// clockwise.
struct WipeLine {
    double x = 0.5; ///< a point of the line, as a share of the canvas
    double y = 0.5;
    double degrees = 0;
    friend bool operator==(const WipeLine&, const WipeLine&) = default;
};

/// How the pictures are compared; what compose() follows and the viewer remembers.
struct Comparison {
    CompareMode mode = CompareMode::Single;
    Side single = Side::B; ///< shown by Single
    WipeLine wipe;
    int gain = 4;          ///< of the differences, 1 to 64
    bool absolute = false; ///< the difference without its sign, else around grey
    Overlay overlay = Overlay::None;
    bool overlay_on_a = false;
    bool overlay_on_b = true;
    int opacity = 70;      ///< of the overlay, per cent
    int threshold = 8;     ///< levels of 255 from which a change counts
    double blink_rate = 2; ///< changes a second
    friend bool operator==(const Comparison&, const Comparison&) = default;
};

} // namespace kinovar::ui
