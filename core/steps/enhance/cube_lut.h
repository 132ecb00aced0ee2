#pragma once

#include "core/base/result.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace kinovar::steps {

/// A look-up table as a .cube file holds it (Adobe, "Cube LUT Specification", version 1.0, 2013),
/// with Resolve's LUT_1D_INPUT_RANGE and LUT_3D_INPUT_RANGE understood too.
struct CubeLut {
    using Colour = std::array<float, 3>; ///< R', G', B'

    static constexpr int kMost1d = 65536;
    static constexpr int kMost3d = 129;

    std::string title;
    int dimensions = 3;         ///< 1: one curve a channel; 3: a cube
    int size = 0;               ///< entries of a curve, or along a side of the cube; at least 2
    Colour domain_min{0, 0, 0}; ///< input of the first entry
    Colour domain_max{1, 1, 1}; ///< input of the last entry; above domain_min
    /// 1D: `size` colours. 3D: size³, red fastest: [r + size·(g + size·b)]. All finite.
    std::vector<Colour> entries;
};

/// Reads a .cube file's text. Untrusted input: bounded in sizes and lengths. Errors name `name` and
/// the line.
[[nodiscard]] Result<CubeLut> parse_cube(std::string_view text, std::string_view name);

} // namespace kinovar::steps
