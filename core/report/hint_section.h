#pragma once

// Private to core/report.

#include "core/base/rational.h"
#include "core/report/report.h"
#include "core/steps/colourise/hints.h"

namespace kinovar::report {

/// "00:01:04:12": hours, minutes, seconds, frames at that rate, counted from 0.
[[nodiscard]] std::string timecode(std::int64_t frame, Rational rate);

/// "2 of 3 hints and references are documented (67 %)."
[[nodiscard]] std::string documented_share(const colourise::HintSet& set);

[[nodiscard]] Section hint_section(const colourise::HintSet& set, Rational rate);
[[nodiscard]] Section reference_section(const colourise::HintSet& set, Rational rate);

} // namespace kinovar::report
