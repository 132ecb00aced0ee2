// Array files: the shape of what is read always fits its values.

#include "core/nn/npy.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto array =
        kinovar::nn::parse_npy(std::string_view(reinterpret_cast<const char*>(data), size));
    if (array) {
        std::uint64_t count = 1;
        for (const std::int64_t side : array->shape) {
            count *= static_cast<std::uint64_t>(side);
        }
        const std::size_t values =
            std::visit([](const auto& all) { return all.size(); }, array->values);
        if (count != values || values > size) {
            std::abort();
        }
    }
    return 0;
}
