#pragma once

#include "core/base/result.h"
#include "core/image/frame.h"

#include <array>

namespace kinovar {

/// Figures of one picture against a reference of the same size. Values are clipped to [0,1] first;
/// peak = 1.
///
/// PSNR = −10·log10(mean squared error); identical pictures give +infinity. `psnr_rgb` pools the
/// error of the three channels before the logarithm. Luma is Y' = wr·R' + wg·G' + wb·B' in full
/// range, with the weights of the reference's matrix (BT.601 for RGB pictures, as is the habit of
/// the super-resolution literature up to its 16–235 range, which adds a constant 1.32 dB).
///
/// SSIM after Wang et al. 2004: Gaussian window 11×11, σ = 1.5, K1 = 0.01, K2 = 0.03, L = 1; mean
/// over the positions where the whole window lies inside the picture (the picture's own size below
/// 11 px). `ssim_rgb` is the mean of the three channels.
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
    bool luma_only = false; ///< leaves the RGB figures 0
    int border = 0;         ///< pixels left out at each edge
};

[[nodiscard]] Result<PictureMetrics> compare_pictures(const Frame& reference, const Frame& other,
                                                      const MetricsOptions& options = {});

} // namespace kinovar
