#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace kinovar::steps {

/// The rows that a missing row is made of, each of the same number of values.
struct FieldRows {
    std::array<const float*, 2> near;     ///< of the field itself, 1 above and below
    std::array<const float*, 2> far;      ///< 3 above and below
    std::array<const float*, 2> previous; ///< the field of the frame before, 1 above and below
    std::array<const float*, 2> next;
    /// Of the field before in time: the row itself, 2 above, 2 below, 4 above, 4 below.
    std::array<const float*, 5> before;
    std::array<const float*, 5> after;
    const float* woven; ///< the row as the other field of the same frame has it
};

/// What a value was made by.
enum class FieldPixel : std::uint8_t { Woven = 0, Slow = 1, Fast = 2 };

/// Fills `row`, and `kind` with a FieldPixel a value. See fill_field().
void fill_field_row(const FieldRows& rows, std::size_t count, float* row, std::uint8_t* kind);

} // namespace kinovar::steps
