#include "core/pipeline/frame_cache.h"

namespace kinovar::pipeline {

namespace {

class CachedClip final : public Clip {
public:
    CachedClip(ClipPtr clip, std::shared_ptr<FrameCache> cache)
        : clip_(std::move(clip)), cache_(std::move(cache)) {}

    [[nodiscard]] const ClipInfo& info() const override { return clip_->info(); }

    [[nodiscard]] Result<FramePtr> frame(std::int64_t n, const Pull& pull) const override {
        return cache_->get({clip_->info().key, n}, [&] { return clip_->frame(n, pull); });
    }

private:
    ClipPtr clip_;
    std::shared_ptr<FrameCache> cache_;
};

} // namespace

std::shared_ptr<FrameCache> make_frame_cache(std::size_t budget_bytes) {
    return std::make_shared<FrameCache>(budget_bytes,
                                        [](const Frame& frame) { return frame.bytes(); });
}

ClipPtr cached(ClipPtr clip, std::shared_ptr<FrameCache> cache) {
    return std::make_shared<CachedClip>(std::move(clip), std::move(cache));
}

} // namespace kinovar::pipeline
