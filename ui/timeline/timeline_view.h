#pragma once

#include "ui/timeline/timeline_hit.h"

#include <QBasicTimer>
#include <QPixmap>
#include <QWidget>
#include <optional>

class QLineEdit;

namespace kinovar::ui {

/// Paints a TimelineData and turns mouse and keys into wishes (signals); changes nothing itself but
/// its own zoom, place and selection. What stands still is kept as a picture, so that a moving
/// playhead costs next to nothing.
class TimelineView : public QWidget {
    Q_OBJECT

public:
    /// `data` outlives the view; say data_changed() after changing it. `thumbnails` may be null.
    explicit TimelineView(const TimelineData& data, ThumbnailPixmaps* thumbnails = nullptr,
                          QWidget* parent = nullptr);

    void data_changed();
    /// Thumbnails or the cache bar: nothing that moves or selects.
    void look_changed();
    void set_playhead(std::int64_t frame);
    [[nodiscard]] std::int64_t playhead() const { return playhead_; }

    [[nodiscard]] const TimeScale& scale() const { return scale_; }
    [[nodiscard]] const LaneLayout& layout_of_lanes() const { return layout_; }
    /// The frame with the playhead stays where it is, if it is shown; else the middle.
    void zoom_by(double factor);
    /// The names of the lanes get so much room at least, so that lanes below can begin where these
    /// do.
    void set_least_header_width(int width);
    void zoom_to(double zoom, double x);
    void zoom_whole();
    void zoom_to_frames(std::int64_t first, std::int64_t last);
    void scroll_to(double left);
    /// Scrolls if the frame is not shown: page-wise, or so that it comes to the middle.
    void follow(std::int64_t frame, bool page_wise);

    [[nodiscard]] const std::set<project::Id>& selected_shots() const { return selected_shots_; }
    void select_shots(const std::set<project::Id>& shots);
    [[nodiscard]] project::Id selected_marker() const { return selected_marker_; }
    void select_marker(project::Id marker);
    /// Opens the line for its text in place.
    void rename_marker(project::Id marker);
    [[nodiscard]] bool scrubbing() const { return gesture_ == Gesture::Scrub; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void scale_changed();
    void selection_changed();
    void seek_wanted(std::int64_t frame);
    void cut_move_wanted(kinovar::project::Id shot, std::int64_t first);
    void marker_move_wanted(kinovar::project::Id marker, std::int64_t frame);
    void marker_rename_wanted(kinovar::project::Id marker, const QString& text);
    void marker_remove_wanted(kinovar::project::Id marker);
    void hint_chosen(kinovar::project::Id hint);
    void fix_chosen(kinovar::project::Id fix);
    void fix_range_wanted(kinovar::project::Id fix, std::int64_t first, std::int64_t last);
    void fix_key_move_wanted(kinovar::project::Id fix, std::int64_t from, std::int64_t to);
    void hint_range_wanted(kinovar::project::Id hint, std::int64_t first, std::int64_t last);
    void in_wanted(std::int64_t frame);
    void out_wanted(std::int64_t frame);
    void menu_wanted(const kinovar::ui::TimelineHit& hit, const QPoint& global);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void timerEvent(QTimerEvent* event) override;

private:
    enum class Gesture : std::uint8_t {
        None,
        Scrub,
        Cut,
        Marker,
        HintStart,
        HintEnd,
        FixStart,
        FixEnd,
        FixKey,
        In,
        Out,
        Pan
    };

    /// The hint or fix that is dragged; null: none.
    [[nodiscard]] const TimelineSpan* dragged_span() const;
    [[nodiscard]] bool drags_start() const;
    [[nodiscard]] bool drags_end() const;
    [[nodiscard]] std::int64_t inside_span(const TimelineSpan& span, std::int64_t place) const;
    void end_span(const TimelineSpan& span, std::int64_t place);

    [[nodiscard]] TimelineLook look() const;
    [[nodiscard]] LaneNeeds needs() const;
    void lay_out();
    void after_scale();
    void paint_still();
    void paint_playhead(QPainter& painter) const;
    void paint_drag(QPainter& painter) const;
    [[nodiscard]] QRect playhead_area(std::int64_t frame) const;
    [[nodiscard]] QString hint_of(const TimelineHit& hit) const;
    void press_shot(const TimelineHit& hit, Qt::KeyboardModifiers modifiers);
    void begin(Gesture gesture, const TimelineHit& hit);
    void drag_to(QPoint position);
    void give_up_drag();
    [[nodiscard]] std::int64_t drag_place(double x) const;
    [[nodiscard]] bool takes(const QKeyEvent& event) const;
    void show_cursor_for(QPoint position);

    const TimelineData& data_;
    ThumbnailPixmaps* thumbnails_;
    TimelineColours colours_;
    TimeScale scale_;
    LaneLayout layout_;
    int least_header_width_ = 0;
    QPixmap still_;
    bool still_is_good_ = false;
    std::int64_t playhead_ = 0;

    std::set<project::Id> selected_shots_;
    project::Id anchor_shot_ = 0; ///< where a selection by Shift begins
    project::Id selected_marker_ = 0;
    QLineEdit* name_edit_ = nullptr;

    Gesture gesture_ = Gesture::None;
    TimelineHit dragged_;
    QPoint pressed_at_;
    QPoint dragged_to_;
    std::optional<std::int64_t> drag_frame_; ///< once it has moved
    QBasicTimer scroll_timer_;               ///< while a drag is held beyond an edge
};

} // namespace kinovar::ui
