#pragma once

#include "core/base/fields.h"
#include "ui/studio/actions.h"

#include <QWidget>

class QHBoxLayout;

namespace kinovar::ui {

class ParameterForm;
class Studio;

/// What the mouse does in the picture (the viewer's commands, where there is a viewer), and what
/// the next hint is like.
class ToolPane : public QWidget {
    Q_OBJECT

public:
    ToolPane(Studio& studio, Actions& actions, QWidget* parent = nullptr);

private:
    void add_button(QAction* action, const QString& icon_name);
    void follow();
    void take(const QString& name, const FieldValue& value);

    Studio& studio_;
    QHBoxLayout* buttons_;
    ParameterForm* form_;
};

} // namespace kinovar::ui
