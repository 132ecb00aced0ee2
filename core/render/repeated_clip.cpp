#include "core/render/repeated_clip.h"

namespace kinovar::render {

namespace {

std::shared_ptr<const pipeline::Timeline> repeated_timeline(const pipeline::Timeline& once,
                                                            int times) {
    auto all = std::make_shared<pipeline::Timeline>(once);
    const std::int64_t length = once.starts.back() + once.last_duration - once.starts.front();
    for (int round = 1; round < times; ++round) {
        for (const std::int64_t start : once.starts) {
            all->starts.push_back(start + round * length);
        }
    }
    return all;
}

class RepeatedClip final : public pipeline::Clip {
public:
    RepeatedClip(pipeline::ClipPtr input, int times)
        : input_(std::move(input)), info_(input_->info()), frames_(info_.frames) {
        info_.frames = frames_ * times;
        info_.timeline = repeated_timeline(*info_.timeline, times);
        info_.key = Hasher().add("repeated").add(info_.key).add(std::int64_t{times}).finish();
        info_.shots = nullptr;
        info_.scan = nullptr;
        info_.faithful = nullptr;
    }
    [[nodiscard]] const pipeline::ClipInfo& info() const override { return info_; }
    [[nodiscard]] Result<FramePtr> frame(std::int64_t n,
                                         const pipeline::Pull& pull) const override {
        return input_->frame(n % frames_, pull);
    }

private:
    pipeline::ClipPtr input_;
    pipeline::ClipInfo info_;
    std::int64_t frames_; ///< of one round
};

} // namespace

pipeline::ClipPtr repeated(pipeline::ClipPtr clip, int times) {
    return times > 1 ? std::make_shared<RepeatedClip>(std::move(clip), times) : clip;
}

} // namespace kinovar::render
