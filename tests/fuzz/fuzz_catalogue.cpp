// The list of models: no entry that is accepted can name a file outside its folder or pass an
// option to npm.

#include "core/nn/catalogue.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto catalogue = kinovar::nn::Catalogue::from_json(
        std::string_view(reinterpret_cast<const char*>(data), size), "/weights");
    if (!catalogue) {
        return 0;
    }
    const auto is_plain = [](const std::string& name) {
        return !name.empty() && name.find('/') == std::string::npos && name.front() != '.';
    };
    for (const auto& entry : catalogue->entries()) {
        const bool npm = entry.kind == kinovar::nn::SourceKind::Npm;
        if (!is_plain(entry.info.id) || entry.files.empty() || npm == entry.package.empty() ||
            entry.package.starts_with('-')) {
            std::abort();
        }
        for (const auto& file : entry.files) {
            const bool local = file.url.starts_with("http://127.0.0.1:");
            if (!is_plain(file.name) ||
                !(file.url.empty() || local || file.url.starts_with("https://"))) {
                std::abort();
            }
        }
        // What an import writes is what it reads.
        const std::string record = kinovar::nn::list_of_one(entry);
        const auto again = kinovar::nn::Catalogue::from_json(record, "/weights");
        if (!again || kinovar::nn::list_of_one(again->entries().front()) != record) {
            std::abort();
        }
    }
    return 0;
}
