#include "ui/viewer/scopes.h"

namespace kinovar::ui {

Scopes::Scopes(Viewer&, Studio&, Actions&, QWidget* parent) : QWidget(parent) {}

} // namespace kinovar::ui
