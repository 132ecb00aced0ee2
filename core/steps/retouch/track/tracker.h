#pragma once

#include "core/steps/retouch/canvas.h"

#include <memory>
#include <vector>

namespace kinovar::retouch {

/// Follows fixes through their shot, both ways from each key: by points that are found there and
/// back, laid upon the key's own picture so that nothing drifts; or by the face mesh. Between two
/// keys both ways are blended. What was found is kept in pipeline::analyses(), so that neither the
/// next frame nor the next run looks again; it depends on the clip, the shape and the keys alone,
/// not on the order of questions. Thread-safe.
class Tracker {
public:
    /// `followed`: the pictures that are followed, of any size; `size`: of the step's input, whose
    /// pixels placements have.
    Tracker(const pipeline::ClipPtr& followed, cv::Size size);
    ~Tracker();

    /// Beyond a cut: lost. Still fixes: by their keys alone (blended by time), never lost.
    [[nodiscard]] Result<Placement> at(const Fix& fix, std::int64_t frame,
                                       const pipeline::Pull& pull) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace kinovar::retouch
