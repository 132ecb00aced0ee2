#pragma once

#include <QStyleOptionViewItem>

class QPainter;

namespace kinovar::ui {

/// Behind a row of a list that shows pictures or stars: the chosen one is marked by a bar and a
/// slightly other ground, so that its contents keep their colours.
void paint_row_background(QPainter& painter, const QStyleOptionViewItem& option);

} // namespace kinovar::ui
