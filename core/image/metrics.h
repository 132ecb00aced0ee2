#pragma once

#include "core/base/result.h"
#include "core/image/frame.h"

#include <array>

namespace kinovar {

/// Figures of one picture against a reference of the same size. Values are clipped to [0,1] first
/// (NaN counts as 0); peak = 1. Nothing is rounded to 8 bits.
///
/// PSNR = −10·log10(mean squared error); identical pictures give +infinity. `psnr_rgb` pools the
/// error of the three channels before the logarithm.
///
/// Luma is Y' = wr·R' + wg·G' + wb·B' of the clipped values, in full range, with the weights of the
/// reference's matrix (`luma_weights`); where that is Rgb or Unspecified with those of BT.601
/// (0.299, 0.587, 0.114), as is the habit of the super-resolution literature. That literature
/// measures luma scaled to 16–235 of 255, which makes its PSNR higher by 20·log10(255/219) =
/// 1.32 dB than `psnr_luma`.
///
/// SSIM after Wang, Bovik, Sheikh, Simoncelli, "Image quality assessment: from error visibility to
/// structural similarity", IEEE TIP 13(4), 2004: Gaussian window 11×11, σ = 1.5, sum 1, population
/// variances, K1 = 0.01, K2 = 0.03, L = 1; mean over the positions where the whole window lies
/// inside the picture. An axis shorter than 11 px takes a window of the axis's length. `ssim_rgb`
/// is the mean of the three channels. Computed in float: within 1e-5 of double.
struct PictureMetrics {
    double psnr_luma = 0;
    double ssim_luma = 0;
    double psnr_rgb = 0;
    double ssim_rgb = 0;
    std::array<double, 3> psnr_channel{}; ///< R, G, B
    std::array<double, 3> ssim_channel{};
    double mse_luma = 0;
    double mse_rgb = 0;
    double max_error = 0; ///< largest absolute difference of any channel
};

struct MetricsOptions {
    bool luma_only = false; ///< leaves the figures of RGB and channels 0, `max_error` too
    int border = 0;         ///< pixels left out at each edge
};

/// Thread-safe, one thread. InvalidArgument for different sizes or a border that leaves nothing.
[[nodiscard]] Result<PictureMetrics> compare_pictures(const Frame& reference, const Frame& other,
                                                      const MetricsOptions& options = {});

} // namespace kinovar
