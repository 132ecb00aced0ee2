#pragma once

#include "tests/support/support.h"
#include "ui/studio/actions.h"
#include "ui/studio/studio.h"
#include "ui/studio/theme.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QLabel>
#include <QMainWindow>
#include <QTest>
#include <cstdlib>
#include <memory>

namespace kinovar::ui::test {

/// A window for a panel over a project whose reel is not there: all that is edited needs none.
/// Shots of 100 frames at 25 frames a second.
class PaperReel : public testing::Test {
protected:
    static constexpr std::int64_t kShotFrames = 100;

    explicit PaperReel(int shots) {
        ::setenv("XDG_DATA_HOME", folder.path().c_str(), 1);
        theme::apply("dark");
        studio = std::make_unique<Studio>();
        EXPECT_TRUE(studio->new_project(folder / "reel.kinovar"));
        project::EditBuilder builder(document());
        project::Reel reel;
        reel.name = "reel";
        reel.path = folder / "reel.mkv";
        reel.frames = shots * kShotFrames;
        reel.width = 640;
        reel.height = 480;
        const project::Id id = builder.insert(reel);
        for (int i = 0; i < shots; ++i) {
            builder.insert(project::Shot{0, id, first_of(i), first_of(i + 1) - 1, {}, {}, 0});
        }
        EXPECT_TRUE(studio->edit(builder.finish("Add reel")));
        studio->set_reel(id);
        actions = std::make_unique<Actions>();
    }
    ~PaperReel() override { window.reset(); }

    void show(QWidget* panel) {
        window = std::make_unique<QMainWindow>();
        window->setCentralWidget(panel);
        for (const Actions::Item& item : actions->items()) {
            window->addAction(item.action);
        }
        window->resize(320, 600);
        window->show();
        EXPECT_TRUE(QTest::qWaitForWindowActive(window.get()));
    }
    [[nodiscard]] static std::int64_t first_of(int shot) { return shot * kShotFrames; }
    [[nodiscard]] const project::Document& document() const { return studio->document(); }
    static void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    /// To KINOVAR_TEST_PICTURES, where that is set: to be looked at.
    void keep_picture(const QString& name) const {
        const QString to = qEnvironmentVariable("KINOVAR_TEST_PICTURES");
        if (!to.isEmpty()) {
            QApplication::processEvents();
            EXPECT_TRUE(window->grab().save(to + "/" + name + ".png"));
        }
    }

    kinovar::test::TemporaryFolder folder;
    std::unique_ptr<Studio> studio;
    std::unique_ptr<Actions> actions;
    std::unique_ptr<QMainWindow> window;
};

} // namespace kinovar::ui::test
