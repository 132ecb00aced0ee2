#include "ui/panels/jobs_panel.h"

namespace kinovar::ui {

JobsPanel::JobsPanel(Studio&, Actions&, QWidget* parent) : QWidget(parent) {}

} // namespace kinovar::ui
