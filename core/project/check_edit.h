#pragma once

// Private to core/project.

#include "core/project/document.h"

namespace kinovar::project {

/// Whether an edit may be applied to a document: each `before` is what stands there, each `after`
/// is in range, and afterwards every reference holds and the shots of every reel cover it.
[[nodiscard]] Status check_edit(const Document& document, const Edit& edit);

} // namespace kinovar::project
