#pragma once

#include "core/steps/timing/film_times.h"
#include "core/steps/timing/in_between.h"

#include <memory>
#include <vector>

namespace kinovar::steps {

/// What stands between two real frames.
enum class Between : std::uint8_t {
    Repeat, ///< the frame before
    Blend,  ///< a mix of both (origin Neighbour)
    Model,  ///< what a network makes of both (origin Model)
};

/// The moments of a clip that the frames of another show, and when.
struct Retiming {
    std::vector<Moment> moments;
    Rational rate;
    std::shared_ptr<const pipeline::Timeline> timeline;
};

/// `input` seen at other moments. Moments that are a frame's own give that frame, untouched; across
/// a cut nothing is mixed: the nearer frame stands. Each pair is worked on once a moment. `network`
/// is for Between::Model and null otherwise.
[[nodiscard]] pipeline::ClipPtr retimed_clip(const pipeline::ClipPtr& input, const Hash128& key,
                                             Retiming retiming, Between between,
                                             std::shared_ptr<const InBetween> network);

} // namespace kinovar::steps
