// Chains of a project file: whatever stands there, reading it ends in a chain that survives writing
// and reading again, or in an error.

#include "core/project/chain_json.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kinovar::project;
    const auto chain = chain_from_json({reinterpret_cast<const char*>(data), size});
    if (!chain) {
        return 0;
    }
    const auto text = chain_to_json(*chain);
    if (!text) {
        std::abort();
    }
    const auto again = chain_from_json(*text);
    if (!again || *again != *chain) {
        std::abort();
    }
    return 0;
}
