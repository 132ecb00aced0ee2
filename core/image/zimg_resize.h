#pragma once

#include "core/base/result.h"
#include "core/image/frame.h"

#include <cstdint>

namespace kinovar {

enum class ZimgKernel : std::uint8_t { Bilinear, Bicubic, Lanczos };

/// Resamples `source` into all pixels of `target`, whose size decides the ratio. Private to
/// core/image; may throw std::bad_alloc.
[[nodiscard]] Status zimg_resize(const Frame& source, Frame& target, ZimgKernel kernel);

} // namespace kinovar
