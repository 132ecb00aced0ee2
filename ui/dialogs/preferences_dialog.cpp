#include "ui/dialogs/preferences_dialog.h"

namespace kinovar::ui {

PreferencesDialog::PreferencesDialog(Studio&, Actions&, QWidget* parent) : QDialog(parent) {}

} // namespace kinovar::ui
