#include "tests/window/studio_window.h"

#include "ui/studio/theme.h"

#include <gtest/gtest.h>

#include <QApplication>

namespace kinovar::test {

namespace {
constexpr QSize kWindowSize{1680, 1000};
} // namespace

StudioWindow::StudioWindow()
    : studio_(std::make_unique<ui::Studio>()), actions_(std::make_unique<ui::Actions>()),
      window_([this] {
          ui::theme::apply(QStringLiteral("dark"));
          return std::make_unique<ui::MainWindow>(*studio_, *actions_);
      }()) {
    window_->resize(kWindowSize);
    window_->show();
    window_->activateWindow();
    if (!QTest::qWaitForWindowExposed(window_.get())) {
        ADD_FAILURE() << "the window did not come up";
    }
}

StudioWindow::~StudioWindow() = default;

bool StudioWindow::wait_for(const std::function<bool()>& so, int deadline_ms) {
    return QTest::qWaitFor(so, deadline_ms);
}

bool StudioWindow::press(const QString& id) {
    const QAction* action = actions_->find(id);
    if (action == nullptr || action->shortcut().isEmpty() || !action->isEnabled()) {
        ADD_FAILURE() << "no action with a shortcut, or not enabled: " << id.toStdString();
        return false;
    }
    QWidget* focus = QApplication::focusWidget();
    QTest::keySequence(focus != nullptr && focus->window() == window_.get()
                           ? focus
                           : static_cast<QWidget*>(window_.get()),
                       action->shortcut());
    return true;
}

bool StudioWindow::choose(const QString& id) {
    QAction* action = actions_->find(id);
    if (action == nullptr || !action->isEnabled()) {
        ADD_FAILURE() << "no such action, or not enabled: " << id.toStdString();
        return false;
    }
    action->trigger();
    return true;
}

void StudioWindow::click(QWidget* part) {
    if (part == nullptr || !part->isVisible()) {
        ADD_FAILURE() << "nothing to click on";
        return;
    }
    QTest::mouseClick(part, Qt::LeftButton);
}

bool StudioWindow::open_reel(const std::filesystem::path& film) {
    if (const Status status = studio_->new_project(); !status) {
        ADD_FAILURE() << status.error().one_line();
        return false;
    }
    studio_->add_media(film);
    return wait_for([this] { return studio_->source(studio_->reel()) != nullptr; }) &&
           shows_result();
}

bool StudioWindow::shows_result(int deadline_ms) {
    return wait_for(
        [this] {
            const auto view = studio_->view({});
            return view && studio_->pictures().peek(view->full->info().key,
                                                    studio_->frame_in(*view)) != nullptr;
        },
        deadline_ms);
}

} // namespace kinovar::test
