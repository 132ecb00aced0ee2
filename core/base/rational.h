#pragma once

#include <cstdint>
#include <numeric>

namespace kinovar {

/// A fraction, for frame rates, time bases and pixel aspects. `den` is never negative; 0/1 means
/// "not known".
struct Rational {
    std::int64_t num = 0;
    std::int64_t den = 1;

    [[nodiscard]] constexpr double value() const {
        return den == 0 ? 0.0 : static_cast<double>(num) / static_cast<double>(den);
    }
    [[nodiscard]] constexpr bool known() const { return num > 0 && den > 0; }
    [[nodiscard]] constexpr Rational reduced() const {
        const std::int64_t divisor = std::gcd(num, den);
        return divisor > 1 ? Rational{num / divisor, den / divisor} : *this;
    }
    [[nodiscard]] constexpr Rational inverse() const { return {den, num}; }

    /// Equal as numbers: 50/2 == 25/1. Terms must stay below 2^31.
    friend constexpr bool operator==(const Rational& a, const Rational& b) {
        return a.num * b.den == b.num * a.den;
    }
};

} // namespace kinovar
