#include "core/nn/model.h"
#include "ui/studio/settings.h"
#include "ui/window/file_commands.h"
#include "ui/window/language.h"
#include "ui/window/main_window.h"
#include "ui/window/shell.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QTimer>
#include <QWindow>
#include <cstdio>
#include <iostream>
#include <string_view>

namespace {

constexpr int kUsage = 2; // exit code of a command line that makes no sense, as of kinovar-cli

void name_program() {
    QCoreApplication::setOrganizationName(QStringLiteral("Kinovar"));
    QCoreApplication::setApplicationName(QStringLiteral("Kinovar"));
    QCoreApplication::setApplicationVersion(QStringLiteral(KINOVAR_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.kinovar.Kinovar"));
}

void describe(QCommandLineParser& parser) {
    parser.setApplicationDescription(
        QStringLiteral("Restores moving pictures. The same work without a window: kinovar-cli."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption({QStringLiteral("language"), QStringLiteral("Language of this run: en or ru."),
                      QStringLiteral("code")});
    parser.addOption(
        {QStringLiteral("new"), QStringLiteral("Begin without the project that was open last.")});
    parser.addOption({QStringLiteral("screenshot"),
                      QStringLiteral("Show the window, write its picture (PNG) and end."),
                      QStringLiteral("file")});
    parser.addPositionalArgument(QStringLiteral("files"),
                                 QStringLiteral("A project (*.kinovar), or films and pictures."),
                                 QStringLiteral("[FILE…]"));
}

/// Whether the command line only asks for a text, without looking at anything else: that must work
/// where there is no screen.
bool wants_text(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument == "--") {
            return false;
        }
        if (argument == "--help" || argument == "-h" || argument == "--version" ||
            argument == "-v" || argument == "--help-all") {
            return true;
        }
    }
    return false;
}

/// Writes a picture of the window a moment after it is on the screen, and ends the program: with 1
/// when the picture cannot be written.
void take_screenshot(kinovar::ui::MainWindow& window, const QString& file) {
    constexpr int kSettleMilliseconds = 1000; // for pictures that are still being computed
    constexpr int kAskMilliseconds = 50;
    auto* timer = new QTimer(&window);
    timer->setInterval(kAskMilliseconds);
    QObject::connect(timer, &QTimer::timeout, &window, [timer, &window, file] {
        if (window.windowHandle() == nullptr || !window.windowHandle()->isExposed()) {
            return;
        }
        timer->stop();
        QTimer::singleShot(kSettleMilliseconds, &window, [&window, file] {
            const bool written = window.grab().save(file, "PNG");
            if (!written) {
                std::cerr << "error: " << file.toStdString()
                          << " cannot be written (is there such a folder, and may you write to "
                             "it?)\n";
            }
            QCoreApplication::exit(written ? 0 : 1);
        });
    });
    timer->start();
}

} // namespace

int main(int argc, char** argv) {
    kinovar::nn::tune_allocator();
    name_program();
    QCommandLineParser parser;
    describe(parser);
    if (wants_text(argc, argv)) {
        const QCoreApplication app(argc, argv);
        parser.process(app); // prints and ends
    }
    const QApplication app(argc, argv);
    parser.process(app);
    const QString language = parser.value(QStringLiteral("language"));
    if (!language.isEmpty() && !kinovar::ui::language::all().contains(language)) {
        std::fprintf(stderr, "error: there are no texts in '%s' (known: %s)\n",
                     qPrintable(language),
                     qPrintable(kinovar::ui::language::all().join(QStringLiteral(", "))));
        return kUsage;
    }

    namespace ui = kinovar::ui;
    kinovar::nn::set_threads(ui::settings::threads());
    ui::Studio studio;
    ui::Shell shell(studio, language);
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/kinovar.svg")));
    shell.show();
    if (const kinovar::Status status =
            kinovar::nn::set_device(ui::settings::device().toStdString());
        !status) {
        studio.fail(status.error());
    }
    const QStringList files = parser.positionalArguments();
    if (files.isEmpty() && !parser.isSet(QStringLiteral("new"))) {
        shell.window().files().restore_session();
    }
    shell.window().files().take(files);
    if (parser.isSet(QStringLiteral("screenshot"))) {
        take_screenshot(shell.window(), parser.value(QStringLiteral("screenshot")));
    }
    return QApplication::exec();
}
