#include "ui/timeline/timeline_commands.h"

#include "ui/studio/colour.h"
#include "ui/studio/icons.h"
#include "ui/studio/retouch.h"
#include "ui/studio/text.h"

#include <algorithm>

namespace kinovar::ui {

namespace {

constexpr int kJump = 10; // frames
constexpr double kZoomStep = 1.6;

} // namespace

TimelineCommands::TimelineCommands(Player& player, Studio& studio, Actions& actions,
                                   const TimelineData& data, TimelineView& view, QObject* parent)
    : QObject(parent), player_(player), studio_(studio), actions_(actions), data_(data),
      view_(view) {
    add_playback();
    add_moves();
    add_edits();
    add_zoom();
    connect(&view, &TimelineView::seek_wanted, this, &TimelineCommands::seek);
    connect(&view, &TimelineView::cut_move_wanted, this,
            [this](project::Id shot, std::int64_t first) {
                studio_.edit(project::move_cut(studio_.document(), shot, first));
            });
    connect(&view, &TimelineView::marker_move_wanted, this,
            [this](project::Id id, std::int64_t frame) {
                change_marker(id, "Move marker", [frame](auto& marker) { marker.frame = frame; });
            });
    connect(&view, &TimelineView::marker_rename_wanted, this,
            [this](project::Id id, const QString& text) {
                change_marker(id, "Rename marker",
                              [&text](auto& marker) { marker.text = text.toStdString(); });
            });
    connect(&view, &TimelineView::marker_remove_wanted, this, &TimelineCommands::remove_marker);
    connect(&view, &TimelineView::hint_chosen, &studio_.colour(), &Colour::set_chosen);
    connect(&view, &TimelineView::hint_range_wanted, this,
            [this](project::Id id, std::int64_t first, std::int64_t last) {
                if (const colourise::ColourHint* hint = studio_.colour().hint(id)) {
                    colourise::ColourHint changed = *hint;
                    changed.first = first;
                    changed.last = last;
                    studio_.colour().change(id, QStringLiteral("Change frames of hint"), changed);
                }
            });
    connect(&view, &TimelineView::fix_chosen, this, &TimelineCommands::choose_fix);
    connect(&view, &TimelineView::fix_range_wanted, this, &TimelineCommands::set_fix_range);
    connect(&view, &TimelineView::fix_key_move_wanted, this, &TimelineCommands::move_fix_key);
    connect(&view, &TimelineView::in_wanted, &studio_, &Studio::set_in);
    connect(&view, &TimelineView::out_wanted, &studio_, &Studio::set_out);
    connect(&studio_, &Studio::reel_changed, this, &TimelineCommands::follow_state);
    connect(&studio_, &Studio::project_changed, this, &TimelineCommands::follow_state);
    connect(&player_, &Player::state_changed, this, &TimelineCommands::follow_state);
    follow_state();
}

QAction* TimelineCommands::add(const char* id, const QString& text, const QKeySequence& key,
                               const char* icon_name, Do what) {
    QAction* action = actions_.add(QLatin1String(id), group_, text, key);
    if (icon_name != nullptr) {
        action->setIcon(icon(QLatin1String(icon_name)));
    }
    connect(action, &QAction::triggered, this, [what = std::move(what)] { what(); });
    need_reel_.push_back(action);
    return action;
}

void TimelineCommands::add_playback() {
    group_ = tr("Playback");
    add("playback.play", tr("Play"), Qt::Key_Space, "play", [this] { player_.toggle(); });
    add("playback.back", tr("Play backwards, again: faster"), Qt::Key_J, "shuttle-back",
        [this] { player_.shuttle_back(); });
    add("playback.stop", tr("Stop"), Qt::Key_K, "stop", [this] { player_.shuttle_stop(); });
    add("playback.forward", tr("Play forwards, again: faster"), Qt::Key_L, "shuttle-forward",
        [this] { player_.shuttle_forward(); });
    add("playback.step_back", tr("One frame back"), Qt::Key_Left, "step-back",
        [this] { player_.step(-1); });
    add("playback.step_forward", tr("One frame forward"), Qt::Key_Right, "step-forward",
        [this] { player_.step(1); });
    add("playback.jump_back", tr("Ten frames back"), Qt::SHIFT | Qt::Key_Left, nullptr,
        [this] { player_.step(-kJump); });
    add("playback.jump_forward", tr("Ten frames forward"), Qt::SHIFT | Qt::Key_Right, nullptr,
        [this] { player_.step(kJump); });
    add("playback.loop", tr("Loop"), Qt::CTRL | Qt::Key_L, "loop", [this] {
        player_.set_loops(!player_.loops());
    })->setCheckable(true);
    add("playback.mute", tr("Mute the sound"), Qt::ALT | Qt::Key_M, "sound", [this] {
        player_.set_muted(!player_.muted());
    })->setCheckable(true);
}

void TimelineCommands::add_moves() {
    group_ = tr("Timeline");
    add("timeline.start", tr("To the start"), Qt::Key_Home, "to-start", [this] { seek(0); });
    add("timeline.end", tr("To the end"), Qt::Key_End, "to-end",
        [this] { seek(data_.frames - 1); });
    add("timeline.previous_cut", tr("Previous cut"), Qt::Key_Up, "previous-cut",
        [this] { go_to_cut(-1); });
    add("timeline.next_cut", tr("Next cut"), Qt::Key_Down, "next-cut", [this] { go_to_cut(1); });
    add("timeline.previous_marker", tr("Previous marker"), Qt::SHIFT | Qt::Key_Up, nullptr,
        [this] { go_to_marker(-1); });
    add("timeline.next_marker", tr("Next marker"), Qt::SHIFT | Qt::Key_Down, nullptr,
        [this] { go_to_marker(1); });
    add("timeline.previous_flag", tr("Previous flag"), Qt::ALT | Qt::Key_Up, nullptr,
        [this] { go_to_span(data_.flags, -1); });
    add("timeline.next_flag", tr("Next flag"), Qt::ALT | Qt::Key_Down, nullptr,
        [this] { go_to_span(data_.flags, 1); });
    add("timeline.previous_fix", tr("Previous fix"), Qt::CTRL | Qt::Key_Up, nullptr,
        [this] { go_to_span(data_.fixes, -1); });
    add("timeline.next_fix", tr("Next fix"), Qt::CTRL | Qt::Key_Down, nullptr,
        [this] { go_to_span(data_.fixes, 1); });
}

void TimelineCommands::add_edits() {
    add("timeline.set_in", tr("Set in point"), Qt::Key_I, "in-point",
        [this] { studio_.set_in(studio_.frame()); });
    add("timeline.set_out", tr("Set out point"), Qt::Key_O, "out-point",
        [this] { studio_.set_out(studio_.frame()); });
    add("timeline.clear_in", tr("Clear in point"), Qt::ALT | Qt::Key_I, nullptr,
        [this] { studio_.set_in(-1); });
    add("timeline.clear_out", tr("Clear out point"), Qt::ALT | Qt::Key_O, nullptr,
        [this] { studio_.set_out(-1); });
    add("timeline.range_of_shot", tr("In and out point around the shot"), Qt::Key_X, nullptr,
        [this] {
            if (const auto* shot = studio_.document().get<project::Shot>(studio_.shot())) {
                studio_.set_in(shot->first);
                studio_.set_out(shot->last);
            }
        });
    add("timeline.split", tr("Split the shot at the playhead"), Qt::Key_S, "cut",
        [this] { split(); });
    add("timeline.join", tr("Join shots"), Qt::CTRL | Qt::Key_J, "join", [this] { join(); });
    add("timeline.detect_cuts", tr("Detect cuts"), {}, nullptr, [this] { studio_.detect_cuts(); });
    add("timeline.add_marker", tr("Add a marker"), Qt::Key_M, "marker", [this] { add_marker(); });
    add("timeline.rename_marker", tr("Name the marker…"), Qt::SHIFT | Qt::Key_M, nullptr,
        [this] { view_.rename_marker(marker_at_hand()); });
    add("timeline.remove_marker", tr("Remove the marker"), {}, "trash",
        [this] { remove_marker(marker_at_hand()); });
}

void TimelineCommands::add_zoom() {
    add("timeline.zoom_in", tr("Zoom the timeline in"), Qt::ALT | Qt::Key_Equal, nullptr,
        [this] { view_.zoom_by(kZoomStep); });
    add("timeline.zoom_out", tr("Zoom the timeline out"), Qt::ALT | Qt::Key_Minus, nullptr,
        [this] { view_.zoom_by(1 / kZoomStep); });
    add("timeline.zoom_whole", tr("Whole film in the timeline"), Qt::Key_Z, "fit",
        [this] { view_.zoom_whole(); });
    add("timeline.zoom_shot", tr("Shot in the timeline"), Qt::SHIFT | Qt::Key_Z, nullptr, [this] {
        const int at = data_.shot_index_of(studio_.shot());
        if (at >= 0) {
            const TimelineShot& shot = data_.shots[static_cast<std::size_t>(at)];
            view_.zoom_to_frames(shot.first, shot.last);
        }
    });
}

void TimelineCommands::follow_state() {
    for (QAction* action : need_reel_) {
        action->setEnabled(studio_.reel() != 0);
    }
    QAction* play = actions_.find("playback.play");
    play->setIcon(icon(player_.playing() ? "pause" : "play"));
    play->setText(player_.playing() ? tr("Pause") : tr("Play"));
    actions_.find("playback.loop")->setChecked(player_.loops());
    QAction* mute = actions_.find("playback.mute");
    mute->setChecked(player_.muted());
    mute->setIcon(icon(player_.muted() ? "mute" : "sound"));
}

void TimelineCommands::seek(std::int64_t frame) {
    player_.stop();
    studio_.set_frame(frame);
}

void TimelineCommands::go_to_cut(int direction) {
    const auto& shots = data_.shots;
    const std::int64_t now = studio_.frame();
    const auto after = std::upper_bound(
        shots.begin(), shots.end(), now,
        [](std::int64_t frame, const TimelineShot& shot) { return frame < shot.first; });
    if (direction > 0) {
        seek(after == shots.end() ? data_.frames - 1 : after->first);
        return;
    }
    auto at = after;
    while (at != shots.begin() && std::prev(at)->first >= now) {
        --at;
    }
    seek(at == shots.begin() ? 0 : std::prev(at)->first);
}

void TimelineCommands::go_to_marker(int direction) {
    const std::int64_t now = studio_.frame();
    const auto at = data_.marker_from(direction > 0 ? now + 1 : now);
    if (direction > 0 && at != data_.markers.end()) {
        seek(at->frame);
    } else if (direction < 0 && at != data_.markers.begin()) {
        seek(std::prev(at)->frame);
    }
}

void TimelineCommands::go_to_span(const SpanList& spans, int direction) {
    const std::int64_t now = studio_.frame();
    const TimelineSpan* span = direction > 0 ? spans.next(now) : spans.previous(now);
    if (span != nullptr) {
        seek(span->first);
    }
}

void TimelineCommands::split() {
    studio_.edit(project::split_shot(studio_.document(), studio_.reel(), studio_.frame()));
}

void TimelineCommands::join() {
    const std::set<project::Id> selected = view_.selected_shots();
    if (selected.size() < 2) {
        const project::Id shot = selected.empty() ? studio_.shot() : *selected.begin();
        studio_.edit(project::join_with_next(studio_.document(), shot));
        return;
    }
    // From the end, so that each shot that is joined to is still there; one step of the history.
    const std::vector<project::Id> shots = studio_.document().shots_of(studio_.reel());
    const QString key = QStringLiteral("timeline.join.%1").arg(++joins_);
    bool found = false;
    for (std::size_t i = shots.size() - 1; i-- > 0;) {
        if (selected.contains(shots[i]) && selected.contains(shots[i + 1])) {
            found = true;
            if (!studio_.edit(project::join_with_next(studio_.document(), shots[i]), key)) {
                return;
            }
        }
    }
    if (!found) {
        studio_.tell(tr("Choose shots that stand beside one another to join them"));
    }
}

void TimelineCommands::add_marker() {
    const auto at = data_.marker_from(studio_.frame());
    if (at != data_.markers.end() && at->frame == studio_.frame()) {
        view_.rename_marker(at->id);
        return;
    }
    project::EditBuilder builder(studio_.document());
    const project::Id id = builder.insert(project::Marker{0, studio_.reel(), studio_.frame(), {}});
    if (studio_.edit(builder.finish("Add marker"))) {
        view_.select_marker(id);
    }
}

void TimelineCommands::change_marker(project::Id id, const char* name,
                                     const std::function<void(project::Marker&)>& change) {
    const auto* marker = studio_.document().get<project::Marker>(id);
    if (marker == nullptr) {
        return;
    }
    project::Marker changed = *marker;
    change(changed);
    project::EditBuilder builder(studio_.document());
    builder.update(changed);
    studio_.edit(builder.finish(name));
}

void TimelineCommands::remove_marker(project::Id id) {
    if (studio_.document().get<project::Marker>(id) == nullptr) {
        studio_.tell(tr("There is no marker here"));
        return;
    }
    project::EditBuilder builder(studio_.document());
    builder.remove(id);
    studio_.edit(builder.finish("Remove marker"));
}

/// With its take, so that it is seen.
void TimelineCommands::choose_fix(project::Id id) {
    if (const auto* row = studio_.document().get<project::Fix>(id)) {
        if (row->take != studio_.take()) {
            studio_.set_take(row->take);
        }
        studio_.retouch().set_chosen(id);
    }
}

void TimelineCommands::set_fix_range(project::Id id, std::int64_t first, std::int64_t last) {
    if (const retouch::Fix* fix = studio_.retouch().fix(id)) {
        retouch::Fix changed = *fix;
        changed.first = first;
        changed.last = last;
        studio_.retouch().change(id, QStringLiteral("Change frames of fix"), changed);
    }
}

/// A key that is there already makes room.
void TimelineCommands::move_fix_key(project::Id id, std::int64_t from, std::int64_t to) {
    const retouch::Fix* fix = studio_.retouch().fix(id);
    if (fix == nullptr || from == to) {
        return;
    }
    retouch::Fix changed = *fix;
    std::erase_if(changed.keys, [to](const retouch::Key& key) { return key.frame == to; });
    for (retouch::Key& key : changed.keys) {
        key.frame = key.frame == from ? to : key.frame;
    }
    std::sort(changed.keys.begin(), changed.keys.end(),
              [](const retouch::Key& a, const retouch::Key& b) { return a.frame < b.frame; });
    studio_.retouch().change(id, QStringLiteral("Move key of fix"), changed);
}

project::Id TimelineCommands::marker_at_hand() const {
    if (view_.selected_marker() != 0) {
        return view_.selected_marker();
    }
    const auto at = data_.marker_from(studio_.frame());
    return at != data_.markers.end() && at->frame == studio_.frame() ? at->id : 0;
}

void TimelineCommands::fill_menu(QMenu& menu, const TimelineHit& hit) const {
    const auto put = [&](std::initializer_list<const char*> ids) {
        for (const char* id : ids) {
            menu.addAction(actions_.find(QLatin1String(id)));
        }
        menu.addSeparator();
    };
    if (hit.kind == TimelineHit::Kind::Marker) {
        put({"timeline.rename_marker", "timeline.remove_marker"});
    } else {
        put({"timeline.split", "timeline.join", "timeline.detect_cuts"});
        put({"timeline.add_marker"});
    }
    put({"timeline.set_in", "timeline.set_out", "timeline.clear_in", "timeline.clear_out",
         "timeline.range_of_shot"});
    put({"timeline.zoom_shot", "timeline.zoom_whole"});
}

} // namespace kinovar::ui
