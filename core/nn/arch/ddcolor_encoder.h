#pragma once

#include "core/nn/arch/parts.h"

namespace kinovar::nn::arch {

/// ConvNeXt (Z. Liu et al., "A ConvNet for the 2020s", CVPR 2022) that gives its features at four
/// sizes: a quarter of the picture's to a 32nd.
class ConvNextEncoder {
public:
    /// Takes the keys that begin with `prefix`.
    ConvNextEncoder(StateDict& weights, const std::string& prefix);

    /// N × 3 × H × W to the normalised features of each size, from large to small, N × C × h × w.
    [[nodiscard]] std::vector<at::Tensor> operator()(const at::Tensor& picture) const;
    /// Channels of the features, from large to small.
    [[nodiscard]] const std::vector<std::int64_t>& widths() const { return widths_; }

private:
    class Block {
    public:
        Block(StateDict& weights, const std::string& key, std::int64_t channels);
        /// N × C × H × W
        [[nodiscard]] at::Tensor operator()(const at::Tensor& picture) const;

    private:
        Conv2d depthwise_;
        LayerNorm norm_;
        Linear widen_, narrow_; // the latter with the layer's scale in it
    };
    struct Stage {
        Conv2d shrink;
        LayerNorm shrink_norm; // after the first stage's convolution, before the others'
        std::vector<Block> blocks;
        LayerNorm out_norm;
    };

    void take_stage(StateDict& weights, const std::string& prefix, int index);

    std::vector<Stage> stages_;
    std::vector<std::int64_t> widths_;
};

} // namespace kinovar::nn::arch
