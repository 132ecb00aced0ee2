#pragma once

#include "ui/player/player.h"
#include "ui/studio/actions.h"

#include <QTimer>
#include <QWidget>
#include <memory>

class QScrollBar;

namespace kinovar::ui {

class CurvePane;
class ThumbnailPixmaps;
class TimelineCommands;
class TimelineFeed;
class TimelineView;
class TransportBar;

/// Transport buttons and the timeline below: shots, cuts, waveform, lanes, markers, cache bar.
class TimelinePane : public QWidget {
    Q_OBJECT

public:
    explicit TimelinePane(Player& player, Studio& studio, Actions& actions,
                          QWidget* parent = nullptr);
    ~TimelinePane() override;

    [[nodiscard]] TimelineView& view() const { return *view_; }

private:
    void connect_parts();
    void follow_scale();
    void follow_frame(std::int64_t frame);

    Player& player_;
    Studio& studio_;
    TimelineFeed* feed_;
    std::unique_ptr<ThumbnailPixmaps> thumbnails_;
    TimelineView* view_;
    CurvePane* curves_;
    TimelineCommands* commands_;
    TransportBar* bar_;
    QScrollBar* scroll_;
    QTimer thumbnails_soon_; ///< they come one by one, and each costs a painting
};

} // namespace kinovar::ui
