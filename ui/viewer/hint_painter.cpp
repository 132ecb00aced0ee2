#include "ui/viewer/hint_painter.h"

#include <QPainterPath>
#include <QPixmap>
#include <QPolygonF>
#include <algorithm>
#include <cmath>

namespace kinovar::ui {

namespace {

using colourise::HintShape;

// Pixels of the screen.
constexpr double kLeastHandle = 6; // radius
constexpr double kMostHandle = 9;
constexpr double kChosenMore = 3;
constexpr double kDarkLine = 4;
constexpr double kLightLine = 1.8;
constexpr double kLeastCursor = 5; // radius
constexpr double kMostCursor = 48;

constexpr double kUnsureOpacity = 0.45;
constexpr int kBandAlpha = 120;
constexpr int kFillAlpha = 70;
constexpr QColor kDark(0, 0, 0, 190);
constexpr QColor kLight(255, 255, 255);
constexpr QColor kChosen(255, 214, 64);

QPainterPath path_of(const HintOutline& outline) {
    QPainterPath path;
    if (outline.points.isEmpty()) {
        return path;
    }
    path.moveTo(outline.points.front());
    for (const QPointF& point : outline.points) {
        path.lineTo(point);
    }
    if (outline.shape == HintShape::Region) {
        path.closeSubpath();
    }
    return path;
}

/// A line that is seen on light and on dark pictures.
void draw_line(QPainter& painter, const QPainterPath& path, const HintLook& look, double pixel) {
    painter.setPen(QPen(kDark, kDarkLine * pixel, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
    QPen light(look.chosen ? kChosen : kLight, kLightLine * pixel);
    light.setJoinStyle(Qt::RoundJoin);
    if (!look.documented) {
        constexpr double kDash = 2.2; // of its width
        light.setDashPattern({kDash, kDash});
        light.setCapStyle(Qt::FlatCap);
    }
    painter.setPen(light);
    painter.drawPath(path);
}

void paint_handle(QPainter& painter, QPointF at, const HintLook& look, double radius,
                  double pixel) {
    QPainterPath ring;
    ring.addEllipse(at, radius, radius);
    painter.fillPath(ring, look.colour);
    painter.setBrush(Qt::NoBrush);
    draw_line(painter, ring, look, pixel);
}

} // namespace

void paint_hint(QPainter& painter, const HintOutline& outline, const HintLook& look, double pixel) {
    if (outline.points.isEmpty()) {
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(look.unsure ? kUnsureOpacity : 1);
    painter.setBrush(Qt::NoBrush);
    const double more = look.chosen ? kChosenMore * pixel : 0;
    double handle = kLeastHandle * pixel;
    if (outline.shape == HintShape::Point) {
        // What a large point covers is shown, but does not hide the picture.
        handle = std::clamp(outline.radius, kLeastHandle * pixel, kMostHandle * pixel);
        if (outline.radius > kMostHandle * pixel) {
            QPainterPath area;
            area.addEllipse(outline.points.front(), outline.radius, outline.radius);
            QColor fill = look.colour;
            fill.setAlpha(kFillAlpha);
            painter.fillPath(area, fill);
            draw_line(painter, area, look, pixel);
        }
    } else if (outline.shape == HintShape::Stroke) {
        const QPainterPath line = path_of(outline);
        QColor band = look.colour;
        band.setAlpha(kBandAlpha);
        painter.setPen(QPen(band, std::max(2 * outline.radius, kDarkLine * pixel), Qt::SolidLine,
                            Qt::RoundCap, Qt::RoundJoin));
        painter.drawPath(line);
        draw_line(painter, line, look, pixel);
    } else {
        const QPainterPath edge = path_of(outline);
        QColor fill = look.colour;
        fill.setAlpha(kFillAlpha);
        painter.fillPath(edge, fill);
        draw_line(painter, edge, look, pixel);
    }
    paint_handle(painter, handle_of(outline), look, handle + more, pixel);
    painter.restore();
}

void paint_draft(QPainter& painter, const QVector<QPointF>& line, const QColor& colour,
                 double pixel) {
    if (line.isEmpty()) {
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    QPainterPath path(line.front());
    for (const QPointF& point : line) {
        path.lineTo(point);
    }
    draw_line(painter, path, {colour, true, true, false}, pixel);
    paint_handle(painter, line.front(), {colour, true, true, false}, kLeastHandle * pixel, pixel);
    painter.restore();
}

QCursor hint_cursor(HintCursor kind, const QColor& colour, double radius) {
    const double shown =
        kind == HintCursor::Draw ? std::clamp(radius, kLeastCursor, kMostCursor) : kLeastCursor;
    constexpr int kMargin = 4;
    constexpr int kHair = 4; // beyond the ring
    const int half = static_cast<int>(std::ceil(shown)) + kMargin + kHair;
    QPixmap picture(2 * half + 1, 2 * half + 1);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF middle(half + 0.5, half + 0.5);
    const HintLook look{colour, kind != HintCursor::Outline, false, false};
    QPainterPath ring;
    ring.addEllipse(middle, shown, shown);
    if (kind == HintCursor::Erase) {
        ring.moveTo(middle - QPointF(shown, shown));
        ring.lineTo(middle + QPointF(shown, shown));
    } else if (shown <= kMostHandle) {
        painter.fillPath(ring, colour);
    }
    if (kind == HintCursor::Pick) {
        for (const QPointF way : {QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)}) {
            ring.moveTo(middle + way * shown);
            ring.lineTo(middle + way * (shown + kMargin));
        }
    }
    draw_line(painter, ring, look, 1);
    if (shown > kMostHandle) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawEllipse(middle, kLeastCursor, kLeastCursor);
    }
    return QCursor(picture, half, half);
}

} // namespace kinovar::ui
