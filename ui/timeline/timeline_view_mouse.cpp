#include "ui/timeline/timeline_view.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <algorithm>
#include <cmath>

namespace kinovar::ui {

namespace {

using Kind = TimelineHit::Kind;

constexpr double kSnapPixels = 8;
constexpr double kNotch = 120; // of a mouse wheel, in the unit of angleDelta
constexpr double kZoomANotch = 1.25;
constexpr double kScrollANotch = 0.1; // of the width
constexpr int kScrollMilliseconds = 30;
constexpr double kScrollShare = 0.25; // of how far beyond the edge the mouse is, a tick

} // namespace

void TimelineView::mousePressEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    const TimelineHit hit = timeline_hit(look(), at);
    pressed_at_ = at;
    if (data_.frames <= 0 || at.x() < layout_.header_width() - 1) {
        return;
    }
    if (event->button() == Qt::MiddleButton) {
        begin(Gesture::Pan, hit);
        setCursor(Qt::ClosedHandCursor);
        return;
    }
    if (event->button() != Qt::LeftButton) {
        return;
    }
    select_marker(hit.kind == Kind::Marker ? hit.id : 0);
    switch (hit.kind) {
    case Kind::Cut:
        begin(Gesture::Cut, hit);
        break;
    case Kind::In:
        begin(Gesture::In, hit);
        break;
    case Kind::Out:
        begin(Gesture::Out, hit);
        break;
    case Kind::Marker:
        begin(Gesture::Marker, hit);
        Q_EMIT seek_wanted(data_.marker(hit.id)->frame);
        break;
    case Kind::Shot:
        press_shot(hit, event->modifiers());
        break;
    case Kind::HintStart:
        begin(Gesture::HintStart, hit);
        break;
    case Kind::HintEnd:
        begin(Gesture::HintEnd, hit);
        break;
    case Kind::FixStart:
        begin(Gesture::FixStart, hit);
        break;
    case Kind::FixEnd:
        begin(Gesture::FixEnd, hit);
        break;
    case Kind::FixKey:
        begin(Gesture::FixKey, hit);
        Q_EMIT seek_wanted(hit.frame);
        break;
    case Kind::Fix:
        begin(Gesture::Scrub, hit);
        Q_EMIT seek_wanted(hit.frame); // to its shot first
        Q_EMIT fix_chosen(hit.id);
        break;
    case Kind::Hint:
        Q_EMIT hint_chosen(hit.id);
        begin(Gesture::Scrub, hit);
        Q_EMIT seek_wanted(hit.frame);
        break;
    case Kind::Nothing:
    case Kind::Flag:
    case Kind::Fit:
    case Kind::Confidence:
        begin(Gesture::Scrub, hit);
        Q_EMIT seek_wanted(hit.frame);
        break;
    }
}

void TimelineView::press_shot(const TimelineHit& hit, Qt::KeyboardModifiers modifiers) {
    std::set<project::Id> shots = selected_shots_;
    if (modifiers & Qt::ControlModifier) {
        if (shots.erase(hit.id) == 0) {
            shots.insert(hit.id);
        }
        anchor_shot_ = hit.id;
    } else if (modifiers & Qt::ShiftModifier) {
        const int to = data_.shot_index_of(hit.id);
        const int from = data_.shot_index_of(anchor_shot_ != 0 ? anchor_shot_ : data_.current_shot);
        shots.clear();
        for (int i = std::min(std::max(from, 0), to); i <= std::max(from, to); ++i) {
            shots.insert(data_.shots[static_cast<std::size_t>(i)].id);
        }
    } else {
        shots = {hit.id};
        anchor_shot_ = hit.id;
        begin(Gesture::Scrub, hit);
    }
    select_shots(shots);
    if (gesture_ == Gesture::Scrub) {
        Q_EMIT seek_wanted(hit.frame);
    }
}

void TimelineView::begin(Gesture gesture, const TimelineHit& hit) {
    gesture_ = gesture;
    dragged_ = hit;
    drag_frame_.reset();
    dragged_to_ = pressed_at_;
}

void TimelineView::mouseMoveEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    if (gesture_ == Gesture::None) {
        show_cursor_for(at);
        return;
    }
    if (gesture_ == Gesture::Pan) {
        scroll_to(scale_.left() - (at.x() - dragged_to_.x()) / scale_.zoom());
        dragged_to_ = at;
        return;
    }
    const bool still = !drag_frame_ && gesture_ != Gesture::Scrub;
    if (still && std::abs(at.x() - pressed_at_.x()) < QApplication::startDragDistance() / 2) {
        return;
    }
    drag_to(at);
    const QRect lanes = layout_.lanes();
    if (at.x() < lanes.left() || at.x() > lanes.right()) {
        scroll_timer_.start(kScrollMilliseconds, this);
    } else {
        scroll_timer_.stop();
    }
}

std::int64_t TimelineView::drag_place(double x) const {
    std::vector<std::int64_t> targets = {playhead_};
    if (gesture_ == Gesture::Out || drags_end()) {
        targets = {playhead_ + 1};
    }
    const double reach = kSnapPixels / scale_.zoom();
    const double place = scale_.position_at(x);
    if (gesture_ == Gesture::Cut) {
        auto marker = data_.marker_from(static_cast<std::int64_t>(place - reach));
        for (; marker != data_.markers.end() && static_cast<double>(marker->frame) <= place + reach;
             ++marker) {
            targets.push_back(marker->frame);
        }
    } else {
        const int shot = data_.shot_index_at(scale_.frame_at(x));
        if (shot >= 0) {
            targets.push_back(data_.shots[static_cast<std::size_t>(shot)].first);
            targets.push_back(data_.shots[static_cast<std::size_t>(shot)].last + 1);
        }
    }
    return snapped(place, targets, reach);
}

void TimelineView::drag_to(QPoint position) {
    dragged_to_ = position;
    const double x = position.x() - layout_.header_width();
    if (gesture_ == Gesture::Scrub) {
        const double inside = std::clamp<double>(x, 0, scale_.width());
        Q_EMIT seek_wanted(scale_.frame_at(inside));
        return;
    }
    std::int64_t place = std::clamp<std::int64_t>(drag_place(x), 0, data_.frames);
    if (gesture_ == Gesture::Cut) {
        // Both neighbours keep a frame at least.
        const auto shot = static_cast<std::size_t>(data_.shot_index_of(dragged_.id));
        place = std::clamp(place, data_.shots[shot - 1].first + 1, data_.shots[shot].last);
    } else if (const TimelineSpan* span = dragged_span()) {
        place = inside_span(*span, place);
    } else if (gesture_ != Gesture::Out) {
        place = std::min(place, data_.frames - 1);
    } else {
        place = std::max<std::int64_t>(place, 1);
    }
    drag_frame_ = place;
    update();
}

const TimelineSpan* TimelineView::dragged_span() const {
    const bool fix =
        gesture_ == Gesture::FixStart || gesture_ == Gesture::FixEnd || gesture_ == Gesture::FixKey;
    if (!fix && gesture_ != Gesture::HintStart && gesture_ != Gesture::HintEnd) {
        return nullptr;
    }
    const auto& all = fix ? data_.fixes.all() : data_.hints.all();
    const auto at = std::find_if(all.begin(), all.end(), [this](const TimelineSpan& span) {
        return span.id == dragged_.id;
    });
    return at == all.end() ? nullptr : &*at;
}

bool TimelineView::drags_start() const {
    return gesture_ == Gesture::HintStart || gesture_ == Gesture::FixStart;
}

bool TimelineView::drags_end() const {
    return gesture_ == Gesture::HintEnd || gesture_ == Gesture::FixEnd;
}

/// A fix stays inside of its shot, and its keys inside of its life.
std::int64_t TimelineView::inside_span(const TimelineSpan& span, std::int64_t place) const {
    if (gesture_ == Gesture::FixKey) {
        return std::clamp(place, span.first, span.last);
    }
    const int shot = gesture_ == Gesture::FixStart || gesture_ == Gesture::FixEnd
                         ? data_.shot_index_at(span.first)
                         : -1;
    if (shot >= 0) {
        const TimelineShot& around = data_.shots[static_cast<std::size_t>(shot)];
        place = std::clamp(place, around.first, around.last + 1);
    }
    return drags_start() ? std::min(place, span.last) : std::max(place, span.first + 1);
}

void TimelineView::end_span(const TimelineSpan& span, std::int64_t place) {
    const std::int64_t first = drags_start() ? place : span.first;
    const std::int64_t last = drags_start() ? span.last : place - 1;
    if (gesture_ == Gesture::FixStart || gesture_ == Gesture::FixEnd) {
        Q_EMIT fix_range_wanted(span.id, first, last);
    } else {
        Q_EMIT hint_range_wanted(span.id, first, last);
    }
}

void TimelineView::mouseReleaseEvent(QMouseEvent* event) {
    const Gesture gesture = gesture_;
    const auto place = drag_frame_;
    const project::Id id = dragged_.id;
    if (const TimelineSpan* span = dragged_span();
        span != nullptr && place && gesture != Gesture::FixKey) {
        end_span(*span, *place);
    }
    give_up_drag();
    show_cursor_for(event->position().toPoint());
    if (!place) {
        return;
    }
    switch (gesture) {
    case Gesture::Cut:
        Q_EMIT cut_move_wanted(id, *place);
        break;
    case Gesture::Marker:
        Q_EMIT marker_move_wanted(id, *place);
        break;
    case Gesture::FixKey:
        Q_EMIT fix_key_move_wanted(id, dragged_.frame, *place);
        break;
    case Gesture::HintStart:
    case Gesture::FixStart:
    case Gesture::HintEnd:
    case Gesture::FixEnd:
        break; // told above
    case Gesture::In:
        Q_EMIT in_wanted(*place);
        break;
    case Gesture::Out:
        Q_EMIT out_wanted(*place - 1);
        break;
    case Gesture::None:
    case Gesture::Scrub:
    case Gesture::Pan:
        break;
    }
}

void TimelineView::give_up_drag() {
    scroll_timer_.stop();
    if (gesture_ != Gesture::None) {
        gesture_ = Gesture::None;
        drag_frame_.reset();
        unsetCursor();
        update();
    }
}

void TimelineView::timerEvent(QTimerEvent* event) {
    if (event->timerId() != scroll_timer_.timerId()) {
        QWidget::timerEvent(event);
        return;
    }
    const QRect lanes = layout_.lanes();
    const int x = dragged_to_.x();
    const int beyond = x < lanes.left() ? x - lanes.left() : std::max(0, x - lanes.right());
    scroll_to(scale_.left() + beyond * kScrollShare / scale_.zoom());
    drag_to(dragged_to_);
}

void TimelineView::show_cursor_for(QPoint position) {
    switch (timeline_hit(look(), position).kind) {
    case Kind::Cut:
        setCursor(Qt::SplitHCursor);
        break;
    case Kind::In:
    case Kind::Out:
    case Kind::HintStart:
    case Kind::HintEnd:
    case Kind::FixStart:
    case Kind::FixEnd:
    case Kind::FixKey:
        setCursor(Qt::SizeHorCursor);
        break;
    case Kind::Marker:
        setCursor(Qt::PointingHandCursor);
        break;
    default:
        unsetCursor();
    }
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent* event) {
    const TimelineHit hit = timeline_hit(look(), event->position().toPoint());
    give_up_drag();
    if (event->button() != Qt::LeftButton) {
        return;
    }
    if (hit.kind == Kind::Marker) {
        rename_marker(hit.id);
    } else if (hit.kind == Kind::Shot) {
        const auto& shot = data_.shots[static_cast<std::size_t>(data_.shot_index_of(hit.id))];
        zoom_to_frames(shot.first, shot.last);
    }
}

void TimelineView::wheelEvent(QWheelEvent* event) {
    const QPoint angle = event->angleDelta();
    const QPoint pixels = event->pixelDelta();
    const double x = event->position().x() - layout_.header_width();
    if (event->modifiers() & Qt::ControlModifier) {
        zoom_to(scale_.zoom() * std::pow(kZoomANotch, angle.y() / kNotch), x);
    } else if (!pixels.isNull()) {
        const int by = std::abs(pixels.x()) > std::abs(pixels.y()) ? pixels.x() : pixels.y();
        scroll_to(scale_.left() - by / scale_.zoom());
    } else {
        const int by = std::abs(angle.x()) > std::abs(angle.y()) ? angle.x() : angle.y();
        scroll_to(scale_.left() - by / kNotch * kScrollANotch * scale_.frames_shown());
    }
    event->accept();
}

bool TimelineView::takes(const QKeyEvent& event) const {
    switch (event.key()) {
    case Qt::Key_Escape:
        return drag_frame_.has_value() || selected_marker_ != 0 || !selected_shots_.empty();
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
    case Qt::Key_F2:
        return selected_marker_ != 0;
    default:
        return false;
    }
}

void TimelineView::keyPressEvent(QKeyEvent* event) {
    if (!takes(*event)) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (event->key() == Qt::Key_F2) {
        rename_marker(selected_marker_);
    } else if (event->key() != Qt::Key_Escape) {
        Q_EMIT marker_remove_wanted(selected_marker_);
    } else if (!name_edit_->isHidden()) {
        name_edit_->hide(); // before it loses the focus: what was typed is dropped
        setFocus();
    } else if (drag_frame_) {
        give_up_drag();
    } else {
        select_marker(0);
        select_shots({});
    }
}

void TimelineView::contextMenuEvent(QContextMenuEvent* event) {
    QPoint at = event->pos();
    if (event->reason() == QContextMenuEvent::Keyboard) {
        const double x = scale_.x_of(static_cast<double>(playhead_));
        at = QPoint(layout_.header_width() + static_cast<int>(std::clamp<double>(x, 0, width())),
                    layout_.lane(Lane::Shots).center().y());
    }
    const TimelineHit hit = timeline_hit(look(), at);
    const bool is_shot = hit.kind == Kind::Shot;
    if (is_shot && !selected_shots_.contains(hit.id)) {
        select_shots({hit.id});
    }
    if (hit.kind == Kind::Marker) {
        select_marker(hit.id);
    }
    Q_EMIT menu_wanted(hit, mapToGlobal(at));
    event->accept();
}

} // namespace kinovar::ui
