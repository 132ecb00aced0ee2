#pragma once

#include "core/nn/arch/parts.h"

namespace kinovar::nn::arch {

/// The colour decoder of DDColor: colour queries look at the features of three sizes in turn and
/// end as weights of the picture's features, a plane for each query.
class ColourQueries {
public:
    /// Takes the keys that begin with `prefix`; `widths`: channels of the features it looks at,
    /// from small to large pictures.
    ColourQueries(StateDict& weights, const std::string& prefix,
                  const std::vector<std::int64_t>& widths);

    /// `features` in the order of `widths`; `picture` N × C × H × W → N × queries × H × W.
    [[nodiscard]] at::Tensor operator()(const std::vector<at::Tensor>& features,
                                        const at::Tensor& picture) const;
    [[nodiscard]] std::int64_t count() const { return start_.size(1); }
    /// Channels of the picture's features.
    [[nodiscard]] std::int64_t embedding() const { return embed_.back().out_features(); }

private:
    /// Multi-head attention, its input added, then normalised.
    class Attention {
    public:
        Attention(StateDict& weights, const std::string& key, const std::string& name,
                  std::int64_t features);
        /// N × L × C each; keys and values are of one length.
        [[nodiscard]] at::Tensor operator()(const at::Tensor& queries, const at::Tensor& where,
                                            const at::Tensor& keys, const at::Tensor& values) const;

    private:
        Linear query_, key_, value_, out_;
        LayerNorm norm_;
    };
    struct Layer {
        Attention cross, self;
        Linear widen, narrow;
        LayerNorm norm;
    };

    at::Tensor start_;     // 1 × queries × C
    at::Tensor positions_; // 1 × queries × C
    at::Tensor levels_;    // sizes × C
    std::vector<Conv2d> project_;
    std::vector<Layer> layers_;
    LayerNorm last_norm_;
    std::vector<Linear> embed_;
};

} // namespace kinovar::nn::arch
