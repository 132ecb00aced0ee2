#pragma once

#include "core/nn/graph_tf/flow.h"

namespace kinovar::nn::graph_tf {

/// Input pixels to each side that a pixel of the first output can depend on; -1 when an operator
/// mixes the whole picture (or when that cannot be told).
[[nodiscard]] std::int64_t reach_of(const Flow& flow, const std::vector<bool>& needed);

} // namespace kinovar::nn::graph_tf
