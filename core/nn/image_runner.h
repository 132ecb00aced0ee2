#pragma once

#include "core/nn/model.h"

#include <functional>

namespace kinovar::nn {

struct RunOptions {
    int tile = 0; ///< input pixels a side; 0: chosen from the memory budget
    std::size_t memory_mb =
        0; ///< budget for activations; 0: a default that keeps a 640×480 ×4 job below 600 MB in all
    std::stop_token stop; ///< looked at between tiles
    std::function<void(const std::string&)>
        notice; ///< told when the tile had to shrink for lack of memory
};

/// Whether run_image() can run it: one picture in, one out, in colour or of luma alone (then the
/// picture's colour is kept).
[[nodiscard]] bool turns_picture_into_picture(const ModelInfo& info);

/// Runs an image-to-image model on a whole picture: pads to the size multiple, cuts into tiles with
/// the model's halo, feathers the overlaps, halves the tile when memory runs out, and crops. Output
/// is `scale` times as large, unclamped, colour spec as the input's, origin Model everywhere.
/// Thread-safe (calls on one model queue up).
[[nodiscard]] Result<FramePtr> run_image(const Model& model, const Frame& input,
                                         const RunOptions& options = {});

} // namespace kinovar::nn
