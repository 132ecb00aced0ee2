#pragma once

#include "core/credentials/consent.h"
#include "core/project/nouns.h"

namespace kinovar::project {

/// A consent of a project as exports carry it, and the other way round (a row without an id).
[[nodiscard]] credentials::ConsentRecord record_of(const Consent& consent);
[[nodiscard]] Consent consent_of(const credentials::ConsentRecord& record);

} // namespace kinovar::project
