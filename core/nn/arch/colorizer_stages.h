#pragma once

#include "core/nn/arch/parts.h"

namespace kinovar::nn::arch {

/// A row of 3×3 convolutions, each followed by ReLU, and a batch normalisation at the end (not
/// before the ReLU, so it stays a layer of its own): the stages of the colourisers of R. Zhang.
class ColorizerStage {
public:
    struct How {
        int first_index = 0; ///< of the first convolution in its nn.Sequential; each second is one
        int convolutions = 2;
        std::int64_t last_stride = 1;
        std::int64_t dilation = 1;
        bool normalised = true;
    };

    /// Takes `prefix`.INDEX.weight and so on.
    ColorizerStage(StateDict& weights, const std::string& prefix, std::int64_t in_channels,
                   const How& how);
    [[nodiscard]] at::Tensor operator()(at::Tensor picture) const;
    [[nodiscard]] std::int64_t out_channels() const { return convolutions_.back().out_channels(); }

private:
    std::vector<Conv2d> convolutions_;
    Affine normalisation_;
    bool normalised_;
};

} // namespace kinovar::nn::arch
