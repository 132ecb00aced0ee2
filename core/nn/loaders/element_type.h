#pragma once

#include <cstdint>

namespace kinovar::nn {

/// How numbers of a tensor stand in a file, little-endian.
enum class ElementType : std::uint8_t {
    Float64,
    Float32,
    Float16,
    BFloat16,
    Int64,
    Int32,
    Int16,
    Int8,
    UInt8,
    Boolean,
    Other ///< complex, quantised: known in size, not readable
};

} // namespace kinovar::nn
