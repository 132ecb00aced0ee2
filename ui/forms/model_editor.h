#pragma once

#include "ui/forms/field_editor.h"

class QComboBox;

namespace kinovar::ui {

/// A model: one of those that are installed and fit, a file, or a way to more of them.
class ModelEditor : public FieldEditor {
    Q_OBJECT

public:
    explicit ModelEditor(const FieldInfo& field, const FieldUse& use, QWidget* parent = nullptr);
    void show_value(const FieldValue& value) override;
    void refresh() override;

private:
    void choose(int place);
    void choose_file();

    QComboBox* box_;
    std::string step_;
    std::string value_;
};

} // namespace kinovar::ui
