#pragma once

#include "ui/player/player.h"
#include "ui/studio/actions.h"
#include "ui/timeline/timeline_view.h"

#include <QMenu>
#include <QObject>

namespace kinovar::ui {

/// The named commands of playback ("playback.*") and of the timeline ("timeline.*"), and what the
/// view wishes, done on studio and player. GUI thread.
class TimelineCommands : public QObject {
    Q_OBJECT

public:
    /// All outlive it.
    TimelineCommands(Player& player, Studio& studio, Actions& actions, const TimelineData& data,
                     TimelineView& view, QObject* parent = nullptr);

    /// What can be done with what lies under the mouse.
    void fill_menu(QMenu& menu, const TimelineHit& hit) const;

private:
    using Do = std::function<void()>;
    QAction* add(const char* id, const QString& text, const QKeySequence& key, const char* icon,
                 Do what);
    void add_playback();
    void add_moves();
    void add_edits();
    void add_zoom();
    void follow_state();
    void seek(std::int64_t frame);
    void go_to_cut(int direction);
    void go_to_marker(int direction);
    void go_to_span(const SpanList& spans, int direction);
    void split();
    void join();
    void add_marker();
    void change_marker(project::Id id, const char* name,
                       const std::function<void(project::Marker&)>& change);
    void remove_marker(project::Id id);
    void choose_fix(project::Id id);
    void set_fix_range(project::Id id, std::int64_t first, std::int64_t last);
    void move_fix_key(project::Id id, std::int64_t from, std::int64_t to);
    [[nodiscard]] project::Id marker_at_hand() const;

    Player& player_;
    Studio& studio_;
    Actions& actions_;
    const TimelineData& data_;
    TimelineView& view_;
    QString group_;
    std::vector<QAction*> need_reel_;
    int joins_ = 0;
};

} // namespace kinovar::ui
