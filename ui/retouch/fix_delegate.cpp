#include "ui/retouch/fix_delegate.h"

#include "ui/retouch/fix_list_model.h"
#include "ui/studio/icons.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

namespace kinovar::ui {

namespace {

constexpr int kMargin = 5;
constexpr double kDot = 0.5;      // of the text's height
constexpr double kOff = 0.4;      // how much of a fix shows that is switched off
constexpr double kEyeOff = 0.25;  // … of its eye
constexpr double kNarrowest = 18; // rows below so many characters have the dot alone

QRect eye_of(const QStyleOptionViewItem& option) {
    const int side = option.decorationSize.height();
    return {option.rect.left() + kMargin, option.rect.center().y() - side / 2, side, side};
}

} // namespace

void FixDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    TwoLineDelegate::initStyleOption(option, index);
    option->features &= ~QStyleOptionViewItem::HasCheckIndicator; // the eye stands for it
}

void FixDelegate::paint(QPainter* painter, const QStyleOptionViewItem& given,
                        const QModelIndex& index) const {
    const QStyle* style = given.widget == nullptr ? QApplication::style() : given.widget->style();
    QStyleOptionViewItem whole = given;
    initStyleOption(&whole, index);
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &whole, painter, given.widget);
    const bool on = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    const bool chosen = (given.state & QStyle::State_Selected) != 0;
    painter->save();
    painter->setOpacity(on ? 1 : kEyeOff);
    icon(QStringLiteral("eye"))
        .paint(painter, eye_of(given), Qt::AlignCenter, chosen ? QIcon::Selected : QIcon::Normal);
    painter->setOpacity(on ? 1 : kOff);
    const QFontMetrics metrics(given.font);
    const QString state = index.data(FixListModel::StateTextRole).toString();
    const int dot = static_cast<int>(kDot * metrics.height());
    const bool words = given.rect.width() >
                       kNarrowest * metrics.averageCharWidth() + metrics.horizontalAdvance(state);
    const int room = dot + kMargin + (words ? metrics.horizontalAdvance(state) + kMargin : 0);
    QStyleOptionViewItem text = given;
    text.rect.setLeft(eye_of(given).right() + 1);
    text.rect.setRight(given.rect.right() - room);
    TwoLineDelegate::paint(painter, text, index);
    const int middle = given.rect.center().y();
    const int right = given.rect.right() - kMargin;
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(index.data(FixListModel::StateColourRole).value<QColor>());
    painter->drawEllipse(QRect(right - dot, middle - dot / 2, dot, dot));
    if (words) {
        painter->setPen(
            given.palette.color(chosen ? QPalette::HighlightedText : QPalette::PlaceholderText));
        painter->drawText(QRect(right - room + kMargin, given.rect.top(), room - dot - 2 * kMargin,
                                given.rect.height()),
                          Qt::AlignVCenter | Qt::AlignLeft, state);
    }
    painter->restore();
}

bool FixDelegate::editorEvent(QEvent* event, QAbstractItemModel* model,
                              const QStyleOptionViewItem& option, const QModelIndex& index) {
    const bool pressed = event->type() == QEvent::MouseButtonPress;
    const bool released = event->type() == QEvent::MouseButtonRelease;
    if (pressed || released) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        if (mouse->button() == Qt::LeftButton && eye_of(option)
                                                     .adjusted(-kMargin, -kMargin, 0, kMargin)
                                                     .contains(mouse->position().toPoint())) {
            if (released) {
                const bool on = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
                model->setData(index, on ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
            }
            return true;
        }
    }
    return false;
}

} // namespace kinovar::ui
