#pragma once

#include "ui/forms/field_editor.h"

class QLineEdit;

namespace kinovar::ui {

class CurvePlot;

/// A tone curve: drawn, and as its text.
class CurveEditor : public FieldEditor {
    Q_OBJECT

public:
    explicit CurveEditor(const FieldInfo& field, const FieldUse& use, QWidget* parent = nullptr);
    void show_value(const FieldValue& value) override;

private:
    QLineEdit* line_;
    CurvePlot* plot_;
    QString shown_;
};

} // namespace kinovar::ui
