#pragma once

#include "ui/studio/studio.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace kinovar::ui {

class MessageStrip;
class ParameterForm;

/// What the chosen step of the chain is, why it cannot work if it cannot, and its parameters.
class StepPane : public QWidget {
    Q_OBJECT

public:
    explicit StepPane(Studio& studio, QWidget* parent = nullptr);
    /// Shows the chosen step as it is now.
    void refresh();
    /// Why the chosen step cannot work; code Cancelled: it can.
    void show_trouble(const std::optional<Error>& error);
    [[nodiscard]] ParameterForm* form() const { return form_; }

private:
    [[nodiscard]] const pipeline::StepSpec* step() const;
    void take(const QString& name, const FieldValue& value, bool dragging);
    [[nodiscard]] Status check(const std::string& name, const FieldValue& value) const;
    [[nodiscard]] QString model_of_step() const;
    void offer_model();

    Studio& studio_;
    QLabel* title_;
    QLabel* help_;
    MessageStrip* trouble_;
    QPushButton* get_model_;
    QPushButton* retry_;
    ParameterForm* form_;
    int gesture_ = 0; ///< tells one drag from the next
};

} // namespace kinovar::ui
