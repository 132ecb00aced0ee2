// Hints of colour: whatever stands in the file, reading it ends in hints that survive writing and
// reading again, as a file and as rows of a project, or in an error.

#include "core/steps/colourise/hints.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace kinovar::colourise;

template <class One>
void check_row(const One& one, std::int64_t first, std::int64_t last) {
    const std::string values = row_values(one);
    const auto again = from_row({first, last, values, one.citation, one.documented});
    if (!again || std::get<One>(*again) != one) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    (void)from_row({0, 1, text, {}, false});
    const auto set = hints_from_json(text, "/pictures");
    if (!set) {
        return 0;
    }
    const auto again = hints_from_json(hints_to_json(*set), {});
    if (!again || *again != *set) {
        std::abort();
    }
    for (const ColourHint& hint : set->hints) {
        check_row(hint, hint.first, hint.last);
    }
    for (const ColourReference& reference : set->references) {
        check_row(reference, reference.frame, reference.frame);
    }
    return 0;
}
