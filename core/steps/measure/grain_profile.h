#pragma once

#include "core/pipeline/clip.h"
#include "core/steps/measure/dct_basis.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace kinovar::steps {

/// Grain of one signal (luma, or a colour channel).
struct GrainLayer {
    static constexpr int kGreys = 12;
    /// Standard deviation in 8-bit levels where the signal's own grey is (i + ½)/12 of full scale.
    std::array<double, kGreys> sigma{};
    /// Power of each 8×8 DCT coefficient of grain of standard deviation 1; mean 1; [8 v + u].
    std::array<double, kDctSize> spectrum{};

    /// Standard deviation at a grey of 0 … 1, in 8-bit levels; linear between the measured ones.
    [[nodiscard]] double sigma_at(double grey) const;
    /// The same for many: 257 values at grey 0, 1/256 … 1 in encoded units (0 … 1).
    [[nodiscard]] std::vector<float> sigma_table() const;
    /// Over the greys, weighted by how much of the picture has them.
    double mean_sigma = 0;
};

/// The grain of a shot, as the scan has it.
struct GrainProfile {
    int height = 0;      ///< of the scan, px; spectra are in its pixels
    bool colour = false; ///< else only `luma` holds
    GrainLayer luma;
    std::array<GrainLayer, 3> rgb;
    std::array<double, 3> correlation{}; ///< of grain between R and G, G and B, B and R
    /// Side of the square grain that would look as coarse, px: 1 for white noise. Blocks of 8 px
    /// see it too small by a fifth at 3 px, and not above 4.
    double size = 1;
    int frames = 0; ///< that it was measured on; 0: nothing could be measured and all sigma are 0

    /// Mean power of the luma spectrum within the octaves of radial frequency that end at 1/2, 1/4,
    /// 1/8 cycles a pixel (from fine to coarse).
    [[nodiscard]] std::array<double, 3> octaves() const;
};

/// The grain of a shot, measured on the scan of `clip` on a few frames and kept by
/// pipeline::analyses(). A shot of fewer than three frames has none.
[[nodiscard]] Result<GrainProfile> grain_of(const pipeline::ClipPtr& clip,
                                            const pipeline::Shot& shot, const pipeline::Pull& pull);

/// The grain that the pictures of `clip` itself have, measured on `samples` frames of the shot;
/// kept likewise.
[[nodiscard]] Result<GrainProfile> grain_in(const pipeline::Clip& clip, const pipeline::Shot& shot,
                                            const pipeline::Pull& pull, int samples);

/// One JSON object with all of it.
[[nodiscard]] std::string grain_to_json(const GrainProfile& profile);
[[nodiscard]] Result<GrainProfile> grain_from_json(const std::string& text);

} // namespace kinovar::steps
