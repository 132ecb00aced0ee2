#pragma once

#include <cstdint>

namespace kinovar {

/// Which lines of a picture were taken first: the upper ones (0, 2, 4 …) or the lower ones.
enum class FieldOrder : std::uint8_t { Unknown, Progressive, TopFirst, BottomFirst };

} // namespace kinovar
