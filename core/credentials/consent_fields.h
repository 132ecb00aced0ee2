#pragma once

// Private to core/credentials: the texts of a consent record, for JSON, XMP and hash alike.

#include "core/credentials/consent.h"

#include <array>
#include <cstddef>

namespace kinovar::credentials {

struct ConsentField {
    const char* name;
    std::string ConsentRecord::*text;
    bool required; ///< for a record that allows something
};

inline constexpr std::array kConsentFields = {
    ConsentField{"person", &ConsentRecord::person, true},
    ConsentField{"relation", &ConsentRecord::relation, true},
    ConsentField{"granted_by", &ConsentRecord::granted_by, true},
    ConsentField{"ground", &ConsentRecord::ground, true},
    ConsentField{"scope", &ConsentRecord::scope, false},
    ConsentField{"date", &ConsentRecord::date, true},
    ConsentField{"source", &ConsentRecord::source, false},
    ConsentField{"note", &ConsentRecord::note, false},
};

/// Of one text of a record, in bytes: a note of a page.
inline constexpr std::size_t kMostTextBytes = 4096;

} // namespace kinovar::credentials
