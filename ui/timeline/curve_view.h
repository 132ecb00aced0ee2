#pragma once

#include "ui/timeline/curve_keys.h"
#include "ui/timeline/time_scale.h"
#include "ui/timeline/timeline_colours.h"

#include <QPixmap>
#include <QWidget>
#include <optional>

namespace kinovar::ui {

/// Motion curves as lanes, one a channel, below the timeline and at its scale. Paints what it is
/// given and turns mouse and keys into wishes (signals); changes nothing itself but its selection.
/// Arrow keys move what is chosen, Page Up and Page Down choose, Insert adds, Delete removes.
class CurveView : public QWidget {
    Q_OBJECT

public:
    explicit CurveView(QWidget* parent = nullptr);

    /// `rate`: frames a second of the reel.
    void set_curves(const portrait::Curves& curves, double rate);
    [[nodiscard]] const portrait::Curves& curves() const { return shown_; }
    /// The lanes begin `header_width` pixels from the left, as the timeline's do.
    void set_scale(const TimeScale& scale, int header_width);
    void set_playhead(std::int64_t frame);
    /// What the names of the channels need.
    [[nodiscard]] static int header_width(const QFontMetrics& metrics);

    [[nodiscard]] const KeyPlaces& selected() const { return selected_; }
    void select(const KeyPlaces& places);
    /// At the playhead, where the curve is: in the lane of the chosen key, else in the first.
    void add_key();
    void remove_selected();

    /// Where a key lies; for tests and painting.
    [[nodiscard]] QPointF point_of(const KeyPlace& place) const;
    [[nodiscard]] QRect lane(portrait::Channel channel) const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// `merge_key`: wishes with the same one are one gesture.
    void edit_wanted(const QString& name, const kinovar::portrait::Curves& curves,
                     const QString& merge_key);
    void seek_wanted(std::int64_t frame);
    void selection_changed();
    void lane_shown(const QRect& lane); ///< the one of a key that was chosen by keyboard
    void menu_wanted(kinovar::portrait::Channel channel, const QPoint& global);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    enum class Gesture : std::uint8_t { None, Keys, Scrub };

    void touch();
    void paint_still();
    void paint_lane(QPainter& painter, portrait::Channel channel) const;
    void paint_keys(QPainter& painter, portrait::Channel channel) const;
    void paint_value(QPainter& painter) const;
    [[nodiscard]] double x_of(double seconds) const;
    [[nodiscard]] double y_of(portrait::Channel channel, double value) const;
    [[nodiscard]] double seconds_at(double x) const;
    [[nodiscard]] double value_at(portrait::Channel channel, double y) const;
    [[nodiscard]] std::optional<portrait::Channel> channel_at(int y) const;
    [[nodiscard]] std::optional<QPointF> end_of_loop(const KeyPlace& place) const;
    [[nodiscard]] std::optional<KeyPlace> key_near(QPointF at) const;
    [[nodiscard]] double frame_seconds() const { return 1 / rate_; }
    void show_curves(const portrait::Curves& curves);
    void drag_to(QPointF at);
    void give_up_drag();
    void wish(const QString& name, const portrait::Curves& curves, const QString& merge_key = {});
    [[nodiscard]] bool takes(const QKeyEvent& event) const;
    void move_by_key(const QKeyEvent& event);
    void choose_by_key(const QKeyEvent& event);
    void describe_selection();

    portrait::Curves curves_; ///< as they are
    portrait::Curves shown_;  ///< as they become, while they are dragged
    double rate_ = 25;
    TimeScale scale_;
    int header_width_ = 0;
    std::int64_t playhead_ = 0;
    TimelineColours colours_;
    QPixmap still_;
    bool still_is_good_ = false;

    KeyPlaces selected_;
    Gesture gesture_ = Gesture::None;
    QPointF pressed_at_;
    KeyPlace grip_;                ///< the key below the mouse
    portrait::Curves before_drag_; ///< each step of a drag counts from here
    bool moved_ = false;
    int gestures_ = 0; ///< counts, for merge keys
};

} // namespace kinovar::ui
