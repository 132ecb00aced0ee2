#pragma once

#include "core/steps/retouch/track/align.h"

#include <cstdint>
#include <memory>

namespace kinovar::retouch {

/// How a region lies at a frame, and what is needed to go on from there.
struct RegionState {
    Affine pose = kIdentity; ///< from the key's frame, work px
    double confidence = 1;
    int hidden = 0;               ///< frames since it was last seen; 0: it is
    cv::Point2d velocity;         ///< of its middle, px a frame
    std::int64_t seen_at = 0;     ///< the frame that it is compared with beside the key's
    Affine seen_pose = kIdentity; ///< how it lay there
};

/// Follows one region from frame to frame: its points move it, then it is laid upon the picture of
/// the key's frame, or where it no longer looks like that, of one seen since. When it looks like
/// neither it is hidden: the place goes with what lies around, and is searched there until it is
/// seen again.
class RegionFollower {
public:
    /// `box`: of what is followed, px of the work pictures at frame `key`. A place without
    /// structure is followed by what lies around it.
    [[nodiscard]] static Result<std::unique_ptr<RegionFollower>> make(const WorkPictures& pictures,
                                                                      const cv::Rect2d& box,
                                                                      std::int64_t key,
                                                                      const pipeline::Pull& pull);

    [[nodiscard]] RegionState start() const;
    /// From frame `from`, where it lay as `state` says, to the frame before or after it.
    [[nodiscard]] Result<RegionState> step(const RegionState& state, std::int64_t from,
                                           std::int64_t to, const pipeline::Pull& pull) const;

private:
    struct Sight;
    struct Views;
    struct Window;
    RegionFollower(const WorkPictures& pictures, const Window& window, std::int64_t key);
    [[nodiscard]] static Window window_for(const WorkPicture& picture, const cv::Rect2d& box);

    [[nodiscard]] RegionState stepped(const RegionState& state, std::int64_t to,
                                      const Views& views) const;
    [[nodiscard]] Sight settle(const Affine& start, const Views& views) const;
    [[nodiscard]] Affine search(const Affine& around, double reach, const Views& views) const;
    [[nodiscard]] Affine surroundings(const RegionState& state, const Views& views) const;
    [[nodiscard]] RegionState seen_again(const RegionState& state, std::int64_t to,
                                         const Sight& sight, double share) const;

    WorkPictures pictures_;
    std::int64_t key_;
    cv::Rect2d box_; ///< what counts of the window
    cv::Mat focus_;  ///< the same of its samples
    Aligner at_key_;
    double certainty_; ///< of a place that is followed by its surroundings: less
    int patience_;     ///< frames that it may be hidden
};

} // namespace kinovar::retouch
