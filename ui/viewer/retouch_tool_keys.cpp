// Repairs without a mouse.

#include "ui/studio/studio.h"
#include "ui/viewer/retouch_tool.h"
#include "ui/viewer/viewer.h"

#include <QUndoStack>
#include <algorithm>

namespace kinovar::ui {

namespace {

using project::Id;

constexpr double kStep = 1; // scan pixels, an arrow key
constexpr double kBigStep = 10;
constexpr double kSizeStep = 1.25;
constexpr double kHardnessStep = 0.1;
constexpr double kTenth = 0.1; // of opacity, a digit

bool is_digit(const QKeyEvent& event) {
    return event.key() >= Qt::Key_0 && event.key() <= Qt::Key_9;
}

} // namespace

bool RetouchTool::takes_key(const QKeyEvent& event) const {
    if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        return false;
    }
    const bool plain = !(event.modifiers() & Qt::ShiftModifier);
    const retouch::Fix* chosen = retouch_.fix(retouch_.chosen());
    switch (event.key()) {
    case Qt::Key_BracketLeft:
    case Qt::Key_BracketRight:
    case Qt::Key_BraceLeft: // with Shift
    case Qt::Key_BraceRight:
        return true;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Escape:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_E:
        return plain;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        return chosen != nullptr && lives(*chosen) && retouch_.tool().draw == Draw::Choose;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        return plain && (chosen != nullptr || gesture_ == Gesture::Outline);
    default:
        return plain && is_digit(event);
    }
}

bool RetouchTool::key_press(const QKeyEvent& event) {
    if (!takes_key(event)) {
        return false;
    }
    switch (event.key()) {
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        choose_by_key(event.key() == Qt::Key_PageDown);
        break;
    case Qt::Key_Escape:
        escape();
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        enter();
        break;
    case Qt::Key_E: {
        Retouch::Tool tool = retouch_.tool();
        tool.erases = !tool.erases;
        retouch_.set_tool(tool);
        break;
    }
    case Qt::Key_BracketLeft:
    case Qt::Key_BracketRight:
    case Qt::Key_BraceLeft:
    case Qt::Key_BraceRight: {
        const bool more = event.key() == Qt::Key_BracketRight || event.key() == Qt::Key_BraceRight;
        event.modifiers() & Qt::ShiftModifier ? harden(more) : resize(more);
        break;
    }
    default:
        if (is_digit(event)) {
            set_opacity(event.key() - Qt::Key_0);
        } else {
            key_of_chosen(event);
        }
    }
    repaint();
    return true;
}

void RetouchTool::key_of_chosen(const QKeyEvent& event) {
    const double step = event.modifiers() & Qt::ShiftModifier ? kBigStep : kStep;
    if (!event.isAutoRepeat()) {
        // A key that is held is one gesture.
        gesture_key_ = QStringLiteral("repair/%1").arg(++gestures_);
    }
    switch (event.key()) {
    case Qt::Key_Left:
        nudge(-step, 0);
        break;
    case Qt::Key_Right:
        nudge(step, 0);
        break;
    case Qt::Key_Up:
        nudge(0, -step);
        break;
    case Qt::Key_Down:
        nudge(0, step);
        break;
    default:
        if (gesture_ != Gesture::Outline) {
            remove_chosen();
        } else if (line_.size() > 1) {
            line_.removeLast();
        } else {
            give_up();
        }
    }
}

void RetouchTool::nudge(double dx, double dy) {
    const Id id = retouch_.chosen();
    if (auto pose = pose_now(id)) {
        pose->dx += dx / scan_size().width();
        pose->dy += dy / scan_size().height();
        retouch_.correct(id, *pose, gesture_key_);
    }
}

void RetouchTool::resize(bool larger) {
    Retouch::Tool tool = retouch_.tool();
    tool.brush.size *= larger ? kSizeStep : 1 / kSizeStep;
    retouch_.set_tool(tool);
}

void RetouchTool::harden(bool harder) {
    Retouch::Tool tool = retouch_.tool();
    tool.brush.hardness += harder ? kHardnessStep : -kHardnessStep;
    retouch_.set_tool(tool);
}

/// 1 to 9: tenths; 0: all of it.
void RetouchTool::set_opacity(int digit) {
    Retouch::Tool tool = retouch_.tool();
    tool.brush.opacity = digit == 0 ? 1 : digit * kTenth;
    retouch_.set_tool(tool);
}

void RetouchTool::choose_by_key(bool on) {
    std::vector<Id> here;
    for (const Retouch::Item& one : retouch_.fixes()) {
        if (lives(*one.fix)) {
            here.push_back(one.fix->id);
        }
    }
    if (here.empty()) {
        return;
    }
    const auto count = static_cast<std::ptrdiff_t>(here.size());
    const auto found = std::find(here.begin(), here.end(), retouch_.chosen());
    const std::ptrdiff_t at = found == here.end() ? (on ? -1 : count) : found - here.begin();
    retouch_.set_chosen(here[static_cast<std::size_t>((at + (on ? 1 : -1) + count) % count)]);
}

void RetouchTool::enter() {
    const QSizeF size = scan_size();
    if (size.isEmpty()) {
        return;
    }
    if (gesture_ == Gesture::Outline) {
        line_ += way_;
        close_outline();
        return;
    }
    const ViewerCanvas& canvas = viewer_.canvas();
    QPointF at =
        mouse_known_ && inside(mouse_) ? mouse_ : canvas.scan_at(QRectF(canvas.rect()).center());
    if (!inside(at)) {
        at = {size.width() / 2, size.height() / 2};
    }
    if (gesture_ == Gesture::None) {
        add_dab(at);
    }
}

/// What is going on, then what is chosen, then the tool.
void RetouchTool::escape() {
    if (gesture_ != Gesture::None) {
        give_up();
    } else if (picking_) {
        set_picking(false);
    } else if (source_) {
        source_.reset();
    } else if (retouch_.chosen() != 0) {
        retouch_.set_chosen(0);
    } else {
        set_active(false);
    }
}

/// Nothing stays of what was begun.
void RetouchTool::give_up() {
    live_.forget();
    live_stroke_.reset();
    if (gesture_ != Gesture::None && edited_) {
        studio_.undo_stack()->undo();
    }
    leave();
}

/// What was begun has no more to come.
void RetouchTool::leave() {
    live_.finish();
    live_stroke_.reset();
    gesture_ = Gesture::None;
    edited_ = false;
    erases_ = false;
    line_.clear();
    way_.clear();
    mark_ = {};
    repaint();
}

} // namespace kinovar::ui
