#include "ui/panels/hand_delegate.h"

#include "ui/panels/hand_list_model.h"
#include "ui/panels/place_pictures.h"
#include "ui/panels/row_background.h"
#include "ui/studio/icons.h"

#include <QPainter>

namespace kinovar::ui {

namespace {

using Judged = FoundHand::Judged;

constexpr int kMargin = 4;
constexpr int kPictureLines = 7;
constexpr double kFine = 0.45; // opacity of a hand that is done with

} // namespace

HandDelegate::HandDelegate(Ask ask, QObject* parent)
    : QStyledItemDelegate(parent), ask_(std::move(ask)) {}

QSize HandDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    const int line = option.fontMetrics.height();
    const int side = kPictureLines * line;
    return {side + 2 * kMargin, side + line + 3 * kMargin};
}

void HandDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    paint_row_background(*painter, option);
    painter->save();
    const int line = option.fontMetrics.height();
    const QRect inside = option.rect.adjusted(kMargin, kMargin, -kMargin, -kMargin);
    const QRect picture(inside.topLeft(), QSize(inside.width(), inside.width()));
    const auto judged = static_cast<Judged>(index.data(HandListModel::JudgedRole).toInt());
    const QSize pixels = (QSizeF(picture.size()) * painter->device()->devicePixelRatioF()).toSize();
    painter->setOpacity(judged == Judged::Fine ? kFine : 1);
    paint_place(*painter, picture, ask_ ? ask_(index, pixels) : QPixmap(), option.palette);
    painter->setOpacity(1);
    QRect words(inside.left(), picture.bottom() + kMargin, inside.width(), line);
    if (judged != Judged::Open) {
        const QString name =
            judged == Judged::Fine ? QStringLiteral("accept") : QStringLiteral("flag");
        icon(name).paint(painter, QRect(words.topLeft(), QSize(line, line)));
        words.setLeft(words.left() + line + kMargin);
    }
    painter->setPen(option.palette.color(QPalette::Text));
    painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                      option.fontMetrics.elidedText(index.data(Qt::DisplayRole).toString(),
                                                    Qt::ElideRight, words.width()));
    painter->restore();
}

} // namespace kinovar::ui
