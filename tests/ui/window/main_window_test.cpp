#include "core/base/file.h"
#include "tests/e2e/program.h"
#include "tests/window/sample_reel.h"
#include "ui/studio/settings.h"
#include "ui/studio/text.h"
#include "ui/window/docks.h"
#include "ui/window/file_commands.h"
#include "ui/window/language.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"
#include "ui/window/shell.h"

#include <gtest/gtest.h>

#include <QDropEvent>
#include <QFileDialog>
#include <QMap>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QTest>
#include <cstdlib>

namespace kinovar::ui {
namespace {

constexpr int kDeadlineMs = 60'000;

class MainWindows : public testing::Test {
protected:
    void SetUp() override {
        ::setenv("XDG_DATA_HOME", folder.path().c_str(), 1);
        settings::set_last_project({});
        studio = std::make_unique<Studio>();
        shell = std::make_unique<Shell>(*studio, "en");
        shell->show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&window()));
    }
    void TearDown() override {
        shell.reset();
        studio.reset();
        settings::set_language({});
        language::apply("en");
    }
    [[nodiscard]] MainWindow& window() const { return shell->window(); }
    static bool wait(const std::function<bool()>& so) { return QTest::qWaitFor(so, kDeadlineMs); }
    void drop(const std::vector<std::filesystem::path>& files) {
        QMimeData data;
        QList<QUrl> urls;
        for (const auto& file : files) {
            urls.append(QUrl::fromLocalFile(to_qt(file)));
        }
        data.setUrls(urls);
        const QPoint place = window().rect().center();
        QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&window(), &enter);
        EXPECT_TRUE(enter.isAccepted());
        QDropEvent event(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&window(), &event);
        EXPECT_TRUE(event.isAccepted());
    }

    test::TemporaryFolder folder;
    std::unique_ptr<Studio> studio;
    std::unique_ptr<Shell> shell;
};

TEST_F(MainWindows, NoTwoCommandsHaveTheSameKey) {
    QMap<QString, QString> owners;
    for (const Actions::Item& item : shell->actions().items()) {
        const QString key = item.standard.toString();
        if (!key.isEmpty()) {
            EXPECT_FALSE(owners.contains(key)) << key.toStdString() << ": " << item.id.toStdString()
                                               << " and " << owners.value(key).toStdString();
            owners.insert(key, item.id);
        }
    }
}

TEST_F(MainWindows, BeginsWithTheWelcomePageAndShowsTheDocksOfAProject) {
    EXPECT_TRUE(window().findChild<QWidget*>("welcome")->isVisible());
    EXPECT_FALSE(window().docks().find("chain")->isVisible());
    ASSERT_OK(studio->new_project());
    EXPECT_FALSE(window().findChild<QWidget*>("welcome")->isVisible());
    for (QDockWidget* dock : window().docks().all()) {
        EXPECT_FALSE(dock->isHidden()) << dock->objectName().toStdString();
    }
    studio->close_project();
    EXPECT_TRUE(window().findChild<QWidget*>("welcome")->isVisible());
}

TEST_F(MainWindows, DroppedFilmsAreAddedAndProjectsOpened) {
    KINOVAR_NEEDS_FFMPEG();
    test::make_sample_reel(folder / "film.mkv");
    drop({folder / "film.mkv"});
    ASSERT_TRUE(wait([this] { return studio->has_project() && studio->reel() != 0; }));
    ASSERT_OK(studio->save_as(folder / "work.kinovar"));
    EXPECT_TRUE(window().windowTitle().contains("work"));
    studio->close_project();
    drop({folder / "work.kinovar"});
    ASSERT_TRUE(studio->has_project());
    EXPECT_EQ(studio->document().path(), folder / "work.kinovar");
}

TEST_F(MainWindows, WrongFilesAreSaidInPlace) {
    ASSERT_OK(write_file(folder / "broken.kinovar", "this is no project"));
    window().files().take({to_qt(folder / "broken.kinovar"), to_qt(folder / "none.kinovar")});
    EXPECT_FALSE(studio->has_project());
    EXPECT_EQ(window().messages().messages().size(), 2);
    EXPECT_TRUE(window().messages().isVisible());
    EXPECT_EQ(QApplication::activeModalWidget(), nullptr);
}

TEST_F(MainWindows, AProjectThatIsOpenElsewhereCanBeLookedAt) {
    auto other = project::Document::create(folder / "work.kinovar");
    ASSERT_OK(other);
    window().files().open_project(to_qt(folder / "work.kinovar"));
    EXPECT_FALSE(studio->has_project());
    auto* look = window().findChild<QPushButton*>("message.read_only");
    ASSERT_NE(look, nullptr);
    QTest::mouseClick(look, Qt::LeftButton);
    ASSERT_TRUE(studio->has_project());
    EXPECT_TRUE(studio->document().read_only());
    EXPECT_TRUE(window().windowTitle().contains("read-only"));
}

TEST_F(MainWindows, ProjectsAreChosenInADialogThatDoesNotBlock) {
    ASSERT_OK(project::Document::create(folder / "work.kinovar"));
    shell->actions().find("file.open")->trigger();
    auto* dialog = window().findChild<QFileDialog*>("dialog.open_project");
    ASSERT_NE(dialog, nullptr);
    Q_EMIT dialog->fileSelected(to_qt(folder / "work.kinovar"));
    dialog->close();
    ASSERT_TRUE(studio->has_project());
    EXPECT_EQ(settings::last_project(), to_qt(folder / "work.kinovar"));
}

TEST_F(MainWindows, TheLastProjectIsOpenedAgain) {
    ASSERT_OK(project::Document::create(folder / "work.kinovar"));
    settings::set_last_project(to_qt(folder / "work.kinovar"));
    settings::set_reopens_last_project(false);
    window().files().restore_session();
    EXPECT_FALSE(studio->has_project());
    settings::set_reopens_last_project(true);
    window().files().restore_session();
    EXPECT_TRUE(studio->has_project());
}

TEST_F(MainWindows, RunningJobsAreAskedAboutBeforeItCloses) {
    std::atomic<bool> runs = false;
    studio->jobs().start("Long work", [&](Job& job) -> Status {
        runs = true;
        while (true) {
            KINOVAR_TRY(job.checkpoint());
            std::this_thread::yield();
        }
    });
    ASSERT_TRUE(wait([&] { return runs.load(); }));
    window().close();
    EXPECT_TRUE(window().isVisible());
    QTest::mouseClick(window().findChild<QPushButton*>("message.keep_working"), Qt::LeftButton);
    EXPECT_TRUE(window().isVisible());
    EXPECT_EQ(studio->jobs().running(), 1);
    window().close();
    QTest::mouseClick(window().findChild<QPushButton*>("message.stop_and_close"), Qt::LeftButton);
    EXPECT_FALSE(window().isVisible());
    ASSERT_TRUE(wait([this] { return studio->jobs().running() == 0; }));
}

TEST_F(MainWindows, FullScreenAndBackLeavesTheDocksAsTheyWere) {
    ASSERT_OK(studio->new_project());
    window().docks().find("models")->hide();
    QTest::keyClick(&window(), Qt::Key_F11);
    EXPECT_FALSE(window().docks().find("chain")->isVisible());
    EXPECT_TRUE(window().isFullScreen());
    QTest::keyClick(&window(), Qt::Key_Escape);
    EXPECT_FALSE(window().docks().find("chain")->isHidden());
    EXPECT_TRUE(window().docks().find("models")->isHidden());
}

TEST_F(MainWindows, AnotherLanguageKeepsTheProject) {
    ASSERT_OK(studio->new_project(folder / "work.kinovar"));
    settings::set_language("ru");
    Q_EMIT window().rebuild_wanted();
    ASSERT_TRUE(wait([&] { return language::current() == "ru"; }));
    EXPECT_TRUE(studio->has_project());
    EXPECT_TRUE(window().isVisible());
    EXPECT_EQ(window().docks().find("chain")->windowTitle(), "Цепочка");
    EXPECT_FALSE(window().docks().find("chain")->isHidden());
}

TEST_F(MainWindows, LayoutComesBackWithTheNextWindow) {
    ASSERT_OK(studio->new_project(folder / "work.kinovar"));
    window().docks().find("jobs")->hide();
    window().close();
    shell = std::make_unique<Shell>(*studio, "en");
    shell->show();
    EXPECT_TRUE(window().docks().find("jobs")->isHidden());
    EXPECT_FALSE(window().docks().find("chain")->isHidden());
    shell->actions().find("view.reset_layout")->trigger();
    EXPECT_FALSE(window().docks().find("jobs")->isHidden());
}

} // namespace
} // namespace kinovar::ui
