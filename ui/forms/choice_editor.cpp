#include "ui/forms/choice_editor.h"

#include "ui/forms/wheel_guard.h"
#include "ui/studio/text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>

namespace kinovar::ui {

namespace {

void fill(FieldEditor* editor, QWidget* control) {
    auto* line = new QHBoxLayout(editor);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(control, 1);
}

} // namespace

SwitchEditor::SwitchEditor(const FieldInfo& field, const FieldUse& use, QWidget* parent)
    : FieldEditor(field, parent), box_(new QCheckBox) {
    fill(this, box_);
    adopt_control(box_, use);
    connect(box_, &QCheckBox::clicked, this, [this](bool on) { Q_EMIT edited(on, false); });
}

void SwitchEditor::show_value(const FieldValue& value) {
    box_->setChecked(std::get<bool>(value));
}

ChoiceEditor::ChoiceEditor(const FieldInfo& field, const FieldUse& use, QWidget* parent)
    : FieldEditor(field, parent), box_(new QComboBox) {
    for (const std::string& choice : field.choices) {
        box_->addItem(translated(choice), to_qt(choice));
    }
    guard_wheel(box_);
    fill(this, box_);
    adopt_control(box_, use);
    connect(box_, &QComboBox::activated, this, [this](int place) {
        Q_EMIT edited(box_->itemData(place).toString().toStdString(), false);
    });
}

void ChoiceEditor::show_value(const FieldValue& value) {
    box_->setCurrentIndex(box_->findData(to_qt(std::get<std::string>(value))));
}

} // namespace kinovar::ui
