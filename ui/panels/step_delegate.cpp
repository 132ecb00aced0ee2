#include "ui/panels/step_delegate.h"

#include "ui/studio/icons.h"

#include <QApplication>
#include <QPainter>

namespace kinovar::ui {

namespace {

constexpr int kGap = 4;

bool is_chosen(const QStyleOptionViewItem& option) {
    return (option.state & QStyle::State_Selected) != 0;
}

QColor text_colour(const QStyleOptionViewItem& option, bool faint) {
    if (is_chosen(option)) {
        return option.palette.color(QPalette::HighlightedText);
    }
    return option.palette.color(faint ? QPalette::PlaceholderText : QPalette::Text);
}

void paint_icon(QPainter* painter, const QString& name, const QRect& rect, bool chosen) {
    icon(name).paint(painter, rect, Qt::AlignCenter, chosen ? QIcon::Selected : QIcon::Normal);
}

} // namespace

QSize StepDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(option.fontMetrics.height() * 7 / 4);
    size.setWidth(0); // never scrolls sideways
    return size;
}

QRect StepDelegate::solo_rect(const QRect& line) {
    const int side = line.height();
    return {line.right() - side + 1, line.top(), side, side};
}

void StepDelegate::paint(QPainter* painter, const QStyleOptionViewItem& given,
                         const QModelIndex& index) const {
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const QString title = option.text;
    option.text.clear();
    const QStyle* style = option.widget == nullptr ? QApplication::style() : option.widget->style();
    style->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);

    QRect text = style->subElementRect(QStyle::SE_ItemViewItemText, &option, option.widget);
    const QRect check =
        style->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &option, option.widget);
    text.setLeft(check.right() + 2 * kGap);
    text.setRight(option.rect.right());
    painter->save();
    paint_right(painter, option, index, text);
    const bool off =
        index.data(Qt::CheckStateRole).toInt() != Qt::Checked || index.data(Silenced).toBool();
    painter->setFont(option.font);
    painter->setPen(text_colour(option, off));
    const QString shown = option.fontMetrics.elidedText(title, Qt::ElideRight, text.width());
    painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft, shown);
    text.setLeft(text.left() + option.fontMetrics.horizontalAdvance(shown) + 2 * kGap);
    painter->setPen(text_colour(option, true));
    painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                      option.fontMetrics.elidedText(index.data(Summary).toString(), Qt::ElideRight,
                                                    text.width()));
    painter->restore();
}

void StepDelegate::paint_right(QPainter* painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index, QRect& left) const {
    const bool chosen = is_chosen(option);
    const QRect solo = solo_rect(option.rect);
    const QRect inner = solo.marginsRemoved(QMargins(kGap, kGap, kGap, kGap));
    const bool pointed = (option.state & QStyle::State_MouseOver) != 0;
    if (index.data(Solo).toBool()) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(option.palette.color(chosen ? QPalette::Window : QPalette::Highlight));
        painter->drawRoundedRect(inner.adjusted(-2, -2, 2, 2), 3, 3);
        paint_icon(painter, QStringLiteral("solo"), inner, true);
    } else if (pointed || chosen) {
        paint_icon(painter, QStringLiteral("solo"), inner, chosen);
    }
    left.setRight(solo.left() - kGap);
    if (!index.data(Error).toString().isEmpty()) {
        const QRect mark = inner.translated(left.right() - solo.right() + kGap, 0);
        paint_icon(painter, QStringLiteral("warning"), mark, chosen);
        left.setRight(mark.left() - kGap);
    }
    const QString time = index.data(Time).toString();
    if (!time.isEmpty()) {
        painter->setPen(text_colour(option, true));
        painter->drawText(left, Qt::AlignVCenter | Qt::AlignRight, time);
        left.setRight(left.right() - option.fontMetrics.horizontalAdvance(time) - 2 * kGap);
    }
}

} // namespace kinovar::ui
