#include "ui/window/shell.h"

#include "ui/studio/actions.h"
#include "ui/studio/settings.h"
#include "ui/studio/theme.h"
#include "ui/window/language.h"
#include "ui/window/main_window.h"

#include <QApplication>

namespace kinovar::ui {

Shell::Shell(Studio& studio, QString language, QObject* parent)
    : QObject(parent), studio_(studio), language_(std::move(language)) {
    theme::apply(settings::theme());
    build();
}

Shell::~Shell() {
    window_.reset(); // before the actions that it shows
}

void Shell::build() {
    language::apply(language_.isEmpty() ? settings::language() : language_);
    actions_ = std::make_unique<Actions>();
    window_ = std::make_unique<MainWindow>(studio_, *actions_);
    // Queued: the wish comes out of a dialog of the window that goes.
    connect(window_.get(), &MainWindow::rebuild_wanted, this, &Shell::rebuild,
            Qt::QueuedConnection);
}

void Shell::show() {
    window_->restore_layout();
    window_->show();
}

void Shell::rebuild() {
    language_.clear();
    window_->keep_layout();
    // Between the two windows there is none, which must not end the program.
    const bool quits = QGuiApplication::quitOnLastWindowClosed();
    QGuiApplication::setQuitOnLastWindowClosed(false);
    window_.reset();
    actions_.reset();
    build();
    show();
    QGuiApplication::setQuitOnLastWindowClosed(quits);
}

} // namespace kinovar::ui
