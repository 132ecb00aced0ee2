#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"

#include <cstdint>
#include <string>

namespace kinovar::steps {

/// Puts grain on the picture: that of the scan, as it was measured before it was taken away, or one
/// made to order. Only what the picture lacks of it is added.
struct RegrainOptions {
    std::string grain = "measured";
    double amount = 100; ///< %
    double size = 1.8;   ///< px, of grain to order
    double strength = 3; ///< 8-bit levels at middle grey, of grain to order
    std::int64_t seed = 1;

    static const FieldList<RegrainOptions>& fields();
};

/// The step "regrain".
[[nodiscard]] pipeline::StepType regrain_step_type();

} // namespace kinovar::steps
