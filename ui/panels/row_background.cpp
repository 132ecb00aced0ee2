#include "ui/panels/row_background.h"

#include "ui/studio/theme.h"

#include <QPainter>

namespace kinovar::ui {

namespace {

constexpr int kChosenAlpha = 40;
constexpr int kHoverAlpha = 18;
constexpr int kBar = 3;

} // namespace

void paint_row_background(QPainter& painter, const QStyleOptionViewItem& option) {
    const bool chosen = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    if (chosen || hovered) {
        QColor ground = option.palette.color(QPalette::Text);
        ground.setAlpha(chosen ? kChosenAlpha : kHoverAlpha);
        painter.fillRect(option.rect, ground);
    }
    if (chosen) {
        QColor bar = theme::accent();
        if (!option.state.testFlag(QStyle::State_HasFocus) &&
            !option.state.testFlag(QStyle::State_Active)) {
            bar = option.palette.color(QPalette::Mid);
        }
        painter.fillRect(option.rect.left(), option.rect.top(), kBar, option.rect.height(), bar);
    }
}

} // namespace kinovar::ui
