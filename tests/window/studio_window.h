#pragma once

#include "ui/window/main_window.h"

#include <QTest>
#include <functional>
#include <memory>
#include <type_traits>

namespace kinovar::test {

/// The main window on the screen, as a user has it before him: driven by keys and mouse, waited for
/// by looking.
class StudioWindow {
public:
    StudioWindow();
    ~StudioWindow();
    StudioWindow(const StudioWindow&) = delete;
    StudioWindow& operator=(const StudioWindow&) = delete;

    [[nodiscard]] ui::Studio& studio() { return *studio_; }
    [[nodiscard]] ui::Actions& actions() { return *actions_; }
    [[nodiscard]] ui::MainWindow& window() { return *window_; }

    /// Waits until it is so; false after the deadline.
    [[nodiscard]] static bool wait_for(const std::function<bool()>& so, int deadline_ms = 60'000);
    /// A part of the window by its name; null: there is none.
    template <class Part>
    [[nodiscard]] Part* part(const char* name) {
        return window_->findChild<Part*>(name);
    }
    /// Types the shortcut of an action, as a user does.
    [[nodiscard]] bool press(const QString& action);
    /// Chooses an action that has no shortcut, as from its menu.
    [[nodiscard]] bool choose(const QString& action);
    void click(QWidget* part);

    /// A new project with this film in it, opened and with its first picture in the viewer.
    [[nodiscard]] bool open_reel(const std::filesystem::path& film);
    /// The whole picture of the chain's result at the playhead is there.
    [[nodiscard]] bool shows_result(int deadline_ms = 120'000);

private:
    std::unique_ptr<ui::Studio> studio_;
    std::unique_ptr<ui::Actions> actions_;
    std::unique_ptr<ui::MainWindow> window_;
};

} // namespace kinovar::test
