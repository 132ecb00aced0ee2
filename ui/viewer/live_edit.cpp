#include "ui/viewer/live_edit.h"

#include "ui/viewer/viewer.h"

namespace kinovar::ui {

namespace {
constexpr int kPatienceMs = 400;
} // namespace

LiveEdit::LiveEdit(Viewer& viewer) {
    patience_.setSingleShot(true);
    patience_.setInterval(kPatienceMs);
    connect(&patience_, &QTimer::timeout, this, &LiveEdit::run_waiting);
    connect(&viewer, &Viewer::pictures_changed, this, [this, &viewer] {
        if (pictures_due_ && viewer.shows_current()) {
            run_waiting();
        }
    });
}

void LiveEdit::run(std::function<void()> edit) {
    waiting_ = std::move(edit);
    if (!pictures_due_) {
        run_waiting();
    }
}

void LiveEdit::await_pictures() {
    pictures_due_ = true;
    patience_.start();
}

void LiveEdit::run_waiting() {
    patience_.stop();
    pictures_due_ = false;
    if (waiting_) {
        await_pictures();
        const auto edit = std::move(waiting_);
        waiting_ = nullptr;
        edit();
    }
}

void LiveEdit::finish() {
    run_waiting();
    patience_.stop();
    pictures_due_ = false;
}

void LiveEdit::forget() {
    waiting_ = nullptr;
    patience_.stop();
    pictures_due_ = false;
}

} // namespace kinovar::ui
