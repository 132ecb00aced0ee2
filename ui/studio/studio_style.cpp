#include "ui/studio/studio_style.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

namespace kinovar::ui {

namespace {

constexpr qreal kCorner = 2;
constexpr qreal kHalfPixel = 0.5;

/// Between text and ground: seen, but not read.
QColor outline_of(const QStyleOption& option) {
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    if (focused) {
        return option.palette.color(QPalette::Link);
    }
    QColor colour = option.palette.color(QPalette::Text);
    constexpr qreal kQuiet = 0.45;
    colour.setAlphaF(option.state.testFlag(QStyle::State_Enabled) ? kQuiet : kQuiet / 2);
    return colour;
}

void draw_tick(const QRectF& box, const QColor& colour, QPainter& painter) {
    QPainterPath tick;
    tick.moveTo(box.left() + box.width() * 0.22, box.top() + box.height() * 0.52);
    tick.lineTo(box.left() + box.width() * 0.43, box.top() + box.height() * 0.73);
    tick.lineTo(box.left() + box.width() * 0.78, box.top() + box.height() * 0.28);
    painter.strokePath(tick, QPen(colour, box.width() * 0.13, Qt::SolidLine, Qt::RoundCap));
}

void draw_box(const QStyleOption& option, bool round, QPainter& painter) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box =
        QRectF(option.rect).adjusted(kHalfPixel, kHalfPixel, -kHalfPixel, -kHalfPixel);
    painter.setPen(outline_of(option));
    painter.setBrush(option.palette.color(QPalette::Base));
    const QColor mark = option.palette.color(QPalette::Text);
    if (round) {
        painter.drawEllipse(box);
        if (option.state.testFlag(QStyle::State_On)) {
            const qreal inset = box.width() / 4;
            painter.setPen(Qt::NoPen);
            painter.setBrush(mark);
            painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset));
        }
    } else {
        painter.drawRoundedRect(box, kCorner, kCorner);
        if (option.state.testFlag(QStyle::State_On)) {
            draw_tick(box, mark, painter);
        } else if (option.state.testFlag(QStyle::State_NoChange)) {
            const qreal inset = box.width() / 4;
            painter.fillRect(box.adjusted(inset, inset, -inset, -inset), mark);
        }
    }
    painter.restore();
}

} // namespace

StudioStyle::StudioStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

void StudioStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                                QPainter* painter, const QWidget* widget) const {
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        draw_box(*option, false, *painter);
        return;
    case PE_IndicatorRadioButton:
        draw_box(*option, true, *painter);
        return;
    case PE_FrameLineEdit: {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(outline_of(*option));
        painter->drawRoundedRect(
            QRectF(option->rect).adjusted(kHalfPixel, kHalfPixel, -kHalfPixel, -kHalfPixel),
            kCorner, kCorner);
        painter->restore();
        return;
    }
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

int StudioStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                           QStyleHintReturn* answer) const {
    return hint == SH_DialogButtonBox_ButtonsHaveIcons
               ? 0
               : QProxyStyle::styleHint(hint, option, widget, answer);
}

} // namespace kinovar::ui
