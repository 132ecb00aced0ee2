#pragma once

#include "core/base/fields.h"
#include "core/steps/colourise/hints.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace kinovar::ui {

class ParameterForm;
class Studio;

/// The chosen hint: source, frames, size, strength, colour, and the frames at which it was placed.
class HintForm : public QWidget {
    Q_OBJECT

public:
    explicit HintForm(Studio& studio, QWidget* parent = nullptr);

Q_SIGNALS:
    void colour_wanted(); ///< the user wants to change its colour

private:
    void make_keys();
    void set_fields(const colourise::ColourHint& one);
    [[nodiscard]] const colourise::ColourHint* hint() const;
    void follow();
    void follow_keys();
    [[nodiscard]] Status check(const std::string& name, const FieldValue& value) const;
    void take(const QString& name, const FieldValue& value, bool dragging);
    void go_to_key(int direction);
    void remove_key();

    Studio& studio_;
    ParameterForm* form_;
    QToolButton* colour_;
    QWidget* keys_;
    QLabel* frames_;
    QToolButton* previous_ = nullptr;
    QToolButton* next_ = nullptr;
    QToolButton* remove_ = nullptr;
    int gesture_ = 0; ///< counts drags, so that each is one entry of the undo list
};

} // namespace kinovar::ui
