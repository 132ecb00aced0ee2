#pragma once

#include "core/pipeline/clip.h"
#include "core/steps/colourise/engine/ab_colour.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

// What the colours of a shot are like, in few numbers.
namespace kinovar::colourise {

/// Colours of a picture made small (128 px at most), row by row; encoded R'G'B'. Throws as OpenCV
/// does.
void add_samples(const Frame& picture, std::vector<Rgb>& samples);

/// A way to sum colours up. Count the version up when it gives other numbers for the same colours.
struct Measure {
    std::string name;
    std::int64_t version = 1;
    std::function<std::vector<float>(std::span<const Rgb> samples)> figures;
};

/// Of 6 to 24 frames spread over the shot, pooled: one answer for the whole shot, so that nothing
/// flickers. What analyses() has is not measured again.
[[nodiscard]] Result<std::vector<float>> shot_figures(const pipeline::Clip& clip,
                                                      const pipeline::Shot& shot,
                                                      const pipeline::Pull& pull,
                                                      const Measure& measure);

/// Sorts by luma (BT.709 will do to rank), equal ones in their order.
[[nodiscard]] std::vector<Rgb> by_luma(std::span<const Rgb> samples);

/// The value below which that share (0 to 1) of the values lies. At least one value.
[[nodiscard]] float quantile(std::vector<float> values, double share);

} // namespace kinovar::colourise
