// Lists of blocked faces: whatever stands in the file, reading it ends in a list that survives
// writing and reading again, or in an error.

#include "core/steps/portrait/face/blocklist.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using kinovar::portrait::Blocklist;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto list = Blocklist::from_json(text)) {
        const auto again = Blocklist::from_json(list->to_json());
        if (!again || again->faces().size() != list->faces().size()) {
            std::abort();
        }
    }
    return 0;
}
