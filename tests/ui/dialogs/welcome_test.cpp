#include "core/base/file.h"
#include "tests/support/support.h"
#include "ui/dialogs/project_lists.h"
#include "ui/dialogs/welcome_page.h"
#include "ui/studio/settings.h"
#include "ui/studio/text.h"

#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <cstdlib>

namespace kinovar::ui {
namespace {

class Welcome : public testing::Test {
protected:
    void SetUp() override {
        ::setenv("XDG_DATA_HOME", folder.path().c_str(), 1);
        for (const QString& path : settings::recent_projects()) {
            settings::remove_recent_project(path);
        }
        reel = actions.add("file.add_media", "File", "Add reel");
        actions.add("file.new", "File", "New project");
    }
    std::unique_ptr<WelcomePage> page() {
        auto made = std::make_unique<WelcomePage>(studio, actions);
        made->resize(900, 700);
        made->show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(made.get()));
        return made;
    }

    test::TemporaryFolder folder;
    Studio studio;
    Actions actions;
    QAction* reel = nullptr;
};

TEST_F(Welcome, WithoutProjectsItSaysWhatWillStandThere) {
    const auto made = page();
    EXPECT_NE(made->findChild<QLabel*>("welcome.no_projects"), nullptr);
}

TEST_F(Welcome, ItsButtonsAreTheCommandsOfTheWindow) {
    const auto made = page();
    const QSignalSpy spy(reel, &QAction::triggered);
    QTest::mouseClick(made->findChild<QAbstractButton*>("welcome.file.add_media"), Qt::LeftButton);
    EXPECT_EQ(spy.count(), 1);
}

TEST_F(Welcome, ProjectsAreOpenedAndMissingOnesOnlyRemoved) {
    const auto there = folder / "there.kinovar";
    ASSERT_OK(write_file(there, "x"));
    settings::add_recent_project(there);
    settings::add_recent_project(folder / "gone.kinovar"); // the newest: on top
    const auto made = page();
    QSignalSpy spy(made.get(), &WelcomePage::open_wanted);
    EXPECT_FALSE(made->findChild<QAbstractButton*>("welcome.open.0")->isEnabled());
    QTest::mouseClick(made->findChild<QAbstractButton*>("welcome.remove.0"), Qt::LeftButton);
    EXPECT_EQ(settings::recent_projects(), QStringList{to_qt(there)});
    auto* open = made->findChild<QAbstractButton*>("welcome.open.0");
    ASSERT_NE(open, nullptr);
    ASSERT_TRUE(QTest::qWaitFor([open] { return open->isVisible() && open->height() > 10; }));
    QTest::mouseClick(open, Qt::LeftButton);
    ASSERT_EQ(spy.count(), 1);
    EXPECT_EQ(spy.front().front().toString(), to_qt(there));
}

TEST_F(Welcome, UnsavedProjectsAreOffered) {
    std::filesystem::create_directories(folder / "kinovar" / "unsaved");
    ASSERT_OK(write_file(folder / "kinovar" / "unsaved" / "2026-01-01.kinovar", "x"));
    ASSERT_EQ(unsaved_projects().size(), 1);
    const auto made = page();
    auto* open = made->findChild<QAbstractButton*>("welcome.open.0");
    ASSERT_NE(open, nullptr);
    EXPECT_TRUE(open->isEnabled());
}

} // namespace
} // namespace kinovar::ui
