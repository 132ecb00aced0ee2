// Outlines and selections.

#include "core/steps/retouch/brush/area_mask.h"
#include "ui/studio/fix_pose.h"
#include "ui/studio/studio.h"
#include "ui/viewer/hint_shapes.h"
#include "ui/viewer/retouch_tool.h"
#include "ui/viewer/viewer.h"

#include <QLineF>
#include <utility>

namespace kinovar::ui {

namespace {

using retouch::Mark;

// Pixels of the screen.
constexpr double kDrag = 4;      // after which a click is a drag
constexpr double kLineApart = 2; // points of an outline
constexpr int kLeastCorners = 3;

} // namespace

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

void RetouchTool::release_outline(const ToolEvent& event) {
    const bool dragged =
        QLineF(pressed_at_, event.scan).length() >= kDrag * pixel_ && line_.size() >= kLeastCorners;
    if (retouch_.tool().draw == Draw::Lasso && dragged) {
        close_outline(); // one made by clicks goes on until it is closed
    }
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
    const preview::PicturePtr picture =
        retouch_.tool().draw == Draw::Snap ? shown_picture() : nullptr;
    const pipeline::ClipPtr scan = studio_.source(studio_.reel());
    if (picture == nullptr || scan == nullptr || (snap_ != nullptr && snap_of_ == picture)) {
        return;
    }
    snap_.reset();
    auto made = std::make_shared<std::shared_ptr<retouch::EdgeSnap>>();
    snap_job_.start(
        [made, picture, colour = scan->info().colour](Job& /*job*/) -> Status {
            *made = std::make_shared<retouch::EdgeSnap>(frame_of(*picture, colour));
            return {};
        },
        [this, made, of = picture](const Status& status) {
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

/// A new fix where it looks alike; or it is put to the chosen one, or taken away from it.
void RetouchTool::select_alike(const ToolEvent& event) {
    erases_ = takes_away(event);
    target_ = marked(event.scan);
    const bool adds = !std::exchange(erases_, false);
    const preview::PicturePtr picture = shown_picture();
    const pipeline::ClipPtr reel = studio_.source(studio_.reel());
    const auto place = target_ == 0 ? steps::FixPlace{} : place_of(target_);
    if (picture == nullptr || reel == nullptr || !place || (!adds && target_ == 0)) {
        return;
    }
    const retouch::Place at = share_at(event.scan, scan_size());
    const Retouch::Tool& tool = retouch_.tool();
    const retouch::ColourSelection how{at.x, at.y, tool.tolerance, tool.connected};
    fix_ = target_ == 0 ? new_fix() : *retouch_.fix(target_);
    auto area = std::make_shared<retouch::Area>(fix_.area);
    wand_job_.start(
        [picture, colour = reel->info().colour, how, area, adds,
         to_now = place->to_now](Job& /*job*/) -> Status {
            KINOVAR_TRY_ASSIGN(const auto mask,
                               retouch::select_by_colour(*frame_of(*picture, colour), how));
            KINOVAR_TRY_ASSIGN(*area, retouch::with_selection(*area, mask, adds, to_now));
            return {};
        },
        [this, area, adds, frame = studio_.frame(), shot = studio_.shot(), fix = fix_,
         target = target_](const Status& status) {
            if (!status && status.error().code != ErrorCode::Cancelled) {
                studio_.fail(status.error());
            } else if (status && studio_.frame() == frame && studio_.shot() == shot) {
                put_area(fix, target, std::move(*area), adds);
            }
        });
}

/// Unless the fix has been changed meanwhile.
void RetouchTool::put_area(retouch::Fix fix, project::Id target, retouch::Area area, bool adds) {
    const retouch::Fix* present = retouch_.fix(target);
    if (target != 0 && (present == nullptr || *present != fix)) {
        return;
    }
    fix.area = std::move(area);
    if (target == 0) {
        retouch_.insert(std::move(fix));
    } else {
        retouch_.change(target,
                        adds ? QStringLiteral("Add to fix") : QStringLiteral("Take from fix"), fix);
    }
}

} // namespace kinovar::ui
