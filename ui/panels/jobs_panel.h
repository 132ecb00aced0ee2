#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QWidget>

namespace kinovar::ui {

/// What is under way: progress, rate, time left, pause, resume, cancel, log.
class JobsPanel : public QWidget {
    Q_OBJECT

public:
    explicit JobsPanel(Studio& studio, Actions& actions, QWidget* parent = nullptr);
};

} // namespace kinovar::ui
