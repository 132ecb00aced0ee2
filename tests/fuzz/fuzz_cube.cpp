// Look-up tables: what is read is whole, bounded and finite, whatever stands in the file.

#include "core/steps/enhance/cube_lut.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using kinovar::steps::CubeLut;
    const auto lut = kinovar::steps::parse_cube(
        std::string_view(reinterpret_cast<const char*>(data), size), "fuzz.cube");
    if (!lut) {
        return 0;
    }
    const auto side = static_cast<std::size_t>(lut->size);
    const std::size_t wanted = lut->dimensions == 1 ? side : side * side * side;
    if (lut->size < 2 || lut->entries.size() != wanted || wanted > size) {
        std::abort();
    }
    for (const CubeLut::Colour& entry : lut->entries) {
        for (const float value : entry) {
            if (!std::isfinite(value)) {
                std::abort();
            }
        }
    }
    return 0;
}
