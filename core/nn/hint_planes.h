#pragma once

#include <cstdint>

namespace kinovar::nn {

/// Planes that the network is given, in this order. Chroma is in units of kHintNetChroma.
enum class HintPlane : std::int64_t {
    Light,    ///< 0 to 1
    Texture,  ///< spread of light around
    HintA,    ///< colour of hints where there are some
    HintB,    //
    Hint,     ///< weight of hints, 0 to 1
    PaintedA, ///< what the built-in colouriser makes of them
    PaintedB, //
    NearestA, ///< the hint to which the way is shortest
    NearestB, //
    LikelyA,  ///< what spread_by_likeness() makes of them
    LikelyB,  //
    Way,      ///< exp(−way to the nearest hint)
    Distance, ///< exp(−distance)
    AnyHint,  ///< 1: there are hints
    HintCount ///< logarithm of their number
};
inline constexpr std::int64_t kHintPlanes = 15;
inline constexpr float kHintNetChroma = 50;
/// Width and height are multiples of it.
inline constexpr int kHintNetMultiple = 32;
/// Numbers that a hint is told by: x and y in px of the planes, a, b, strength (0: none), and one
/// unit of distance in px.
inline constexpr std::int64_t kHintNumbers = 6;

} // namespace kinovar::nn
