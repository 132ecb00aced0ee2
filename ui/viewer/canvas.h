#pragma once

#include "ui/viewer/canvas_notice.h"
#include "ui/viewer/compose.h"
#include "ui/viewer/loupe.h"
#include "ui/viewer/view_geometry.h"
#include "ui/viewer/viewer_tool.h"
#include "ui/viewer/wipe_handle.h"

#include <QColor>
#include <QElapsedTimer>
#include <QImage>
#include <QTimer>
#include <QWidget>
#include <optional>

namespace kinovar::ui {

/// What the pictures below a point are.
struct Inspected {
    bool inside = false; ///< of the scan
    QPoint pixel;        ///< of the scan
    std::optional<QColor> a;
    std::optional<QColor> b;
};

/// The pictures as they are compared, with zoom, pan, wipe line, loupe and a tool. Knows pictures,
/// not where they come from.
class ViewerCanvas : public QWidget {
    Q_OBJECT

public:
    explicit ViewerCanvas(QWidget* parent = nullptr);

    /// Size of the scan, whose pixels are the coordinates, and the width of one of them.
    void set_scan(QSize size, double pixel_aspect);
    void set_pictures(const std::array<ShownSide, 2>& sides, const ShownSide& scan);
    [[nodiscard]] const std::array<ShownSide, 2>& pictures() const { return what_.sides; }
    /// For CompareMode::Light: the picture, and the words for it.
    void set_light(const ShownSide& light, const QString& text);
    [[nodiscard]] const QString& light_text() const { return light_text_; }
    void set_comparison(const Comparison& comparison);
    [[nodiscard]] const Comparison& comparison() const { return what_.comparison; }
    void set_captions(const QString& a, const QString& b);
    /// A newer picture of that side is under way.
    void set_computing(Side side, bool computing);
    [[nodiscard]] bool marks_computing(Side side) const;
    /// In place of that side's picture; none takes it away.
    void set_notice(Side side, const std::optional<Notice>& notice);
    /// In place of all, when there is nothing to be shown.
    void set_empty_notice(const std::optional<Notice>& notice);

    [[nodiscard]] const ViewGeometry& view() const { return geometry_; }
    void fit();
    void set_zoom(double zoom); ///< device pixels to one of the scan
    void zoom_by(double factor);
    void pan(QPointF by); ///< in the widget's pixels
    void restore_view(bool fits, double zoom, QPointF centre);

    [[nodiscard]] bool loupe() const { return loupe_shown_; }
    void set_loupe(bool shown);
    [[nodiscard]] bool picking() const { return picking_; }
    void set_picking(bool picking);
    /// Null: none. Not owned; take it away before it goes.
    void set_tool(ViewerTool* tool);
    [[nodiscard]] ViewerTool* tool() const { return tool_; }
    /// The tool's cursor is another now.
    void update_cursor() { show_cursor(mouse_); }
    /// Paints a part of the scan again, on each side that shows it.
    void update_scan(const QRectF& part);

    [[nodiscard]] QPointF scan_at(QPointF at) const; ///< of a point of the widget
    [[nodiscard]] QPointF point_at(QPointF scan) const;
    [[nodiscard]] Inspected inspect(QPointF scan) const;
    [[nodiscard]] bool blinks_to_b() const { return what_.blink_to_b; }

Q_SIGNALS:
    void comparison_edited(const Comparison& comparison); ///< by hand, on the canvas
    void view_changed();                                  ///< zoom or place
    void hovered(const Inspected& below);
    void colour_picked(QPointF scan, const QColor& a, const QColor& b);
    void loupe_changed(bool shown);
    void picking_changed(bool picking);
    void space_tapped(); ///< the space bar without a drag, while it could have been one

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void tabletEvent(QTabletEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    enum class Drag : std::uint8_t { None, Pan, Wipe, Turn, Tool };
    void touch(); ///< the composed picture is out of date
    void lay_out();
    void moved_view();
    void compose();
    void set_up_blink();
    void edit_wipe(const WipeLine& line);
    void show_cursor(QPointF at);
    /// Of a mouse or a pen.
    [[nodiscard]] ToolEvent tool_event(const QSinglePointEvent& event) const;
    /// The mouse takes hold of something else here than a tool's picture.
    [[nodiscard]] bool is_taken(QPointF at) const;
    void update_after_tool();
    void pen_press(QTabletEvent& event);
    void pen_move(QTabletEvent& event);
    void pen_release(QTabletEvent& event);
    [[nodiscard]] bool takes_space() const;
    [[nodiscard]] QRect part_of(Side side) const;
    [[nodiscard]] bool shows(Side side) const;
    void place_notices();
    void paint_tool(QPainter& painter);
    void paint_marks(QPainter& painter);
    void paint_loupes(QPainter& painter);
    void report_hover(QPointF at);

    Composition what_;
    ViewGeometry geometry_;
    Composer composer_;
    QImage image_;
    bool stale_ = true;

    std::array<QString, 2> captions_;
    QString light_text_;
    std::array<bool, 2> computing_{};
    std::array<QElapsedTimer, 2> computing_since_;
    QTimer spinner_;
    int spinner_degrees_ = 0;
    QTimer blink_;
    std::array<CanvasNotice*, 2> notices_{};
    std::array<bool, 2> has_notice_{};
    CanvasNotice* empty_notice_ = nullptr;
    bool empty_ = false;

    Drag drag_ = Drag::None;
    QPointF drag_from_;
    QPointF drag_offset_;
    bool pen_down_ = false; ///< the tool works with it
    bool space_down_ = false;
    bool space_used_ = false;
    bool loupe_shown_ = false;
    bool picking_ = false;
    QPointF mouse_;
    bool mouse_inside_ = false;
    std::array<Loupe, 2> loupes_;
    ViewerTool* tool_ = nullptr;
};

} // namespace kinovar::ui
