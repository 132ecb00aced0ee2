#pragma once

#include "core/steps/retouch/canvas.h"

#include <string>
#include <vector>

// The kinds that make pixels of what lies around, in the picture or in time. All throw
// cv::Exception as OpenCV does.
namespace kinovar::retouch {

[[nodiscard]] Result<Patch> patch_of(const Heal& heal, const Task& task);
/// Patch::origins says which pixels are real (Origin::Neighbour) and which are invented
/// (Origin::Hand from surroundings, Origin::Model), Patch::note from how far away.
[[nodiscard]] Result<Patch> patch_of(const Inpaint& inpaint, const Task& task);

/// Which installed network would invent pixels for these fixes; empty: none. Part of the pictures'
/// key.
[[nodiscard]] std::string filled_by(const std::vector<FixPtr>& fixes);

} // namespace kinovar::retouch
