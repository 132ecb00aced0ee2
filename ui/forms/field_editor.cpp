#include "ui/forms/field_editor.h"

#include "ui/forms/choice_editor.h"
#include "ui/forms/curve_editor.h"
#include "ui/forms/model_editor.h"
#include "ui/forms/number_editor.h"
#include "ui/forms/text_editor.h"
#include "ui/studio/text.h"

#include <QCoreApplication>
#include <QLocale>
#include <cmath>

namespace kinovar::ui {

namespace {

QString number_text(double value) {
    QLocale numbers;
    numbers.setNumberOptions(QLocale::OmitGroupSeparator);
    return numbers.toString(value, 'g', 10); // all digits that a parameter can have
}

} // namespace

FieldEditor::FieldEditor(const FieldInfo& field, QWidget* parent)
    : QWidget(parent), field_(field) {}

void FieldEditor::mark_wrong(bool wrong) {
    control()->setStyleSheet(
        wrong ? QStringLiteral("border: 1px solid #d9472b; border-radius: 2px;") : QString());
}

void FieldEditor::adopt_control(QWidget* control, const FieldUse& use) {
    setFocusProxy(control);
    control->setObjectName(use.prefix + QLatin1Char('.') + to_qt(field_.name));
    control->setAccessibleName(translated(field_.title));
    control->setAccessibleDescription(translated(field_.help));
    control->setToolTip(describe_field(field_));
}

QString show_field_value(const FieldInfo& field, const FieldValue& value) {
    if (const bool* on = std::get_if<bool>(&value)) {
        return *on ? FieldEditor::tr("on") : FieldEditor::tr("off");
    }
    if (const std::string* text = std::get_if<std::string>(&value)) {
        return field.kind == FieldKind::Choice ? translated(*text) : to_qt(*text);
    }
    const double number = std::holds_alternative<double>(value)
                              ? std::get<double>(value)
                              : static_cast<double>(std::get<std::int64_t>(value));
    return field.unit.empty() ? number_text(number)
                              : FieldEditor::tr("%1 %2", "number and unit")
                                    .arg(number_text(number), translated(field.unit));
}

QString describe_field(const FieldInfo& field) {
    QStringList lines{translated(field.help)};
    if (std::isfinite(field.minimum) && std::isfinite(field.maximum)) {
        lines += FieldEditor::tr("From %1 to %2.")
                     .arg(number_text(field.minimum), show_field_value(field, field.maximum));
    }
    const QString fallback = show_field_value(field, field.fallback);
    lines += fallback.isEmpty() ? FieldEditor::tr("By default empty.")
                                : FieldEditor::tr("By default %1.").arg(fallback);
    return QStringLiteral("<p>%1</p>")
        .arg(lines.join(QLatin1Char('\n'))
                 .toHtmlEscaped()
                 .replace(QLatin1Char('\n'), QStringLiteral("<br>")));
}

FieldEditor* make_field_editor(const FieldInfo& field, const FieldUse& use, QWidget* parent) {
    switch (field.kind) {
    case FieldKind::Switch:
        return new SwitchEditor(field, use, parent);
    case FieldKind::Choice:
        return new ChoiceEditor(field, use, parent);
    case FieldKind::Integer:
    case FieldKind::Real:
        return new NumberEditor(field, use, parent);
    case FieldKind::Text:
        break;
    }
    if (field.name == "model") {
        return new ModelEditor(field, use, parent);
    }
    if (use.step == "curves") {
        return new CurveEditor(field, use, parent);
    }
    return new TextEditor(field, use, parent);
}

} // namespace kinovar::ui
