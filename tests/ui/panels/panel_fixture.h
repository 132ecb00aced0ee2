#pragma once

#include "tests/support/support.h"
#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <gtest/gtest.h>

#include <QTest>
#include <QWidget>
#include <functional>
#include <memory>
#include <vector>

namespace kinovar::ui {

/// A control of a panel by its object name; fails the test where there is none.
template <class Widget>
Widget* child(const QWidget& panel, const char* name) {
    auto* found = panel.findChild<Widget*>(QLatin1String(name));
    if (found == nullptr) {
        ADD_FAILURE() << "no control is called " << name;
    }
    return found;
}

/// Controls without a name for screen readers, a name for tests or a tool tip; empty: none.
std::string unnamed_controls(const QWidget& panel);

/// A panel beside a studio with a project of its own. The sample reel is added by open_film().
class PanelTest : public testing::Test {
protected:
    static constexpr int kDeadlineMs = 60'000;

    void SetUp() override;
    void TearDown() override;
    [[nodiscard]] static bool wait(const std::function<bool()>& so) {
        return QTest::qWaitFor(so, kDeadlineMs);
    }
    /// The sample reel; tests must not change it.
    [[nodiscard]] static std::filesystem::path film();
    void open_film();
    void detect_cuts();
    [[nodiscard]] std::vector<std::string> steps() const;
    /// Makes the chain of these steps, as one edit.
    void set_steps(const std::vector<std::string>& names);
    /// Shows a panel at the size of a dock and gives it the keyboard.
    static void show(QWidget& panel, const QSize& size = {360, 720});
    /// For the eyes of a person: into the folder that KINOVAR_TEST_PICTURES names, if it does.
    static void picture(QWidget& panel, const QString& name);

    test::TemporaryFolder folder;
    std::unique_ptr<Studio> studio;
    std::unique_ptr<Actions> actions;
    std::vector<Error> errors;
    QStringList told;
};

} // namespace kinovar::ui
