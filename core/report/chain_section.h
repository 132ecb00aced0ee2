#pragma once

// Private to core/report.

#include "core/nn/catalogue.h"
#include "core/pipeline/chain.h"
#include "core/report/report.h"

#include <span>

namespace kinovar::report {

/// The enabled steps of a chain in order, with all parameters (those that differ from the defaults
/// first) and the models that these name. `models` may be null.
[[nodiscard]] Section chain_section(std::string heading, const pipeline::Chain& chain,
                                    std::span<const pipeline::StepType> types,
                                    const nn::Catalogue* models);

} // namespace kinovar::report
