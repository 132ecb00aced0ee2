#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace kinovar::nn::ncnn {

/// Takes weights from the bytes of an ncnn .bin file, front to back. Every count is checked against
/// what is left before memory is asked for; non-finite numbers are refused.
///
/// Borrows the bytes.
class WeightBytes {
public:
    explicit WeightBytes(std::string_view bytes) : rest_(bytes), total_(bytes.size()) {}

    /// `count` raw float32 (biases, slopes, scales).
    [[nodiscard]] Result<std::vector<float>> take_raw(std::int64_t count);
    /// `count` numbers behind a four-byte tag: 0x01306B47 is float16 padded to four bytes, 0 is
    /// float32; other tags (int8, bfloat16, tables) are refused.
    [[nodiscard]] Result<std::vector<float>> take_tagged(std::int64_t count);
    /// Fails unless every byte was taken: bytes left over mean a wrong reading.
    [[nodiscard]] Status finish() const;

private:
    [[nodiscard]] Result<std::string_view> take_bytes(std::uint64_t count);

    std::string_view rest_;
    std::size_t total_;
};

/// IEEE 754 binary16 → binary32.
[[nodiscard]] float float_from_half(std::uint16_t half);

} // namespace kinovar::nn::ncnn
