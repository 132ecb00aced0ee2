#include "ui/panels/chain_panel.h"

namespace kinovar::ui {

ChainPanel::ChainPanel(Studio&, Actions&, QWidget* parent) : QWidget(parent) {}

} // namespace kinovar::ui
