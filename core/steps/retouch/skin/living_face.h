#pragma once

#include "core/steps/retouch/skin/followed_faces.h"

// Private to core/steps/retouch.
namespace kinovar::retouch {

/// Whether a face may be made to move: not where triage refuses it or asks for consent.
[[nodiscard]] bool may_live(const FollowedFace& one);

struct Liveliness {
    double strength = 0; ///< 0 to 1, of all but the blinks, which are whole or none
    bool blinks = false;
};
/// The picture with a breath and small movements of a face that stands still (preset "breathing" of
/// the portraits). Pixels beyond the animator's reach stay bit for bit.
[[nodiscard]] Result<FramePtr> enlivened(const FramePtr& picture, const FollowedFace& one,
                                         std::int64_t n, double rate, const Liveliness& lively,
                                         const pipeline::Pull& pull);

} // namespace kinovar::retouch
