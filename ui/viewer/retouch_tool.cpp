#include "ui/viewer/retouch_tool.h"

#include "ui/studio/studio.h"
#include "ui/viewer/viewer.h"

#include <QLineF>
#include <algorithm>

namespace kinovar::ui {

namespace {

using project::Id;
using retouch::Fix;

/// Beyond the brush that its ring is drawn, pixels of the screen.
constexpr double kRingMargin = 4;

std::optional<retouch::Source> source_of(const retouch::Kind& kind) {
    if (const auto* reveal = std::get_if<retouch::Reveal>(&kind)) {
        return retouch::Source{reveal->stage, 0, 0};
    }
    return std::visit(
        [](const auto& it) -> std::optional<retouch::Source> {
            if constexpr (requires { it.from; }) {
                return it.from;
            } else {
                return std::nullopt;
            }
        },
        kind);
}

} // namespace

RetouchTool::RetouchTool(Studio& studio, Viewer& viewer)
    : QObject(&viewer), studio_(studio), viewer_(viewer), retouch_(studio.retouch()), live_(viewer),
      grain_job_(studio.jobs(), tr("Looking at the grain")),
      snap_job_(studio.jobs(), tr("Looking for edges")),
      wand_job_(studio.jobs(), tr("Selecting what looks alike")) {
    connect(&viewer_, &Viewer::pictures_changed, this, &RetouchTool::follow_pictures);
    connect(&retouch_, &Retouch::fixes_changed, this, &RetouchTool::follow_fixes);
    connect(&retouch_, &Retouch::places_changed, this, &RetouchTool::repaint);
    connect(&retouch_, &Retouch::chosen_changed, this, &RetouchTool::repaint);
    connect(&retouch_, &Retouch::picture_changed, this, &RetouchTool::repaint);
    connect(&retouch_, &Retouch::tool_changed, this, &RetouchTool::follow_tool);
    connect(&studio_, &Studio::frame_changed, this, &RetouchTool::follow_frame);
    connect(&studio_, &Studio::reel_changed, this, &RetouchTool::leave);
    connect(&studio_, &Studio::views_changed, this, &RetouchTool::want_pictures);
}

RetouchTool::~RetouchTool() {
    if (viewer_.canvas().tool() == this) {
        viewer_.canvas().set_tool(nullptr);
    }
}

void RetouchTool::set_active(bool active) {
    if (active == active_) {
        return;
    }
    active_ = active;
    if (active) {
        viewer_.set_tool(this);
        viewer_.canvas().setFocus(); // its keys work at once
        want_pictures();
    } else {
        leave();
        set_picking(false);
        viewer_.set_tool(nullptr);
    }
    Q_EMIT active_changed(active_);
}

/// The canvas says that another tool takes over.
void RetouchTool::cancel() {
    leave();
    set_picking(false);
    if (active_) {
        active_ = false;
        Q_EMIT active_changed(false);
    }
}

void RetouchTool::show_fixes(bool shown) {
    if (shown != shown_) {
        shown_ = shown;
        repaint();
        Q_EMIT shown_changed(shown_);
    }
}

void RetouchTool::set_picking(bool picking) {
    if (picking != picking_) {
        picking_ = picking;
        viewer_.canvas().update_cursor();
        Q_EMIT picking_changed(picking_);
    }
}

// --- following

void RetouchTool::follow_pictures() {
    if (!settling_.empty() && viewer_.shows_current()) {
        settling_.clear();
    }
}

void RetouchTool::follow_fixes() {
    std::vector<retouch::FixPtr> fixes;
    for (const Retouch::Item& one : retouch_.fixes()) {
        fixes.push_back(one.fix);
    }
    shapes_.keep_only(fixes);
    repaint();
}

void RetouchTool::follow_tool() {
    if (gesture_ == Gesture::Outline && retouch_.tool().draw != Draw::Lasso &&
        retouch_.tool().draw != Draw::Polygon && retouch_.tool().draw != Draw::Snap) {
        give_up();
    }
    want_pictures();
    viewer_.canvas().update_cursor();
    repaint();
}

/// What was drawn on the frame that is left stays on it.
void RetouchTool::follow_frame() {
    if (gesture_ == Gesture::Stroke && target_ == 0 && studio_.shot() == shot_) {
        end_stroke();
    }
    if (gesture_ == Gesture::Move || gesture_ == Gesture::Scale || gesture_ == Gesture::Turn) {
        live_.forget(); // it would be put at the frame that one goes to
    }
    leave();
    settling_.clear();
    want_pictures();
}

/// Has at hand what the next stroke needs.
void RetouchTool::want_pictures() {
    if (!active_ || !studio_.has_project() || studio_.reel() == 0) {
        return;
    }
    retouch_.want_input();
    const Retouch::Tool& tool = retouch_.tool();
    const auto source = source_of(tool.kind);
    if (source && *source != retouch::Source{}) {
        retouch_.want_source(*source);
    }
    if (tool.draw == Draw::Handle) {
        const QPointF middle =
            mouse_known_ ? mouse_ : QPointF(scan_size().width() / 2, scan_size().height() / 2);
        if (!scan_size().isEmpty() && retouch_.mesh().empty()) {
            retouch_.want_mesh(share_at(middle, scan_size()));
        }
    }
}

// --- where things are

QSizeF RetouchTool::scan_size() const {
    const pipeline::ClipPtr source =
        studio_.has_project() ? studio_.source(studio_.reel()) : nullptr;
    return source == nullptr ? QSizeF() : QSizeF(source->info().width, source->info().height);
}

bool RetouchTool::inside(QPointF scan) const {
    return QRectF(QPointF(), scan_size()).contains(scan);
}

bool RetouchTool::lives(const Fix& fix) const {
    return studio_.frame() >= fix.first && studio_.frame() <= fix.last;
}

/// A side that shows a point before the repairs shows none that are being made.
bool RetouchTool::shows_fixes(Side side) const {
    const Point& point = viewer_.point(side);
    return point.kind == Point::Kind::Result || point.kind == Point::Kind::Take ||
           (point.kind == Point::Kind::AfterStep && point.step >= retouch_.step_at());
}

preview::PicturePtr RetouchTool::shown_picture() const {
    const Comparison& how = viewer_.comparison();
    const bool a = shows_fixes(Side::A) && (!shows_fixes(Side::B) || how.single == Side::A);
    return viewer_.picture(a ? Side::A : Side::B);
}

FramePtr RetouchTool::source_picture(const retouch::Kind& kind) {
    const auto source = source_of(kind);
    if (!source) {
        return nullptr;
    }
    return *source == retouch::Source{} ? nullptr : retouch_.source_picture();
}

Id RetouchTool::fix_at(QPointF scan) {
    const QSizeF size = scan_size();
    const auto& fixes = retouch_.fixes();
    for (auto one = fixes.rbegin(); one != fixes.rend(); ++one) {
        const auto place = lives(*one->fix) ? retouch_.place_now(one->fix->id) : std::nullopt;
        if (!place) {
            continue;
        }
        const QPointF then = transform_of(inverted(place->to_now), size).map(scan);
        if (FixShapes::box(*one->fix, size).contains(then) &&
            shapes_.edge(one->fix, size).contains(then)) {
            return one->fix->id;
        }
    }
    return 0;
}

std::optional<QPolygonF> RetouchTool::box_now(Id id) {
    const Fix* fix = retouch_.fix(id);
    const auto place = fix == nullptr ? std::nullopt : place_of(id);
    if (!place) {
        return std::nullopt;
    }
    const auto box = steps::fix_box(*fix);
    QPolygonF corners;
    for (const retouch::Place corner :
         {retouch::Place{box[0], box[1]}, {box[2], box[1]}, {box[2], box[3]}, {box[0], box[3]}}) {
        corners.append(on_scan(mapped(place->to_now, corner), scan_size()));
    }
    return corners;
}

std::vector<QPointF> RetouchTool::mesh_points() const {
    std::vector<QPointF> points;
    for (const retouch::Place place : retouch_.mesh()) {
        points.push_back(on_scan(place, scan_size()));
    }
    return points;
}

// --- painting

void RetouchTool::repaint() {
    if (active_) {
        viewer_.canvas().update();
    }
}

/// The rings of brush and source.
void RetouchTool::repaint_brush() {
    const double radius =
        retouch_.tool().brush.size / 2 * scan_size().height() + kRingMargin * pixel_;
    const auto around = [&](QPointF at) {
        viewer_.canvas().update_scan(
            QRectF(at - QPointF(radius, radius), at + QPointF(radius, radius)));
    };
    around(mouse_);
    if (source_) {
        around(on_scan(*source_, scan_size()));
    }
    if (const auto* clone = std::get_if<retouch::Clone>(&retouch_.tool().kind)) {
        around(mouse_ + on_scan(clone->offset, scan_size()));
    } else if (const auto* heal = std::get_if<retouch::Heal>(&retouch_.tool().kind);
               heal != nullptr && heal->offset) {
        around(mouse_ + on_scan(*heal->offset, scan_size()));
    }
}

QCursor RetouchTool::cursor() const {
    const Draw draw = retouch_.tool().draw;
    return !picking_ && draw == Draw::Choose ? Qt::ArrowCursor : Qt::CrossCursor;
}

void RetouchTool::mouse_leave() {
    if (mouse_known_ && gesture_ == Gesture::None) {
        repaint_brush();
        mouse_known_ = false;
    }
}

void RetouchTool::paint(QPainter& painter, Side side, double pixel) {
    pixel_ = pixel;
    if (shows_difference(viewer_.comparison().mode)) {
        return; // they would be taken for differences
    }
    const bool anywhere = shows_fixes(Side::A) || shows_fixes(Side::B);
    if (shows_fixes(side) || !anywhere) {
        for (const auto& overlay : settling_) {
            overlay->paint(painter, scan_size());
        }
        if (live_stroke_) {
            live_stroke_->paint(painter, scan_size());
        }
    }
    if (shown_) {
        paint_fixes(painter, pixel);
    }
    paint_warp(painter, pixel);
    paint_gesture(painter, pixel);
}

void RetouchTool::paint_fixes(QPainter& painter, double pixel) {
    const QSizeF size = scan_size();
    if (size.isEmpty()) {
        return;
    }
    const double margin = kHandleReach * pixel;
    const QRectF exposed = painter.clipBoundingRect().adjusted(-margin, -margin, margin, margin);
    for (const Retouch::Item& one : retouch_.fixes()) {
        const Fix& fix = *one.fix;
        const bool chosen = fix.id == retouch_.chosen();
        const auto place = lives(fix) ? place_of(fix.id) : std::nullopt;
        if (!place) {
            continue;
        }
        const QTransform now = transform_of(place->to_now, size);
        const FixLook look{chosen, place->lost || !one.enabled};
        if (chosen) {
            paint_edge(painter, now.map(shapes_.edge(one.fix, size)), look, pixel);
            if (const auto box = box_now(fix.id); box && retouch_.tool().draw == Draw::Choose) {
                paint_handles(painter, handles_of(*box, pixel), pixel);
            }
        } else if (const QPointF middle = now.map(FixShapes::box(fix, size).center());
                   exposed.contains(middle)) {
            paint_dot(painter, middle, look, pixel);
        }
    }
}

void RetouchTool::paint_gesture(QPainter& painter, double pixel) {
    const Retouch::Tool& tool = retouch_.tool();
    const double radius = tool.brush.size / 2 * scan_size().height();
    if (gesture_ == Gesture::Outline) {
        QPolygonF line = line_;
        line += way_;
        line.append(mouse_);
        paint_line(painter, line, erases_, pixel);
        return;
    }
    if (gesture_ == Gesture::Stroke && live_stroke_ == nullptr) {
        QPolygonF line;
        for (const retouch::StrokePoint& point : mark_.points) {
            line.append(on_scan(point.at, scan_size()));
        }
        paint_line(painter, line, erases_, pixel);
    }
    const bool brush = tool.draw == Draw::Brush && mouse_known_ && !picking_ &&
                       gesture_ != Gesture::Move && gesture_ != Gesture::Scale &&
                       gesture_ != Gesture::Turn;
    if (brush) {
        paint_brush(painter, mouse_, radius, tool.brush.hardness, erases_ || tool.erases, pixel);
        paint_source_cross(painter, pixel);
    }
}

/// While nothing is drawn: where it was said to be; then where the brush takes its pixels.
void RetouchTool::paint_source_cross(QPainter& painter, double pixel) {
    const Retouch::Tool& tool = retouch_.tool();
    const double radius = tool.brush.size / 2 * scan_size().height();
    std::optional<retouch::Place> offset;
    if (const auto* clone = std::get_if<retouch::Clone>(&tool.kind)) {
        offset = clone->offset;
    } else if (const auto* heal = std::get_if<retouch::Heal>(&tool.kind)) {
        offset = heal->offset;
    }
    if (source_) {
        paint_source(painter, on_scan(*source_, scan_size()), radius, pixel);
    } else if (offset && *offset != retouch::Place{}) {
        paint_source(painter, mouse_ + on_scan(*offset, scan_size()),
                     gesture_ == Gesture::Stroke ? radius : 0, pixel);
    }
}

void RetouchTool::paint_warp(QPainter& painter, double pixel) {
    if (retouch_.tool().draw != Draw::Handle) {
        return;
    }
    const retouch::Fix* fix = chosen_warp();
    const int held = gesture_ == Gesture::Handle && handle_ < warp_.handles.size()
                         ? warp_.handles[handle_].landmark
                         : -1;
    paint_mesh(painter, mesh_points(), held, pixel);
    const retouch::Warp* warp = gesture_ == Gesture::Handle ? &warp_
                                : fix != nullptr            ? std::get_if<retouch::Warp>(&fix->kind)
                                                            : nullptr;
    const auto place = fix == nullptr ? std::nullopt : retouch_.place_now(fix->id);
    const ShareMap map = place ? place->to_now : steps::FixPlace{}.to_now;
    for (std::size_t i = 0; warp != nullptr && i < warp->handles.size(); ++i) {
        const retouch::WarpHandle& handle = warp->handles[i];
        paint_arrow(painter, on_scan(mapped(map, handle.from), scan_size()),
                    on_scan(mapped(map, handle.to), scan_size()), pixel);
    }
}

} // namespace kinovar::ui
