#include "core/steps/timing/retimed_clip.h"

#include "core/nn/credit.h"
#include "core/pipeline/recent_frames.h"
#include "core/steps/measure/shots.h"
#include "core/steps/timing/renumbered.h"

#include <fmt/format.h>

#include <algorithm>

namespace kinovar::steps {

namespace {

/// The two frames of a moment, and those that threads ahead ask for.
constexpr std::size_t kKept = pipeline::kMostPullers + 4;
constexpr double kHalf = 0.5;

FramePtr blend(const Frame& before, const Frame& after, float part) {
    auto frame = std::make_shared<Frame>(before.width(), before.height(), before.colour());
    const auto a = before.values();
    const auto b = after.values();
    std::transform(a.begin(), a.end(), b.begin(), frame->values().begin(),
                   [part](float x, float y) { return x + part * (y - x); });
    auto origin = std::make_shared<OriginPlane>();
    origin->width = before.width();
    origin->height = before.height();
    origin->pixels.assign(a.size() / Frame::kChannels, Origin::Neighbour);
    for (const Frame* source : {&before, &after}) {
        if (source->origin()) { // what was invented before stays known as that
            std::transform(origin->pixels.begin(), origin->pixels.end(),
                           source->origin()->pixels.begin(), origin->pixels.begin(),
                           [](Origin x, Origin y) { return std::max(x, y); });
        }
    }
    frame->set_origin(std::move(origin));
    return frame;
}

FrameMap nearest_frames(const std::vector<Moment>& moments, Between between) {
    auto map = std::make_shared<std::vector<std::int64_t>>(moments.size());
    std::transform(moments.begin(), moments.end(), map->begin(), [between](const Moment& moment) {
        const bool next = between != Between::Repeat && moment.part >= kHalf;
        return moment.frame + (next ? 1 : 0);
    });
    return map;
}

class RetimedClip final : public pipeline::Clip {
public:
    RetimedClip(const pipeline::ClipPtr& input, pipeline::ClipInfo info, Retiming retiming,
                Between between, std::shared_ptr<const InBetween> network)
        : input_(pipeline::remembered(input, kKept)), shots_(shots_of(input)),
          info_(std::move(info)), moments_(std::move(retiming.moments)), between_(between),
          network_(std::move(network)) {}

    [[nodiscard]] const pipeline::ClipInfo& info() const override { return info_; }

    [[nodiscard]] Result<FramePtr> frame(std::int64_t n,
                                         const pipeline::Pull& pull) const override {
        const Moment moment = moments_[static_cast<std::size_t>(n)];
        if (moment.part == 0) {
            return input_->frame(moment.frame, pull);
        }
        KINOVAR_TRY_ASSIGN(const pipeline::Shot shot, shots_->shot_of(moment.frame, pull));
        if (shot.last == moment.frame) {
            return input_->frame(moment.frame + (moment.part < kHalf ? 0 : 1), pull);
        }
        KINOVAR_TRY_ASSIGN(const FramePtr before, input_->frame(moment.frame, pull));
        KINOVAR_TRY_ASSIGN(const FramePtr after, input_->frame(moment.frame + 1, pull));
        if (pull.stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "stopped");
        }
        if (between_ == Between::Blend) {
            return blend(*before, *after, static_cast<float>(moment.part));
        }
        auto made = network_->at(before, after, moment.part, info_.monochrome, pull.stop);
        if (!made) {
            return failure(made.error().within(fmt::format("frame {}", n)));
        }
        return made;
    }

private:
    pipeline::ClipPtr input_;
    std::shared_ptr<const pipeline::ShotFinder> shots_;
    pipeline::ClipInfo info_;
    std::vector<Moment> moments_;
    Between between_;
    std::shared_ptr<const InBetween> network_;
};

} // namespace

pipeline::ClipPtr retimed_clip(const pipeline::ClipPtr& input, const Hash128& key,
                               Retiming retiming, Between between,
                               std::shared_ptr<const InBetween> network) {
    const FrameMap nearest = nearest_frames(retiming.moments, between);
    if (between == Between::Repeat) {
        return renumbered_clip(
            input, renumbered_info(input, key, nearest, retiming.rate, retiming.timeline), nearest);
    }
    if (between == Between::Blend) {
        pipeline::ClipInfo info =
            renumbered_info(input, key, nearest, retiming.rate, retiming.timeline);
        return std::make_shared<RetimedClip>(input, std::move(info), std::move(retiming), between,
                                             nullptr);
    }
    pipeline::ClipInfo info =
        invented_renumbered_info(input, key, nearest, retiming.rate, retiming.timeline);
    const nn::ModelInfo& model = network->model();
    pipeline::Credit credit{nn::credit_line(model), model.licence.commercial};
    if (std::find(info.credits.begin(), info.credits.end(), credit) == info.credits.end()) {
        info.credits.push_back(std::move(credit));
    }
    return std::make_shared<RetimedClip>(input, std::move(info), std::move(retiming), between,
                                         std::move(network));
}

} // namespace kinovar::steps
