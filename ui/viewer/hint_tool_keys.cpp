// Hints without a mouse.

#include "ui/studio/studio.h"
#include "ui/viewer/hint_tool.h"
#include "ui/viewer/viewer.h"

#include <algorithm>

namespace kinovar::ui {

namespace {

using project::Id;

constexpr double kStep = 1; // scan pixels, an arrow key
constexpr double kBigStep = 10;
constexpr double kSizeStep = 1.25;

bool is_digit(const QKeyEvent& event) {
    return event.key() >= Qt::Key_1 && event.key() <= Qt::Key_9;
}

} // namespace

bool HintTool::takes_key(const QKeyEvent& event) const {
    if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        return false;
    }
    const bool plain = !(event.modifiers() & Qt::ShiftModifier);
    switch (event.key()) {
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Escape:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_E:
    case Qt::Key_BracketLeft:
    case Qt::Key_BracketRight:
        return plain;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        return outline_at(colour_.chosen()).has_value();
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        return plain && colour_.chosen() != 0;
    default:
        return plain && is_digit(event);
    }
}

bool HintTool::key_press(const QKeyEvent& event) {
    if (!takes_key(event)) {
        return false;
    }
    switch (event.key()) {
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        choose_by_key(event.key() == Qt::Key_PageDown);
        return true;
    case Qt::Key_Escape:
        escape();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        add_by_key();
        return true;
    case Qt::Key_E:
        erase(mouse_);
        return true;
    case Qt::Key_BracketLeft:
    case Qt::Key_BracketRight:
        resize(event.key() == Qt::Key_BracketRight);
        return true;
    default:
        break;
    }
    if (!is_digit(event)) {
        return key_of_chosen(event);
    }
    const auto at = static_cast<std::size_t>(event.key() - Qt::Key_1);
    if (at < colour_.palette().size()) {
        Colour::Tool tool = colour_.tool();
        tool.colour = colour_.palette()[at].colour;
        colour_.set_tool(tool);
    }
    return true;
}

bool HintTool::key_of_chosen(const QKeyEvent& event) {
    const double step = event.modifiers() & Qt::ShiftModifier ? kBigStep : kStep;
    if (!event.isAutoRepeat()) {
        begin(Gesture::None, mouse_); // a key that is held is one gesture
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
        colour_.remove({colour_.chosen()});
    }
    return true;
}

void HintTool::nudge(double dx, double dy) {
    const QSizeF size = scan_size();
    const auto outline = outline_at(colour_.chosen());
    if (outline && !size.isEmpty()) {
        colour_.correct(
            colour_.chosen(),
            moved(places_of(outline->points, size), dx / size.width(), dy / size.height()),
            gesture_key_);
    }
}

void HintTool::resize(bool larger) {
    Colour::Tool tool = colour_.tool();
    tool.size *= larger ? kSizeStep : 1 / kSizeStep;
    colour_.set_tool(tool);
}

void HintTool::choose_by_key(bool on) {
    std::vector<Id> here;
    for (const Colour::Hint& one : colour_.hints()) {
        if (outline_at(one.id)) {
            here.push_back(one.id);
        }
    }
    if (here.empty()) {
        return;
    }
    const auto count = static_cast<std::ptrdiff_t>(here.size());
    const auto found = std::find(here.begin(), here.end(), colour_.chosen());
    const std::ptrdiff_t at = found == here.end() ? (on ? -1 : count) : found - here.begin();
    colour_.set_chosen(here[static_cast<std::size_t>((at + (on ? 1 : -1) + count) % count)]);
}

void HintTool::add_by_key() {
    const QSizeF size = scan_size();
    if (size.isEmpty()) {
        return;
    }
    if (gesture_ == Gesture::Outline) {
        close_outline();
        return;
    }
    const ViewerCanvas& canvas = viewer_.canvas();
    const bool by_mouse = canvas.underMouse() && mouse_known_ && inside(mouse_);
    QPointF at = by_mouse ? mouse_ : canvas.scan_at(QRectF(canvas.rect()).center());
    if (!inside(at)) {
        at = {size.width() / 2, size.height() / 2};
    }
    colour_.add(colourise::HintShape::Point, places_of({at}, size));
}

/// What is going on, then what is chosen, then the tool.
void HintTool::escape() {
    if (gesture_ != Gesture::None) {
        give_up();
    } else if (mode_ != Mode::Draw) {
        set_mode(Mode::Draw);
    } else if (colour_.chosen() != 0) {
        colour_.set_chosen(0);
    } else {
        set_active(false);
    }
}

} // namespace kinovar::ui
