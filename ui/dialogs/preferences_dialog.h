#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QDialog>

namespace kinovar::ui {

/// Cache budgets, threads, device, theme, language, shortcuts.
class PreferencesDialog : public QDialog {
    Q_OBJECT

public:
    explicit PreferencesDialog(Studio& studio, Actions& actions, QWidget* parent = nullptr);

Q_SIGNALS:
    void language_changed();
};

} // namespace kinovar::ui
