#pragma once

#include "core/image/frame.h"
#include "core/pipeline/clip.h"
#include "core/steps/colourise/engine/colouriser.h"

#include <filesystem>

namespace kinovar::colourise {

/// Names the picture's bytes. Looks at the file without reading its pixels: an error names a
/// picture that is missing, cannot be read, or has another shape than the film's frames (as stored,
/// or as they are shown).
[[nodiscard]] Result<Hash128> checked_reference(const std::filesystem::path& file,
                                                const pipeline::ClipInfo& film);

/// The colours of a coloured picture of `frame`, n of its film, as they lie in the frame: small
/// shifts between both are found by their light. Of that size, sure everywhere.
/// Errors name the file: it cannot be read, or it shows something else.
[[nodiscard]] Result<Chroma> reference_colours(const std::filesystem::path& file,
                                               const Frame& frame, std::int64_t n,
                                               const cv::Size& size);

} // namespace kinovar::colourise
