#pragma once

// Private to core/preview.

#include "core/preview/picture.h"

#include <string>
#include <string_view>

namespace kinovar::preview {

/// A picture as bytes for a file: lossless, compressed, checksummed.
[[nodiscard]] std::string packed(const Picture& picture);

/// Null where the bytes are not whole, whatever they are.
[[nodiscard]] PicturePtr unpacked(std::string_view bytes);

} // namespace kinovar::preview
