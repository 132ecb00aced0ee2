// Fixes: whatever stands in the file, reading it ends in fixes that survive writing and reading
// again, as a file and as rows of a project, or in an error.

#include "core/steps/retouch/fix.h"
#include "core/steps/retouch/take_chains.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kinovar::retouch;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto takes = take_chains_from_json(text)) {
        const auto again = take_chains_from_json(take_chains_to_json(*takes));
        if (!again || *again != *takes) {
            std::abort();
        }
    }
    for (const char* kind : kKindNames) {
        (void)from_row({1, 0, 1, kind, text, {}});
    }
    const auto fixes = fixes_from_json(text);
    if (!fixes) {
        return 0;
    }
    const auto again = fixes_from_json(fixes_to_json(*fixes));
    if (!again || again->size() != fixes->size()) {
        std::abort();
    }
    for (std::size_t i = 0; i < fixes->size(); ++i) {
        const Fix& fix = *(*fixes)[i];
        const std::string values = row_values(fix);
        const auto row =
            from_row({fix.id, fix.first, fix.last, name_of(fix.kind), values, fix.area.mask});
        if (!(*(*again)[i] == fix) || !row || !(*row == fix)) {
            std::abort();
        }
    }
    return 0;
}
