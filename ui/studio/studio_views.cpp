#include "core/pipeline/shot_chains.h"
#include "core/preview/viewing.h"
#include "core/render/project_fixes.h"
#include "core/steps/measure/shots.h"
#include "core/steps/step_catalogue.h"
#include "ui/studio/solo.h"
#include "ui/studio/studio_source.h"

#include <optional>

namespace kinovar::ui {

namespace {

using pipeline::Chain;
using project::Id;

/// Clips that are kept; each holds some frames of its own.
constexpr std::size_t kMostViews = 48;

Error not_open_yet() {
    return {ErrorCode::Cancelled, Studio::tr("the media are being opened").toStdString(), ""};
}

/// The first `count` steps of a chain.
Chain beginning(const Chain& chain, std::size_t count) {
    Chain part;
    part.steps.assign(chain.steps.begin(),
                      chain.steps.begin() +
                          static_cast<std::ptrdiff_t>(std::min(count, chain.steps.size())));
    return part;
}

bool does_something(const Chain& chain) {
    return std::any_of(chain.steps.begin(), chain.steps.end(),
                       [](const pipeline::StepSpec& step) { return step.enabled; });
}

/// What a first glance is made by; none where that would not be quick: the half-size film would be
/// measured by itself, which takes longer than waiting.
std::optional<Chain> glance_of(const Chain& chain) {
    Chain glance = chain;
    for (pipeline::StepSpec& step : glance.steps) {
        const pipeline::StepType* type = Studio::step_type(step.name);
        if (!step.enabled || type == nullptr || !type->measures) {
            continue;
        }
        if (!type->glance) {
            return std::nullopt;
        }
        for (const auto& [name, value] : *type->glance) {
            step.values.insert_or_assign(name, value);
        }
    }
    return glance;
}

} // namespace

void Studio::forget_views() {
    bases_.clear();
    views_.clear();
}

/// The source with the project's shots, once there are any that were found or made by hand.
Result<pipeline::ClipPtr> Studio::base_clip(Id reel) const {
    if (const auto error = source_error(reel)) {
        return failure(*error);
    }
    const pipeline::ClipPtr clip = source(reel);
    if (clip == nullptr) {
        return failure(not_open_yet());
    }
    std::vector<std::int64_t> cuts;
    for (const Id id : document_->shots_of(reel)) {
        if (const std::int64_t first = document_->get<project::Shot>(id)->first; first > 0) {
            cuts.push_back(first);
        }
    }
    if (cuts.empty()) {
        return clip;
    }
    Base& base = bases_[reel];
    if (base.clip == nullptr || base.cuts != cuts) {
        base.clip = pipeline::with_shots(clip, steps::listed_shots(cuts, clip->info().frames));
        base.cuts = std::move(cuts);
    }
    return base.clip;
}

Result<preview::View> Studio::view(const Point& point) const {
    if (!has_project() || reel_ == 0) {
        return failure(ErrorCode::NotFound, tr("no reel is open").toStdString(),
                       tr("add a film, a folder of pictures or a photograph").toStdString());
    }
    return make_view(point);
}

Result<preview::View> Studio::make_view(const Point& point) const {
    switch (point.kind) {
    case Point::Kind::Scan: {
        KINOVAR_TRY(base_clip(reel_));
        return preview::View{file(reel_), nullptr};
    }
    case Point::Kind::Reel: {
        if (const auto error = source_error(point.id)) {
            return failure(*error);
        }
        const pipeline::ClipPtr clip = source(point.id);
        if (clip == nullptr) {
            const_cast<Studio*>(this)->open_source(point.id);
            return failure(not_open_yet());
        }
        return preview::View{clip, nullptr};
    }
    case Point::Kind::AfterStep:
        return chain_view(
            beginning(seen_chain(), static_cast<std::size_t>(std::max(point.step, -1) + 1)),
            told_take());
    case Point::Kind::Take:
        if (point.id == 0) {
            return chain_view(document_->get<project::Reel>(reel_)->chain, 0);
        }
        if (document_->get<project::Take>(point.id) != nullptr &&
            document_->get<project::Take>(point.id)->shot == shot_) {
            return chain_view(document_->chain_of(shot_, point.id), point.id);
        }
        return chain_view(chain(), told_take());
    case Point::Kind::Result:
        break;
    }
    return chain_view(seen_chain(), told_take());
}

Chain Studio::seen_chain() const {
    return solo_ < 0 ? chain() : solo_chain(chain(), static_cast<std::size_t>(solo_));
}

void Studio::set_solo(int step) {
    const int inside = step < static_cast<int>(chain().steps.size()) ? std::max(step, -1) : -1;
    if (inside != solo_) {
        solo_ = inside;
        Q_EMIT solo_changed(solo_);
        Q_EMIT views_changed();
    }
}

void Studio::forget_solo() {
    if (solo_ >= 0) {
        solo_ = -1;
        Q_EMIT solo_changed(solo_);
    }
}

bool Studio::has_hints() const {
    if (!has_project()) {
        return false;
    }
    const auto& hints = document_->all<project::Hint>();
    return std::any_of(hints.begin(), hints.end(),
                       [&](const auto& one) { return one.second.reel == reel_; });
}

Id Studio::told_take() const {
    if (scope_ == ChainScope::Shot) {
        return take();
    }
    // The reel's chain is worked on: that of a take too, unless it has its own.
    const auto* present = document_->get<project::Take>(take());
    return present != nullptr && !present->chain ? present->id : 0;
}

Result<Chain> Studio::told_chain() const {
    return render::told_chain(chain(), *document_, shot_, told_take());
}

Result<pipeline::ClipPtr> Studio::clip_before(const Chain& chain, std::size_t step, Id shot,
                                              Id take) const {
    KINOVAR_TRY_ASSIGN(const pipeline::ClipPtr base, base_clip(reel_));
    KINOVAR_TRY_ASSIGN(const Chain told,
                       render::told_chain(beginning(chain, step), *document_, shot, take));
    KINOVAR_TRY_ASSIGN(const auto clips, build(told, base));
    return clips.back();
}

Result<pipeline::ClipPtr> Studio::clip_before(int step) const {
    return clip_before(chain(), static_cast<std::size_t>(std::max(step, 0)), shot_, told_take());
}

Result<preview::View> Studio::chain_view(const Chain& plain, Id take) const {
    KINOVAR_TRY_ASSIGN(const pipeline::ClipPtr base, base_clip(reel_));
    const auto types = steps::step_catalogue();
    // Of the current shot alone, so that a hint or a fix has the pictures of no other shot made
    // anew.
    KINOVAR_TRY_ASSIGN(const Chain chain, render::told_chain(plain, *document_, shot_, take));
    KINOVAR_TRY_ASSIGN(const Hash128 key, chain.key(types));
    // The key of the base clip tells reel and cuts.
    const std::string name = base->info().key.hex() + "/" + key.hex();
    if (const auto kept = views_.find(name); kept != views_.end()) {
        return kept->second;
    }
    Result<preview::View> made = [&]() -> Result<preview::View> {
        if (!does_something(chain)) {
            return preview::View{source(reel_), nullptr};
        }
        KINOVAR_TRY_ASSIGN(const auto clips, build(chain, base));
        preview::View view{clips.back(), nullptr};
        if (const auto glance = glance_of(chain)) {
            // A help, not a condition. Cuts that are looked for are those of the whole pictures.
            const pipeline::ClipPtr half_base = preview::half_size(base, steps::shots_of(base));
            if (const auto half =
                    preview::build_for_viewing(types, *glance, half_base, frame_cache_)) {
                view.half = half->back();
            }
        }
        return view;
    }();
    if (views_.size() >= kMostViews) {
        views_.clear();
    }
    views_.insert_or_assign(name, made);
    return made;
}

Result<std::vector<pipeline::ClipPtr>> Studio::build(const Chain& chain,
                                                     const pipeline::ClipPtr& source) const {
    return preview::build_for_viewing(steps::step_catalogue(), chain, source, frame_cache_);
}

std::int64_t Studio::frame_in(const preview::View& view) const {
    return frame_at(view, frame_, fraction_);
}

std::int64_t Studio::frame_in(const preview::View& view, std::int64_t frame) const {
    return frame_at(view, frame, 0);
}

std::int64_t Studio::frame_at(const preview::View& view, std::int64_t frame,
                              double fraction) const {
    const pipeline::ClipPtr scan = source(reel_);
    if (scan == nullptr || view.full == nullptr) {
        return frame;
    }
    if (view.full == scan) {
        return std::min(frame, scan->info().frames - 1);
    }
    return preview::frame_at_same_time(scan->info(), frame, fraction, view.full->info());
}

} // namespace kinovar::ui
