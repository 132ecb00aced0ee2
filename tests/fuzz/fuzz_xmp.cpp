// XMP packets and the files that carry them: what is read can be written and read again.

#include "core/credentials/chunked_picture.h"
#include "core/credentials/credentials.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kinovar::credentials;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto read = from_xmp(bytes)) {
        const auto again = from_xmp(to_xmp(*read));
        if (!again || mark_id(*again) != mark_id(*read)) {
            std::abort();
        }
    }
    if (const auto made = with_xmp_chunk(bytes, "packet")) {
        if (xmp_chunk_of(*made) != "packet") {
            std::abort();
        }
    }
    (void)xmp_chunk_of(bytes);
    return 0;
}
