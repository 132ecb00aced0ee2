#pragma once

#include "ui/viewer/compose.h"

#include <QImage>
#include <QPainter>
#include <QPointF>

namespace kinovar::ui {

/// Round magnifying glasses over the canvas. One for each side; keeps what it last drew.
class Loupe {
public:
    static constexpr int kRadius = 110; ///< in the widget's pixels
    static constexpr double kTimes = 4; ///< more than the canvas

    /// Draws `what` around scan point `scan` into a circle about `middle`, `side` alone, enlarged
    /// kTimes against what.transform. `ratio`: device pixels to one of the widget.
    void paint(QPainter& painter, Composition what, Side side, QPointF scan, QPointF middle,
               double ratio, const QString& caption);

private:
    Composer composer_;
    QImage image_;
};

} // namespace kinovar::ui
