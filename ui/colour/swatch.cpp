#include "ui/colour/swatch.h"

#include "ui/studio/colour.h"
#include "ui/studio/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

namespace kinovar::ui {

namespace {

constexpr int kPixels = 64;
constexpr double kCorner = 8;
constexpr double kRim = 3;
constexpr int kRimAlpha = 110;
constexpr double kSignWidth = 5;
constexpr QRectF kSign{12, 30, 22, 22};
constexpr QRectF kTick{36, 8, 20, 18};
constexpr int kLightGround = 140;

struct Swatches {
    Q_DECLARE_TR_FUNCTIONS(Swatches)
};

QColor ink_on(const QColor& ground) {
    return qGray(ground.rgb()) > kLightGround ? QColor(Qt::black) : QColor(Qt::white);
}

QPixmap field_of(const QColor& colour) {
    QPixmap field(kPixels, kPixels);
    field.fill(Qt::transparent);
    QPainter painter(&field);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor rim = theme::is_dark() ? QColor(Qt::white) : QColor(Qt::black);
    rim.setAlpha(kRimAlpha);
    painter.setPen(QPen(rim, kRim));
    painter.setBrush(colour);
    painter.drawRoundedRect(QRectF(field.rect()).adjusted(kRim, kRim, -kRim, -kRim), kCorner,
                            kCorner);
    return field;
}

void paint_sign(QPainter& painter, colourise::HintShape shape) {
    switch (shape) {
    case colourise::HintShape::Point:
        painter.setBrush(painter.pen().color());
        painter.drawEllipse(kSign.center(), kSign.width() / 4, kSign.height() / 4);
        break;
    case colourise::HintShape::Stroke: {
        QPainterPath path(kSign.bottomLeft());
        path.cubicTo(kSign.topLeft(), kSign.bottomRight(), kSign.topRight());
        painter.drawPath(path);
        break;
    }
    case colourise::HintShape::Region:
        painter.drawPolygon(QPolygonF({{kSign.left(), kSign.center().y()},
                                       {kSign.center().x(), kSign.top()},
                                       kSign.topRight(),
                                       {kSign.right(), kSign.bottom()},
                                       {kSign.center().x(), kSign.bottom()}}));
        break;
    }
}

} // namespace

QIcon swatch_icon(const QColor& colour) {
    return field_of(colour);
}

QIcon hint_icon(const colourise::ColourHint& hint) {
    const QColor colour = colour_at(kSwatchLuma, hint.colour);
    QPixmap field = field_of(colour);
    QPainter painter(&field);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink_on(colour), kSignWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    paint_sign(painter, hint.shape);
    if (hint.documented) {
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(QPolygonF({{kTick.left(), kTick.center().y()},
                                        {kTick.left() + kTick.width() / 3, kTick.bottom()},
                                        kTick.topRight()}));
    }
    painter.end();
    return field;
}

QString shape_text(colourise::HintShape shape) {
    switch (shape) {
    case colourise::HintShape::Point:
        return Swatches::tr("Point");
    case colourise::HintShape::Stroke:
        return Swatches::tr("Stroke");
    case colourise::HintShape::Region:
        break;
    }
    return Swatches::tr("Region");
}

} // namespace kinovar::ui
