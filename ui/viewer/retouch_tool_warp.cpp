// Warps, and fixes that are there: chosen, moved, scaled, turned.

#include "ui/studio/studio.h"
#include "ui/viewer/retouch_tool.h"
#include "ui/viewer/viewer.h"

#include <QLineF>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace kinovar::ui {

namespace {

using project::Id;
using retouch::Fix;
using retouch::Mark;

constexpr double kDrag = 4;  // pixels of the screen after which a click is a drag
constexpr double kApart = 3; // pixels of the screen between the points of a gesture
/// Of a gesture's or handle's size: how wide the area is that goes with it. All that is moved lies
/// inside of it, and it says what is followed.
constexpr double kAreaOfSize = 2;
constexpr double kAreaHardness = 0.6;
constexpr double kLeastScale = 0.05;
constexpr double kMostScale = 20;
constexpr double kHalfTurn = 180; // degrees

/// Before all that takes away: what is frozen stays so.
void widen(Fix& fix, std::vector<retouch::StrokePoint> points, double size) {
    Mark mark;
    mark.brush.size = size * kAreaOfSize;
    mark.brush.hardness = kAreaHardness;
    mark.brush.pressure_sizes = false;
    mark.points = std::move(points);
    auto& marks = fix.area.marks;
    const auto frozen =
        std::find_if(marks.begin(), marks.end(), [](const Mark& one) { return !one.adds; });
    marks.insert(frozen, std::move(mark));
}

double angle_of(QPointF way) {
    return std::atan2(way.y(), way.x()) * kHalfTurn / std::numbers::pi;
}

} // namespace

// --- warps

const Fix* RetouchTool::chosen_warp() const {
    const Fix* fix = retouch_.fix(retouch_.chosen());
    return fix != nullptr && lives(*fix) && std::holds_alternative<retouch::Warp>(fix->kind)
               ? fix
               : nullptr;
}

void RetouchTool::begin_on_warp(Gesture gesture, QPointF scan) {
    begin(gesture, scan);
    const Fix* present = chosen_warp();
    target_ = present == nullptr ? 0 : present->id;
    fix_ = present == nullptr ? new_fix() : *present;
    warp_ = std::get<retouch::Warp>(fix_.kind);
    const auto place = present == nullptr ? std::nullopt : retouch_.place_now(target_);
    to_now_ = place ? place->to_now : steps::FixPlace{}.to_now;
}

void RetouchTool::begin_warp(const ToolEvent& event) {
    begin_on_warp(Gesture::Warp, event.scan);
    mark_ = {};
    mark_.points = {point_of(event)};
    if (retouch_.tool().warp != retouch::WarpMove::Kind::Push) {
        put_gesture(); // pinching begins where one presses
    }
}

void RetouchTool::extend_warp(const ToolEvent& event) {
    const QPointF last = on_scan(mark_.points.back().at, scan_size());
    if (QLineF(last, event.scan).length() >= kApart * pixel_) {
        mark_.points.push_back(point_of(event));
        put_gesture();
    }
}

void RetouchTool::put_gesture() {
    const Retouch::Tool& tool = retouch_.tool();
    Fix changed = fix_;
    const retouch::WarpMove move = brought_back(
        retouch::WarpMove{tool.warp, tool.brush.size, tool.strength, mark_.points}, to_now_);
    widen(changed, move.points, move.size);
    std::get<retouch::Warp>(changed.kind).moves.push_back(move);
    put_warp(std::move(changed));
}

void RetouchTool::put_warp(Fix changed) {
    live_.run([this, changed = std::move(changed)] {
        if (target_ == 0) {
            target_ = retouch_.insert(changed, gesture_key_);
            edited_ = target_ != 0;
        } else if (const Fix* present = retouch_.fix(target_)) {
            Fix next = changed;
            next.anchor = present->anchor;
            retouch_.change(target_, QStringLiteral("Warp"), next, gesture_key_);
            edited_ = true;
        }
    });
}

void RetouchTool::begin_handle(const ToolEvent& event) {
    begin_on_warp(Gesture::Handle, event.scan);
    const auto near = [&](QPointF at) {
        return QLineF(at, event.scan).length() <= kHandleReach * pixel_;
    };
    for (std::size_t i = 0; i < warp_.handles.size(); ++i) {
        if (near(on_scan(mapped(to_now_, warp_.handles[i].to), scan_size()))) {
            handle_ = i;
            return;
        }
    }
    retouch::WarpHandle handle;
    retouch::Place from = share_at(event.scan, scan_size());
    const std::vector<QPointF> points = mesh_points();
    const auto nearest = std::min_element(points.begin(), points.end(), [&](QPointF a, QPointF b) {
        return QLineF(a, event.scan).length() < QLineF(b, event.scan).length();
    });
    if (nearest != points.end() && near(*nearest)) {
        handle.landmark = static_cast<int>(nearest - points.begin());
        from = share_at(*nearest, scan_size());
    }
    handle.from = handle.to = mapped(inverted(to_now_), from);
    handle.radius = retouch_.tool().brush.size / scale_of(to_now_);
    handle_ = warp_.handles.size();
    warp_.handles.push_back(handle);
}

void RetouchTool::drag_handle(QPointF scan) {
    if (!edited_ && QLineF(pressed_at_, scan).length() < kDrag * pixel_) {
        return; // only pressed
    }
    retouch::WarpHandle& handle = warp_.handles[handle_];
    handle.to = mapped(inverted(to_now_), share_at(scan, scan_size()));
    Fix changed = fix_;
    changed.kind = warp_;
    if (handle.landmark >= 0) {
        changed.follow = retouch::Follow::Face;
    }
    widen(changed, {{handle.from}, {handle.to}}, 2 * handle.radius);
    put_warp(std::move(changed));
    repaint();
}

// --- fixes that are there

std::optional<retouch::Pose> RetouchTool::pose_now(Id id) const {
    const Fix* fix = retouch_.fix(id);
    const auto place = fix == nullptr ? std::nullopt : retouch_.place_now(id);
    if (!place) {
        return std::nullopt;
    }
    const auto key = std::find_if(fix->keys.begin(), fix->keys.end(),
                                  [&](const auto& one) { return one.frame == studio_.frame(); });
    const double aspect = scan_size().width() / scan_size().height();
    return key != fix->keys.end() ? key->pose
                                  : pose_of(place->to_now, steps::fix_box(*fix), aspect);
}

void RetouchTool::press_choose(const ToolEvent& event) {
    const auto near = [&](QPointF at) {
        return QLineF(at, event.scan).length() <= kHandleReach * pixel_;
    };
    Gesture gesture = Gesture::Move;
    const auto box =
        retouch_.tool().draw == Draw::Choose ? box_now(retouch_.chosen()) : std::nullopt;
    if (box) {
        const FixHandles handles = handles_of(*box, pixel_);
        if (near(handles.knob)) {
            gesture = Gesture::Turn;
        } else if (std::any_of(handles.corners.begin(), handles.corners.end(), near)) {
            gesture = Gesture::Scale;
        }
    }
    if (gesture == Gesture::Move) {
        retouch_.set_chosen(fix_at(event.scan));
    }
    const auto pose = pose_now(retouch_.chosen());
    const auto now = box_now(retouch_.chosen());
    if (pose && now) {
        begin(gesture, event.scan);
        pose_ = draft_ = *pose;
        middle_ = now->boundingRect().center();
    }
    repaint();
}

void RetouchTool::drag_pose(QPointF scan) {
    if (!edited_ && QLineF(pressed_at_, scan).length() < kDrag * pixel_) {
        return; // only chosen
    }
    draft_ = pose_;
    if (gesture_ == Gesture::Move) {
        draft_.dx += (scan.x() - pressed_at_.x()) / scan_size().width();
        draft_.dy += (scan.y() - pressed_at_.y()) / scan_size().height();
    } else if (gesture_ == Gesture::Scale) {
        const double before = std::max(QLineF(middle_, pressed_at_).length(), pixel_);
        draft_.scale = std::clamp(pose_.scale * QLineF(middle_, scan).length() / before,
                                  kLeastScale, kMostScale);
    } else {
        const double turned = angle_of(scan - middle_) - angle_of(pressed_at_ - middle_);
        draft_.turn = std::remainder(pose_.turn + turned, 2 * kHalfTurn);
    }
    live_.run([this, pose = draft_] {
        retouch_.correct(retouch_.chosen(), pose, gesture_key_);
        edited_ = true;
    });
    repaint();
}

/// While it is dragged, where the mouse has it.
std::optional<steps::FixPlace> RetouchTool::place_of(Id id) const {
    const bool dragged =
        gesture_ == Gesture::Move || gesture_ == Gesture::Scale || gesture_ == Gesture::Turn;
    const Fix* fix = retouch_.fix(id);
    if (!dragged || id != retouch_.chosen() || fix == nullptr) {
        return retouch_.place_now(id);
    }
    steps::FixPlace place;
    place.to_now = map_of(draft_, steps::fix_box(*fix), scan_size().width() / scan_size().height());
    return place;
}

void RetouchTool::put_key() {
    const Id id = retouch_.chosen();
    if (const auto pose = pose_now(id)) {
        retouch_.correct(id, *pose);
    } else if (retouch_.fix(id) != nullptr) {
        studio_.tell(tr("It is not known yet where the fix lies at this frame"));
    }
}

void RetouchTool::take_key() {
    retouch_.remove_key(retouch_.chosen(), studio_.frame());
}

void RetouchTool::remove_chosen() {
    if (retouch_.chosen() != 0) {
        retouch_.remove({retouch_.chosen()});
    }
}

} // namespace kinovar::ui
