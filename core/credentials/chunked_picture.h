#pragma once

// Private to core/credentials: the XMP chunk of PNG and WebP files, which Exempi 2.6 damages when a
// packet gets shorter (PNG) or the file has no extended header (WebP).

#include <optional>
#include <string>
#include <string_view>

namespace kinovar::credentials {

[[nodiscard]] bool is_chunked_picture(std::string_view bytes);

/// The file with this packet instead of its own; every other chunk stays as it is. Empty where the
/// file is not whole, or none of PNG (ISO/IEC 15948; iTXt as XMP part 3 says) and WebP (RFC 9649).
[[nodiscard]] std::optional<std::string> with_xmp_chunk(std::string_view bytes,
                                                        std::string_view packet);
/// Empty where there is none. Untrusted input.
[[nodiscard]] std::optional<std::string> xmp_chunk_of(std::string_view bytes);

} // namespace kinovar::credentials
