#pragma once

#include "ui/viewer/compare.h"

#include <QPainter>
#include <QPointF>
#include <QSizeF>

namespace kinovar::ui {

/// The line of the wipe on the canvas: a grip in its middle moves it, a knob farther up turns it.
/// Positions in the widget's own pixels.
class WipeHandle {
public:
    enum class Part : std::uint8_t { None, Line, Knob };

    [[nodiscard]] static Part part_at(const WipeLine& line, QSizeF canvas, QPointF at);
    [[nodiscard]] static QPointF grip(const WipeLine& line, QSizeF canvas);
    [[nodiscard]] static QPointF knob(const WipeLine& line, QSizeF canvas);
    /// The line moved so that its grip lies at a point, which is kept on the canvas.
    [[nodiscard]] static WipeLine moved(WipeLine line, QSizeF canvas, QPointF to);
    /// The line turned so that its knob points at a point; `in_steps` of 15 degrees.
    [[nodiscard]] static WipeLine turned(WipeLine line, QSizeF canvas, QPointF to, bool in_steps);
    static void paint(QPainter& painter, const WipeLine& line, QSizeF canvas, bool active);
};

/// Brought into −180 (not included) to 180.
[[nodiscard]] double tidy_degrees(double degrees);

} // namespace kinovar::ui
