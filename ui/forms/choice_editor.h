#pragma once

#include "ui/forms/field_editor.h"

class QCheckBox;
class QComboBox;

namespace kinovar::ui {

/// On or off.
class SwitchEditor : public FieldEditor {
    Q_OBJECT

public:
    explicit SwitchEditor(const FieldInfo& field, const FieldUse& use, QWidget* parent = nullptr);
    void show_value(const FieldValue& value) override;

private:
    QCheckBox* box_;
};

/// One of several words.
class ChoiceEditor : public FieldEditor {
    Q_OBJECT

public:
    explicit ChoiceEditor(const FieldInfo& field, const FieldUse& use, QWidget* parent = nullptr);
    void show_value(const FieldValue& value) override;

private:
    QComboBox* box_;
};

} // namespace kinovar::ui
