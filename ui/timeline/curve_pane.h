#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"
#include "ui/timeline/curve_view.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QMenu;
class QScrollArea;
class QToolButton;

namespace kinovar::ui {

/// The curves of a portrait that moves by explicit ones, below the timeline: its lanes, a bar to
/// choose the face and to add channels, and what is done to them, as edits of the studio. Hidden
/// where there are none.
class CurvePane : public QWidget {
    Q_OBJECT

public:
    CurvePane(Studio& studio, Actions& actions, QWidget* parent = nullptr);

    [[nodiscard]] CurveView& view() const { return *view_; }
    /// What the names of the channels need; 0 while hidden.
    [[nodiscard]] int header_width() const;

Q_SIGNALS:
    void seek_wanted(std::int64_t frame);
    void header_changed();

private:
    void add_bar();
    void add_actions(Actions& actions);
    void follow();
    void follow_state();
    void fill_channels();
    void show_menu(portrait::Channel channel, const QPoint& global);
    [[nodiscard]] std::size_t face() const;
    void set_curves(const QString& name, const portrait::Curves& curves,
                    const QString& merge_key = {});
    void add_channel(portrait::Channel channel);
    void remove_channel(portrait::Channel channel);

    Studio& studio_;
    Actions& actions_;
    CurveView* view_;
    QScrollArea* scroll_;
    QLabel* title_ = nullptr;
    QComboBox* faces_ = nullptr;
    QToolButton* add_ = nullptr;
    QMenu* channels_ = nullptr;
};

} // namespace kinovar::ui
