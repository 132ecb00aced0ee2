#pragma once

#include "core/base/fields.h"
#include "core/steps/retouch/fix.h"

#include <vector>

namespace kinovar::ui {

class Studio;

/// What can be set of each kind of fix, the next one or one that is there, as fields of a form:
/// texts in the user's language, shares in per cent, sources as the pictures that there are.
namespace kind_fields {

[[nodiscard]] std::vector<FieldInfo> fields(const Studio& studio, const retouch::Kind& kind);
[[nodiscard]] FieldValues values(const Studio& studio, const retouch::Kind& kind);
/// Puts a field's value into the kind. Errors: a colour that cannot be read.
[[nodiscard]] Status take(const Studio& studio, retouch::Kind& kind, std::string_view name,
                          const FieldValue& value);

} // namespace kind_fields
} // namespace kinovar::ui
