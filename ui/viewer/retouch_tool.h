#pragma once

#include "ui/studio/latest_job.h"
#include "ui/studio/retouch.h"
#include "ui/viewer/fix_shapes.h"
#include "ui/viewer/live_edit.h"
#include "ui/viewer/retouch_painter.h"
#include "ui/viewer/stroke_overlay.h"
#include "ui/viewer/viewer_tool.h"

#include <QObject>
#include <memory>
#include <optional>

namespace kinovar::retouch {
class EdgeSnap;
}

namespace kinovar::ui {

class Studio;
class Viewer;

/// Repairs the pictures by hand, as Retouch::tool() says: strokes with mouse or pen, outlines,
/// selections, warps. A stroke is seen at once and stays until the picture with it is there; it is
/// one entry of the undo list. Alt and a click say where pixels are taken from (or, for paint,
/// which colour). With Ctrl, or Draw::Choose, what is there is chosen, moved, scaled and turned at
/// this frame: a correction. The right button, E or a pen's eraser take away from the chosen fix.
/// Page Up and Page Down choose a fix, Delete removes it, with Draw::Choose arrow keys move it
/// (else they are left to the playhead). Enter closes an outline or puts a dab below the mouse or
/// in the middle, [ and ] change the size, with Shift the hardness, digits the opacity; Escape
/// leaves what is going on, then the choice, then the tool.
class RetouchTool : public QObject, public ViewerTool {
    Q_OBJECT

public:
    RetouchTool(Studio& studio, Viewer& viewer);
    ~RetouchTool() override;

    [[nodiscard]] bool active() const { return active_; }
    /// Takes the canvas, or leaves it to others.
    void set_active(bool active);
    [[nodiscard]] bool fixes_shown() const { return shown_; }
    void show_fixes(bool shown);
    /// The next click takes a colour for paint.
    [[nodiscard]] bool picking() const { return picking_; }
    void set_picking(bool picking);

    void put_key();  ///< keeps the chosen fix where it is at this frame
    void take_key(); ///< forgets its correction at this frame
    void remove_chosen();
    /// Something is being drawn.
    [[nodiscard]] bool drawing() const { return gesture_ != Gesture::None; }
    /// Strokes that the shown pictures do not have yet are laid over them.
    [[nodiscard]] bool overlays() const { return live_stroke_ != nullptr || !settling_.empty(); }

    bool mouse_press(const ToolEvent& event) override;
    bool mouse_move(const ToolEvent& event) override;
    bool mouse_release(const ToolEvent& event) override;
    void mouse_leave() override;
    bool key_press(const QKeyEvent& event) override;
    [[nodiscard]] bool takes_key(const QKeyEvent& event) const override;
    [[nodiscard]] bool repaints_itself() const override { return true; }
    void paint(QPainter& painter, Side side, double pixel) override;
    [[nodiscard]] QCursor cursor() const override;
    void cancel() override;

Q_SIGNALS:
    void active_changed(bool active);
    void shown_changed(bool shown);
    void picking_changed(bool picking);

private:
    enum class Gesture : std::uint8_t { None, Stroke, Outline, Warp, Handle, Move, Scale, Turn };
    using Draw = Retouch::Draw;

    // What is there.
    void follow_pictures();
    void follow_fixes();
    void follow_tool();
    void follow_frame();
    void want_pictures();
    [[nodiscard]] QSizeF scan_size() const; ///< empty: no picture
    [[nodiscard]] bool inside(QPointF scan) const;
    [[nodiscard]] bool lives(const retouch::Fix& fix) const;
    [[nodiscard]] bool shows_fixes(Side side) const;
    /// The shown picture that fixes are laid upon; null: none.
    [[nodiscard]] preview::PicturePtr shown_picture() const;
    /// Where pixels of a kind come from; null: from the picture that is shown, or they are not
    /// there yet.
    [[nodiscard]] FramePtr source_picture(const retouch::Kind& kind);
    [[nodiscard]] project::Id fix_at(QPointF scan); ///< the uppermost; 0: none
    [[nodiscard]] std::optional<QPolygonF> box_now(project::Id id);
    void repaint_brush();
    void repaint();

    // Strokes and outlines.
    [[nodiscard]] retouch::StrokePoint point_of(const ToolEvent& event) const;
    [[nodiscard]] bool takes_away(const ToolEvent& event) const;
    void press_draw(const ToolEvent& event);
    void begin(Gesture gesture, QPointF scan);
    void begin_stroke(const ToolEvent& event);
    void extend_stroke(const ToolEvent& event);
    void measure_grain();
    void end_stroke();
    void follow_source(QPointF scan);
    [[nodiscard]] bool lacks_source() const;
    [[nodiscard]] project::Id marked(QPointF scan);
    bool put_mark(retouch::Mark mark);
    [[nodiscard]] retouch::Fix new_fix() const;
    void add_dab(QPointF scan);
    void press_outline(const ToolEvent& event);
    void move_outline(const ToolEvent& event);
    void release_outline(const ToolEvent& event);
    void close_outline();
    void select_alike(const ToolEvent& event);
    void put_area(retouch::Fix fix, project::Id target, retouch::Area area, bool adds);
    void prepare_snap();
    void set_source(const ToolEvent& event);
    void pick_colour(QPointF scan);

    // Warps.
    [[nodiscard]] const retouch::Fix* chosen_warp() const; ///< alive at this frame; null: none
    void begin_on_warp(Gesture gesture, QPointF scan);
    void begin_warp(const ToolEvent& event);
    void put_gesture();
    void extend_warp(const ToolEvent& event);
    void begin_handle(const ToolEvent& event);
    void drag_handle(QPointF scan);
    void put_warp(retouch::Fix changed);
    [[nodiscard]] std::vector<QPointF> mesh_points() const;

    // Fixes that are there.
    void press_choose(const ToolEvent& event);
    void drag_pose(QPointF scan);
    [[nodiscard]] std::optional<retouch::Pose> pose_now(project::Id id) const;
    [[nodiscard]] std::optional<steps::FixPlace> place_of(project::Id id) const;

    // Keys.
    void key_of_chosen(const QKeyEvent& event);
    void choose_by_key(bool on);
    void nudge(double dx, double dy);
    void resize(bool larger);
    void harden(bool harder);
    void set_opacity(int digit);
    void enter();
    void escape();
    void give_up();
    void leave();

    void paint_fixes(QPainter& painter, double pixel);
    void paint_gesture(QPainter& painter, double pixel);
    void paint_warp(QPainter& painter, double pixel);
    void paint_source_cross(QPainter& painter, double pixel);

    Studio& studio_;
    Viewer& viewer_;
    Retouch& retouch_;
    LiveEdit live_;
    LatestJob grain_job_;
    LatestJob snap_job_;
    LatestJob wand_job_;
    FixShapes shapes_;
    bool active_ = false;
    bool shown_ = true;
    bool picking_ = false;

    Gesture gesture_ = Gesture::None;
    QString gesture_key_;
    int gestures_ = 0;
    bool edited_ = false; ///< the gesture has an entry in the undo list
    bool erases_ = false; ///< the gesture takes away
    QPointF pressed_at_;
    QPointF mouse_;
    bool mouse_known_ = false;
    double pixel_ = 1;
    project::Id shot_ = 0; ///< that the gesture was begun in

    retouch::Fix fix_;       ///< that is being made, or before the gesture
    project::Id target_ = 0; ///< the fix that the gesture changes; 0: a new one
    retouch::Mark mark_;
    QPolygonF line_; ///< of an outline, scan pixels
    QPolygonF way_;  ///< from its end to the mouse, along edges
    std::shared_ptr<StrokeOverlay> live_stroke_;
    std::vector<std::shared_ptr<StrokeOverlay>> settling_; ///< until the pictures have them

    retouch::Warp warp_;
    ShareMap to_now_{1, 0, 0, 0, 1, 0}; ///< where the warp lies
    std::size_t handle_ = 0;            ///< of warp_, that is dragged
    retouch::Pose pose_;                ///< before it is dragged
    retouch::Pose draft_;               ///< as the mouse has it
    QPointF middle_;                    ///< of the fix, scan pixels

    /// Where pixels come from, said with Alt; the next stroke makes an offset of it.
    std::optional<retouch::Place> source_;
    std::shared_ptr<retouch::EdgeSnap> snap_;
    preview::PicturePtr snap_of_; ///< the picture that it was made of
};

} // namespace kinovar::ui
