#pragma once

#include "core/media/media_info.h"
#include "core/project/document.h"

#include <cstdint>
#include <random>

namespace kinovar::test {

/// An edit such as users make, of any kind, that fits the document as it is; never empty. The same
/// document and the same seed give the same edit.
project::Edit random_edit(const project::Document& document, std::uint64_t seed);

/// A film that is nowhere.
media::MediaInfo imagined_film(std::int64_t frames, const std::string& name = "film.mkv");

} // namespace kinovar::test
