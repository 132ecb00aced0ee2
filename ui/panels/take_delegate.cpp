#include "ui/panels/take_delegate.h"

#include "ui/panels/row_background.h"
#include "ui/panels/stars.h"
#include "ui/panels/take_list_model.h"

#include <QMouseEvent>
#include <QPainter>

namespace kinovar::ui {

namespace {

constexpr int kMargin = 5;
constexpr double kStarHeight = 0.9; // of a line
constexpr int kFaintAlpha = 170;
constexpr double kDot = 0.28; // radius of the mark, of a line

QRect text_area(const QRect& item, const QFontMetrics& metrics, bool rated) {
    const int left = TakeDelegate::pick_area(item, metrics).right() + kMargin;
    const int right = rated ? TakeDelegate::stars_area(item, metrics).left() : item.right();
    return {QPoint(left, item.top() + kMargin), QPoint(right - kMargin, item.bottom() - kMargin)};
}

} // namespace

QRect TakeDelegate::stars_area(const QRect& item, const QFontMetrics& metrics) {
    const int size = static_cast<int>(kStarHeight * metrics.height());
    const int width = stars::width(size);
    return {item.right() - kMargin - width, item.top() + kMargin, width, size};
}

QRect TakeDelegate::pick_area(const QRect& item, const QFontMetrics& metrics) {
    return {item.left(), item.top(), metrics.height() + kMargin, item.height()};
}

QSize TakeDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    const int line = option.fontMetrics.height();
    return {12 * line, 2 * line + 2 * kMargin};
}

void TakeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    paint_row_background(*painter, option);
    painter->save();
    const QColor colour = option.palette.color(QPalette::Text);
    QColor faint = colour;
    faint.setAlpha(kFaintAlpha);
    const QFontMetrics& metrics = option.fontMetrics;
    const bool picked = index.data(TakeListModel::PickRole).toBool();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(picked ? colour : faint, 1));
    painter->setBrush(picked ? QBrush(colour) : QBrush(Qt::NoBrush));
    const double radius = kDot * metrics.height();
    painter->drawEllipse(QRectF(pick_area(option.rect, metrics)).center(), radius, radius);
    const bool is_take = index.data(TakeListModel::IdRole).toLongLong() != 0;
    const QRect text = text_area(option.rect, metrics, is_take);
    painter->setPen(colour);
    painter->drawText(
        text, Qt::AlignLeft | Qt::AlignTop,
        metrics.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, text.width()));
    // The second line runs below the stars as well.
    const QRect below(text.left(), text.top() + metrics.height(),
                      option.rect.right() - kMargin - text.left(), metrics.height());
    painter->setPen(faint);
    painter->drawText(below, Qt::AlignLeft | Qt::AlignVCenter,
                      metrics.elidedText(index.data(TakeListModel::SummaryRole).toString(),
                                         Qt::ElideRight, below.width()));
    if (is_take) {
        stars::paint(*painter, stars_area(option.rect, metrics),
                     index.data(TakeListModel::RatingRole).toInt(), colour);
    }
    painter->restore();
}

void TakeDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                        const QModelIndex&) const {
    const QRect area = text_area(option.rect, option.fontMetrics, true);
    editor->setGeometry(area.left(), area.top(), area.width(), editor->sizeHint().height());
}

bool TakeDelegate::editorEvent(QEvent* event, QAbstractItemModel* model,
                               const QStyleOptionViewItem& option, const QModelIndex& index) {
    const bool pressed = event->type() == QEvent::MouseButtonPress;
    const auto* mouse = pressed ? static_cast<QMouseEvent*>(event) : nullptr;
    if (mouse != nullptr && mouse->button() == Qt::LeftButton) {
        const QPoint at = mouse->position().toPoint();
        const QRect stars_place = stars_area(option.rect, option.fontMetrics);
        if (pick_area(option.rect, option.fontMetrics).contains(at)) {
            Q_EMIT pick_wanted(index);
            return true;
        }
        if (stars_place.contains(at)) {
            const int rating = stars::rating_at(at.x() - stars_place.left(), stars_place.height());
            model->setData(index, std::max(rating, 0), TakeListModel::RatingRole);
            return true;
        }
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

} // namespace kinovar::ui
