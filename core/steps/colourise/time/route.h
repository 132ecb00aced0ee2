#pragma once

#include "core/steps/colourise/time/motion.h"

#include <memory>

namespace kinovar::colourise {

/// The way from a frame to a key frame of its shot and back, however far: in pixels of
/// Motion::picture().
struct Route {
    steps::Flow there;   ///< refined on the key itself; by features where that lost its way
    steps::Flow back;    ///< the same, from the key
    steps::Flow chained; ///< there, only put together from frame to frame
};

/// Routes, each made of the one of the frame next nearer to the key by one step of motion, and
/// refined on the key itself. They depend on the two frames alone, whatever was asked before, and
/// are kept within a budget of the whole program: every kCheckpoint-th longer than the others, so
/// that a long shot can be gone through in both directions. `n` differs from `key`. Thread-safe.
[[nodiscard]] Result<std::shared_ptr<const Route>>
route_between(std::int64_t n, std::int64_t key, const Motion& motion, const pipeline::Pull& pull);

} // namespace kinovar::colourise
