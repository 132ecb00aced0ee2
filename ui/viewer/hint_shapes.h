#pragma once

#include "core/steps/colourise/hints.h"

#include <QPointF>
#include <QSizeF>
#include <QVector>

namespace kinovar::ui {

/// A hint as it lies on the scan.
struct HintOutline {
    colourise::HintShape shape = colourise::HintShape::Point;
    QVector<QPointF> points; ///< scan pixels
    double radius = 0;       ///< of a point, half the width of a stroke; scan pixels
};

[[nodiscard]] HintOutline outline_of(colourise::HintShape shape,
                                     const std::vector<colourise::Place>& places, double size,
                                     QSizeF scan);
[[nodiscard]] std::vector<colourise::Place> places_of(const QVector<QPointF>& points, QSizeF scan);
/// Where the hint is taken hold of: the point, the middle of the stroke, the middle of the region.
[[nodiscard]] QPointF handle_of(const HintOutline& outline);
/// From a point to what the hint covers; 0 within. Scan pixels.
[[nodiscard]] double distance_to(const HintOutline& outline, QPointF from);
/// Moved, as far as it stays within the picture.
[[nodiscard]] std::vector<colourise::Place> moved(std::vector<colourise::Place> places, double dx,
                                                  double dy);
/// A line drawn by hand, without points that lie closer together than `apart`; the last one stays.
[[nodiscard]] QVector<QPointF> thinned(const QVector<QPointF>& line, double apart);

} // namespace kinovar::ui
