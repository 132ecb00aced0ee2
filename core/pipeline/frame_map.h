#pragma once

#include "core/pipeline/clip.h"

#include <cstdint>
#include <vector>

namespace kinovar::pipeline {

/// Which frame of a source is shown while a frame of what was made of it is, by their times. The
/// two differ in number where a step changed the frame rate.
class FrameMap {
public:
    FrameMap(const ClipInfo& source, const ClipInfo& result);

    [[nodiscard]] std::int64_t source_frame(std::int64_t n) const;
    /// The first frame of the result that shows this frame of the source or a later one; the number
    /// of frames where there is none.
    [[nodiscard]] std::int64_t first_of(std::int64_t source_frame) const;

private:
    void match_times(const ClipInfo& source, const ClipInfo& result);

    std::int64_t source_;
    std::int64_t result_;
    std::vector<std::int64_t> frames_; ///< of the source, of each frame of the result
};

} // namespace kinovar::pipeline
