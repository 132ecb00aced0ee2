#include "ui/forms/two_line_delegate.h"

#include "ui/studio/icons.h"

#include <QApplication>
#include <QPainter>

namespace kinovar::ui {

namespace {

constexpr int kMargin = 5;
constexpr double kSmaller = 0.9;

QFont small_font(const QFont& font) {
    QFont smaller = font;
    smaller.setPointSizeF(font.pointSizeF() * kSmaller);
    smaller.setBold(false);
    return smaller;
}

} // namespace

QSize TwoLineDelegate::sizeHint(const QStyleOptionViewItem& option,
                                const QModelIndex& index) const {
    const int text = QFontMetrics(option.font).height() +
                     QFontMetrics(small_font(option.font)).height() + 2 * kMargin;
    const bool pictured = !index.data(Qt::DecorationRole).isNull();
    const int picture = pictured ? option.decorationSize.height() + kMargin : 0;
    return {0, std::max(text, picture)};
}

QRect TwoLineDelegate::text_rect(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const {
    QRect text = option.rect.adjusted(kMargin, 0, -kMargin, 0);
    if (!index.data(Qt::DecorationRole).isNull()) {
        text.setLeft(text.left() + option.decorationSize.width() + kMargin);
    }
    return text;
}

void TwoLineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& given,
                            const QModelIndex& index) const {
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const QStyle* style = option.widget == nullptr ? QApplication::style() : option.widget->style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    const bool chosen = (option.state & QStyle::State_Selected) != 0;
    QRect text = text_rect(option, index);
    const QFont second_font = small_font(option.font);
    const int first_height = QFontMetrics(option.font).height();
    const int second_height = QFontMetrics(second_font).height();
    const int top = text.center().y() - (first_height + second_height) / 2;
    painter->save();
    if (!index.data(Qt::DecorationRole).isNull()) {
        const QRect place(option.rect.left() + kMargin,
                          option.rect.center().y() - option.decorationSize.height() / 2,
                          option.decorationSize.width(), option.decorationSize.height());
        option.icon.paint(painter, place, Qt::AlignCenter);
    }
    if (index.data(kTrouble).toBool()) {
        const QRect mark(text.right() - first_height, text.center().y() - first_height / 2,
                         first_height, first_height);
        icon(QStringLiteral("warning"))
            .paint(painter, mark, Qt::AlignCenter, chosen ? QIcon::Selected : QIcon::Normal);
        text.setRight(mark.left() - kMargin);
    }
    const auto line = [&](const QFont& font, int y, QPalette::ColorRole role,
                          const QString& words) {
        const QFontMetrics metrics(font);
        painter->setFont(font);
        painter->setPen(option.palette.color(chosen ? QPalette::HighlightedText : role));
        painter->drawText(QRect(text.left(), y, text.width(), metrics.height()),
                          Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(words, Qt::ElideRight, text.width()));
    };
    line(option.font, top, QPalette::Text, option.text);
    line(second_font, top + first_height, QPalette::PlaceholderText,
         index.data(kSecondLine).toString());
    painter->restore();
}

void TwoLineDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                           const QModelIndex& index) const {
    editor->setAutoFillBackground(true);
    editor->setGeometry(text_rect(option, index).adjusted(0, 1, 0, -1)); // hides both lines
}

} // namespace kinovar::ui
