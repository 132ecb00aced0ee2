#include "ui/panels/models_panel.h"

namespace kinovar::ui {

ModelsPanel::ModelsPanel(Studio&, Actions&, QWidget* parent) : QWidget(parent) {}

} // namespace kinovar::ui
