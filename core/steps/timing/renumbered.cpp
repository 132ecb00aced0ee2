#include "core/steps/timing/renumbered.h"

#include "core/pipeline/recent_frames.h"

namespace kinovar::steps {

namespace {

/// Frames that are kept, since neighbours in the new order are often the same frame.
constexpr std::size_t kKept = pipeline::kMostPullers + 2;

class RenumberedClip final : public pipeline::Clip {
public:
    RenumberedClip(pipeline::ClipPtr input, pipeline::ClipInfo info, FrameMap map)
        : input_(pipeline::remembered(std::move(input), kKept)), info_(std::move(info)),
          map_(std::move(map)) {}

    [[nodiscard]] const pipeline::ClipInfo& info() const override { return info_; }
    [[nodiscard]] Result<FramePtr> frame(std::int64_t n,
                                         const pipeline::Pull& pull) const override {
        return input_->frame((*map_)[static_cast<std::size_t>(n)], pull);
    }

private:
    pipeline::ClipPtr input_;
    pipeline::ClipInfo info_;
    FrameMap map_;
};

/// The frames of `clip` with the times of the clip that `timed` describes.
pipeline::ClipPtr plain_renumbered(const pipeline::ClipPtr& clip, const pipeline::ClipInfo& timed,
                                   const FrameMap& map) {
    pipeline::ClipInfo plain = clip->info();
    plain.frames = timed.frames;
    plain.rate = timed.rate;
    plain.timeline = timed.timeline;
    plain.shots = nullptr;
    plain.scan = nullptr;
    plain.faithful = nullptr;
    plain.key = Hasher().add(clip->info().key).add("renumbered").add(timed.key).finish();
    return renumbered_clip(clip, std::move(plain), map);
}

} // namespace

pipeline::ClipPtr renumbered_clip(pipeline::ClipPtr input, pipeline::ClipInfo info, FrameMap map) {
    return std::make_shared<RenumberedClip>(std::move(input), std::move(info), std::move(map));
}

pipeline::ClipInfo renumbered_info(const pipeline::ClipPtr& input, const Hash128& key,
                                   const FrameMap& map, Rational rate,
                                   std::shared_ptr<const pipeline::Timeline> timeline) {
    pipeline::ClipInfo info = input->info();
    info.frames = static_cast<std::int64_t>(map->size());
    info.rate = rate;
    info.timeline = std::move(timeline);
    info.key = key;
    info.shots = nullptr;
    info.scan = nullptr;
    if (info.faithful) {
        info.faithful = plain_renumbered(info.faithful, info, map);
    }
    return info;
}

pipeline::ClipInfo invented_renumbered_info(const pipeline::ClipPtr& input, const Hash128& key,
                                            const FrameMap& map, Rational rate,
                                            std::shared_ptr<const pipeline::Timeline> timeline) {
    pipeline::ClipInfo info = renumbered_info(input, key, map, rate, std::move(timeline));
    if (!info.faithful) {
        info.faithful = plain_renumbered(input, info, map);
    }
    return info;
}

} // namespace kinovar::steps
