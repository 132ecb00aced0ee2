#pragma once

#include <cstddef>

namespace kinovar::steps {

/// One row of blocks of dct_shrink(). All planes have the same stride and hold 8 rows from here,
/// and 8 columns beyond the last block's first.
struct ShrinkRow {
    const float* source = nullptr;
    const float* guide = nullptr;    ///< null: none
    const float* sigma = nullptr;    ///< at the first block's centre
    const float* spectrum = nullptr; ///< 64
    const float* basis = nullptr;    ///< 8 × 8, DctBasis
    float* sum = nullptr;            ///< weighted blocks are added here
    float* weight = nullptr;         ///< and their weights here
    std::ptrdiff_t stride = 0;       ///< floats from row to row
    float strength = 1;              ///< factor on the noise's power, without a guide
    int step = 1;
    int count = 0; ///< blocks
};

/// Compiled for several instruction sets and chosen at run time.
void shrink_row(const ShrinkRow& row);

} // namespace kinovar::steps
