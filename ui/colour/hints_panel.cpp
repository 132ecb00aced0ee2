#include "ui/colour/hints_panel.h"

namespace kinovar::ui {

HintsPanel::HintsPanel(Studio& /*studio*/, Actions& /*actions*/, QWidget* parent)
    : QWidget(parent) {}

} // namespace kinovar::ui
