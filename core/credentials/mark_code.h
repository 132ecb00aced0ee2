#pragma once

// Private to core/credentials: how the invisible mark's number is spread over a picture.

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace kinovar::credentials {

/// 32 bits of number and 16 of check make six symbols of 8 bits. A symbol is sent as one of 256
/// orthogonal sequences (rows of the Walsh-Hadamard matrix) of 256 chips, each chip spread over
/// many coefficients of the picture's cosine transform. Orthogonal signals need far less energy a
/// bit than single bits repeated (Viterbi, "Principles of Coherent Communication", 1966, ch. 8),
/// and one fast Hadamard transform decides a symbol.
inline constexpr int kMarkSymbols = 6;
inline constexpr int kMarkChips = 256;
using MarkSymbols = std::array<std::uint8_t, kMarkSymbols>;
using MarkChips = std::array<float, kMarkChips>;

/// Frequencies of a picture are counted over the whole of it (half waves a side), so that scaling
/// does not move them. Below the lowest, pictures themselves are strong; above the highest, only
/// large pictures keep what is sent.
inline constexpr int kLowestWave = 28;
inline constexpr int kWaves = 200; ///< u and v lie below

/// What a small or strongly compressed picture keeps is some lower part of the waves: a reader
/// tries these parts, each with those below it.
inline constexpr std::array kBandEnds = {72.0, 120.0, 1.5 * kWaves};
inline constexpr std::size_t kMarkBands = kBandEnds.size();

/// A wave, cos(πu(x+½)/width)·cos(πv(y+½)/height), and the chip that sets its sign.
struct MarkCarrier {
    std::uint16_t u;
    std::uint16_t v;
    std::uint8_t symbol;
    std::uint8_t chip;
    std::uint8_t band;
    float amplitude; ///< with its sign; the squares of all sum to 1
};

[[nodiscard]] const std::vector<MarkCarrier>& mark_carriers();

[[nodiscard]] MarkSymbols symbols_of(std::uint32_t id);
/// Empty where the check does not fit.
[[nodiscard]] std::optional<std::uint32_t> id_of(const MarkSymbols& symbols);

/// ±1: chip `chip` of sequence `row`.
[[nodiscard]] float walsh(unsigned row, unsigned chip);
/// Correlation with all 256 sequences, in place.
void hadamard_transform(MarkChips& chips);

} // namespace kinovar::credentials
