#include "ui/dialogs/render_dialog.h"

namespace kinovar::ui {

RenderDialog::RenderDialog(Studio&, Actions&, QWidget* parent) : QDialog(parent) {}

} // namespace kinovar::ui
