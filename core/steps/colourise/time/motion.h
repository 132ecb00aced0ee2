#pragma once

#include "core/pipeline/clip.h"
#include "core/steps/colourise/time/motion_finder.h"

#include <memory>

namespace kinovar::colourise {

/// Cancelled, once somebody has asked for it.
[[nodiscard]] Status stopped(const pipeline::Pull& pull);

/// Motion between frames of a clip, by their luma, kept for as long as memory allows, also between
/// clips of the same key: a change of hints does not have it measured again. Thread-safe; what it
/// finds depends on the two frames alone.
class Motion {
public:
    explicit Motion(pipeline::ClipPtr clip);

    [[nodiscard]] const pipeline::ClipPtr& clip() const { return clip_; }
    [[nodiscard]] Result<pipeline::Shot> shot_of(std::int64_t n, const pipeline::Pull& pull) const;
    /// From frame `from` to `to`, usually neighbours; both of one shot. In pixels of picture():
    /// displacements and Flow::size.
    [[nodiscard]] Result<std::shared_ptr<const steps::Flow>>
    between(std::int64_t from, std::int64_t to, const pipeline::Pull& pull) const;
    /// The frame's luma, reduced to about Guide::kWorkLines, made ready for finding motion.
    [[nodiscard]] Result<std::shared_ptr<const MotionPicture>>
    picture(std::int64_t n, const pipeline::Pull& pull) const;
    [[nodiscard]] cv::Size picture_size() const;

private:
    pipeline::ClipPtr clip_;
    std::shared_ptr<const pipeline::ShotFinder> shots_;
};

} // namespace kinovar::colourise
