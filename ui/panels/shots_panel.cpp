#include "ui/panels/shots_panel.h"

namespace kinovar::ui {

ShotsPanel::ShotsPanel(Studio&, Actions&, QWidget* parent) : QWidget(parent) {}

} // namespace kinovar::ui
