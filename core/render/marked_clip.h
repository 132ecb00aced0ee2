#pragma once

// Private to core/render.

#include "core/pipeline/clip.h"

namespace kinovar::render {

/// The last clip of an export whose pictures show what no camera saw: its frames with the visible
/// mark (where the credentials ask for it) and the invisible one. A clip without credentials comes
/// back as it is. `software` fills in what made it, where the credentials do not say.
[[nodiscard]] pipeline::ClipPtr marked(pipeline::ClipPtr clip, const std::string& software);

/// What a film's metadata say of such pictures, a line each: what was done, the kind of source, the
/// models that no credit names, who consented.
[[nodiscard]] std::vector<std::string> statements_of(const credentials::Credentials& credentials,
                                                     const std::vector<pipeline::Credit>& credits);

} // namespace kinovar::render
