// .safetensors: what is read is exactly the data of the file, each byte once.

#include "core/nn/loaders/checkpoint.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

void check(std::string_view bytes) {
    const auto dict = kinovar::nn::parse_safetensors(bytes);
    if (!dict) {
        return;
    }
    std::size_t numbers = 0;
    for (const std::string& key : dict->keys()) {
        const auto* weight = dict->find(key);
        std::uint64_t count = 1;
        for (const std::int64_t length : weight->shape) {
            count *= static_cast<std::uint64_t>(length);
        }
        if (count != weight->count()) {
            std::abort();
        }
        for (const float value : weight->values) {
            if (!std::isfinite(value)) {
                std::abort();
            }
        }
        numbers += weight->count();
    }
    if (numbers > bytes.size()) { // a number takes a byte at least
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    check(bytes);
    // The length before the header is hard to guess: the input up to the first zero byte is also
    // read as a header with the right length.
    const std::string_view header = bytes.substr(0, bytes.find('\0'));
    const std::uint64_t length = header.size();
    std::string framed(reinterpret_cast<const char*>(&length), sizeof length);
    framed += header;
    framed += bytes.substr(std::min(bytes.size(), header.size() + 1));
    check(framed);
    return 0;
}
