#include "tests/ui/panels/panel_fixture.h"
#include "ui/panels/history_panel.h"
#include "ui/panels/job_row.h"
#include "ui/panels/jobs_panel.h"
#include "ui/studio/text.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QToolButton>
#include <QUndoStack>
#include <QUndoView>
#include <atomic>
#include <thread>

namespace kinovar::ui {
namespace {

/// Counts to `total` as long as it may, and stays at its last unit until it is stopped or let go.
class Work {
public:
    explicit Work(std::int64_t total) : total_(total) {}
    Status operator()(Job& job) const {
        job.begin("restore", total_);
        job.log("the first line");
        for (std::int64_t i = 0; i + 1 < total_; ++i) {
            KINOVAR_TRY(job.checkpoint());
            job.advance();
        }
        while (!*let_go_) {
            KINOVAR_TRY(job.checkpoint());
            std::this_thread::yield();
        }
        job.advance();
        return {};
    }
    void let_go() const { *let_go_ = true; }

private:
    std::int64_t total_;
    std::shared_ptr<std::atomic<bool>> let_go_ = std::make_shared<std::atomic<bool>>(false);
};

class JobsPanels : public PanelTest {
protected:
    void SetUp() override {
        PanelTest::SetUp();
        panel = std::make_unique<JobsPanel>(*studio, *actions);
        show(*panel);
    }
    template <class Widget>
    Widget* part(int id, const char* name) {
        return child<Widget>(*panel, QStringLiteral("jobs.%1%2").arg(id).arg(name).toUtf8());
    }
    [[nodiscard]] JobState state(int id) const { return studio->jobs().find(id)->state; }

    std::unique_ptr<JobsPanel> panel;
};

TEST_F(JobsPanels, SaysThatNothingIsUnderWay) {
    EXPECT_TRUE(child<QLabel>(*panel, "jobs.empty")->isVisible());
    picture(*panel, "jobs-empty");
}

TEST_F(JobsPanels, AJobIsPausedGoesOnAndEnds) {
    const Work work(200);
    const int id = studio->jobs().start("Rendering film", work);
    auto* bar = panel->findChild<QProgressBar*>();
    ASSERT_NE(bar, nullptr);
    auto* state_line = part<QLabel>(id, ".state");
    ASSERT_TRUE(wait([&] { return state_line->text().contains("199 of 200"); }));
    EXPECT_EQ(bar->value(), bar->maximum() * 199 / 200);
    auto* pause = part<QToolButton>(id, ".pause");
    QTest::mouseClick(pause, Qt::LeftButton);
    EXPECT_TRUE(state_line->text().contains("paused"));
    EXPECT_EQ(pause->accessibleName(), "Go on");
    picture(*panel, "jobs-paused");
    QTest::mouseClick(pause, Qt::LeftButton);
    EXPECT_FALSE(state_line->text().contains("paused"));
    work.let_go();
    ASSERT_TRUE(wait([&] { return state(id) == JobState::Done; }));
    EXPECT_TRUE(state_line->text().startsWith("done"));
    EXPECT_FALSE(bar->isVisible());
}

TEST_F(JobsPanels, AJobIsStopped) {
    const int id = studio->jobs().start("Rendering film", Work(10));
    QTest::mouseClick(part<QToolButton>(id, ".cancel"), Qt::LeftButton);
    ASSERT_TRUE(wait([&] { return state(id) == JobState::Cancelled; }));
    EXPECT_EQ(part<QLabel>(id, ".state")->text(), "stopped");
}

TEST_F(JobsPanels, AFailureStaysWithItsHintAndLogUntilItIsCleared) {
    const int id = studio->jobs().start("Rendering film", [](Job& job) -> Status {
        job.warn("frame 12 is damaged");
        return failure(ErrorCode::DiskFull, "no space left on /films", "free 3 GB");
    });
    ASSERT_TRUE(wait([&] { return state(id) == JobState::Failed; }));
    EXPECT_EQ(part<QLabel>(id, ".state")->text(), "no space left on /films\nfree 3 GB");
    auto* log = part<QPlainTextEdit>(id, ".log.text");
    EXPECT_FALSE(log->isVisible());
    QTest::mouseClick(part<QToolButton>(id, ".log"), Qt::LeftButton);
    EXPECT_TRUE(log->isVisible());
    EXPECT_EQ(log->toPlainText(), "frame 12 is damaged");
    picture(*panel, "jobs-failed");
    const Work other(5);
    const int running = studio->jobs().start("Another", other);
    QTest::mouseClick(child<QToolButton>(*panel, "jobs.clear.button"), Qt::LeftButton);
    EXPECT_EQ(studio->jobs().find(id), nullptr);
    EXPECT_NE(studio->jobs().find(running), nullptr);
    EXPECT_FALSE(child<QLabel>(*panel, "jobs.empty")->isVisible());
    other.let_go();
    ASSERT_TRUE(wait([&] { return state(running) == JobState::Done; }));
}

TEST_F(JobsPanels, SmallBackgroundWorkIsNotListed) {
    const Work work(5);
    studio->jobs().start("Reading", work, {}, true);
    EXPECT_TRUE(child<QLabel>(*panel, "jobs.empty")->isVisible());
    work.let_go();
}

TEST_F(JobsPanels, EveryControlHasNameAndHelp) {
    const Work work(5);
    studio->jobs().start("Rendering film", work);
    EXPECT_EQ(unnamed_controls(*panel), "");
    work.let_go();
}

class HistoryPanels : public PanelTest {
protected:
    void SetUp() override {
        PanelTest::SetUp();
        panel = std::make_unique<HistoryPanel>(*studio, *actions);
        show(*panel);
    }
    std::unique_ptr<HistoryPanel> panel;
};

TEST_F(HistoryPanels, SaysThatNothingWasChanged) {
    EXPECT_TRUE(child<QLabel>(*panel, "history.empty")->isVisible());
    picture(*panel, "history-empty");
}

TEST_F(HistoryPanels, KeysAndMouseGoBackAndForth) {
    open_film();
    set_steps({"levels"});
    pipeline::Chain chain = studio->chain();
    chain.steps[0].values["gamma"] = 1.5;
    ASSERT_TRUE(studio->edit_chain("Levels: Gamma", chain));
    auto* list = child<QUndoView>(*panel, "history.list");
    ASSERT_TRUE(list->isVisible());
    picture(*panel, "history");
    const int last = studio->undo_stack()->index();
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Up);
    EXPECT_EQ(studio->undo_stack()->index(), last - 1);
    EXPECT_TRUE(studio->chain().steps[0].values.empty());
    const QModelIndex first = list->model()->index(1, 0);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(first).center());
    EXPECT_EQ(studio->undo_stack()->index(), 1);
    EXPECT_TRUE(studio->chain().steps.empty());
    QTest::keyClick(list, Qt::Key_End);
    EXPECT_EQ(studio->undo_stack()->index(), last);
    EXPECT_EQ(studio->chain(), chain);
    EXPECT_EQ(unnamed_controls(*panel), "");
}

TEST(HistoryTexts, NamesOfTwoPartsAreTakenApart) {
    EXPECT_EQ(history_text("Add step"), "Add step");
    EXPECT_EQ(history_text("Scratches: Strength"), "Scratches: Strength");
}

} // namespace
} // namespace kinovar::ui
