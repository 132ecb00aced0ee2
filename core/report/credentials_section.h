#pragma once

// Private to core/report.

#include "core/credentials/consent.h"
#include "core/report/report.h"

#include <span>

namespace kinovar::report {

[[nodiscard]] Section consent_section(std::span<const credentials::ConsentRecord> consents,
                                      int level);

} // namespace kinovar::report
