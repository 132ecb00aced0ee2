#include "core/pipeline/recent_frames.h"

#include "core/base/cache.h"

namespace kinovar::pipeline {

namespace {

class RememberedClip final : public Clip {
public:
    RememberedClip(ClipPtr clip, std::size_t frames)
        : clip_(std::move(clip)), recent_(frames, [](const Frame& /*frame*/) { return 1; }) {}

    [[nodiscard]] const ClipInfo& info() const override { return clip_->info(); }

    [[nodiscard]] Result<FramePtr> frame(std::int64_t n, const Pull& pull) const override {
        return recent_.get(n, [&] { return clip_->frame(n, pull); });
    }

private:
    ClipPtr clip_;
    mutable BudgetCache<std::int64_t, Frame> recent_;
};

} // namespace

ClipPtr remembered(ClipPtr clip, std::size_t frames) {
    return std::make_shared<RememberedClip>(std::move(clip), frames);
}

} // namespace kinovar::pipeline
