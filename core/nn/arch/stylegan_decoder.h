#pragma once

#include "core/nn/arch/parts.h"

namespace kinovar::nn::arch {

/// A convolution whose input channels are weighted by a style and whose output is brought back to
/// unit variance (T. Karras et al., "Analyzing and Improving the Image Quality of StyleGAN", 2020).
/// The style is applied to the pixels and not to the weights, which is the same by linearity and
/// lets the weights be prepared once.
class ModulatedConv {
public:
    struct Size {
        std::int64_t in;
        std::int64_t out = -1;
        std::int64_t kernel = 3;
        std::int64_t style;
        bool demodulate = true;
        float gain = 1; ///< of the result
    };

    /// `key`.weight (1 × out × in × k × k) and `key`.modulation.*
    ModulatedConv(StateDict& weights, const std::string& key, const Size& size);
    /// `style` N × S.
    [[nodiscard]] at::Tensor operator()(const at::Tensor& picture, const at::Tensor& style) const;
    [[nodiscard]] std::int64_t out_channels() const { return convolution_.out_channels(); }

private:
    Linear modulation_;
    Conv2d convolution_;
    at::Tensor energies_; // in × out: sums of squares of the kernels; undefined: not demodulated
    float gain_;
};

/// Scale and shift of features, which a picture gives to the decoder.
struct Condition {
    at::Tensor scale;
    at::Tensor shift;
};

/// The generator of StyleGAN2 as GFPGAN's clean version has it: bilinear enlargement before the
/// convolution instead of blur kernels; noise out of the file, so that results repeat.
class StyleganDecoder {
public:
    /// Takes the keys that begin with `prefix`.
    StyleganDecoder(StateDict& weights, const std::string& prefix, std::int64_t style_features);

    /// `styles` N × count × S; one condition per enlargement. Returns N × 3 × size × size.
    [[nodiscard]] at::Tensor operator()(const at::Tensor& styles,
                                        const std::vector<Condition>& conditions) const;

    [[nodiscard]] std::int64_t levels() const { return static_cast<std::int64_t>(levels_.size()); }
    [[nodiscard]] std::int64_t style_count() const { return 2 * levels() + 2; }
    /// Width and height of the result.
    [[nodiscard]] std::int64_t size() const { return constant_.size(3) << levels(); }
    /// Of the features that condition `level` applies to.
    [[nodiscard]] std::int64_t channels(std::int64_t level) const;

private:
    /// Convolution, noise, bias, leaky ReLU.
    class StyledConv {
    public:
        StyledConv(StateDict& weights, const std::string& key, const at::Tensor& noise,
                   std::int64_t in, std::int64_t style_features);
        [[nodiscard]] at::Tensor operator()(const at::Tensor& picture,
                                            const at::Tensor& style) const;
        [[nodiscard]] std::int64_t out_channels() const { return convolution_.out_channels(); }

    private:
        ModulatedConv convolution_;
        at::Tensor offset_; // 1 × out × H × W: bias and noise
    };
    /// From features to colours.
    class ToRgb {
    public:
        ToRgb(StateDict& weights, const std::string& key, std::int64_t in,
              std::int64_t style_features);
        [[nodiscard]] at::Tensor operator()(const at::Tensor& picture,
                                            const at::Tensor& style) const;

    private:
        ModulatedConv convolution_;
        at::Tensor bias_;
    };
    struct Level {
        StyledConv enlarged;
        StyledConv same;
        ToRgb to_rgb;
    };

    at::Tensor constant_;
    std::vector<StyledConv> first_; // one
    std::vector<ToRgb> first_rgb_;  // one
    std::vector<Level> levels_;
};

} // namespace kinovar::nn::arch
