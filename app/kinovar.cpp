#include "core/nn/model.h"
#include "ui/window/main_window.h"

#include <QApplication>

int main(int argc, char** argv) {
    kinovar::nn::tune_allocator();
    const QApplication app(argc, argv);
    QApplication::setOrganizationName("Kinovar");
    QApplication::setApplicationName("Kinovar");
    QApplication::setApplicationVersion(KINOVAR_VERSION);
    kinovar::ui::Studio studio;
    kinovar::ui::Actions actions;
    kinovar::ui::MainWindow window(studio, actions);
    window.show();
    return QApplication::exec();
}
