#pragma once

// Private to core/media: the several three-letter codes of one language.

#include <string>
#include <string_view>

namespace kinovar::media {

/// ISO 639-2 has two codes for some languages ("fre" and "fra"), QuickTime a third for a few.
[[nodiscard]] bool same_language(std::string_view a, std::string_view b);
/// The code that a QuickTime file has a number for, where it has one.
[[nodiscard]] std::string quicktime_language(std::string_view code);

} // namespace kinovar::media
