#include "core/nn/ncnn/weight_bytes.h"

#include "core/nn/ncnn/limits.h"

#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <cstring>

namespace kinovar::nn::ncnn {

namespace {

static_assert(std::endian::native == std::endian::little, "weights are stored little-endian");

constexpr std::uint32_t kTagFloat32 = 0;
constexpr std::uint32_t kTagFloat16 = 0x01306B47;
constexpr std::uint32_t kTagInt8 = 0x000D4B38;
constexpr std::uint64_t kAlignment = 4;
constexpr std::uint64_t kMaxCount = kMaxWeightBytes / sizeof(std::uint16_t);

Status check_finite(const std::vector<float>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) {
            return failure(ErrorCode::Corrupt, fmt::format("weight {} is not a finite number", i),
                           "the weights are damaged; fetch them again");
        }
    }
    return {};
}

} // namespace

float float_from_half(std::uint16_t half) {
    const std::uint32_t sign = static_cast<std::uint32_t>(half & 0x8000U) << 16U;
    const std::uint32_t exponent = (half >> 10U) & 0x1FU;
    const std::uint32_t mantissa = half & 0x3FFU;
    if (exponent == 0) { // zero and subnormal: mantissa · 2^-24
        const float magnitude = std::ldexp(static_cast<float>(mantissa), -24);
        return sign != 0 ? -magnitude : magnitude;
    }
    const std::uint32_t wide = exponent == 0x1FU ? 0xFFU : exponent + (127U - 15U);
    return std::bit_cast<float>(sign | (wide << 23U) | (mantissa << 13U));
}

Result<std::string_view> WeightBytes::take_bytes(std::uint64_t count) {
    if (count > rest_.size()) {
        return failure(ErrorCode::Corrupt,
                       fmt::format("{} bytes of weights are needed from byte {} on, the file has "
                                   "only {} left",
                                   count, total_ - rest_.size(), rest_.size()),
                       "the file is cut off or belongs to another .param; fetch both again");
    }
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
}

Result<std::vector<float>> WeightBytes::take_raw(std::int64_t count) {
    if (count < 0 || static_cast<std::uint64_t>(count) > kMaxCount) {
        return failure(ErrorCode::Corrupt, fmt::format("{} weights in one layer", count));
    }
    const auto size = static_cast<std::size_t>(count);
    KINOVAR_TRY_ASSIGN(const std::string_view bytes, take_bytes(size * sizeof(float)));
    std::vector<float> values(size);
    if (!values.empty()) {
        std::memcpy(values.data(), bytes.data(), bytes.size());
    }
    KINOVAR_TRY(check_finite(values));
    return values;
}

Result<std::vector<float>> WeightBytes::take_tagged(std::int64_t count) {
    if (count < 0 || static_cast<std::uint64_t>(count) > kMaxCount) {
        return failure(ErrorCode::Corrupt, fmt::format("{} weights in one layer", count));
    }
    KINOVAR_TRY_ASSIGN(const std::string_view tag_bytes, take_bytes(sizeof(std::uint32_t)));
    std::uint32_t tag = 0;
    std::memcpy(&tag, tag_bytes.data(), sizeof tag);
    if (tag == kTagFloat32) {
        return take_raw(count);
    }
    if (tag != kTagFloat16) {
        return failure(tag == kTagInt8 ? ErrorCode::Unsupported : ErrorCode::Corrupt,
                       fmt::format("weights of the kind 0x{:08X} cannot be read{}", tag,
                                   tag == kTagInt8 ? " (quantised to 8 bits)" : ""),
                       "use the float16 or float32 version of the model");
    }
    const std::uint64_t used = static_cast<std::uint64_t>(count) * sizeof(std::uint16_t);
    KINOVAR_TRY_ASSIGN(const std::string_view bytes,
                       take_bytes((used + kAlignment - 1) / kAlignment * kAlignment));
    std::vector<float> values(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < values.size(); ++i) {
        std::uint16_t half = 0;
        std::memcpy(&half, bytes.data() + i * sizeof half, sizeof half);
        values[i] = float_from_half(half);
    }
    KINOVAR_TRY(check_finite(values));
    return values;
}

Status WeightBytes::finish() const {
    if (!rest_.empty()) {
        return failure(ErrorCode::Corrupt,
                       fmt::format("{} of {} bytes are left over", rest_.size(), total_),
                       "the weights belong to another .param; fetch both again");
    }
    return {};
}

} // namespace kinovar::nn::ncnn
