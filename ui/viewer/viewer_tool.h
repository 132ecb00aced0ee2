#pragma once

#include "ui/viewer/compare.h"

#include <QCursor>
#include <QKeyEvent>
#include <QPainter>
#include <QPointF>

namespace kinovar::ui {

/// What the mouse does on the canvas, in scan pixels, the same on both sides and in mirrored panes.
struct ToolEvent {
    QPointF scan;
    Side side = Side::B; ///< below the mouse
    Qt::MouseButton button = Qt::NoButton;
    Qt::MouseButtons buttons;
    Qt::KeyboardModifiers modifiers;
    double pressure = 1; ///< of a pen, 0 to 1; 1: a mouse
    bool eraser = false; ///< a pen's other end
};

/// A tool that works on the pictures of the viewer (paint, clone, colour hints …). The canvas hands
/// it what it does not need itself: left and right button, and keys that are no shortcuts. GUI
/// thread. Does not own or outlive anything of the canvas.
class ViewerTool {
public:
    ViewerTool() = default;
    virtual ~ViewerTool() = default;
    ViewerTool(const ViewerTool&) = delete;
    ViewerTool& operator=(const ViewerTool&) = delete;

    /// True: the canvas does nothing more about it.
    virtual bool mouse_press(const ToolEvent& event) = 0;
    virtual bool mouse_move(const ToolEvent& event) = 0; ///< also with no button down
    virtual bool mouse_release(const ToolEvent& event) = 0;
    virtual bool key_press(const QKeyEvent& event) {
        static_cast<void>(event);
        return false;
    }
    /// Keys that are the tool's although they are shortcuts of the window too.
    [[nodiscard]] virtual bool takes_key(const QKeyEvent& event) const {
        static_cast<void>(event);
        return false;
    }
    /// The mouse is no longer above the canvas.
    virtual void mouse_leave() {}
    /// True: it asks for what changed to be painted again (ViewerCanvas::update_scan()); else all
    /// is, after each event that it takes.
    [[nodiscard]] virtual bool repaints_itself() const { return false; }
    /// False: a double click zooms, as it does without a tool.
    [[nodiscard]] virtual bool takes_double_click() const { return true; }
    virtual bool key_release(const QKeyEvent& event) {
        static_cast<void>(event);
        return false;
    }
    /// Over the pictures; the painter's coordinates are scan pixels and it is clipped to where
    /// `side` shows and to what is painted again. `pixel` is the size of a device pixel there.
    virtual void paint(QPainter& painter, Side side, double pixel) = 0;
    [[nodiscard]] virtual QCursor cursor() const { return Qt::CrossCursor; }
    /// Another tool takes its place, or the pictures changed under it: end what is going on.
    virtual void cancel() {}
};

} // namespace kinovar::ui
