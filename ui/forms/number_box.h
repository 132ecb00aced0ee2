#pragma once

#include "ui/forms/number_scale.h"

#include <QDoubleSpinBox>

namespace kinovar::ui {

/// A number that is typed or stepped. Shows no zeros after the last digit that counts; lets
/// numbers out of range be typed, so that the form can say what is allowed instead of correcting
/// them silently.
class NumberBox : public QDoubleSpinBox {
    Q_OBJECT

public:
    explicit NumberBox(const FieldInfo& field, QWidget* parent = nullptr);
    void stepBy(int steps) override;
    [[nodiscard]] QString textFromValue(double value) const override;
    [[nodiscard]] double valueFromText(const QString& text) const override;
    QValidator::State validate(QString& text, int& position) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    /// An arrow, a key or the wheel changed it.
    void stepped();

protected:
    [[nodiscard]] StepEnabled stepEnabled() const override;

private:
    NumberScale scale_;
    double low_;
    double high_;
};

} // namespace kinovar::ui
