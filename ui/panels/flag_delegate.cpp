#include "ui/panels/flag_delegate.h"

#include "ui/panels/flag_list_model.h"
#include "ui/panels/place_pictures.h"
#include "ui/panels/row_background.h"

#include <QPainter>
#include <QTextLayout>
#include <cmath>

namespace kinovar::ui {

namespace {

constexpr int kMargin = 5;
constexpr int kLines = 4; // title, two of the reason, proposal
constexpr double kAspect = 4.0 / 3;
constexpr int kFaintAlpha = 170;
constexpr double kDot = 0.36; // radius of the dot, of a line
constexpr int kRimAlpha = 200;

/// Words in at most `most` lines, the last one shortened. Returns the height that they took.
int draw_wrapped(QPainter& painter, const QRect& area, const QString& text, int most,
                 const QFontMetrics& metrics) {
    QTextLayout layout(text, painter.font());
    layout.beginLayout();
    int used = 0;
    while (used < most) {
        QTextLine line = layout.createLine();
        if (!line.isValid()) {
            break;
        }
        line.setLineWidth(area.width());
        const QString rest = text.mid(line.textStart());
        const QString words =
            used + 1 == most ? rest : text.mid(line.textStart(), line.textLength());
        painter.drawText(QRect(area.left(), area.top() + used * metrics.height(), area.width(),
                               metrics.height()),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(words, Qt::ElideRight, area.width()));
        ++used;
    }
    layout.endLayout();
    return used * metrics.height();
}

} // namespace

FlagDelegate::FlagDelegate(Ask ask, QObject* parent)
    : QStyledItemDelegate(parent), ask_(std::move(ask)) {}

QSize FlagDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {20 * option.fontMetrics.averageCharWidth(),
            kLines * option.fontMetrics.height() + 2 * kMargin};
}

void FlagDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    paint_row_background(*painter, option);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QFontMetrics& metrics = option.fontMetrics;
    const QRect inside = option.rect.adjusted(kMargin, kMargin, -kMargin, -kMargin);
    const int width = static_cast<int>(std::lround(inside.height() * kAspect));
    const QRect picture(inside.left(), inside.top(), width, inside.height());
    const QSize pixels = (QSizeF(picture.size()) * painter->device()->devicePixelRatioF()).toSize();
    paint_place(*painter, picture, ask_ ? ask_(index, pixels) : QPixmap(), option.palette);
    const double radius = kDot * metrics.height();
    painter->setPen(QPen(QColor(0, 0, 0, kRimAlpha), 1)); // seen on any picture
    painter->setBrush(FlagListModel::colour_of(index.data(FlagListModel::SeverityRole).toDouble()));
    painter->drawEllipse(QRectF(picture.topLeft() + QPointF(2, 2), QSizeF(2 * radius, 2 * radius)));

    QRect text = inside.adjusted(width + 2 * kMargin, 0, 0, 0);
    const QColor colour = option.palette.color(QPalette::Text);
    QColor faint = colour;
    faint.setAlpha(kFaintAlpha);
    const auto line = [&](const QString& words, const QColor& with, int most) {
        painter->setPen(with);
        text.setTop(text.top() + draw_wrapped(*painter, text, words, most, metrics));
    };
    painter->setFont(option.font);
    line(index.data(Qt::DisplayRole).toString(), colour, 1);
    const QString proposal = index.data(FlagListModel::ProposalRole).toString();
    line(index.data(TwoLineDelegate::kSecondLine).toString(), faint, proposal.isEmpty() ? 3 : 2);
    if (!proposal.isEmpty()) {
        line(proposal, colour, 1);
    }
    painter->restore();
}

} // namespace kinovar::ui
