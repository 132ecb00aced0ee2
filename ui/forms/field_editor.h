#pragma once

#include "core/base/fields.h"

#include <QString>
#include <QWidget>

namespace kinovar::ui {

/// Where a field stands, for what its value is chosen from and for the names of its widgets.
struct FieldUse {
    std::string step; ///< name of the step that it belongs to; empty: none
    QString prefix;   ///< of object names: "chain.parameter"
};

/// The widget of one parameter. Shows a value, and tells what the user makes of it; knows nothing
/// of undo, defaults and errors, which are the form's.
class FieldEditor : public QWidget {
    Q_OBJECT

public:
    explicit FieldEditor(const FieldInfo& field, QWidget* parent = nullptr);
    /// Shows a value without telling edited(). Of the field's type.
    virtual void show_value(const FieldValue& value) = 0;
    /// A red border, or none.
    virtual void mark_wrong(bool wrong);
    /// Models came or went.
    virtual void refresh() {}
    /// The widget that the label's key leads to and that screen readers name.
    [[nodiscard]] QWidget* control() const { return focusProxy(); }
    [[nodiscard]] const FieldInfo& field() const { return field_; }

Q_SIGNALS:
    /// `more`: the gesture (a drag, a run of steps) is not at its end. A gesture ends with a value
    /// that is told once more, with `more` false.
    void edited(const kinovar::FieldValue& value, bool more);
    void more_models_wanted();

protected:
    /// Gives the control its accessible name, tool tip, object name and the focus of this editor.
    void adopt_control(QWidget* control, const FieldUse& use);

private:
    FieldInfo field_;
};

/// What a field means, its range and its default, for a tool tip.
[[nodiscard]] QString describe_field(const FieldInfo& field);
/// A value as the user reads it: "on", "0.5 px", "Lanczos".
[[nodiscard]] QString show_field_value(const FieldInfo& field, const FieldValue& value);

/// The editor that suits a field: by its kind, and for texts by what they stand for (a file, a
/// model, a curve).
[[nodiscard]] FieldEditor* make_field_editor(const FieldInfo& field, const FieldUse& use,
                                             QWidget* parent);

} // namespace kinovar::ui
