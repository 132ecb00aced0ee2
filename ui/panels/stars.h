#pragma once

#include <QPainter>
#include <QPalette>
#include <QRect>

/// A rating of 0 to 5, as a row of stars.
namespace kinovar::ui::stars {

inline constexpr int kMost = 5;

/// Width of the row for stars of a height.
[[nodiscard]] int width(int height);
/// In the left of the area, in its whole height.
void paint(QPainter& painter, const QRect& area, int rating, const QColor& colour);
/// The rating that a click at x (from the row's left edge) means; nothing beside the row: −1. Left
/// of the first star's middle: 0.
[[nodiscard]] int rating_at(int x, int height);

} // namespace kinovar::ui::stars
