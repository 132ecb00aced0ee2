#pragma once

#include "core/project/document.h"

#include <string>

namespace kinovar::cli {

/// What a project holds, for a reader. Reels, shots and takes have the numbers (from 1) that the
/// command line calls them by.
[[nodiscard]] std::string text_of(const project::Document& document);
/// The same as one JSON object: project, reels [{number, name, path, media_found, frames, width,
/// height, rate, chain [step names], shots [{number, first, last, name, pick (a take's number, 0:
/// none), takes [{number, name, rating, own_chain}]}]}], flags, markers, hints, fixes, consents,
/// render_jobs (how many).
[[nodiscard]] std::string json_of(const project::Document& document);

} // namespace kinovar::cli
