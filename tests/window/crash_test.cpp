#include "tests/e2e/program.h"
#include "tests/window/random_hands.h"
#include "tests/window/sample_reel.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <QCoreApplication>
#include <QProcess>
#include <cstdlib>
#include <string>

namespace kinovar::test {
namespace {

constexpr const char* kProject = "KINOVAR_TEST_CRASH_PROJECT";

/// The window that is killed: a child of the test below.
TEST(CrashChild, DISABLED_EditsUntilKilled) {
    const char* project = std::getenv(kProject);
    ASSERT_NE(project, nullptr);
    StudioWindow window;
    ASSERT_OK(window.studio().open_project(project));
    ASSERT_TRUE(
        window.wait_for([&] { return window.studio().source(window.studio().reel()) != nullptr; }));
    RandomHands hands(window, static_cast<unsigned>(::getpid()));
    for (;;) {
        hands.do_something();
        const auto markers = window.studio().document().all<project::Marker>().size();
        const std::string line = std::to_string(markers) + "\n";
        if (::write(STDERR_FILENO, line.data(), line.size()) < 0) {
            return;
        }
    }
}

/// Lets a window work on the project until it has told of some edits and some moments more, then
/// kills it. The number of markers that it told last.
std::size_t work_and_kill(const std::filesystem::path& project, int lines, int moments_ms) {
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(kProject, QString::fromStdString(project.string()));
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(),
                {"--gtest_also_run_disabled_tests", "--gtest_filter=CrashChild.*"});
    QByteArray told;
    EXPECT_TRUE(StudioWindow::wait_for([&] {
        told += child.readAllStandardError();
        return told.count('\n') >= lines || child.state() == QProcess::NotRunning;
    }));
    EXPECT_EQ(child.state(), QProcess::Running) << told.toStdString();
    QTest::qWait(moments_ms);
    child.kill();
    EXPECT_TRUE(child.waitForFinished());
    told += child.readAllStandardError();
    const QList<QByteArray> all = told.left(told.lastIndexOf('\n')).split('\n');
    return all.back().toULongLong();
}

TEST(Crash, AKilledWindowLosesNoEditThatWasDone) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_sample_reel(folder / "film.mkv");
    const auto path = folder / "work.kinovar";
    {
        StudioWindow window;
        ASSERT_TRUE(window.open_reel(folder / "film.mkv"));
        ASSERT_OK(window.studio().save_as(path));
        window.studio().close_project();
    }
    constexpr int kKills = 6;
    for (int i = 0; i < kKills; ++i) {
        SCOPED_TRACE(i);
        const std::size_t told = work_and_kill(path, 6 + 5 * i, 37 * i);
        StudioWindow window;
        ASSERT_OK(window.studio().open_project(path));
        const auto kept = window.studio().document().all<project::Marker>().size();
        EXPECT_GE(kept, told);
        EXPECT_LE(kept, told + 1);
        ASSERT_TRUE(window.wait_for(
            [&] { return window.studio().source(window.studio().reel()) != nullptr; }));
    }
}

} // namespace
} // namespace kinovar::test
