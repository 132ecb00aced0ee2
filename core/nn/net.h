#pragma once

#include "core/nn/model.h"

#include <ATen/ATen.h>

#include <memory>
#include <vector>

namespace kinovar::nn {

/// A network over tensors, inside core/nn only. Its weights lie on the device that was current
/// when it was built. Stateless: forward() may be called from several threads, though Model sees to
/// it that only one at a time runs.
class Net {
public:
    virtual ~Net() = default;
    /// Inputs in the order of ModelInfo::inputs, on the device of the weights, float32; pictures
    /// N×C×H×W in any memory format, not to be written to. Called under InferenceMode; throws what
    /// libtorch throws, and std::invalid_argument for inputs that do not fit.
    [[nodiscard]] virtual std::vector<at::Tensor>
    forward(const std::vector<at::Tensor>& inputs) const = 0;
};

/// A network and what it tells about itself: what an architecture or an importer builds.
struct BuiltNet {
    ModelInfo info;
    std::unique_ptr<const Net> net;
};

} // namespace kinovar::nn
