#pragma once

#include "ui/forms/field_editor.h"

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <vector>

class QGridLayout;
class QLabel;
class QToolButton;

namespace kinovar::ui {

/// Widgets for the parameters of anything that declares them: label, editor, a button that brings
/// the default back, and below it what is wrong with a value that cannot be taken. Widgets stay as
/// long as the fields do; values are changed in place.
class ParameterForm : public QWidget {
    Q_OBJECT

public:
    /// Also checks a value against what the declaration cannot say; of the field's type.
    using Check = std::function<Status(const std::string& name, const FieldValue& value)>;

    explicit ParameterForm(QWidget* parent = nullptr);
    ParameterForm(std::span<const FieldInfo> fields, const FieldValues& values, FieldUse use = {},
                  QWidget* parent = nullptr);
    ~ParameterForm() override;

    /// Other fields; builds anew only where they differ. Fields are copied.
    void set_fields(std::span<const FieldInfo> fields, FieldUse use = {});
    /// Fields that are left out show their default.
    void set_values(const FieldValues& values);
    void set_check(Check check) { check_ = std::move(check); }
    /// Those that are shown, complete. A value that could not be taken is not among them.
    [[nodiscard]] const FieldValues& values() const { return values_; }
    /// A field that makes no sense beside the others.
    void set_field_enabled(const std::string& name, bool enabled);
    /// Models came or went.
    void refresh_models();
    /// Null: no such field.
    [[nodiscard]] FieldEditor* editor(const std::string& name) const;
    /// What is wrong with what stands in a field; empty: nothing.
    [[nodiscard]] QString error(const std::string& name) const;

Q_SIGNALS:
    /// `dragging`: more of the same gesture follows; it ends with false, perhaps with the value
    /// that was told before.
    void changed(const QString& name, const kinovar::FieldValue& value, bool dragging);
    void more_models_wanted();

private:
    struct Row {
        FieldInfo field;
        QLabel* label = nullptr;
        FieldEditor* editor = nullptr;
        QToolButton* reset = nullptr;
        QLabel* error = nullptr;
    };
    void clear();
    void align_numbers();
    void add_row(const FieldInfo& field);
    QToolButton* make_reset_button(const FieldInfo& field);
    [[nodiscard]] Row* row_of(const std::string& name) const;
    void take(const std::string& name, const FieldValue& value, bool more);
    void show_row(Row& row);
    void show_error(Row& row, const QString& text);
    [[nodiscard]] Result<FieldValue> checked(const Row& row, const FieldValue& value) const;

    QGridLayout* grid_;
    FieldUse use_;
    std::vector<std::unique_ptr<Row>> rows_;
    FieldValues values_;
    Check check_;
};

} // namespace kinovar::ui
