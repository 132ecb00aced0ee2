#include "ui/viewer/viewer.h"

namespace kinovar::ui {

Viewer::Viewer(Player&, Studio&, Actions&, QWidget* parent) : QWidget(parent) {}

} // namespace kinovar::ui
