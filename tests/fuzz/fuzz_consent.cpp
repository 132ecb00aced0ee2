// Consent records: what is read survives writing and reading again, whatever stands in the file.

#include "core/credentials/consent.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using kinovar::credentials::ConsentRecord;
    const auto record =
        ConsentRecord::from_json(std::string_view(reinterpret_cast<const char*>(data), size));
    if (record) {
        const auto again = ConsentRecord::from_json(record->to_json());
        if (!again || *again != *record) {
            std::abort();
        }
        (void)record->check();
    }
    return 0;
}
