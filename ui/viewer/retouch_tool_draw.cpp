// Strokes, outlines and selections.

#include "core/steps/retouch/brush/mask_tiles.h"
#include "ui/studio/studio.h"
#include "ui/viewer/hint_shapes.h"
#include "ui/viewer/retouch_tool.h"
#include "ui/viewer/viewer.h"

#include <QLineF>
#include <QUndoStack>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace kinovar::ui {

namespace {

using project::Id;
using retouch::Fix;
using retouch::Mark;

// Pixels of the screen.
constexpr double kApart = 0.75;  // points of a stroke
constexpr double kDrag = 4;      // after which a click is a drag
constexpr double kLineApart = 2; // points of an outline
/// Of a pen's pressure that makes another point.
constexpr double kPressed = 0.02;
constexpr int kLeastCorners = 3;
/// A region that texture is taken from has this many corners.
constexpr int kCorners = 24;
constexpr int kPickedAround = 2;

} // namespace

// --- mouse

bool RetouchTool::mouse_press(const ToolEvent& event) {
    repaint_brush();
    mouse_ = event.scan;
    mouse_known_ = true;
    if (scan_size().isEmpty() || !inside(event.scan)) {
        return false;
    }
    if (gesture_ == Gesture::Outline) {
        event.button == Qt::RightButton ? give_up() : press_outline(event);
        return true;
    }
    if (event.button == Qt::RightButton) {
        begin_stroke(event);
        return true;
    }
    if (event.button != Qt::LeftButton) {
        return false;
    }
    const bool choose =
        retouch_.tool().draw == Draw::Choose || event.modifiers.testFlag(Qt::ControlModifier);
    if (picking_) {
        pick_colour(event.scan);
        set_picking(false);
    } else if (event.modifiers.testFlag(Qt::AltModifier)) {
        set_source(event);
    } else if (choose) {
        press_choose(event);
    } else {
        press_draw(event);
    }
    return true;
}

bool RetouchTool::mouse_move(const ToolEvent& event) {
    repaint_brush();
    mouse_ = event.scan;
    mouse_known_ = true;
    const bool pressed = event.buttons & (Qt::LeftButton | Qt::RightButton);
    if (!pressed && gesture_ == Gesture::Stroke) {
        end_stroke(); // let go where the canvas did not see it
    } else if (!pressed && gesture_ != Gesture::Outline) {
        live_.finish();
        gesture_ = Gesture::None;
    }
    switch (gesture_) {
    case Gesture::Stroke:
        extend_stroke(event);
        break;
    case Gesture::Warp:
        extend_warp(event);
        break;
    case Gesture::Handle:
        drag_handle(event.scan);
        break;
    case Gesture::Move:
    case Gesture::Scale:
    case Gesture::Turn:
        drag_pose(event.scan);
        break;
    case Gesture::Outline:
        move_outline(event);
        break;
    case Gesture::None:
        break;
    }
    repaint_brush();
    return gesture_ != Gesture::None;
}

bool RetouchTool::mouse_release(const ToolEvent& event) {
    switch (gesture_) {
    case Gesture::None:
        return false;
    case Gesture::Stroke:
        end_stroke();
        return true;
    case Gesture::Outline: {
        const bool dragged = QLineF(pressed_at_, event.scan).length() >= kDrag * pixel_ &&
                             line_.size() >= kLeastCorners;
        if (retouch_.tool().draw == Draw::Lasso && dragged) {
            close_outline(); // one made by clicks goes on until it is closed
        }
        return true;
    }
    default:
        live_.finish();
        gesture_ = Gesture::None;
        repaint();
        return true;
    }
}

void RetouchTool::begin(Gesture gesture, QPointF scan) {
    gesture_ = gesture;
    gesture_key_ = QStringLiteral("repair/%1").arg(++gestures_);
    pressed_at_ = scan;
    edited_ = false;
    shot_ = studio_.shot();
}

void RetouchTool::press_draw(const ToolEvent& event) {
    const Retouch::Tool& tool = retouch_.tool();
    switch (tool.draw) {
    case Draw::Brush:
        if (std::holds_alternative<retouch::Warp>(tool.kind) && !takes_away(event)) {
            begin_warp(event);
        } else {
            begin_stroke(event);
        }
        break;
    case Draw::Lasso:
    case Draw::Polygon:
    case Draw::Snap:
        erases_ = takes_away(event);
        press_outline(event);
        break;
    case Draw::Wand:
        select_alike(event.scan);
        break;
    case Draw::Handle:
        begin_handle(event);
        break;
    case Draw::Choose:
        break;
    }
}

// --- strokes

retouch::StrokePoint RetouchTool::point_of(const ToolEvent& event) const {
    return {share_at(event.scan, scan_size()), std::clamp(event.pressure, 0.0, 1.0)};
}

bool RetouchTool::takes_away(const ToolEvent& event) const {
    return retouch_.tool().erases || event.eraser || event.button == Qt::RightButton;
}

Fix RetouchTool::new_fix() const {
    Fix fix;
    fix.kind = retouch_.tool().kind;
    return retouch_.prepared(std::move(fix));
}

/// Where pixels come from follows the brush from now on.
void RetouchTool::follow_source(QPointF scan) {
    if (!source_) {
        return;
    }
    const retouch::Place from = share_at(scan, scan_size());
    const retouch::Place offset{source_->x - from.x, source_->y - from.y};
    Retouch::Tool tool = retouch_.tool();
    if (auto* clone = std::get_if<retouch::Clone>(&tool.kind)) {
        clone->offset = offset;
    } else if (auto* heal = std::get_if<retouch::Heal>(&tool.kind)) {
        heal->offset = offset;
    }
    source_.reset();
    retouch_.set_tool(tool);
}

/// The fix that marks go to; 0: they make a new one.
Id RetouchTool::marked(QPointF scan) {
    const Fix* chosen = retouch_.fix(retouch_.chosen());
    const bool alive = chosen != nullptr && lives(*chosen);
    if (erases_) {
        return alive ? chosen->id : fix_at(scan);
    }
    return retouch_.tool().joins && alive ? chosen->id : 0;
}

bool RetouchTool::lacks_source() const {
    const auto* clone = std::get_if<retouch::Clone>(&retouch_.tool().kind);
    return clone != nullptr && clone->from == retouch::Source{} &&
           clone->offset == retouch::Place{};
}

void RetouchTool::begin_stroke(const ToolEvent& event) {
    erases_ = takes_away(event);
    target_ = marked(event.scan);
    if (erases_ && target_ == 0) {
        erases_ = false;
        return;
    }
    if (target_ == 0) {
        follow_source(event.scan);
    }
    if (target_ == 0 && lacks_source()) {
        studio_.tell(tr("Alt and a click say where to clone from"));
        return;
    }
    if (target_ != 0) {
        retouch_.set_chosen(target_);
    }
    begin(Gesture::Stroke, event.scan);
    mark_ = {Mark::Shape::Stroke, !erases_, retouch_.tool().brush, {}};
    fix_ = target_ == 0 ? new_fix() : *retouch_.fix(target_);
    const FramePtr picture = erases_ ? nullptr : seen_picture();
    if (picture != nullptr) {
        Fix shown = fix_;
        shown.area = {};
        shown.area.marks = {mark_};
        live_stroke_ =
            std::make_unique<StrokeOverlay>(picture, source_picture(fix_.kind), std::move(shown));
    }
    extend_stroke(event);
}

void RetouchTool::extend_stroke(const ToolEvent& event) {
    const retouch::StrokePoint point = point_of(event);
    if (!mark_.points.empty()) {
        const retouch::StrokePoint& last = mark_.points.back();
        const bool near =
            QLineF(on_scan(last.at, scan_size()), event.scan).length() < kApart * pixel_;
        if (near && std::abs(point.pressure - last.pressure) < kPressed) {
            return;
        }
    }
    mark_.points.push_back(point);
    if (live_stroke_ == nullptr) {
        repaint();
    } else if (const QRectF changed = live_stroke_->add(point, scan_size()); !changed.isEmpty()) {
        viewer_.canvas().update_scan(changed);
    }
}

void RetouchTool::end_stroke() {
    gesture_ = Gesture::None;
    if (live_stroke_ != nullptr) {
        settling_.push_back(std::move(live_stroke_));
    }
    if (!put_mark(std::move(mark_))) {
        settling_.clear();
    }
    mark_ = {};
    erases_ = false;
    repaint();
}

/// On the fix that was chosen for it, or a new one.
bool RetouchTool::put_mark(Mark mark) {
    if (target_ != 0) {
        retouch_.add_mark(target_, mark);
        return true;
    }
    fix_.area.marks = {std::move(mark)};
    return retouch_.insert(fix_) != 0;
}

void RetouchTool::add_dab(QPointF scan) {
    ToolEvent event;
    event.scan = scan;
    event.button = Qt::LeftButton;
    begin_stroke(event);
    if (gesture_ == Gesture::Stroke) {
        end_stroke();
    }
}

// --- outlines

void RetouchTool::press_outline(const ToolEvent& event) {
    if (gesture_ != Gesture::Outline) {
        target_ = marked(event.scan);
        if (erases_ && target_ == 0) {
            erases_ = false;
            return;
        }
        begin(Gesture::Outline, event.scan);
        line_ = QPolygonF({event.scan});
        way_.clear();
        prepare_snap();
    } else if (QLineF(line_.back(), event.scan).length() <= kDrag * pixel_ ||
               QLineF(line_.front(), event.scan).length() <= kHandleReach * pixel_) {
        pressed_at_ = event.scan;
        line_ += way_;
        close_outline();
        return;
    } else {
        pressed_at_ = event.scan;
        line_ += way_;
        way_.clear();
        line_.append(event.scan);
    }
    if (snap_ != nullptr) {
        const retouch::Place at = share_at(event.scan, scan_size());
        snap_->start({at.x, at.y});
    }
    repaint();
}

void RetouchTool::move_outline(const ToolEvent& event) {
    const Draw draw = retouch_.tool().draw;
    if (draw == Draw::Lasso && event.buttons.testFlag(Qt::LeftButton) &&
        QLineF(line_.back(), event.scan).length() >= kLineApart * pixel_) {
        line_.append(event.scan);
    } else if (draw == Draw::Snap && snap_ != nullptr) {
        way_.clear();
        const retouch::Place at = share_at(event.scan, scan_size());
        for (const auto& point : snap_->way_to({at.x, at.y})) {
            way_.append(on_scan({point.x, point.y}, scan_size()));
        }
    }
    repaint();
}

void RetouchTool::close_outline() {
    const QVector<QPointF> outline = thinned(line_, kLineApart * pixel_);
    gesture_ = Gesture::None;
    line_.clear();
    way_.clear();
    if (outline.size() >= kLeastCorners) {
        Mark mark{Mark::Shape::Outline, !erases_, retouch_.tool().brush, {}};
        for (const QPointF& point : outline) {
            mark.points.push_back({share_at(point, scan_size())});
        }
        fix_ = new_fix();
        put_mark(std::move(mark));
    }
    erases_ = false;
    repaint();
}

/// Edges of the shown picture, for a lasso that follows them; made on a job.
void RetouchTool::prepare_snap() {
    const FramePtr picture = retouch_.tool().draw == Draw::Snap ? seen_picture() : nullptr;
    if (picture == nullptr || (snap_ != nullptr && snap_of_ == seen_.picture)) {
        return;
    }
    snap_.reset();
    auto made = std::make_shared<std::shared_ptr<retouch::EdgeSnap>>();
    snap_job_.start(
        [made, picture](Job& /*job*/) -> Status {
            *made = std::make_shared<retouch::EdgeSnap>(picture);
            return {};
        },
        [this, made, of = seen_.picture](const Status& status) {
            if (status) {
                snap_ = std::move(*made);
                snap_of_ = of;
                if (gesture_ == Gesture::Outline) {
                    const retouch::Place at = share_at(line_.back(), scan_size());
                    snap_->start({at.x, at.y});
                }
            }
        });
}

// --- selection by colour

void RetouchTool::select_alike(QPointF scan) {
    const FramePtr picture = seen_picture();
    if (picture == nullptr) {
        return;
    }
    const Retouch::Tool& tool = retouch_.tool();
    const retouch::Place at = share_at(scan, scan_size());
    fix_ = new_fix();
    target_ = marked(scan);
    auto bytes = std::make_shared<std::string>();
    wand_job_.start(
        [picture, bytes,
         how = retouch::ColourSelection{at.x, at.y, tool.tolerance, tool.connected}](
            Job& /*job*/) -> Status {
            KINOVAR_TRY_ASSIGN(const auto mask, retouch::select_by_colour(*picture, how));
            *bytes = mask.to_bytes();
            return {};
        },
        [this, bytes, frame = studio_.frame(), shot = studio_.shot(), fix = fix_,
         target = target_](const Status& status) {
            if (!status && status.error().code != ErrorCode::Cancelled) {
                studio_.fail(status.error());
            } else if (status && studio_.frame() == frame && studio_.shot() == shot) {
                put_mask(fix, target, std::move(*bytes));
            }
        });
}

void RetouchTool::put_mask(Fix fix, Id target, std::string bytes) {
    const Fix* present = retouch_.fix(target);
    if (present == nullptr) {
        fix.area.mask = std::move(bytes);
        retouch_.insert(std::move(fix));
        return;
    }
    const auto before = retouch::MaskTiles::from_bytes(present->area.mask);
    const auto more = retouch::MaskTiles::from_bytes(bytes);
    Fix changed = *present;
    if (before && more && before->width() == more->width() && before->height() == more->height()) {
        std::vector<std::uint16_t> pixels = before->pixels();
        const std::vector<std::uint16_t> added = more->pixels();
        for (std::size_t i = 0; i < pixels.size(); ++i) {
            pixels[i] = std::max(pixels[i], added[i]);
        }
        changed.area.mask =
            retouch::MaskTiles::from_pixels(more->width(), more->height(), pixels).to_bytes();
    } else {
        changed.area.mask = std::move(bytes);
    }
    retouch_.change(target, QStringLiteral("Add to fix"), changed);
}

// --- where pixels come from

void RetouchTool::set_source(const ToolEvent& event) {
    Retouch::Tool tool = retouch_.tool();
    const retouch::Place at = share_at(event.scan, scan_size());
    if (std::holds_alternative<retouch::Paint>(tool.kind)) {
        pick_colour(event.scan);
    } else if (auto* texture = std::get_if<retouch::Texture>(&tool.kind)) {
        // A round region as large as the brush.
        const double radius = tool.brush.size / 2;
        const double aspect = scan_size().width() / scan_size().height();
        texture->reference.clear();
        for (int i = 0; i < kCorners; ++i) {
            const double angle = 2 * std::numbers::pi * i / kCorners;
            texture->reference.push_back(
                {at.x + radius * std::cos(angle) / aspect, at.y + radius * std::sin(angle)});
        }
        retouch_.set_tool(tool);
        studio_.tell(tr("Texture is taken from here"));
    } else if (std::holds_alternative<retouch::Clone>(tool.kind) ||
               std::holds_alternative<retouch::Heal>(tool.kind)) {
        source_ = at;
    }
    repaint();
}

void RetouchTool::pick_colour(QPointF scan) {
    // The mean of a few pixels: grain has colours of its own.
    std::array<double, 3> sum{};
    int count = 0;
    for (int y = -kPickedAround; y <= kPickedAround; ++y) {
        for (int x = -kPickedAround; x <= kPickedAround; ++x) {
            const Inspected below = viewer_.canvas().inspect(scan + QPointF(x, y));
            const auto colour = below.b ? below.b : below.a;
            if (colour) {
                sum[0] += colour->redF();
                sum[1] += colour->greenF();
                sum[2] += colour->blueF();
                ++count;
            }
        }
    }
    if (count == 0) {
        return;
    }
    retouch_.choose_kind("paint");
    Retouch::Tool tool = retouch_.tool();
    auto& paint = std::get<retouch::Paint>(tool.kind);
    for (std::size_t i = 0; i < sum.size(); ++i) {
        paint.colour.at(i) = std::clamp(sum.at(i) / count, 0.0, 1.0);
    }
    retouch_.set_tool(tool);
}

} // namespace kinovar::ui
