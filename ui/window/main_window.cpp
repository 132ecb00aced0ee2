#include "ui/window/main_window.h"

namespace kinovar::ui {

MainWindow::MainWindow(Studio&, Actions&, QWidget* parent) : QMainWindow(parent) {}

} // namespace kinovar::ui
