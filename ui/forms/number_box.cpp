#include "ui/forms/number_box.h"

#include "ui/forms/wheel_guard.h"
#include "ui/studio/text.h"

#include <QFontMetrics>
#include <QLocale>
#include <QSignalBlocker>
#include <QStyle>
#include <QStyleOptionSpinBox>
#include <algorithm>
#include <cmath>

namespace kinovar::ui {

namespace {

constexpr int kDecimals = 6;
constexpr double kFarthest = 1e12; // what can be typed at all
constexpr int kLeastDigits = 5;

} // namespace

NumberBox::NumberBox(const FieldInfo& field, QWidget* parent)
    : QDoubleSpinBox(parent), scale_(field), low_(field.minimum), high_(field.maximum) {
    setDecimals(field.kind == FieldKind::Integer ? 0 : kDecimals);
    setRange(-kFarthest, kFarthest);
    setKeyboardTracking(false);
    setAccelerated(true);
    if (!field.unit.empty()) {
        setSuffix(QLatin1Char(' ') + translated(field.unit));
    }
    guard_wheel(this);
}

void NumberBox::stepBy(int steps) {
    const double step = scale_.step_at(value());
    const double next = std::clamp(std::round(value() / step + steps) * step, low_, high_);
    if (next != value()) {
        {
            const QSignalBlocker quiet(this); // told as a step, not as a number that was typed
            setValue(next);
        }
        Q_EMIT stepped();
    }
    selectAll();
}

QAbstractSpinBox::StepEnabled NumberBox::stepEnabled() const {
    StepEnabled enabled = StepNone;
    enabled |= value() > low_ ? StepDownEnabled : StepNone;
    enabled |= value() < high_ ? StepUpEnabled : StepNone;
    return enabled;
}

QString NumberBox::textFromValue(double value) const {
    QLocale numbers = locale();
    numbers.setNumberOptions(QLocale::OmitGroupSeparator);
    QString text = numbers.toString(value, 'f', decimals());
    if (decimals() > 0) {
        while (text.endsWith(QLatin1Char('0'))) {
            text.chop(1);
        }
        if (text.endsWith(numbers.decimalPoint())) {
            text.chop(1);
        }
    }
    return text == QLatin1String("-0") ? QStringLiteral("0") : text;
}

double NumberBox::valueFromText(const QString& text) const {
    QString plain = text;
    plain.remove(suffix());
    plain = plain.trimmed().replace(QLatin1Char(','), QLatin1Char('.'));
    return plain.toDouble();
}

QValidator::State NumberBox::validate(QString& text, int& /*position*/) const {
    QString plain = text;
    plain.remove(suffix());
    plain = plain.trimmed().replace(QLatin1Char(','), QLatin1Char('.'));
    static const QString kBeginnings = QStringLiteral("-+.");
    if (plain.isEmpty() || (plain.size() == 1 && kBeginnings.contains(plain))) {
        return QValidator::Intermediate;
    }
    bool good = false;
    plain.toDouble(&good);
    return good ? QValidator::Acceptable : QValidator::Invalid;
}

QSize NumberBox::sizeHint() const {
    const double widest = std::isfinite(high_) ? std::min(std::abs(high_), kFarthest) : kFarthest;
    const auto digits = std::max<int>(static_cast<int>(textFromValue(widest).size()), kLeastDigits);
    const QFontMetrics metrics(font());
    const int width = metrics.horizontalAdvance(QString(digits, QLatin1Char('0'))) +
                      metrics.horizontalAdvance(suffix()) + metrics.averageCharWidth();
    QStyleOptionSpinBox option;
    initStyleOption(&option);
    return style()->sizeFromContents(QStyle::CT_SpinBox, &option,
                                     QSize(width, QDoubleSpinBox::sizeHint().height()), this);
}

} // namespace kinovar::ui
