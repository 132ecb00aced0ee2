#pragma once

#include "ui/forms/field_editor.h"
#include "ui/forms/number_scale.h"

class QSlider;

namespace kinovar::ui {

class NumberBox;

/// A number box with a slider beside it.
class NumberEditor : public FieldEditor {
    Q_OBJECT

public:
    explicit NumberEditor(const FieldInfo& field, const FieldUse& use, QWidget* parent = nullptr);
    void show_value(const FieldValue& value) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void make_slider(const FieldUse& use);
    void take_slider();
    void end_gesture();
    void tell(double value, bool more);

    NumberScale scale_;
    NumberBox* box_;
    QSlider* slider_ = nullptr;
    bool in_gesture_ = false;
    bool showing_ = false;
};

} // namespace kinovar::ui
