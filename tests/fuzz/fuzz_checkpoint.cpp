// Weight files of every kind: whatever stands in the file, reading it ends in an error, or in
// tensors that fit their shapes, are finite, and are not much larger than the file.

#include "core/nn/loaders/checkpoint.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

constexpr std::size_t kMostGrowth = 2;
constexpr std::size_t kSmallChange = 16 << 20;

/// Gives the bytes that the tensor takes.
std::size_t check(const kinovar::nn::Weight& weight) {
    std::uint64_t count = 1;
    for (const std::int64_t length : weight.shape) {
        count *= static_cast<std::uint64_t>(length);
    }
    if (count != weight.count() || (!weight.values.empty() && !weight.integers.empty())) {
        std::abort();
    }
    for (const float value : weight.values) {
        if (!std::isfinite(value)) {
            std::abort();
        }
    }
    return weight.values.size() * sizeof(float) + weight.integers.size() * sizeof(std::int64_t);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto dict =
        kinovar::nn::parse_checkpoint(std::string_view(reinterpret_cast<const char*>(data), size));
    if (!dict) {
        if (dict.error().message.empty() || dict.error().message.find('\n') != std::string::npos) {
            std::abort();
        }
        return 0;
    }
    std::size_t bytes = 0;
    for (const std::string& key : dict->keys()) {
        bytes += check(*dict->find(key));
    }
    if (bytes > kMostGrowth * size + kSmallChange) {
        std::abort();
    }
    return 0;
}
