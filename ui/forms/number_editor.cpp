#include "ui/forms/number_editor.h"

#include "ui/forms/number_box.h"
#include "ui/forms/wheel_guard.h"
#include "ui/studio/text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QScopedValueRollback>
#include <QSlider>
#include <cmath>

namespace kinovar::ui {

namespace {
constexpr int kPage = NumberScale::kSteps / 10;
constexpr int kSingle = NumberScale::kSteps / 100;
} // namespace

NumberEditor::NumberEditor(const FieldInfo& field, const FieldUse& use, QWidget* parent)
    : FieldEditor(field, parent), scale_(field), box_(new NumberBox(field)) {
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    if (scale_.has_slider()) {
        make_slider(use);
        line->addWidget(slider_, 1);
    }
    line->addWidget(box_, scale_.has_slider() ? 0 : 1);
    adopt_control(box_, use);
    connect(box_, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        if (!showing_) {
            tell(value, false);
        }
    });
    connect(box_, &NumberBox::stepped, this, [this] { tell(box_->value(), true); });
    connect(box_, &QAbstractSpinBox::editingFinished, this, &NumberEditor::end_gesture);
}

void NumberEditor::make_slider(const FieldUse& use) {
    slider_ = new QSlider(Qt::Horizontal);
    slider_->setRange(0, NumberScale::kSteps);
    slider_->setPageStep(kPage);
    slider_->setSingleStep(kSingle);
    slider_->setMinimumWidth(fontMetrics().averageCharWidth() * 8); // room to aim
    slider_->setObjectName(use.prefix + QLatin1Char('.') + to_qt(field().name) +
                           QStringLiteral(".slider"));
    slider_->setAccessibleName(tr("%1, slider").arg(translated(field().title)));
    slider_->setToolTip(describe_field(field()));
    guard_wheel(slider_);
    slider_->installEventFilter(this);
    connect(slider_, &QSlider::valueChanged, this, &NumberEditor::take_slider);
    connect(slider_, &QSlider::sliderReleased, this, &NumberEditor::end_gesture);
}

void NumberEditor::show_value(const FieldValue& value) {
    const QScopedValueRollback quiet(showing_, true);
    const double number = std::holds_alternative<double>(value)
                              ? std::get<double>(value)
                              : static_cast<double>(std::get<std::int64_t>(value));
    if (box_->value() != number) {
        box_->setValue(number);
    }
    if (slider_ != nullptr && !slider_->isSliderDown()) {
        slider_->setValue(scale_.place_of(number));
    }
}

/// Arrow keys on the slider are one gesture until it is left.
bool NumberEditor::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusOut) {
        end_gesture();
    }
    return FieldEditor::eventFilter(watched, event);
}

void NumberEditor::take_slider() {
    if (showing_) {
        return;
    }
    // A place stands for several numbers: the one that is there may stay.
    const double value = scale_.place_of(box_->value()) == slider_->value()
                             ? box_->value()
                             : scale_.value_at(slider_->value());
    tell(value, true);
}

void NumberEditor::end_gesture() {
    if (in_gesture_) {
        in_gesture_ = false;
        tell(box_->value(), false);
    }
}

void NumberEditor::tell(double value, bool more) {
    in_gesture_ = more;
    {
        const QScopedValueRollback quiet(showing_, true);
        box_->setValue(value);
        if (slider_ != nullptr && !slider_->isSliderDown() && !slider_->hasFocus()) {
            slider_->setValue(scale_.place_of(value));
        }
    }
    if (field().kind == FieldKind::Integer) {
        Q_EMIT edited(static_cast<std::int64_t>(std::llround(value)), more);
    } else {
        Q_EMIT edited(value, more);
    }
}

} // namespace kinovar::ui
