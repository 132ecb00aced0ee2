#pragma once

#include "core/nn/arch/parts.h"

#include <array>
#include <optional>

namespace kinovar::nn::arch {

/// What the networks of the first-order motion model share (A. Siarohin et al., NeurIPS 2019).

/// `key`.conv, batch normalisation `key`.norm and ReLU, folded into one.
class NormalisedConv {
public:
    NormalisedConv(StateDict& weights, const std::string& key, const ConvSize& size);
    [[nodiscard]] at::Tensor operator()(const at::Tensor& picture) const {
        return convolution_(picture, relu());
    }
    [[nodiscard]] std::int64_t out_channels() const { return convolution_.out_channels(); }

private:
    Conv2d convolution_;
};

/// NormalisedConv and the mean of 2 × 2 pixels.
at::Tensor run_down(const NormalisedConv& block, const at::Tensor& picture);
/// Each pixel four times, then NormalisedConv.
at::Tensor run_up(const NormalisedConv& block, const at::Tensor& picture);

/// Blurs by the Gaussian of the file and keeps every n-th pixel.
class Shrinker {
public:
    /// `key`.weight; without it pictures keep their size.
    Shrinker(StateDict& weights, const std::string& key, std::int64_t channels);
    [[nodiscard]] at::Tensor operator()(const at::Tensor& picture) const;
    [[nodiscard]] std::int64_t factor() const { return factor_; }

private:
    std::optional<Conv2d> blur_;
    std::int64_t factor_ = 1;
};

/// A U-Net; its result has the input's channels at the end.
class Hourglass {
public:
    /// Takes `prefix`encoder.* and `prefix`decoder.*
    Hourglass(StateDict& weights, const std::string& prefix, std::int64_t in_channels);
    [[nodiscard]] at::Tensor operator()(const at::Tensor& picture) const;
    [[nodiscard]] std::int64_t out_channels() const { return out_channels_; }
    /// Sides of what it reads must be multiples of this.
    [[nodiscard]] std::int64_t size_multiple() const { return std::int64_t{1} << down_.size(); }

private:
    std::vector<NormalisedConv> down_, up_;
    std::int64_t out_channels_ = 0;
};

/// Where the parts of a face are, and how the picture is sheared and turned around each.
struct KeyPoints {
    at::Tensor value;    ///< N × K × 2: x, y from -1 to 1 over the pixels' centres
    at::Tensor jacobian; ///< N × K × 2 × 2
};

/// 1 × H × W × 2: x and y of every pixel, -1 to 1 over the pixels' centres.
[[nodiscard]] at::Tensor coordinate_grid(std::int64_t height, std::int64_t width,
                                         const at::TensorOptions& options);

/// Bilinear; black outside of the picture. `corners`: whether -1 and 1 are the centres of the
/// outermost pixels (as with PyTorch before 1.3, when the published weights were trained) or their
/// edges.
[[nodiscard]] at::Tensor sample(const at::Tensor& picture, const at::Tensor& grid, bool corners);

/// "Relative" movement: the driving clip's change since its first frame is applied to the source,
/// scaled by how large its face is compared with the clip's (areas of the convex hulls).
[[nodiscard]] KeyPoints relative_key_points(const KeyPoints& source, const KeyPoints& driving,
                                            const KeyPoints& driving_initial);

/// Area of the convex hull of points (A. M. Andrew's monotone chain, 1979). Public for its test.
[[nodiscard]] double hull_area(std::vector<std::array<double, 2>> points);

} // namespace kinovar::nn::arch
