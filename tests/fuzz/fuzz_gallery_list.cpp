// Lists of portraits: whatever stands there, reading it ends in entries that each name a file, all
// different, in UTF-8, or in an error.

#include "core/gallery/csv.h"
#include "core/gallery/gallery_list.h"

#include <cstdint>
#include <cstdlib>
#include <set>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kinovar::gallery;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto entries = entries_from_csv(text, "portraits");
    std::set<std::filesystem::path> files;
    int line = 0;
    if (entries) {
        for (const ListedEntry& listed : *entries) {
            const Entry& entry = listed.entry;
            const bool good = !entry.file.empty() && files.insert(entry.file).second &&
                              listed.line > line && is_utf8(entry.name) && is_utf8(entry.caption);
            if (!good) {
                std::abort();
            }
            line = listed.line;
        }
    }
    const Entry named = entry_of_file(std::string(text.substr(0, text.find('\0'))));
    if (!is_utf8(named.name) || !is_utf8(named.years)) {
        std::abort();
    }
    return 0;
}
