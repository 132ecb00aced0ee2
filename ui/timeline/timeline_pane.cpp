#include "ui/timeline/timeline_pane.h"

namespace kinovar::ui {

TimelinePane::TimelinePane(Player&, Studio&, Actions&, QWidget* parent) : QWidget(parent) {}

} // namespace kinovar::ui
