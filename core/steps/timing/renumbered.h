#pragma once

#include "core/pipeline/clip.h"

#include <memory>
#include <vector>

namespace kinovar::steps {

/// For each frame of a clip, the number of the frame of another clip that it is (or is nearest to).
using FrameMap = std::shared_ptr<const std::vector<std::int64_t>>;

/// The frames of `input` in another order, as they are: frame n is frame (*map)[n] of it. `info`:
/// see renumbered_info().
[[nodiscard]] pipeline::ClipPtr renumbered_clip(pipeline::ClipPtr input, pipeline::ClipInfo info,
                                                FrameMap map);

/// Info for a clip with other frames than `input`: count, rate and time line as given; shots and
/// scan, which count the input's frames, are cleared, and `faithful` is renumbered by the map.
[[nodiscard]] pipeline::ClipInfo
renumbered_info(const pipeline::ClipPtr& input, const Hash128& key, const FrameMap& map,
                Rational rate, std::shared_ptr<const pipeline::Timeline> timeline);

/// The same for a clip of which a model invented frames: `faithful` is at least the input, so
/// renumbered.
[[nodiscard]] pipeline::ClipInfo
invented_renumbered_info(const pipeline::ClipPtr& input, const Hash128& key, const FrameMap& map,
                         Rational rate, std::shared_ptr<const pipeline::Timeline> timeline);

} // namespace kinovar::steps
