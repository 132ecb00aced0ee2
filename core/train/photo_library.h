#pragma once

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/train/luma_picture.h"

#include <filesystem>
#include <string>
#include <vector>

namespace kinovar::train {

/// Which photographs to learn from.
struct PhotoSelection {
    /// Folders (with all below them) and single pictures.
    std::vector<std::filesystem::path> places;
    /// A table with tabs whose first line names its columns; of its own folder only the rows with
    /// ship_weights_ok = yes are taken. Empty: every picture.
    std::filesystem::path manifest;
    /// File names to leave out.
    std::vector<std::string> excluded;
};

/// The files, in natural order of their paths, each once. Errors: a place that is not there, a
/// manifest that cannot be understood, nothing found.
[[nodiscard]] Result<std::vector<std::filesystem::path>>
find_photos(const PhotoSelection& selection);

/// A photograph in several sizes, largest first; all crisp at the level of pixels.
struct Photo {
    std::filesystem::path file;
    std::vector<LumaPicture> sizes;
};

/// What is made of the files.
struct PhotoSizes {
    int smallest_side = 0; ///< sizes with a shorter side are left out
    int multiple = 1;      ///< widths and heights are cut to a multiple of it
};

/// Reads photographs as luma. Large ones are reduced, since photographs are soft and carry traces
/// of their compression at full size: the longer side becomes 1000, 760, 570 and 430 px. Those
/// below 1000 px stay as they are, and smaller sizes are added.
///
/// Pictures that cannot be read or are too small are named in a warning and left out. Errors: none
/// is left; Cancelled.
[[nodiscard]] Result<std::vector<Photo>>
read_photos(const std::vector<std::filesystem::path>& files, const PhotoSizes& sizes, Job& job);

} // namespace kinovar::train
