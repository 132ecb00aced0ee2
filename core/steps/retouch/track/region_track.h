#pragma once

#include "core/steps/retouch/track/region_follow.h"

namespace kinovar::retouch {

struct RegionPlace {
    Affine pose = kIdentity; ///< from the key's frame, work px
    double confidence = 1;
    bool lost = false;
};

/// Where a region that lies in `box` (work px) at frame `key` lies at frame n of the same shot,
/// which is `shot`. Found frame by frame from the key on; what was found is kept in
/// pipeline::analyses() in pieces, so that no frame is gone through twice. Depends on the clip, box
/// and key alone. Thread-safe.
[[nodiscard]] Result<RegionPlace> follow_region(const WorkPictures& pictures, const cv::Rect2d& box,
                                                std::int64_t key, std::int64_t n,
                                                const pipeline::Shot& shot,
                                                const pipeline::Pull& pull);

} // namespace kinovar::retouch
