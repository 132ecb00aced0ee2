#include "ui/dialogs/about_dialog.h"

namespace kinovar::ui {

AboutDialog::AboutDialog(Studio&, Actions&, QWidget* parent) : QDialog(parent) {}

} // namespace kinovar::ui
