#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

namespace kinovar::nn {

/// A NumPy array file: C order, little-endian float32 (f4) or uint8 (u1).
struct NpyArray {
    std::vector<std::int64_t> shape;
    std::variant<std::vector<float>, std::vector<std::uint8_t>> values;
};

/// Versions 1 to 3 of the format (NEP 1). The header is untrusted: other types and orders, sizes
/// that do not match the file and more than 2 GiB are refused; errors name the file.
/// Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
[[nodiscard]] Result<NpyArray> read_npy(const std::filesystem::path& path);
[[nodiscard]] Result<NpyArray> parse_npy(std::string_view bytes);

/// Writes version 1.0. The number of values must be the product of the shape.
[[nodiscard]] Status write_npy(const std::filesystem::path& path,
                               std::span<const std::int64_t> shape, std::span<const float> values);
[[nodiscard]] Status write_npy(const std::filesystem::path& path,
                               std::span<const std::int64_t> shape,
                               std::span<const std::uint8_t> values);

} // namespace kinovar::nn
