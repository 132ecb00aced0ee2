#pragma once

#include "ui/viewer/hint_shapes.h"

#include <QColor>
#include <QCursor>
#include <QPainter>

namespace kinovar::ui {

/// How a hint is drawn over pictures: dark and light lines together, so that it stands out from
/// any of them. A full ring: its colour is documented; a broken one: inferred.
struct HintLook {
    QColor colour;
    bool documented = false;
    bool chosen = false;
    bool unsure = false; ///< where it is at this frame is a guess
};

/// `pixel`: of the screen, in scan pixels.
void paint_hint(QPainter& painter, const HintOutline& outline, const HintLook& look, double pixel);
/// An outline that is still being drawn.
void paint_draft(QPainter& painter, const QVector<QPointF>& line, const QColor& colour,
                 double pixel);

enum class HintCursor : std::uint8_t { Draw, Outline, Erase, Pick };
/// Shows the size of the next hint (`radius` in pixels of the screen) and its colour.
[[nodiscard]] QCursor hint_cursor(HintCursor kind, const QColor& colour, double radius);

} // namespace kinovar::ui
