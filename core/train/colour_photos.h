#pragma once

#include "core/base/job.h"
#include "core/image/frame.h"
#include "core/steps/colourise/engine/hint_sample.h"

#include <filesystem>
#include <vector>

namespace kinovar::train {

/// Reads photographs in colour and reduces them to a shorter side of kColourSide px, larger ones
/// only. Pictures that cannot be read, are too small or have no colour are named in a warning and
/// left out. Errors: none is left; Cancelled.
inline constexpr int kColourSide = 480;
[[nodiscard]] Result<std::vector<FramePtr>>
read_colour_photos(const std::vector<std::filesystem::path>& files, int smallest_side, Job& job);

/// A part of a picture.
[[nodiscard]] FramePtr cut_out(const Frame& picture, int x, int y, int width, int height);

/// The picture at about `lines` px of its shorter side, cut to multiples of what the network needs,
/// with that many hints at places that depend on `seed`; clean.
[[nodiscard]] Result<colourise::HintSample> whole_sample(const Frame& picture, int lines, int hints,
                                                         std::int64_t seed);

} // namespace kinovar::train
