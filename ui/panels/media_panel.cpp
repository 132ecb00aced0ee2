#include "ui/panels/media_panel.h"

namespace kinovar::ui {

MediaPanel::MediaPanel(Studio&, Actions&, QWidget* parent) : QWidget(parent) {}

} // namespace kinovar::ui
