#include "core/credentials/mark_code.h"

#include "core/base/mix64.h"

#include <bit>
#include <cmath>

namespace kinovar::credentials {

namespace {

/// Fixed for ever: marks that were made must be found.
constexpr std::uint64_t kSeed = 0x4b696e6f766172ULL; // "Kinovar"

std::uint16_t check_of(std::uint32_t id) {
    constexpr std::uint16_t kPolynomial = 0x1021; // CRC-16/CCITT
    std::uint16_t crc = 0xffff;
    for (int shift = 24; shift >= 0; shift -= 8) {
        crc = static_cast<std::uint16_t>(crc ^ (id >> shift & 0xffU) << 8U);
        for (int bit = 0; bit < 8; ++bit) {
            const bool high = (crc & 0x8000U) != 0;
            crc = static_cast<std::uint16_t>(crc << 1U);
            crc = static_cast<std::uint16_t>(crc ^ (high ? kPolynomial : 0U));
        }
    }
    return crc;
}

/// Lower waves are sent stronger: they survive more, and the eye is not keener on them.
constexpr double kFall = -0.5;

std::uint8_t band_of(double radius) {
    std::uint8_t band = 0;
    while (radius >= kBandEnds[band]) {
        ++band;
    }
    return band;
}

std::vector<MarkCarrier> make_carriers() {
    std::vector<MarkCarrier> carriers;
    for (int v = 0; v < kWaves; ++v) {
        for (int u = 0; u < kWaves; ++u) {
            if (u * u + v * v < kLowestWave * kLowestWave) {
                continue;
            }
            const double radius = std::hypot(u, v);
            const std::uint64_t random = mix64(kSeed + static_cast<std::uint64_t>(v * kWaves + u));
            carriers.push_back({.u = static_cast<std::uint16_t>(u),
                                .v = static_cast<std::uint16_t>(v),
                                .symbol = static_cast<std::uint8_t>(random % kMarkSymbols),
                                .chip = static_cast<std::uint8_t>(random >> 32U),
                                .band = band_of(radius),
                                .amplitude = static_cast<float>(((random >> 63U) != 0 ? -1 : 1) *
                                                                std::pow(radius, kFall))});
        }
    }
    float energy = 0;
    for (const MarkCarrier& carrier : carriers) {
        energy += carrier.amplitude * carrier.amplitude;
    }
    for (MarkCarrier& carrier : carriers) {
        carrier.amplitude /= std::sqrt(energy);
    }
    return carriers;
}

} // namespace

const std::vector<MarkCarrier>& mark_carriers() {
    static const std::vector<MarkCarrier> carriers = make_carriers();
    return carriers;
}

MarkSymbols symbols_of(std::uint32_t id) {
    const std::uint64_t word = static_cast<std::uint64_t>(id) << 16U | check_of(id);
    MarkSymbols symbols{};
    for (unsigned k = 0; k < kMarkSymbols; ++k) {
        symbols[k] = static_cast<std::uint8_t>(word >> (8U * k));
    }
    return symbols;
}

std::optional<std::uint32_t> id_of(const MarkSymbols& symbols) {
    std::uint64_t word = 0;
    for (unsigned k = 0; k < kMarkSymbols; ++k) {
        word |= static_cast<std::uint64_t>(symbols[k]) << (8U * k);
    }
    const auto id = static_cast<std::uint32_t>(word >> 16U);
    return check_of(id) == static_cast<std::uint16_t>(word) ? std::optional(id) : std::nullopt;
}

float walsh(unsigned row, unsigned chip) {
    return std::popcount(row & chip) % 2 == 0 ? 1.0F : -1.0F;
}

void hadamard_transform(MarkChips& chips) {
    for (std::size_t half = 1; half < chips.size(); half *= 2) {
        for (std::size_t start = 0; start < chips.size(); start += 2 * half) {
            for (std::size_t i = start; i < start + half; ++i) {
                const float a = chips[i];
                const float b = chips[i + half];
                chips[i] = a + b;
                chips[i + half] = a - b;
            }
        }
    }
}

} // namespace kinovar::credentials
