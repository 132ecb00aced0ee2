#include "ui/panels/shot_delegate.h"

#include "ui/panels/row_background.h"
#include "ui/panels/shot_list_model.h"
#include "ui/panels/stars.h"

#include <QPainter>
#include <cmath>

namespace kinovar::ui {

namespace {

constexpr int kMargin = 4;
constexpr double kLines = 2.9; // height of a picture, in lines of text
constexpr double kTileLines = 5;
constexpr int kFaintAlpha = 170;
constexpr int kHatchAlpha = 60;

} // namespace

ShotDelegate::ShotDelegate(ThumbnailPixmaps& thumbnails, QObject* parent)
    : QStyledItemDelegate(parent), thumbnails_(thumbnails) {}

QSize ShotDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    const int line = option.fontMetrics.height();
    const int picture = static_cast<int>((tiles_ ? kTileLines : kLines) * line);
    const int picture_width = static_cast<int>(std::lround(picture * aspect_));
    if (tiles_) {
        return {picture_width + 2 * kMargin, picture + 2 * line + 2 * kMargin};
    }
    return {picture_width + 10 * option.fontMetrics.averageCharWidth(), picture + 2 * kMargin};
}

QRect ShotDelegate::picture_area(const QRect& item) const {
    const QRect inside = item.adjusted(kMargin, kMargin, -kMargin, -kMargin);
    if (tiles_) {
        const int height = static_cast<int>(std::lround(inside.width() / aspect_));
        return {inside.topLeft(), QSize(inside.width(), std::min(height, inside.height()))};
    }
    const int width = static_cast<int>(std::lround(inside.height() * aspect_));
    return {inside.topLeft(), QSize(std::min(width, inside.width()), inside.height())};
}

QRect ShotDelegate::text_area(const QRect& item, const QFontMetrics& metrics) const {
    const QRect inside = item.adjusted(kMargin, kMargin, -kMargin, -kMargin);
    const QRect picture = picture_area(item);
    if (tiles_) {
        return {inside.left(), inside.bottom() - 2 * metrics.height() + 1, inside.width(),
                2 * metrics.height()};
    }
    return inside.adjusted(picture.width() + 2 * kMargin, 0, 0, 0);
}

void ShotDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    paint_row_background(*painter, option);
    painter->save();
    paint_picture(*painter, picture_area(option.rect), index, option.palette);
    paint_text(*painter, text_area(option.rect, option.fontMetrics), option, index);
    painter->restore();
}

void ShotDelegate::paint_picture(QPainter& painter, const QRect& area, const QModelIndex& index,
                                 const QPalette& palette) const {
    const double ratio = painter.device()->devicePixelRatioF();
    const auto frame = index.data(ShotListModel::PosterRole).toLongLong();
    const QPixmap picture =
        thumbnails_.get(frame, static_cast<int>(std::lround(area.height() * ratio)), ratio);
    if (picture.isNull()) {
        QColor hatch = palette.color(QPalette::Text);
        hatch.setAlpha(kHatchAlpha);
        painter.fillRect(area, QBrush(hatch, Qt::BDiagPattern));
        return;
    }
    const double width = std::min<double>(area.width(), picture.width() / ratio);
    painter.drawPixmap(QRectF(area.left(), area.top(), width, area.height()), picture,
                       QRectF(0, 0, width * ratio, picture.height()));
}

void ShotDelegate::paint_text(QPainter& painter, const QRect& area,
                              const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QColor colour = option.palette.color(QPalette::Text);
    QColor faint = colour;
    faint.setAlpha(kFaintAlpha);
    const QFontMetrics& metrics = option.fontMetrics;
    const int line = metrics.height();
    QRect rest = area;
    const auto put = [&](const QString& text, const QColor& with, bool bold) {
        QFont font = option.font;
        font.setBold(bold);
        painter.setFont(font);
        painter.setPen(with);
        painter.drawText(rest, Qt::AlignLeft | Qt::AlignTop,
                         QFontMetrics(font).elidedText(text, Qt::ElideRight, rest.width()));
        rest.setTop(rest.top() + line);
    };
    const QString number = index.data(ShotListModel::NumberRole).toString();
    const QString name = index.data(ShotListModel::NameRole).toString();
    put(name.isEmpty()
            ? number
            : ShotListModel::tr("%1 · %2", "number and name of a shot").arg(number, name),
        colour, true);
    const QString length = index.data(ShotListModel::LengthRole).toString();
    const int takes = index.data(ShotListModel::TakesRole).toInt();
    put(takes == 0 ? length
                   : ShotListModel::tr("%1 · %2", "length and number of takes")
                         .arg(length, ShotListModel::tr("%n take(s)", nullptr, takes)),
        faint, false);
    const int rating = index.data(ShotListModel::RatingRole).toInt();
    if (rating > 0) {
        const int size = line - 3;
        const QRect place =
            tiles_ ? QRect(area.right() - stars::width(size), area.top(), stars::width(size), size)
                   : QRect(rest.left(), rest.top(), rest.width(), size);
        stars::paint(painter, place, rating, colour);
    }
}

void ShotDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                        const QModelIndex&) const {
    const QRect area = text_area(option.rect, option.fontMetrics);
    editor->setGeometry(area.left(), area.top(), area.width(), editor->sizeHint().height());
}

} // namespace kinovar::ui
