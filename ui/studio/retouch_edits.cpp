// What the user does to fixes.

#include "core/render/project_fixes.h"
#include "core/steps/step_catalogue.h"
#include "ui/studio/fix_pictures.h"
#include "ui/studio/fix_pose.h"
#include "ui/studio/retouch.h"
#include "ui/studio/retouch_step.h"
#include "ui/studio/studio.h"

#include <QUndoStack>
#include <algorithm>
#include <memory>

namespace kinovar::ui {

namespace {

using project::Id;
using retouch::Fix;
using retouch::Key;

preview::FrameSpan within(preview::FrameSpan span, const project::Shot& shot) {
    return {std::clamp(span.first, shot.first, shot.last),
            std::clamp(span.last, shot.first, shot.last)};
}

bool is_nothing(const retouch::Pose& pose) {
    return pose == retouch::Pose{};
}

} // namespace

// --- lifetime

preview::FrameSpan Retouch::frames_now() const {
    const std::int64_t frame = studio_.frame();
    const auto* shot =
        studio_.has_project() ? studio_.document().get<project::Shot>(studio_.shot()) : nullptr;
    if (shot == nullptr) {
        return {frame, frame};
    }
    switch (tool_.lifetime) {
    case Lifetime::Frames:
        return within({frame, frame + tool_.frames - 1}, *shot);
    case Lifetime::Range:
        if (studio_.has_range()) {
            // With the frame that it is drawn on, so that it is seen.
            const preview::FrameSpan range = studio_.range();
            return within({std::min(range.first, frame), std::max(range.last, frame)}, *shot);
        }
        break;
    case Lifetime::ToCut:
        return {frame, shot->last};
    case Lifetime::Shot:
        return {shot->first, shot->last};
    case Lifetime::Frame:
        break;
    }
    return {frame, frame};
}

// --- adding

Fix Retouch::prepared(Fix fix) const {
    const preview::FrameSpan frames = frames_now();
    fix.first = frames.first;
    fix.last = frames.last;
    // There is nothing to ease towards before a film's shot begins.
    const std::int64_t length = frames.last - frames.first + 1;
    const auto ease = [&](int wanted) {
        return static_cast<int>(std::min<std::int64_t>(wanted, length - 1));
    };
    fix.ease_in = ease(tool_.ease_in);
    fix.ease_out = ease(tool_.ease_out);
    fix.opacity = tool_.opacity;
    fix.area.feather = tool_.feather;
    fix.follow = tool_.follow;
    fix.drawn_at = studio_.frame();
    return fix;
}

void Retouch::take_anchor(Fix& fix) const {
    const auto input = retouch_input_of(studio_);
    const FramePtr picture =
        input ? pictures_->picture(FixPictures::Input, *input, fix.drawn_at) : nullptr;
    if (picture == nullptr) {
        return; // nobody looks whether it still fits until it is told that it does
    }
    if (const auto anchor = steps::fix_anchor(fix, *picture)) {
        fix.anchor = *anchor;
    }
}

Id Retouch::make_place(project::EditBuilder& builder) const {
    const project::Document& document = studio_.document();
    return render::take_for_fixes(builder, document, *document.get<project::Shot>(studio_.shot()),
                                  studio_.take(), steps::step_catalogue());
}

Id Retouch::add(Fix fix, const QString& merge_key) {
    return insert(prepared(std::move(fix)), merge_key);
}

Id Retouch::insert(Fix fix, const QString& merge_key) {
    if (!studio_.has_project() || studio_.shot() == 0) {
        return 0;
    }
    take_anchor(fix);
    project::EditBuilder builder(studio_.document());
    const Id take = make_place(builder);
    fix.id = 0;
    const Id id = builder.insert(render::row_of(fix, take));
    if (!studio_.edit(builder.finish("Add fix"), merge_key)) {
        return 0;
    }
    if (studio_.told_take() != take) {
        // The chain that is worked on is not the one that makes this take: show what was done.
        const auto* made = studio_.document().get<project::Take>(take);
        studio_.set_scope(made->chain ? ChainScope::Shot : ChainScope::Reel);
    }
    set_chosen(id);
    return id;
}

// --- changing

void Retouch::update(Id id, const QString& name, const Fix& fix, bool enabled,
                     const QString& merge_key) {
    project::Fix row = render::row_of(fix, studio_.take());
    row.id = id;
    row.enabled = enabled;
    project::EditBuilder builder(studio_.document());
    builder.update(std::move(row));
    studio_.edit(builder.finish(name.toStdString()), merge_key);
}

void Retouch::change(Id id, const QString& name, const Fix& fix, const QString& merge_key) {
    if (item(id) != nullptr) {
        update(id, name, fix, enabled(id), merge_key);
    }
}

void Retouch::add_mark(Id id, const retouch::Mark& mark) {
    const Fix* present = fix(id);
    if (present == nullptr) {
        return;
    }
    const auto place = place_now(id);
    Fix changed = *present;
    changed.area.marks.push_back(place ? brought_back(mark, place->to_now) : mark);
    take_anchor(changed);
    change(id, mark.adds ? QStringLiteral("Add to fix") : QStringLiteral("Take from fix"), changed);
}

void Retouch::correct(Id id, const retouch::Pose& pose, const QString& merge_key) {
    const Fix* present = fix(id);
    if (present == nullptr) {
        return;
    }
    const std::int64_t frame = studio_.frame();
    Fix changed = *present;
    const auto at =
        std::lower_bound(changed.keys.begin(), changed.keys.end(), frame,
                         [](const Key& key, std::int64_t wanted) { return key.frame < wanted; });
    const bool there = at != changed.keys.end() && at->frame == frame;
    if (frame == changed.drawn_at && is_nothing(pose)) {
        if (there) {
            changed.keys.erase(at); // as it was drawn
        }
    } else if (there) {
        at->pose = pose;
    } else {
        changed.keys.insert(at, {frame, pose});
    }
    changed.first = std::min(changed.first, frame);
    changed.last = std::max(changed.last, frame);
    change(id, QStringLiteral("Move fix"), changed, merge_key);
}

void Retouch::remove_key(Id id, std::int64_t frame) {
    if (const Fix* present = fix(id)) {
        Fix changed = *present;
        std::erase_if(changed.keys, [&](const Key& key) { return key.frame == frame; });
        change(id, QStringLiteral("Remove correction"), changed);
    }
}

void Retouch::set_enabled(Id id, bool enabled) {
    if (const Fix* present = fix(id)) {
        update(id, enabled ? QStringLiteral("Switch fix on") : QStringLiteral("Switch fix off"),
               *present, enabled, {});
    }
}

void Retouch::remove(const std::vector<Id>& ids) {
    if (!studio_.has_project()) {
        return;
    }
    project::EditBuilder builder(studio_.document());
    for (const Id id : ids) {
        if (fix(id) != nullptr) {
            builder.remove(id);
        }
    }
    studio_.edit(builder.finish("Remove fix"));
}

void Retouch::accept_fit(Id id) {
    const auto input = retouch_input_of(studio_);
    const Item* present = item(id);
    if (present == nullptr || !input) {
        return;
    }
    auto answer = std::make_shared<std::optional<retouch::Anchor>>();
    studio_.jobs().start(
        tr("Looking at the picture below a fix"),
        [answer, fix = present->fix, clip = *input](Job& job) -> Status {
            KINOVAR_TRY_ASSIGN(const FramePtr picture,
                               clip->frame(fix->drawn_at, {job.stop_token()}));
            KINOVAR_TRY_ASSIGN(*answer, steps::fix_anchor(*fix, *picture));
            return {};
        },
        [this, id, answer, then = present->fix](const Status& status) {
            const Item* now = item(id);
            if (!status && status.error().code != ErrorCode::Cancelled) {
                studio_.fail(status.error());
            } else if (status && now != nullptr && now->fix == then) {
                Fix changed = *now->fix;
                changed.anchor = **answer;
                change(id, QStringLiteral("Fix fits"), changed);
            }
        },
        true);
}

} // namespace kinovar::ui
