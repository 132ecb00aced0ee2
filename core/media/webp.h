#pragma once

// Private to core/media.

#include "core/media/join.h"

#include <optional>

namespace kinovar::media {

/// Encodes lossless segments as one animated WebP that loops for ever. It holds nothing else of a
/// source.
[[nodiscard]] Status join_webp(const JoinPlan& plan, Job& job);

/// What a WebP says of itself (Google, "WebP Container Specification"): FFmpeg cannot read animated
/// ones.
struct WebpFacts {
    int width = 0;
    int height = 0;
    int frames = 0;     ///< equal ones that follow each other are stored once
    double seconds = 0; ///< 0: a still
};
/// Untrusted input.
[[nodiscard]] Result<WebpFacts> read_webp_facts(const std::filesystem::path& path);

} // namespace kinovar::media
