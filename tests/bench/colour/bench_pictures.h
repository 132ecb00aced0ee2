#pragma once

#include "core/base/result.h"
#include "core/image/frame.h"

#include <filesystem>
#include <string>
#include <vector>

namespace kinovar::bench {

struct ColourPicture {
    std::string name;
    FramePtr frame; ///< sRGB numbers
};

/// The twelve Kodak pictures at half size (area means), by name.
[[nodiscard]] Result<std::vector<ColourPicture>>
kodak_pictures(const std::filesystem::path& folder);

/// Photographs that may be learned from (rows `ship_weights_ok` of manifest.tsv), every n-th of
/// those that have colours, with a shorter side of `lines`: what constants are chosen by.
[[nodiscard]] Result<std::vector<ColourPicture>>
training_pictures(const std::filesystem::path& folder, int every, int lines);

} // namespace kinovar::bench
