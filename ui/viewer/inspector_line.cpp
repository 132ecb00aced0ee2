#include "ui/viewer/inspector_line.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>

namespace kinovar::ui {

namespace {

QLabel* cell(const char* id, const QString& name, const QString& widest) {
    auto* label = new QLabel;
    label->setObjectName(QLatin1String(id));
    label->setAccessibleName(name);
    QFont digits = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    digits.setPointSizeF(label->font().pointSizeF());
    label->setFont(digits);
    label->setMinimumWidth(QFontMetrics(digits).horizontalAdvance(widest));
    return label;
}

QString three(int r, int g, int b) {
    constexpr int kWidth = 3;
    return QStringLiteral("%1 %2 %3").arg(r, kWidth).arg(g, kWidth).arg(b, kWidth);
}

QString with_sign(int value) {
    return value > 0 ? QStringLiteral("+%1").arg(value) : QString::number(value);
}

} // namespace

InspectorLine::InspectorLine(QWidget* parent)
    : QWidget(parent),
      place_(cell("viewer.pixel.place", tr("Place"), QStringLiteral("x 00000 y 00000"))),
      a_(cell("viewer.pixel.a", tr("Values of A"), QStringLiteral("A 000 000 000"))),
      b_(cell("viewer.pixel.b", tr("Values of B"), QStringLiteral("B 000 000 000"))),
      apart_(
          cell("viewer.pixel.difference", tr("Difference"), QStringLiteral("B−A +000 +000 +000"))),
      sizes_(new QLabel) {
    setObjectName(QStringLiteral("viewer.inspector"));
    sizes_->setObjectName(QStringLiteral("viewer.sizes"));
    sizes_->setAccessibleName(tr("Sizes"));
    auto* row = new QHBoxLayout(this);
    constexpr int kGap = 12;
    row->setContentsMargins(kGap / 2, 2, kGap / 2, 2);
    row->setSpacing(kGap);
    for (QLabel* label : {place_, a_, b_, apart_}) {
        row->addWidget(label);
    }
    row->addStretch(1);
    row->addWidget(sizes_);
    // A narrow viewer cuts the line; it does not become wider for it.
    setMinimumWidth(1);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void InspectorLine::show_pixel(const Inspected& below) {
    if (!below.inside) {
        for (QLabel* label : {place_, a_, b_, apart_}) {
            label->clear();
        }
        return;
    }
    place_->setText(tr("x %1 y %2").arg(below.pixel.x(), 5).arg(below.pixel.y(), 5));
    const auto values = [](const std::optional<QColor>& colour) {
        return colour ? three(colour->red(), colour->green(), colour->blue())
                      : QStringLiteral("  –   –   –");
    };
    a_->setText(tr("A %1").arg(values(below.a)));
    b_->setText(tr("B %1").arg(values(below.b)));
    apart_->clear();
    if (below.a && below.b) {
        apart_->setText(tr("B−A %1 %2 %3")
                            .arg(with_sign(below.b->red() - below.a->red()), 4)
                            .arg(with_sign(below.b->green() - below.a->green()), 4)
                            .arg(with_sign(below.b->blue() - below.a->blue()), 4));
    }
}

void InspectorLine::set_sizes(const QString& text) {
    sizes_->setText(text);
}

QString InspectorLine::text() const {
    return QStringList{place_->text(), a_->text(), b_->text(), apart_->text()}
        .join(QStringLiteral("  "))
        .simplified();
}

} // namespace kinovar::ui
