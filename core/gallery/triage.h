#pragma once

// Private to core/gallery: which portraits can be shown.

#include "core/base/hash.h"
#include "core/credentials/consent.h"
#include "core/gallery/gallery.h"

namespace kinovar::gallery {

/// What is known of an entry after it was looked at.
struct Looked {
    Triage triage;
    Hash128 content;                    ///< of the file's bytes
    credentials::ConsentRecord consent; ///< empty: none was given
};

/// Looks at every portrait. What was found is remembered by content, so that a second run need not
/// look again. Progress on the job: stage "look", a unit a portrait. Errors: missing networks,
/// consent records that cannot be read, Cancelled; a picture that cannot be read is left out.
[[nodiscard]] Result<std::vector<Looked>> look_at(const std::vector<Entry>& entries,
                                                  const GalleryOptions& options, Job& job);

/// Why a portrait was left out: its first finding. Null: it was not.
[[nodiscard]] const portrait::Finding* reason_of(const Triage& triage);

} // namespace kinovar::gallery
