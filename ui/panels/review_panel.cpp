#include "ui/panels/review_panel.h"

namespace kinovar::ui {

ReviewPanel::ReviewPanel(Studio&, Actions&, QWidget* parent) : QWidget(parent) {}

} // namespace kinovar::ui
