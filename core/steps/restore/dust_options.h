#pragma once

#include "core/base/fields.h"

#include <cstdint>
#include <string>

namespace kinovar::steps {

/// What the step "dust" looks for.
struct DustOptions {
    double sensitivity = 1;
    bool bright = true;
    bool dark = true;
    double largest = 30; ///< % of the picture's height
    double grow = 1;     ///< px at 480 lines
    std::string protect; ///< picture, pattern or folder of masks; empty: none

    static const FieldList<DustOptions>& fields();
};

} // namespace kinovar::steps
