#pragma once

#include "core/pipeline/clip.h"
#include "core/steps/enhance/noise_level.h"

#include <array>
#include <functional>
#include <vector>

namespace kinovar::steps {

/// Light and colour of a shot, pooled over 6 to 24 frames spread over it; encoded range. One
/// measure for the whole shot: fades and changes of the light within it stay as they are.
struct ShotLight {
    using Colour = std::array<float, 3>; ///< R', G', B'
    Colour black{};                      ///< mean of the darkest fiftieth of all pixels, by luma
    Colour white{};                      ///< mean of the brightest fiftieth
    Colour middle{}; ///< median of what is nearly grey once black and white are neutral, after
                     ///< black → 0 and white → 1; 0: too little of that
    float low = 0;   ///< luma of the darkest 0.3 %
    float high = 1;  ///< luma of the brightest 0.3 %
    /// Luma below which i/32 of all pixels lie.
    static constexpr std::size_t kQuantiles = 33;
    std::array<float, kQuantiles> quantiles{};
    NoiseCurve noise;
};

/// Measures a shot, or takes what analyses() has of it. `progress` is called after each frame.
[[nodiscard]] Result<ShotLight> measure_light(const pipeline::Clip& clip,
                                              const pipeline::Shot& shot,
                                              const pipeline::Pull& pull,
                                              const std::function<void()>& progress = {});

/// Frames that measure_light() looks at.
[[nodiscard]] std::vector<std::int64_t> light_samples(const pipeline::Shot& shot);

} // namespace kinovar::steps
