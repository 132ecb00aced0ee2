#pragma once

#include "core/base/fields.h"
#include "ui/studio/actions.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace kinovar::ui {

class ColourButton;
class FoldingSection;
class ParameterForm;
class Studio;

/// The tools (the viewer's commands, where there is a viewer) and what the next fix is like.
class NextFixPane : public QWidget {
    Q_OBJECT

public:
    NextFixPane(Studio& studio, Actions& actions, QWidget* parent = nullptr);

private:
    QWidget* make_kinds(Actions& actions);
    QWidget* make_shapes(Actions& actions);
    QToolButton* kind_button(Actions& actions, const char* kind);
    void make_form(ParameterForm*& form, const QString& name, FoldingSection& section);
    void follow();
    void follow_frames();
    void take(const QString& name, const FieldValue& value);

    Studio& studio_;
    FoldingSection* section_;
    FoldingSection* brush_section_;
    FoldingSection* life_section_;
    QList<QToolButton*> kinds_;
    QLabel* about_;
    QLabel* frames_;
    ColourButton* swatch_;
    ParameterForm* kind_ = nullptr;
    ParameterForm* brush_ = nullptr;
    ParameterForm* life_ = nullptr;
};

} // namespace kinovar::ui
