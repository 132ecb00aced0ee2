#pragma once

#include "ui/player/player.h"
#include "ui/studio/actions.h"
#include "ui/timeline/timecode_edit.h"

#include <QLabel>
#include <QSlider>
#include <QSpinBox>
#include <QTimer>
#include <QToolButton>

class QHBoxLayout;

namespace kinovar::ui {

/// The row of buttons, the place of the playhead and what playing comes to, above the timeline.
class TransportBar : public QWidget {
    Q_OBJECT

public:
    /// The actions of TimelineCommands are there already.
    TransportBar(Player& player, Studio& studio, Actions& actions, QWidget* parent = nullptr);

    /// 0: whole film, 1: one frame.
    void show_zoom(double place);

Q_SIGNALS:
    void zoom_wanted(double place);

private:
    void add_buttons(QHBoxLayout& row, Actions& actions, std::initializer_list<const char*> ids);
    void add_place(QHBoxLayout& row);
    void add_volume(QHBoxLayout& row, Actions& actions);
    void add_zoom(QHBoxLayout& row, Actions& actions);
    void show_reel();
    void show_frame(std::int64_t frame);
    void show_rate();

    Player& player_;
    Studio& studio_;
    TimecodeEdit* timecode_ = nullptr;
    QSpinBox* frame_ = nullptr;
    QLabel* length_ = nullptr;
    QLabel* rate_ = nullptr;
    QSlider* volume_ = nullptr;
    QSlider* zoom_ = nullptr;
    QTimer rate_timer_;
};

} // namespace kinovar::ui
