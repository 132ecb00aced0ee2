#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QWidget>

namespace kinovar::ui {

/// What was done, and can be undone and redone.
class HistoryPanel : public QWidget {
    Q_OBJECT

public:
    explicit HistoryPanel(Studio& studio, Actions& actions, QWidget* parent = nullptr);
};

} // namespace kinovar::ui
