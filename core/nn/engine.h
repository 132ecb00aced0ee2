#pragma once

#include "core/base/result.h"
#include "core/nn/pixels.h"

#include <memory>
#include <span>
#include <vector>

namespace kinovar::nn {

namespace ncnn {
struct Graph;
}

/// Runs one network. Behind it may stand libtorch or a kernel of our own; callers cannot tell.
/// Not thread-safe: one call at a time.
class Engine {
public:
    virtual ~Engine() = default;
    /// One picture per input of the network, borrowed for the call; one result per output.
    [[nodiscard]] virtual Result<std::vector<Pixels>>
    run(std::span<const PixelView> inputs) const = 0;
};

/// Executes a graph over libtorch's operators on the device chosen by set_device(). Takes the
/// weights out of the graph as it goes, so that they are not held twice.
[[nodiscard]] Result<std::unique_ptr<const Engine>> make_torch_engine(ncnn::Graph graph);

} // namespace kinovar::nn
