#pragma once

#include "core/base/job.h"
#include "core/pipeline/clip.h"
#include "core/steps/detect/proposal.h"

#include <filesystem>

namespace kinovar::cli {

/// Writes the least certain sighting of every hand as a PNG into a folder, least certain first
/// ("001_frame_000120.png"), with an index.html that shows them in that order. Files of those names
/// are replaced. Errors name the file.
[[nodiscard]] Status write_hand_gallery(const std::filesystem::path& folder,
                                        const std::vector<detect::HandTrack>& hands,
                                        const pipeline::Clip& clip, Job& job);

} // namespace kinovar::cli
