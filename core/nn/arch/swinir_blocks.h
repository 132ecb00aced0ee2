#pragma once

#include "core/nn/arch/parts.h"

namespace kinovar::nn::arch {

/// One block of a Swin transformer (Z. Liu et al., 2021): self-attention inside square windows, of
/// which every second block moves the grid by half a window, then a small perceptron. Works on
/// N×H×W×C of sides that are multiples of the window.
class SwinBlock {
public:
    struct Size {
        std::int64_t channels = 0;
        std::int64_t window = 8;
        std::int64_t shift = 0;
    };
    /// Takes everything below `key`; throws BadWeights.
    SwinBlock(StateDict& weights, const std::string& key, const Size& size);
    [[nodiscard]] at::Tensor operator()(const at::Tensor& input) const;

private:
    [[nodiscard]] at::Tensor attend(const at::Tensor& input) const;

    Size size_;
    std::int64_t heads_ = 1;
    LayerNorm norm1_;
    LayerNorm norm2_;
    Linear query_key_value_; // queries scaled already
    Linear project_;
    Linear widen_;
    Linear narrow_;
    at::Tensor bias_;        // heads × window² × window²: by relative place
    at::Tensor mask_right_;  // window² × window²: of windows that the shift made of two far ends
    at::Tensor mask_bottom_; // of the picture
};

} // namespace kinovar::nn::arch
