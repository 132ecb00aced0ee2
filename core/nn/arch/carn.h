#pragma once

#include "core/nn/loaders/state_dict.h"
#include "core/nn/net.h"

namespace kinovar::nn::arch {

/// One file of CARN-M serves several scales. 0: the largest that it has. Errors: the file does not
/// have that scale (with those that it has); weights that do not fit.
[[nodiscard]] Result<BuiltNet> build_carn_m(StateDict& weights, int scale);

} // namespace kinovar::nn::arch
