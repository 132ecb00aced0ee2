#include "ui/timeline/curve_view.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace kinovar::ui {

namespace {

using portrait::Channel;
using portrait::Curves;

constexpr double kValueStep = 0.02;   // of a channel's range, an arrow key
constexpr double kBigValueStep = 0.1; // with Shift
constexpr double kBigFrames = 5;      // with Shift

double range_of(Channel channel) {
    const portrait::ChannelLimits limits = portrait::limits_of(channel);
    return limits.greatest - limits.least;
}

} // namespace

bool CurveView::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && takes(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto channel = channel_at(help->pos().y());
        const auto place = key_near(help->pos());
        if (place) {
            const portrait::Key* key = key_at(shown_, *place);
            QToolTip::showText(
                help->globalPos(),
                tr("%1: %2. Drag to change it, Delete takes it away")
                    .arg(channel_title(place->channel), channel_value(place->channel, key->value)),
                this);
        } else if (channel) {
            QToolTip::showText(help->globalPos(),
                               tr("%1: double-click to add a key").arg(channel_title(*channel)),
                               this);
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

void CurveView::wish(const QString& name, const Curves& curves, const QString& merge_key) {
    show_curves(curves);
    Q_EMIT edit_wanted(name, curves, merge_key);
}

// --- mouse

void CurveView::mousePressEvent(QMouseEvent* event) {
    const QPointF at = event->position();
    if (event->button() != Qt::LeftButton || at.x() < header_width_) {
        return;
    }
    pressed_at_ = at;
    moved_ = false;
    const auto place = key_near(at);
    if (!place) {
        select({});
        gesture_ = Gesture::Scrub;
        Q_EMIT seek_wanted(scale_.frame_at(at.x() - header_width_));
        return;
    }
    KeyPlaces chosen = selected_;
    if (event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier)) {
        if (chosen.erase(*place) == 0) {
            chosen.insert(*place);
        }
    } else if (!chosen.contains(*place)) {
        chosen = {*place};
    }
    select(chosen);
    grip_ = *place;
    gesture_ = chosen.contains(*place) ? Gesture::Keys : Gesture::None;
    before_drag_ = curves_;
    ++gestures_;
    update();
}

void CurveView::mouseMoveEvent(QMouseEvent* event) {
    const QPointF at = event->position();
    switch (gesture_) {
    case Gesture::None:
        setCursor(key_near(at) ? Qt::SizeAllCursor : Qt::ArrowCursor);
        break;
    case Gesture::Scrub:
        Q_EMIT seek_wanted(
            scale_.frame_at(std::clamp<double>(at.x() - header_width_, 0, scale_.width())));
        break;
    case Gesture::Keys:
        moved_ = moved_ ||
                 (at - pressed_at_).manhattanLength() >= QApplication::startDragDistance() / 2.0;
        if (moved_) {
            drag_to(at);
        }
        break;
    }
}

/// Whole frames in time; values as the hand goes.
void CurveView::drag_to(QPointF at) {
    const double shift = std::round((seconds_at(at.x()) - seconds_at(pressed_at_.x())) * rate_);
    const double value = value_at(grip_.channel, at.y()) - value_at(grip_.channel, pressed_at_.y());
    // Each step counts from where the drag began, so that nothing adds up.
    wish(QStringLiteral("Move key"),
         with_moved_keys(before_drag_, selected_, shift * frame_seconds(), value, frame_seconds()),
         QStringLiteral("curves/%1").arg(gestures_));
}

void CurveView::give_up_drag() {
    gesture_ = Gesture::None;
    update();
}

void CurveView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        give_up_drag();
        show_curves(curves_);
    }
}

void CurveView::mouseDoubleClickEvent(QMouseEvent* event) {
    const QPointF at = event->position();
    const auto channel = channel_at(static_cast<int>(at.y()));
    if (event->button() != Qt::LeftButton || !channel || at.x() < header_width_ || key_near(at)) {
        return;
    }
    const double time = std::round(seconds_at(at.x()) * rate_) / rate_;
    KeyPlace place;
    const Curves added =
        with_key(shown_, *channel, {time, value_at(*channel, at.y())}, frame_seconds() / 2, &place);
    wish(QStringLiteral("Add key"), added);
    select({place});
}

void CurveView::contextMenuEvent(QContextMenuEvent* event) {
    QPoint at = event->pos();
    if (event->reason() == QContextMenuEvent::Keyboard && !selected_.empty()) {
        at = point_of(*selected_.begin()).toPoint();
    }
    if (const auto place = key_near(at); place && !selected_.contains(*place)) {
        select({*place});
    }
    if (const auto channel = channel_at(at.y())) {
        Q_EMIT menu_wanted(*channel, mapToGlobal(at));
    }
    event->accept();
}

// --- keys

void CurveView::add_key() {
    if (shown_.channels.empty()) {
        return;
    }
    const Channel channel =
        selected_.empty() ? shown_.channels.begin()->first : selected_.begin()->channel;
    const double time = std::clamp(static_cast<double>(playhead_) / rate_, 0.0, shown_.seconds);
    KeyPlace place;
    const Curves added =
        with_key(shown_, channel, {time, static_cast<double>(shown_.sample(time)[channel])},
                 frame_seconds() / 2, &place);
    wish(QStringLiteral("Add key"), added);
    select({place});
}

void CurveView::remove_selected() {
    if (!selected_.empty()) {
        const KeyPlaces gone = selected_;
        select({});
        wish(QStringLiteral("Remove key"), without_keys(shown_, gone));
    }
}

bool CurveView::takes(const QKeyEvent& event) const {
    switch (event.key()) {
    case Qt::Key_Insert:
        return !shown_.channels.empty();
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        return !shown_.channels.empty();
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        return !selected_.empty() && !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier));
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        return !selected_.empty();
    case Qt::Key_Escape:
        return !selected_.empty() || gesture_ == Gesture::Keys;
    default:
        return false;
    }
}

void CurveView::move_by_key(const QKeyEvent& event) {
    const bool big = event.modifiers() & Qt::ShiftModifier;
    double frames = 0;
    double value = 0;
    switch (event.key()) {
    case Qt::Key_Left:
        frames = big ? -kBigFrames : -1;
        break;
    case Qt::Key_Right:
        frames = big ? kBigFrames : 1;
        break;
    case Qt::Key_Up:
        value = big ? kBigValueStep : kValueStep;
        break;
    case Qt::Key_Down:
        value = big ? -kBigValueStep : -kValueStep;
        break;
    default:
        return;
    }
    if (!event.isAutoRepeat()) {
        ++gestures_; // a key that is held is one gesture
    }
    value *= range_of(selected_.begin()->channel);
    wish(QStringLiteral("Move key"),
         with_moved_keys(curves_, selected_, frames * frame_seconds(), value, frame_seconds()),
         QStringLiteral("curves/%1").arg(gestures_));
}

/// The next key or the one before, through all lanes; with Shift, that of the next lane.
void CurveView::choose_by_key(const QKeyEvent& event) {
    const bool on = event.key() == Qt::Key_PageDown;
    std::vector<KeyPlace> all;
    for (const auto& [channel, keys] : shown_.channels) {
        const std::size_t count = event.modifiers() & Qt::ShiftModifier ? 1 : keys.size();
        for (std::size_t i = 0; i < std::min(count, keys.size()); ++i) {
            all.push_back({channel, i});
        }
    }
    if (all.empty()) {
        return;
    }
    KeyPlace next = on ? all.front() : all.back();
    if (!selected_.empty() && on) {
        const auto at = std::upper_bound(all.begin(), all.end(), *selected_.rbegin());
        next = at == all.end() ? all.front() : *at;
    } else if (!selected_.empty()) {
        const auto at = std::lower_bound(all.begin(), all.end(), *selected_.begin());
        next = at == all.begin() ? all.back() : *std::prev(at);
    }
    select({next});
    Q_EMIT lane_shown(lane(next.channel));
}

void CurveView::keyPressEvent(QKeyEvent* event) {
    if (!takes(*event)) {
        QWidget::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Insert:
        add_key();
        break;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        choose_by_key(*event);
        break;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        remove_selected();
        break;
    case Qt::Key_Escape:
        if (gesture_ == Gesture::Keys && moved_) { // as it was before the drag
            const Curves before = before_drag_;
            give_up_drag();
            wish(QStringLiteral("Move key"), before, QStringLiteral("curves/%1").arg(gestures_));
        } else {
            select({});
        }
        break;
    default:
        move_by_key(*event);
    }
}

void CurveView::focusInEvent(QFocusEvent* event) {
    update();
    QWidget::focusInEvent(event);
}

void CurveView::focusOutEvent(QFocusEvent* event) {
    update();
    QWidget::focusOutEvent(event);
}

} // namespace kinovar::ui
