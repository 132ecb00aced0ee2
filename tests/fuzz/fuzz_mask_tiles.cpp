// Masks of fixes: whatever the bytes are, reading them ends in a mask that survives writing and
// reading again, or in an error.

#include "core/steps/retouch/brush/mask_tiles.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using kinovar::retouch::MaskTiles;
    const auto mask =
        MaskTiles::from_bytes(std::string_view(reinterpret_cast<const char*>(data), size));
    if (mask) {
        const auto again = MaskTiles::from_bytes(mask->to_bytes());
        if (!again || !(*again == *mask)) {
            std::abort();
        }
    }
    return 0;
}
