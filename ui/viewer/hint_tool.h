#pragma once

#include "ui/studio/colour.h"
#include "ui/viewer/hint_painter.h"
#include "ui/viewer/live_edit.h"
#include "ui/viewer/viewer_tool.h"

#include <QObject>
#include <functional>
#include <optional>

namespace kinovar::ui {

class Studio;
class Viewer;

/// Draws colour hints on the pictures. A click makes a point, a drag a stroke; with Shift, or where
/// the tool is set to regions, an outline, which ends when the button is let go, or, made by
/// clicks, with a double click or Enter. What is already there is taken hold of by its handle and
/// put right for this frame; right button and E erase it; Alt takes the colour of the picture. Page
/// Up and Page Down choose a hint, arrow keys move it, Delete removes it, Enter puts a new one
/// below the mouse or in the middle, 1 to 9 take a colour of the palette, [ and ] change the size.
/// Each gesture is one entry of the undo list; the pictures follow while it lasts.
class HintTool : public QObject, public ViewerTool {
    Q_OBJECT

public:
    enum class Mode : std::uint8_t { Draw, Erase, Pick };

    HintTool(Studio& studio, Viewer& viewer);
    ~HintTool() override;

    [[nodiscard]] bool active() const { return active_; }
    /// Takes the canvas, or leaves it to others.
    void set_active(bool active);
    [[nodiscard]] Mode mode() const { return mode_; }
    void set_mode(Mode mode);
    [[nodiscard]] bool hints_shown() const { return shown_; }
    void show_hints(bool shown);

    bool mouse_press(const ToolEvent& event) override;
    bool mouse_move(const ToolEvent& event) override;
    bool mouse_release(const ToolEvent& event) override;
    bool key_press(const QKeyEvent& event) override;
    [[nodiscard]] bool takes_key(const QKeyEvent& event) const override;
    void paint(QPainter& painter, Side side, double pixel) override;
    [[nodiscard]] QCursor cursor() const override;
    void cancel() override;

Q_SIGNALS:
    void active_changed(bool active);
    void mode_changed();
    void shown_changed(bool shown);

private:
    enum class Gesture : std::uint8_t { None, Draw, Outline, Move };

    void follow();
    void leave();
    [[nodiscard]] QSizeF scan_size() const; ///< empty: no picture
    [[nodiscard]] bool inside(QPointF scan) const;
    /// Also of hints that are lost at this frame, so that they can be put right: their nearest key.
    [[nodiscard]] std::optional<HintOutline> outline_at(project::Id id) const;
    [[nodiscard]] project::Id handle_at(QPointF scan) const; ///< 0: none
    [[nodiscard]] project::Id hint_at(QPointF scan) const;   ///< 0: none
    [[nodiscard]] QColor colour_of(colourise::Ab ab, QPointF scan) const;

    void begin(Gesture gesture, QPointF scan);
    void begin_at(QPointF scan, bool region);
    void draw_on();
    void move_on(QPointF scan);
    void close_outline();
    void give_up();
    void pick(const ToolEvent& event);
    bool erase(QPointF scan);
    void live(std::function<void()> edit);

    void choose_by_key(bool on);
    void nudge(double dx, double dy);
    void resize(bool larger);
    bool key_of_chosen(const QKeyEvent& event);
    void add_by_key();
    void escape();

    Studio& studio_;
    Viewer& viewer_;
    Colour& colour_;
    bool active_ = false;
    bool shown_ = true;
    Mode mode_ = Mode::Draw;
    Gesture gesture_ = Gesture::None;
    QString gesture_key_;
    int gestures_ = 0;
    bool edited_ = false; ///< the gesture has an entry in the undo list
    QVector<QPointF> line_;
    project::Id drawn_ = 0;
    std::vector<colourise::Place> before_; ///< of what is moved
    QPointF pressed_at_;
    QPointF mouse_;
    bool mouse_known_ = false;
    double pixel_ = 1;
    LiveEdit live_;
    struct Cursor {
        HintCursor kind = HintCursor::Draw;
        QRgb colour = 0;
        int radius = 0;
        QCursor cursor;
    };
    mutable std::optional<Cursor> cursor_;
};

} // namespace kinovar::ui
