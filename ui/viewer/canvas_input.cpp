#include "ui/viewer/canvas.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QTabletEvent>
#include <QWheelEvent>
#include <cmath>

namespace kinovar::ui {

namespace {

constexpr double kWheelStep = 120;    // eighths of a degree of one notch
constexpr double kWheelFactor = 1.25; // zoom of one notch

} // namespace

bool ViewerCanvas::takes_space() const {
    return !geometry_.fits() && mouse_inside_;
}

bool ViewerCanvas::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        // Space is play for the whole window; over an enlarged picture it may become a drag.
        if (key->key() == Qt::Key_Space && key->modifiers() == Qt::NoModifier && takes_space()) {
            event->accept();
            return true;
        }
        if (tool_ != nullptr && tool_->takes_key(*key)) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void ViewerCanvas::show_cursor(QPointF at) {
    if (drag_ == Drag::Pan) {
        setCursor(Qt::ClosedHandCursor);
    } else if (space_down_) {
        setCursor(Qt::OpenHandCursor);
    } else if (picking_) {
        setCursor(Qt::CrossCursor);
    } else if (what_.comparison.mode == CompareMode::Wipe &&
               WipeHandle::part_at(what_.comparison.wipe, size(), at) != WipeHandle::Part::None) {
        const bool knob =
            WipeHandle::part_at(what_.comparison.wipe, size(), at) == WipeHandle::Part::Knob;
        const bool upright = std::abs(std::remainder(what_.comparison.wipe.degrees, 180)) < 45;
        setCursor(knob ? Qt::PointingHandCursor : upright ? Qt::SplitHCursor : Qt::SplitVCursor);
    } else if (tool_ != nullptr) {
        setCursor(tool_->cursor());
    } else {
        unsetCursor();
    }
}

ToolEvent ViewerCanvas::tool_event(const QSinglePointEvent& event) const {
    const QPointF at = event.position();
    return {scan_at(at), geometry_.side_at(at * devicePixelRatioF(), what_.comparison),
            event.button(), event.buttons(), event.modifiers()};
}

void ViewerCanvas::update_after_tool() {
    if (tool_ == nullptr || !tool_->repaints_itself()) {
        update();
    }
}

bool ViewerCanvas::is_taken(QPointF at) const {
    return space_down_ || picking_ ||
           (what_.comparison.mode == CompareMode::Wipe &&
            WipeHandle::part_at(what_.comparison.wipe, size(), at) != WipeHandle::Part::None);
}

/// What the tool does not take comes again as from a mouse; what it takes does not.
void ViewerCanvas::tabletEvent(QTabletEvent* event) {
    event->ignore();
    if (tool_ == nullptr) {
        return;
    }
    switch (event->type()) {
    case QEvent::TabletPress:
        pen_press(*event);
        break;
    case QEvent::TabletMove:
        pen_move(*event);
        break;
    case QEvent::TabletRelease:
        pen_release(*event);
        break;
    default:
        break;
    }
}

void ViewerCanvas::pen_press(QTabletEvent& event) {
    ToolEvent pen = tool_event(event);
    pen.pressure = event.pressure();
    pen.eraser = event.pointerType() == QPointingDevice::PointerType::Eraser;
    if (event.button() == Qt::MiddleButton || is_taken(event.position()) ||
        !tool_->mouse_press(pen)) {
        return;
    }
    drag_ = Drag::Tool;
    pen_down_ = true;
    setFocus(Qt::MouseFocusReason);
    update_after_tool();
    event.accept();
}

void ViewerCanvas::pen_move(QTabletEvent& event) {
    if (!pen_down_) {
        return;
    }
    ToolEvent pen = tool_event(event);
    pen.pressure = event.pressure();
    mouse_ = event.position();
    mouse_inside_ = rect().contains(mouse_.toPoint());
    if (tool_->mouse_move(pen)) {
        update_after_tool();
    }
    report_hover(mouse_);
    event.accept();
}

void ViewerCanvas::pen_release(QTabletEvent& event) {
    if (!pen_down_) {
        return;
    }
    pen_down_ = false;
    drag_ = Drag::None;
    tool_->mouse_release(tool_event(event));
    update_after_tool();
    event.accept();
}

void ViewerCanvas::mousePressEvent(QMouseEvent* event) {
    if (pen_down_) {
        return; // some systems send both
    }
    const QPointF at = event->position();
    drag_from_ = at;
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && space_down_)) {
        drag_ = Drag::Pan;
        space_used_ = space_down_;
        show_cursor(at);
        return;
    }
    if (event->button() == Qt::LeftButton && picking_) {
        const Inspected below = inspect(scan_at(at));
        if (below.inside) {
            Q_EMIT colour_picked(scan_at(at), below.a.value_or(QColor()),
                                 below.b.value_or(QColor()));
        }
        return;
    }
    if (event->button() == Qt::LeftButton && what_.comparison.mode == CompareMode::Wipe) {
        const auto part = WipeHandle::part_at(what_.comparison.wipe, size(), at);
        if (part != WipeHandle::Part::None) {
            drag_ = part == WipeHandle::Part::Knob ? Drag::Turn : Drag::Wipe;
            drag_offset_ = WipeHandle::grip(what_.comparison.wipe, size()) - at;
            update();
            return;
        }
    }
    if (tool_ != nullptr && tool_->mouse_press(tool_event(*event))) {
        drag_ = Drag::Tool;
        update_after_tool();
        return;
    }
    if (event->button() == Qt::LeftButton && !geometry_.fits()) {
        drag_ = Drag::Pan;
        show_cursor(at);
        return;
    }
    QWidget::mousePressEvent(event); // the window may have a menu for it
}

void ViewerCanvas::mouseMoveEvent(QMouseEvent* event) {
    if (pen_down_) {
        return;
    }
    const QPointF at = event->position();
    mouse_ = at;
    mouse_inside_ = rect().contains(at.toPoint());
    switch (drag_) {
    case Drag::Pan:
        pan(at - drag_from_);
        drag_from_ = at;
        break;
    case Drag::Wipe:
        edit_wipe(WipeHandle::moved(what_.comparison.wipe, size(), at + drag_offset_));
        break;
    case Drag::Turn:
        edit_wipe(WipeHandle::turned(what_.comparison.wipe, size(), at,
                                     event->modifiers().testFlag(Qt::ShiftModifier)));
        break;
    case Drag::Tool:
    case Drag::None:
        if (tool_ != nullptr && tool_->mouse_move(tool_event(*event))) {
            update_after_tool();
        }
        show_cursor(at);
        break;
    }
    if (loupe_shown_) {
        update();
    }
    report_hover(at);
}

void ViewerCanvas::mouseReleaseEvent(QMouseEvent* event) {
    if (pen_down_) {
        return;
    }
    const bool tools = drag_ == Drag::Tool && tool_ != nullptr;
    if (tools) {
        tool_->mouse_release(tool_event(*event));
    }
    drag_ = Drag::None;
    show_cursor(event->position());
    tools ? update_after_tool() : update();
}

void ViewerCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
    const bool tools = tool_ != nullptr && tool_->takes_double_click();
    const bool free = !tools && !picking_ && event->button() == Qt::LeftButton;
    if (!free) {
        mousePressEvent(event);
        return;
    }
    if (geometry_.fits()) {
        geometry_.zoom_at(event->position() * devicePixelRatioF(), 1);
        moved_view();
    } else {
        fit();
    }
}

void ViewerCanvas::wheelEvent(QWheelEvent* event) {
    const QPoint turned = event->angleDelta();
    if (event->modifiers().testFlag(Qt::ShiftModifier) || turned.y() == 0) {
        pan(event->pixelDelta().isNull() ? QPointF(turned) / 2 : QPointF(event->pixelDelta()));
    } else {
        const double factor = std::pow(kWheelFactor, turned.y() / kWheelStep);
        geometry_.zoom_at(event->position() * devicePixelRatioF(), geometry_.zoom() * factor);
        moved_view();
    }
    event->accept();
    report_hover(event->position());
}

void ViewerCanvas::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    mouse_inside_ = false;
    if (tool_ != nullptr) {
        tool_->mouse_leave();
    }
    if (loupe_shown_) {
        update();
    }
    Q_EMIT hovered({});
}

void ViewerCanvas::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && takes_space()) {
        if (!event->isAutoRepeat()) {
            space_down_ = true;
            space_used_ = false;
            show_cursor(mouse_);
        }
        return;
    }
    if (event->key() == Qt::Key_Escape && picking_) {
        set_picking(false);
        return;
    }
    if (tool_ != nullptr && tool_->key_press(*event)) {
        update();
        return;
    }
    QWidget::keyPressEvent(event);
}

void ViewerCanvas::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && space_down_) {
        if (!event->isAutoRepeat()) {
            space_down_ = false;
            show_cursor(mouse_);
            if (!space_used_) {
                Q_EMIT space_tapped();
            }
        }
        return;
    }
    if (tool_ != nullptr && tool_->key_release(*event)) {
        update();
        return;
    }
    QWidget::keyReleaseEvent(event);
}

} // namespace kinovar::ui
