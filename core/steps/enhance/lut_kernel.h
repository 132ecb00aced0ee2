#pragma once

#include <array>
#include <cstddef>

namespace kinovar::steps {

/// A cube as the kernel wants it: entry (r, g, b) begins at entries[4·(r + size·(g + size·b))], its
/// fourth number is padding. A colour's place along an axis is value · factor + offset.
struct LutGrid {
    const float* entries = nullptr;
    int size = 0; ///< at least 2
    std::array<float, 3> factor{};
    std::array<float, 3> offset{};
};

/// `pixels` RGB triples through the cube by tetrahedral interpolation; `amount` of the result is
/// mixed with the input. Compiled for several instruction sets and chosen at run time. `in` and
/// `out` must not overlap.
void look_up_row(const LutGrid& grid, float amount, const float* in, float* out,
                 std::size_t pixels);

} // namespace kinovar::steps
