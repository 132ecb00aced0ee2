#include "ui/dialogs/welcome_page.h"

namespace kinovar::ui {

WelcomePage::WelcomePage(Studio&, Actions&, QWidget* parent) : QWidget(parent) {}

} // namespace kinovar::ui
