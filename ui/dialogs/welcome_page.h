#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QWidget>

namespace kinovar::ui {

/// What is shown without a project: open a reel, a portrait, the demo, recent projects.
class WelcomePage : public QWidget {
    Q_OBJECT

public:
    explicit WelcomePage(Studio& studio, Actions& actions, QWidget* parent = nullptr);

Q_SIGNALS:
    void open_wanted(const QString& project);
};

} // namespace kinovar::ui
