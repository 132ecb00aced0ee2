#pragma once

#include "core/report/report.h"

namespace kinovar::report {

/// One self-contained page for browsers and printers: no scripts, nothing from elsewhere. Every
/// text is escaped; bytes that are no UTF-8 and control characters become U+FFFD.
[[nodiscard]] std::string html_of(const Report& report);

} // namespace kinovar::report
