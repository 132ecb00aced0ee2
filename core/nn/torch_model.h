#pragma once

#include "core/nn/net.h"

namespace kinovar::nn {

/// The public face of a Net: arrays and pixels become tensors of the device and precision that were
/// current when it was made, exceptions become errors, and one network runs at a time.
[[nodiscard]] std::shared_ptr<const Model> make_model(BuiltNet built);

} // namespace kinovar::nn
