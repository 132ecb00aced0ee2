#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace kinovar::credentials {

/// Who allowed what to be done with whose face. All text is free but `date`.
struct ConsentRecord {
    std::string person;     ///< who is shown
    std::string relation;   ///< of the one who consents: "self", "daughter", "museum" …
    std::string granted_by; ///< who consents
    std::string ground;     ///< "own portrait", "heir", "public domain", "press use" …
    std::string scope = "animation";
    std::string date;   ///< ISO 8601, yyyy-mm-dd
    std::string source; ///< of the photograph: archive, inventory number
    std::string note;

    /// A record that allows something: person, granted_by, relation, ground and a valid date are
    /// there. The error names what is missing.
    [[nodiscard]] Status check() const;
    [[nodiscard]] std::string to_json() const;
    /// Untrusted input.
    [[nodiscard]] static Result<ConsentRecord> from_json(std::string_view json);
    friend bool operator==(const ConsentRecord&, const ConsentRecord&) = default;
};

/// A file's name, or the JSON itself (begins with '{'). Empty text: an empty record.
[[nodiscard]] Result<ConsentRecord> read_consent(const std::string& file_or_json);

} // namespace kinovar::credentials
