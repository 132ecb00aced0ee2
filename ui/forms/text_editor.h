#pragma once

#include "ui/forms/field_editor.h"

class QLineEdit;

namespace kinovar::ui {

/// A text; one that names a file has a button to look for it.
class TextEditor : public FieldEditor {
    Q_OBJECT

public:
    explicit TextEditor(const FieldInfo& field, const FieldUse& use, QWidget* parent = nullptr);
    void show_value(const FieldValue& value) override;

private:
    void add_browse_button(const FieldUse& use);
    void browse();
    void tell();

    QLineEdit* line_;
    QString shown_; ///< what was last shown or told
};

} // namespace kinovar::ui
