#pragma once

#include "core/base/rational.h"
#include "core/base/result.h"

#include <string_view>

namespace kinovar::steps {

/// "25", "12.5", "23.976" (meant as 24000/1001) or "24000/1001" → frames a second, reduced, above 0
/// up to 1000. InvalidArgument otherwise; `name` is the parameter's, for the message.
[[nodiscard]] Result<Rational> rate_from_text(std::string_view name, std::string_view text);

} // namespace kinovar::steps
