#pragma once

#include "core/nn/loaders/state_dict.h"
#include "core/nn/net.h"

#include <optional>

namespace kinovar::nn::arch {

/// NAFNetLocal: means over the whole picture become means over a window, so that a network that was
/// trained on small patches sees at run time what it saw then (X. Chu et al., Test-time Local
/// Converter, 2022).
struct LocalMeans {
    std::int64_t patch = 256;  ///< side of the patches of the training
    std::int64_t window = 384; ///< side of the window, in pixels of the picture
};

/// Whole or local means are not told by the weights; recognition goes by the official
/// configurations: those of the deblurring networks (GoPro, REDS) are run with LocalMeans'
/// defaults, all others with whole means. Errors: weights that do not fit.
[[nodiscard]] Result<BuiltNet> build_nafnet(StateDict& weights, std::optional<LocalMeans> local);

} // namespace kinovar::nn::arch
