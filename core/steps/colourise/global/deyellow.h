#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"

#include <string>

namespace kinovar::steps {

/// The step `deyellow`: stained base and yellowed whites of old prints.
struct DeyellowOptions {
    double strength = 0.9;       ///< 0 to 1: how much of the stain goes
    double protect = 0.8;        ///< 0 to 1: how far light that may be meant is left alone
    std::string luma = "locked"; ///< "locked": that of the scan; "lifted": what the stain took
    static const FieldList<DeyellowOptions>& fields();
};

/// "deyellow". Black-and-white clips come back as they are.
[[nodiscard]] pipeline::StepType deyellow_step_type();

} // namespace kinovar::steps
