#include "ui/colour/colour_pane.h"

#include "ui/colour/gamut_plane.h"
#include "ui/forms/number_box.h"
#include "ui/forms/segments.h"
#include "ui/forms/wheel_guard.h"
#include "ui/studio/studio.h"

#include <QButtonGroup>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpressionValidator>
#include <QScopedValueRollback>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>
#include <cmath>

namespace kinovar::ui {

namespace {

using colourise::Ab;

constexpr double kLowest = -128;
constexpr double kHighest = 127;
constexpr int kLightSteps = 100;
constexpr int kLightPage = 10;
constexpr int kHexLetters = 9;
constexpr double kShownDigit = 0.06; // the boxes show one digit: what stays so is no wish

FieldInfo chroma_field(const char* name) {
    FieldInfo field;
    field.name = name;
    field.fallback = 0.0;
    field.minimum = kLowest;
    field.maximum = kHighest;
    return field;
}

NumberBox* chroma_box(const char* name, const QString& title, const QString& tip) {
    auto* box = new NumberBox(chroma_field(name));
    box->setDecimals(1);
    box->setObjectName(QStringLiteral("hints.") + QLatin1String(name));
    box->setAccessibleName(title);
    box->setToolTip(tip);
    return box;
}

/// Leaves alone what is being typed.
void show_number(NumberBox& box, double value) {
    if (std::abs(box.value() - value) > kShownDigit) {
        box.setValue(value);
    }
}

} // namespace

ColourPane::ColourPane(Studio& studio, QWidget* parent)
    : QWidget(parent), studio_(studio), plane_(new GamutPlane) {
    setObjectName(QStringLiteral("hints.colour"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    make_targets(*column);
    make_numbers(*column);
    make_light(*column);
    connect(plane_, &GamutPlane::edited, this, &ColourPane::take);
    Colour& colour = studio_.colour();
    connect(&colour, &Colour::tool_changed, this, &ColourPane::follow);
    connect(&colour, &Colour::luma_changed, this, &ColourPane::follow);
    connect(&colour, &Colour::hints_changed, this, &ColourPane::follow);
    connect(&colour, &Colour::chosen_changed, this, &ColourPane::follow_chosen);
    follow_chosen();
}

void ColourPane::make_targets(QVBoxLayout& column) {
    auto* holder = new QWidget;
    holder->setStyleSheet(segments_style());
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins({});
    row->setSpacing(0);
    auto* group = new QButtonGroup(this);
    const auto add = [&](const char* name, const QString& text, const QString& tip) {
        auto* button = new QToolButton;
        button->setObjectName(QLatin1String(name));
        button->setText(text);
        button->setAccessibleName(text);
        button->setToolTip(tip);
        button->setCheckable(true);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        group->addButton(button);
        row->addWidget(button);
        connect(button, &QToolButton::clicked, this, &ColourPane::follow);
        return button;
    };
    next_ = add("hints.target.next", tr("Next hint"), tr("The colour that the tools draw with"));
    chosen_ = add("hints.target.chosen", tr("Chosen hint"),
                  tr("The colour of the hint that is chosen in the list or the picture"));
    next_->setChecked(true);
    column.addWidget(holder);
}

void ColourPane::make_numbers(QVBoxLayout& column) {
    sample_ = new QLabel;
    sample_->setObjectName(QStringLiteral("hints.sample"));
    sample_->setAutoFillBackground(true);
    sample_->setMinimumHeight(2 * fontMetrics().height());
    a_ = chroma_box("a", tr("a: green to red"), tr("a* of CIE Lab: below 0 green, above 0 red"));
    b_ =
        chroma_box("b", tr("b: blue to yellow"), tr("b* of CIE Lab: below 0 blue, above 0 yellow"));
    for (NumberBox* box : {a_, b_}) {
        connect(box, &NumberBox::stepped, this, [this] { take_numbers(true); });
        connect(box, &QAbstractSpinBox::editingFinished, this, [this] { take_numbers(false); });
    }
    hex_ = new QLineEdit;
    hex_->setObjectName(QStringLiteral("hints.hex"));
    hex_->setAccessibleName(tr("Colour in hexadecimal"));
    hex_->setToolTip(tr("Red, green and blue as they look at this light. A number that is typed "
                        "sets the light as well."));
    hex_->setValidator(new QRegularExpressionValidator(
        QRegularExpression(QStringLiteral("#?[0-9A-Fa-f]{6}")), hex_));
    hex_->setMinimumWidth(kHexLetters * fontMetrics().horizontalAdvance(QLatin1Char('0')));
    connect(hex_, &QLineEdit::editingFinished, this, &ColourPane::take_hex);
    auto* form = new QFormLayout;
    form->setContentsMargins({});
    form->addRow(sample_);
    form->addRow(tr("a"), a_);
    form->addRow(tr("b"), b_);
    form->addRow(tr("Hex"), hex_);
    auto* row = new QHBoxLayout;
    row->addWidget(plane_, 0, Qt::AlignTop);
    row->addLayout(form, 1);
    column.addLayout(row);
}

void ColourPane::make_light(QVBoxLayout& column) {
    light_ = new QSlider(Qt::Horizontal);
    light_->setObjectName(QStringLiteral("hints.light"));
    light_->setRange(0, kLightSteps);
    light_->setPageStep(kLightPage);
    light_->setAccessibleName(tr("Light at which the colour is shown"));
    light_->setToolTip(tr("How light the place is. It follows the mouse in the picture; the "
                          "picture's own light is never changed."));
    guard_wheel(light_);
    connect(light_, &QSlider::valueChanged, this, [this](int value) {
        if (!showing_) {
            studio_.colour().set_luma(static_cast<float>(value) / kLightSteps);
        }
    });
    auto* label = new QLabel(tr("Light"));
    label->setBuddy(light_);
    auto* row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(light_, 1);
    column.addLayout(row);
}

bool ColourPane::edits_chosen() const {
    const Colour& colour = studio_.colour();
    return chosen_->isChecked() && colour.hint(colour.chosen()) != nullptr;
}

Ab ColourPane::shown() const {
    const Colour& colour = studio_.colour();
    return edits_chosen() ? colour.hint(colour.chosen())->colour : colour.tool().colour;
}

void ColourPane::edit_chosen() {
    chosen_->setChecked(true);
    follow();
    plane_->setFocus();
}

void ColourPane::follow_chosen() {
    const Colour& colour = studio_.colour();
    chosen_->setEnabled(colour.hint(colour.chosen()) != nullptr);
    next_->setChecked(true);
    follow();
}

void ColourPane::follow() {
    const QScopedValueRollback quiet(showing_, true);
    const Colour& colour = studio_.colour();
    if (colour.hint(colour.chosen()) == nullptr) {
        chosen_->setEnabled(false);
        next_->setChecked(true);
    }
    const Ab ab = shown();
    const QColor seen = colour_at(colour.luma(), ab);
    plane_->set_luma(colour.luma());
    plane_->set_colour(ab);
    show_number(*a_, ab.a);
    show_number(*b_, ab.b);
    if (!hex_->hasFocus() || !hex_->isModified()) {
        hex_->setText(seen.name());
    }
    QPalette colours = sample_->palette();
    colours.setColor(QPalette::Window, seen);
    sample_->setPalette(colours);
    const bool fits = colourise::in_gamut(colour.luma(), ab);
    sample_->setToolTip(fits ? tr("The colour at this light")
                             : tr("At this light the colour can only be shown paler"));
    sample_->setAccessibleName(sample_->toolTip());
    if (!light_->isSliderDown()) {
        light_->setValue(static_cast<int>(std::lround(colour.luma() * kLightSteps)));
    }
}

void ColourPane::take(Ab ab, bool more) {
    Colour& colour = studio_.colour();
    const QString key = QStringLiteral("hint-colour/%1").arg(gesture_);
    gesture_ += more ? 0 : 1;
    if (edits_chosen()) {
        colourise::ColourHint hint = *colour.hint(colour.chosen());
        if (!(hint.colour == ab)) {
            hint.colour = ab;
            colour.change(colour.chosen(), QStringLiteral("Change colour of hint"), hint, key);
        }
    } else {
        Colour::Tool tool = colour.tool();
        tool.colour = ab;
        colour.set_tool(tool);
    }
    follow();
}

void ColourPane::take_numbers(bool more) {
    const Ab wanted{static_cast<float>(std::clamp(a_->value(), kLowest, kHighest)),
                    static_cast<float>(std::clamp(b_->value(), kLowest, kHighest))};
    const Ab now = shown();
    if (more || std::abs(wanted.a - now.a) > kShownDigit ||
        std::abs(wanted.b - now.b) > kShownDigit) {
        take(wanted, more);
    }
}

void ColourPane::take_hex() {
    if (!hex_->isModified()) {
        return;
    }
    hex_->setModified(false);
    const QString digits = hex_->text().remove(QLatin1Char('#'));
    const QColor wanted(QLatin1Char('#') + digits);
    studio_.colour().set_luma(luma_of(wanted));
    take(chroma_of(wanted));
}

} // namespace kinovar::ui
