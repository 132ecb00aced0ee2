#pragma once

#include "core/steps/portrait/face/face.h"

#include <string_view>

namespace kinovar::portrait {

// Names as in the JSON output.
[[nodiscard]] std::string_view to_string(FindingKind kind);
[[nodiscard]] std::string_view to_string(Severity severity);
[[nodiscard]] std::string_view to_string(Expression expression);

} // namespace kinovar::portrait
