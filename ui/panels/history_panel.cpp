#include "ui/panels/history_panel.h"

namespace kinovar::ui {

HistoryPanel::HistoryPanel(Studio&, Actions&, QWidget* parent) : QWidget(parent) {}

} // namespace kinovar::ui
