#pragma once

#include "core/nn/loaders/state_dict.h"
#include "core/nn/net.h"

#include <span>

namespace kinovar::nn {

/// A family of networks that is recognised by the keys and shapes of its checkpoints. One file in
/// this folder and one line in registry.cpp each; docs/adding-a-model.md shows how.
struct Architecture {
    const char* name; ///< as its authors call it: "RRDBNet"
    /// Cheap: looks at a few keys that no other family has.
    bool (*matches)(const StateDict& weights);
    /// Derives the hyper-parameters from shapes, takes every tensor that it uses, drops those that
    /// it knows and does not need. Fills in the info: task, scale, channels, value range, size
    /// multiple, ports, receptive radius, halo. May throw BadWeights or what libtorch throws.
    Result<BuiltNet> (*build)(StateDict& weights);
};

/// In the order in which they are tried.
[[nodiscard]] std::span<const Architecture* const> architectures();

/// Recognises the dictionary and builds its network. Errors: no known architecture (with the first
/// keys, so that a user can say what it is); a tensor that is missing, of another shape or type, or
/// left over.
[[nodiscard]] Result<BuiltNet> build_network(StateDict weights);

} // namespace kinovar::nn
