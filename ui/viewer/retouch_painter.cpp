#include "ui/viewer/retouch_painter.h"

#include "core/steps/portrait/face/face_geometry.h"

#include <cmath>
#include <set>

namespace kinovar::ui {

namespace {

// Pixels of the screen.
constexpr double kDarkLine = 3;
constexpr double kLightLine = 1.4;
constexpr double kDot = 3;      // radius
constexpr double kSmallDot = 1; // radius
constexpr double kHandle = 4;   // half its width
constexpr double kKnobAway = 26;
constexpr double kArm = 7; // of the cross
constexpr double kLeastRing = 2;
constexpr double kArrowHead = 7;
constexpr double kDashLength = 4; // of the light line's width

constexpr QColor kDark(0, 0, 0, 180);
constexpr QColor kLight(255, 255, 255, 230);
constexpr QColor kChosen(255, 214, 64);
constexpr QColor kTakesAway(255, 110, 100);
constexpr QColor kSource(110, 220, 255);
constexpr double kUnsureOpacity = 0.5;

void draw(QPainter& painter, const QPainterPath& path, const QColor& colour, double pixel,
          bool dashed = false) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(kDark, kDarkLine * pixel, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
    QPen light(colour, kLightLine * pixel);
    light.setJoinStyle(Qt::RoundJoin);
    if (dashed) {
        light.setDashPattern({kDashLength, kDashLength});
        light.setCapStyle(Qt::FlatCap);
    }
    painter.setPen(light);
    painter.drawPath(path);
}

/// Of lids, brows, lips and the oval.
const std::set<int>& feature_points() {
    static const std::set<int> points = [] {
        std::set<int> all;
        const auto add = [&](std::span<const std::uint16_t> some) {
            all.insert(some.begin(), some.end());
        };
        for (const int eye : {0, 1}) {
            add(portrait::upper_lid(eye));
            add(portrait::lower_lid(eye));
            add(portrait::brow(eye));
        }
        add(portrait::inner_upper_lip());
        add(portrait::inner_lower_lip());
        add(portrait::face_oval());
        return all;
    }();
    return points;
}

} // namespace

void paint_edge(QPainter& painter, const QPainterPath& edge, const FixLook& look, double pixel) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(look.unsure ? kUnsureOpacity : 1);
    draw(painter, edge, look.chosen ? kChosen : kLight, pixel, look.unsure);
    painter.restore();
}

void paint_dot(QPainter& painter, QPointF at, const FixLook& look, double pixel) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(look.unsure ? kUnsureOpacity : 1);
    painter.setPen(QPen(kDark, kLightLine * pixel));
    painter.setBrush(look.chosen ? kChosen : kLight);
    painter.drawEllipse(at, kDot * pixel, kDot * pixel);
    painter.restore();
}

void paint_line(QPainter& painter, const QPolygonF& line, bool takes_away, double pixel) {
    if (line.isEmpty()) {
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath path(line.front());
    for (const QPointF& point : line) {
        path.lineTo(point);
    }
    path.addEllipse(line.front(), kDot * pixel, kDot * pixel);
    draw(painter, path, takes_away ? kTakesAway : kChosen, pixel);
    painter.restore();
}

void paint_brush(QPainter& painter, QPointF at, double radius, double hardness, bool takes_away,
                 double pixel) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double shown = std::max(radius, kLeastRing * pixel);
    QPainterPath ring;
    ring.addEllipse(at, shown, shown);
    draw(painter, ring, takes_away ? kTakesAway : kLight, pixel);
    if (const double hard = shown * hardness; hardness < 1 && hard > kLeastRing * pixel) {
        painter.setPen(QPen(takes_away ? kTakesAway : kLight, pixel, Qt::DotLine));
        painter.drawEllipse(at, hard, hard);
    }
    painter.restore();
}

void paint_source(QPainter& painter, QPointF at, double radius, double pixel) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath cross;
    for (const QPointF way : {QPointF(1, 0), QPointF(0, 1)}) {
        cross.moveTo(at - way * kArm * pixel);
        cross.lineTo(at + way * kArm * pixel);
    }
    if (radius > kLeastRing * pixel) {
        cross.addEllipse(at, radius, radius);
    }
    draw(painter, cross, kSource, pixel);
    painter.restore();
}

void paint_arrow(QPainter& painter, QPointF from, QPointF to, double pixel) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath path(from);
    path.lineTo(to);
    const QPointF along = to - from;
    const double length = std::hypot(along.x(), along.y());
    if (length > kArrowHead * pixel) {
        const QPointF unit = along / length * kArrowHead * pixel;
        const QPointF aside(-unit.y() / 2, unit.x() / 2);
        path.moveTo(to - unit + aside);
        path.lineTo(to);
        path.lineTo(to - unit - aside);
    }
    path.addEllipse(to, kDot * pixel, kDot * pixel);
    draw(painter, path, kChosen, pixel);
    painter.restore();
}

void paint_mesh(QPainter& painter, const std::vector<QPointF>& points, int held, double pixel) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(kLight);
    for (const QPointF& point : points) {
        painter.drawEllipse(point, kSmallDot * pixel, kSmallDot * pixel);
    }
    painter.restore();
    for (const int landmark : feature_points()) {
        if (static_cast<std::size_t>(landmark) < points.size()) {
            paint_dot(painter, points[static_cast<std::size_t>(landmark)], {landmark == held},
                      pixel);
        }
    }
}

FixHandles handles_of(const QPolygonF& box, double pixel) {
    FixHandles handles;
    for (std::size_t i = 0; i < handles.corners.size(); ++i) {
        handles.corners.at(i) = box.at(static_cast<qsizetype>(i));
        handles.middle += handles.corners.at(i) / static_cast<double>(handles.corners.size());
    }
    const QPointF top = (handles.corners[0] + handles.corners[1]) / 2;
    const QPointF up = top - handles.middle;
    const double length = std::max(std::hypot(up.x(), up.y()), pixel);
    handles.knob = top + up / length * kKnobAway * pixel;
    return handles;
}

void paint_handles(QPainter& painter, const FixHandles& handles, double pixel) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath path(handles.corners.back());
    for (const QPointF& corner : handles.corners) {
        path.lineTo(corner);
    }
    painter.setPen(QPen(kLight, pixel, Qt::DotLine));
    painter.drawPath(path);
    path.clear();
    path.moveTo((handles.corners[0] + handles.corners[1]) / 2);
    path.lineTo(handles.knob);
    path.addEllipse(handles.knob, kHandle * pixel, kHandle * pixel);
    const QPointF half(kHandle * pixel, kHandle * pixel);
    for (const QPointF& corner : handles.corners) {
        path.addRect(QRectF(corner - half, corner + half));
    }
    draw(painter, path, kChosen, pixel);
    painter.restore();
}

} // namespace kinovar::ui
