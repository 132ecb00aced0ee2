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
        if (!is_plain(entry.info.id) || entry.package.front() == '-' || entry.files.empty()) {
            std::abort();
        }
        for (const auto& file : entry.files) {
            if (!is_plain(file.name)) {
                std::abort();
            }
        }
    }
    return 0;
}
