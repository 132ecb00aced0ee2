#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QMainWindow>

namespace kinovar::ui {

/// The studio: viewer, timeline and docks around one Studio.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(Studio& studio, Actions& actions, QWidget* parent = nullptr);
};

} // namespace kinovar::ui
