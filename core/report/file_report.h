#pragma once

#include "core/base/result.h"
#include "core/report/report.h"

#include <filesystem>

namespace kinovar::report {

/// What a film, still or sequence says of itself: its facts and the credentials that are embedded
/// in it or lie beside it. Untrusted input. Errors: what is no media file; credentials that are
/// damaged.
[[nodiscard]] Result<Report> report_of_file(const std::filesystem::path& path);

} // namespace kinovar::report
