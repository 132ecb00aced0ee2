#pragma once

#include "core/steps/retouch/fix.h"

#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>
#include <array>
#include <vector>

namespace kinovar::ui {

// What the tool of repairs draws over pictures: dark and light lines together, so that they stand
// out from any of them. Coordinates are scan pixels; `pixel`: of the screen, in scan pixels.

struct FixLook {
    bool chosen = false;
    bool unsure = false; ///< where it lies is a guess, or it is hidden here
};
void paint_edge(QPainter& painter, const QPainterPath& edge, const FixLook& look, double pixel);
/// Of a fix that is not chosen: where it is.
void paint_dot(QPainter& painter, QPointF at, const FixLook& look, double pixel);
/// A line that is being drawn.
void paint_line(QPainter& painter, const QPolygonF& line, bool takes_away, double pixel);
/// The brush, in its true size; the inner ring is where it begins to be soft.
void paint_brush(QPainter& painter, QPointF at, double radius, double hardness, bool takes_away,
                 double pixel);
/// Where pixels are taken from.
void paint_source(QPainter& painter, QPointF at, double radius, double pixel);
void paint_arrow(QPainter& painter, QPointF from, QPointF to, double pixel);
/// Landmarks of a face: all as dots, those that are worth taking hold of larger.
void paint_mesh(QPainter& painter, const std::vector<QPointF>& points, int held, double pixel);

/// What a chosen fix is scaled and turned by: four corners, clockwise from the top left, and a knob
/// above.
struct FixHandles {
    std::array<QPointF, 4> corners;
    QPointF knob;
    QPointF middle;
};
/// `box`: the four corners of the fix's box as it lies now.
[[nodiscard]] FixHandles handles_of(const QPolygonF& box, double pixel);
void paint_handles(QPainter& painter, const FixHandles& handles, double pixel);

/// How far around a handle the mouse takes hold of it, pixels of the screen.
inline constexpr double kHandleReach = 10;

} // namespace kinovar::ui
