#pragma once

// Private to core/gallery.

#include "core/gallery/gallery.h"

namespace kinovar::gallery {

/// A PNG of the portraits that were left out: a small picture of each with its name, why, and the
/// way on. Nothing is written where none was left out.
[[nodiscard]] Status write_contact_sheet(const std::filesystem::path& path,
                                         const std::vector<Triage>& triage);

} // namespace kinovar::gallery
