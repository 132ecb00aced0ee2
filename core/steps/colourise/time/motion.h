#pragma once

#include "core/pipeline/clip.h"
#include "core/steps/measure/flow.h"

#include <memory>

namespace kinovar::colourise {

/// Motion between frames of a clip, by their luma, kept for as long as memory allows, also between
/// clips of the same key: a change of hints does not have it measured again. Thread-safe.
class Motion {
public:
    explicit Motion(pipeline::ClipPtr clip);

    [[nodiscard]] const pipeline::ClipPtr& clip() const { return clip_; }
    [[nodiscard]] Result<pipeline::Shot> shot_of(std::int64_t n, const pipeline::Pull& pull) const;
    /// From frame `from` to `to`, usually neighbours; both of one shot.
    [[nodiscard]] Result<std::shared_ptr<const steps::Flow>>
    between(std::int64_t from, std::int64_t to, const pipeline::Pull& pull) const;
    /// 8-bit luma made ready for flow.
    [[nodiscard]] Result<std::shared_ptr<const steps::FlowPicture>>
    picture(std::int64_t n, const pipeline::Pull& pull) const;

private:
    pipeline::ClipPtr clip_;
    std::shared_ptr<const pipeline::ShotFinder> shots_;
    struct Kept;
    std::shared_ptr<Kept> kept_;
};

} // namespace kinovar::colourise
