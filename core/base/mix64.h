#pragma once

#include <cstdint>

namespace kinovar {

/// splitmix64's step and finaliser (Steele, Lea & Flood, "Fast splittable pseudorandom number
/// generators", 2014), used as a hash: a number in, 64 well-mixed bits out.
[[nodiscard]] constexpr std::uint64_t mix64(std::uint64_t value) {
    value += 0x9E3779B97F4A7C15ULL;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31);
}

} // namespace kinovar
