#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QSpinBox;

namespace kinovar::ui {

/// Cache budgets, threads, device, theme, language, shortcuts. Every change holds at once. GUI
/// thread.
class PreferencesDialog : public QDialog {
    Q_OBJECT

public:
    explicit PreferencesDialog(Studio& studio, Actions& actions, QWidget* parent = nullptr);

Q_SIGNALS:
    /// The window is to be made anew in the language of the settings.
    void language_changed();

private:
    QWidget* new_general_page();
    QWidget* new_work_page();
    QComboBox* new_theme_box();
    QComboBox* new_language_box();
    QComboBox* new_device_box();
    QSpinBox* new_budget_box(const char* name, int megabytes);
    void choose_device(const QString& device);
    void show_used();

    Studio& studio_;
    QComboBox* device_ = nullptr;
    QLabel* used_ = nullptr;
    QLabel* problem_ = nullptr;
};

} // namespace kinovar::ui
