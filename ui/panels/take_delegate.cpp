#include "ui/panels/take_delegate.h"

#include "ui/panels/place_pictures.h"
#include "ui/panels/row_background.h"
#include "ui/panels/stars.h"
#include "ui/panels/take_list_model.h"

#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace kinovar::ui {

namespace {

constexpr int kMargin = 5;
constexpr double kStarHeight = 0.9; // of a line
constexpr int kFaintAlpha = 170;
constexpr double kDot = 0.28;        // radius of the mark, of a line
constexpr double kListPicture = 2.4; // lines
constexpr double kTilePicture = 4.5;
constexpr int kWords = 2; // lines

int lines(double count, const QFontMetrics& metrics) {
    return static_cast<int>(std::lround(count * metrics.height()));
}

} // namespace

TakeDelegate::TakeDelegate(Ask ask, QObject* parent)
    : QStyledItemDelegate(parent), ask_(std::move(ask)) {}

QRect TakeDelegate::picture_area(const QRect& item, const QFontMetrics& metrics) const {
    const int height = lines(tiles_ ? kTilePicture : kListPicture, metrics);
    const int width = static_cast<int>(std::lround(height * aspect_));
    const int left = item.left() + kMargin + (tiles_ ? 0 : metrics.height());
    return {left, item.top() + kMargin, width, height};
}

QRect TakeDelegate::words_area(const QRect& item, const QFontMetrics& metrics) const {
    const QRect picture = picture_area(item, metrics);
    if (tiles_) {
        return {QPoint(item.left() + metrics.height(), picture.bottom() + 2),
                QPoint(item.right() - kMargin, item.bottom())};
    }
    const int height = kWords * metrics.height();
    return {picture.right() + kMargin + 1, item.center().y() - height / 2,
            item.right() - kMargin - picture.right() - kMargin, height};
}

QRect TakeDelegate::stars_area(const QRect& item, const QFontMetrics& metrics) const {
    const int size = static_cast<int>(kStarHeight * metrics.height());
    const int width = stars::width(size);
    const QRect words = words_area(item, metrics);
    // A tile is too narrow for the name beside them.
    const int top = words.top() + (tiles_ ? metrics.height() : 0);
    return {tiles_ ? words.left() : words.right() - width, top, width, size};
}

QRect TakeDelegate::pick_area(const QRect& item, const QFontMetrics& metrics) const {
    if (tiles_) {
        return {item.left(), words_area(item, metrics).top(), metrics.height(), metrics.height()};
    }
    return {item.left(), item.top(), metrics.height() + kMargin, item.height()};
}

QRect TakeDelegate::name_area(const QRect& item, const QFontMetrics& metrics, bool rated) const {
    QRect area = words_area(item, metrics);
    area.setHeight(metrics.height());
    if (rated && !tiles_) {
        area.setRight(stars_area(item, metrics).left() - kMargin);
    }
    return area;
}

QSize TakeDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    const QFontMetrics& metrics = option.fontMetrics;
    const QRect picture = picture_area({}, metrics);
    if (tiles_) {
        return {picture.width() + 2 * kMargin,
                picture.height() + kWords * metrics.height() + 2 * kMargin};
    }
    return {picture.width() + 10 * metrics.height(), picture.height() + 2 * kMargin};
}

void TakeDelegate::paint_picture(QPainter& painter, const QRect& area, const QModelIndex& index,
                                 const QPalette& palette) const {
    const double ratio = painter.device()->devicePixelRatioF();
    const int height = static_cast<int>(std::lround(area.height() * ratio));
    paint_place(painter, area, ask_ ? ask_(index, height) : QPixmap(), palette);
}

void TakeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    paint_row_background(*painter, option);
    painter->save();
    const QColor colour = option.palette.color(QPalette::Text);
    QColor faint = colour;
    faint.setAlpha(kFaintAlpha);
    const QFontMetrics& metrics = option.fontMetrics;
    paint_picture(*painter, picture_area(option.rect, metrics), index, option.palette);
    const bool picked = index.data(TakeListModel::PickRole).toBool();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(picked ? colour : faint, 1));
    painter->setBrush(picked ? QBrush(colour) : QBrush(Qt::NoBrush));
    const double radius = kDot * metrics.height();
    painter->drawEllipse(QRectF(pick_area(option.rect, metrics)).center(), radius, radius);
    const bool is_take = index.data(TakeListModel::IdRole).toLongLong() != 0;
    const QRect name = name_area(option.rect, metrics, is_take);
    painter->setPen(colour);
    painter->drawText(
        name, Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, name.width()));
    if (is_take) {
        stars::paint(*painter, stars_area(option.rect, metrics),
                     index.data(TakeListModel::RatingRole).toInt(), colour);
    }
    if (!tiles_ || !is_take) {
        // The second line runs below the stars as well.
        const QRect words = words_area(option.rect, metrics);
        const QRect below(words.left(), name.bottom() + 1, words.width(), metrics.height());
        painter->setPen(faint);
        painter->drawText(below, Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(index.data(TakeListModel::SummaryRole).toString(),
                                             Qt::ElideRight, below.width()));
    }
    painter->restore();
}

void TakeDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                        const QModelIndex&) const {
    const QRect area = name_area(option.rect, option.fontMetrics, true);
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
