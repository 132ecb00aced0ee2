#include "ui/panels/stars.h"

#include <QPolygonF>
#include <cmath>
#include <numbers>

namespace kinovar::ui::stars {

namespace {

constexpr int kPoints = 5;
constexpr double kInner = 0.42; // radius of the dents
constexpr double kFill = 0.42;  // radius of a star in its square
constexpr int kEmptyAlpha = 90;

QPolygonF star(QPointF middle, double radius) {
    QPolygonF shape;
    for (int i = 0; i < 2 * kPoints; ++i) {
        const double angle = std::numbers::pi * (i / static_cast<double>(kPoints) - 0.5);
        const double r = i % 2 == 0 ? radius : radius * kInner;
        shape << middle + QPointF(r * std::cos(angle), r * std::sin(angle));
    }
    return shape;
}

} // namespace

int width(int height) {
    return kMost * height;
}

void paint(QPainter& painter, const QRect& area, int rating, const QColor& colour) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const int size = area.height();
    QColor faint = colour;
    faint.setAlpha(kEmptyAlpha);
    for (int i = 0; i < kMost; ++i) {
        const QPointF middle(area.left() + (i + 0.5) * size, area.top() + 0.5 * size);
        painter.setPen(QPen(i < rating ? colour : faint, 1));
        painter.setBrush(i < rating ? QBrush(colour) : QBrush(Qt::NoBrush));
        painter.drawPolygon(star(middle, size * kFill));
    }
    painter.restore();
}

int rating_at(int x, int height) {
    if (x < 0 || x >= width(height)) {
        return -1;
    }
    return x < height / 2 ? 0 : x / height + 1;
}

} // namespace kinovar::ui::stars
