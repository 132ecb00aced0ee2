#include "ui/viewer/wipe_handle.h"

#include <QLineF>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace kinovar::ui {

namespace {

constexpr double kReach = 7;     // how near the mouse must come
constexpr double kKnobAway = 64; // from the grip
constexpr double kGripRadius = 7;
constexpr double kKnobRadius = 5;
constexpr double kStep = 15; // degrees

/// Along the line, upwards at angle 0.
QPointF direction(const WipeLine& line) {
    const double turn = line.degrees * std::numbers::pi / 180;
    return {std::sin(turn), -std::cos(turn)};
}

double length(QPointF by) {
    return std::hypot(by.x(), by.y());
}

} // namespace

double tidy_degrees(double degrees) {
    const double within = std::remainder(degrees, 360);
    return within <= -180 ? within + 360 : within;
}

QPointF WipeHandle::grip(const WipeLine& line, QSizeF canvas) {
    return {line.x * canvas.width(), line.y * canvas.height()};
}

QPointF WipeHandle::knob(const WipeLine& line, QSizeF canvas) {
    return grip(line, canvas) + direction(line) * kKnobAway;
}

WipeHandle::Part WipeHandle::part_at(const WipeLine& line, QSizeF canvas, QPointF at) {
    if (length(at - knob(line, canvas)) <= kReach) {
        return Part::Knob;
    }
    const QPointF from_grip = at - grip(line, canvas);
    const QPointF along = direction(line);
    const double away = std::abs(from_grip.x() * along.y() - from_grip.y() * along.x());
    return away <= kReach || length(from_grip) <= kGripRadius + 2 ? Part::Line : Part::None;
}

WipeLine WipeHandle::moved(WipeLine line, QSizeF canvas, QPointF to) {
    line.x = std::clamp(to.x() / std::max(canvas.width(), 1.0), 0.0, 1.0);
    line.y = std::clamp(to.y() / std::max(canvas.height(), 1.0), 0.0, 1.0);
    return line;
}

WipeLine WipeHandle::turned(WipeLine line, QSizeF canvas, QPointF to, bool in_steps) {
    const QPointF arm = to - grip(line, canvas);
    if (length(arm) < 1) {
        return line;
    }
    const double degrees = std::atan2(arm.x(), -arm.y()) * 180 / std::numbers::pi;
    line.degrees = tidy_degrees(in_steps ? std::round(degrees / kStep) * kStep : degrees);
    return line;
}

void WipeHandle::paint(QPainter& painter, const WipeLine& line, QSizeF canvas, bool active) {
    const QPointF middle = grip(line, canvas);
    const QPointF far = direction(line) * (canvas.width() + canvas.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor light(255, 255, 255, active ? 255 : 200);
    const QColor shade(0, 0, 0, 110);
    const auto stroke = [&](const QLineF& way) {
        painter.setPen(QPen(shade, 3));
        painter.drawLine(way);
        painter.setPen(QPen(light, 1));
        painter.drawLine(way);
    };
    stroke({middle - far, middle + far});
    painter.setPen(QPen(shade, 1));
    painter.setBrush(light);
    painter.drawEllipse(middle, kGripRadius, kGripRadius);
    painter.drawEllipse(knob(line, canvas), kKnobRadius, kKnobRadius);
    // Arrows across the line say which way the grip goes.
    painter.translate(middle);
    painter.rotate(line.degrees);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(40, 40, 40));
    painter.drawPolygon(QPolygonF({{-4.5, 0}, {-1.5, -3}, {-1.5, 3}}));
    painter.drawPolygon(QPolygonF({{4.5, 0}, {1.5, -3}, {1.5, 3}}));
    painter.restore();
}

} // namespace kinovar::ui
