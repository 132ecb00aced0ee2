#pragma once

#include "core/image/frame.h"

#include <cstdint>
#include <span>
#include <vector>

// Pictures whose colours are known, as a network that colours by hints learns from them.
namespace kinovar::colourise {

/// A hint: a small square of the picture whose true colour is told.
struct SampleHint {
    int x = 0, y = 0; ///< its middle, px
};

/// What happens to a clean picture before it is shown.
struct SampleWear {
    float gamma = 1; ///< of lightness
    float gain = 1, offset = 0;
    float vignette = 0;     ///< how much darker corners are, 0 to 1
    double blur_sigma = 0;  ///< px
    double grain_level = 0; ///< as steps::simulate::LumaDamage
    std::int64_t seed = 1;
    float hue = 0;        ///< all colours are turned by it, radians
    float saturation = 1; ///< and made stronger
    bool mirrored = false;
};

/// Planes (nn::HintPlane) and numbers of hints (nn::kHintNumbers each) as the network is given
/// them, and the chroma to be found: a* plane, b* plane, in units of nn::kHintNetChroma.
struct HintSample {
    int width = 0, height = 0;
    std::vector<float> planes;
    std::vector<float> hints;
    std::vector<float> truth;
};

/// `picture`: multiples of nn::kHintNetMultiple high and wide; `whole_lines`: the shorter side of
/// the picture that it is cut from, at the same size. Throws cv::Exception as OpenCV does.
/// Thread-safe.
[[nodiscard]] HintSample make_hint_sample(const Frame& picture, int whole_lines,
                                          std::span<const SampleHint> hints,
                                          const SampleWear& wear);

} // namespace kinovar::colourise
