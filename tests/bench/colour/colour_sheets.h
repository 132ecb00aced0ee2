#pragma once

#include "core/base/result.h"
#include "core/image/frame.h"
#include "core/steps/colourise/engine/seeds.h"

#include <filesystem>
#include <span>
#include <vector>

namespace kinovar::bench {

/// The frame in grey with its hints as coloured dots.
[[nodiscard]] FramePtr hints_shown(const Frame& frame,
                                   std::span<const colourise::PlacedHint> hints);

/// Writes frames of one size beside each other, 8 bits.
[[nodiscard]] Status write_strip(const std::filesystem::path& file,
                                 const std::vector<FramePtr>& frames);

} // namespace kinovar::bench
