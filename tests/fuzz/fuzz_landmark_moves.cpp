// Moves of landmarks: whatever stands in the text, reading it ends in moves that survive writing
// and reading again, or in an error.

#include "core/steps/portrait/face/face.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kinovar::portrait;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto moves = landmark_moves_from_json(text)) {
        const auto again = landmark_moves_from_json(to_json(*moves));
        if (!again || *again != *moves) {
            std::abort();
        }
    }
    return 0;
}
