#include "tests/e2e/program.h"
#include "tests/ui/panels/paper_reel.h"
#include "tests/window/sample_reel.h"
#include "ui/panels/flag_list_model.h"
#include "ui/panels/review_panel.h"

#include <QComboBox>
#include <QLabel>
#include <QListView>
#include <QListWidget>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>

namespace kinovar::ui::test {
namespace {

using project::Flag;
using project::FlagState;

class ReviewPanels : public PaperReel {
protected:
    ReviewPanels() : PaperReel(2) {
        panel = new ReviewPanel(*studio, *actions);
        show(panel);
        list = panel->findChild<QListView*>("review.list");
    }
    void add_flags() {
        project::EditBuilder builder(document());
        const project::Id reel = studio->reel();
        mild = builder.insert(Flag{0, reel, 10, 12, "dirt", 0.2, "a hair", FlagState::Open});
        worst = builder.insert(Flag{0, reel, 50, 50, "drift", 0.95, "the face", FlagState::Open});
        middle = builder.insert(Flag{0, reel, 30, 40, "dirt", 0.5, "", FlagState::Open});
        ASSERT_TRUE(studio->edit(builder.finish("Add flags")));
    }
    [[nodiscard]] FlagState state_of(project::Id id) const {
        return document().get<Flag>(id)->state;
    }
    [[nodiscard]] std::vector<project::Id> shown() const {
        std::vector<project::Id> ids;
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            ids.push_back(list->model()->index(row, 0).data(FlagListModel::IdRole).toLongLong());
        }
        return ids;
    }

    ReviewPanel* panel = nullptr;
    QListView* list = nullptr;
    project::Id mild = 0, middle = 0, worst = 0;
};

using Ids = std::vector<project::Id>;

TEST_F(ReviewPanels, WithoutFlagsItSaysWhereTheyComeFrom) {
    auto* empty = panel->findChild<QLabel*>("review.empty");
    EXPECT_TRUE(empty->isVisible());
    EXPECT_TRUE(empty->text().contains("Detectors"));
    EXPECT_FALSE(actions->find("review.accept")->isEnabled());
    keep_picture("review-empty");
    EXPECT_FALSE(panel->findChild<QWidget*>("review.failed")->isVisible());
}

TEST_F(ReviewPanels, TheWorstComesFirstAndAClickGoesThere) {
    add_flags();
    EXPECT_EQ(shown(), (Ids{worst, middle, mild}));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualRect(list->model()->index(1, 0)).center());
    EXPECT_EQ(studio->frame(), 30);
    list->setFocus();
    key(Qt::Key_Up);
    EXPECT_EQ(studio->frame(), 50);
    keep_picture("review");
}

TEST_F(ReviewPanels, KeysDecideAndGoOn) {
    add_flags();
    const std::string before = document().dump();
    list->setFocus();
    list->setCurrentIndex(list->model()->index(0, 0));
    key(Qt::Key_A);
    EXPECT_EQ(state_of(worst), FlagState::Accepted);
    EXPECT_EQ(shown(), (Ids{middle, mild}));
    EXPECT_EQ(studio->frame(), 30); // on to the next
    key(Qt::Key_R);
    EXPECT_EQ(state_of(middle), FlagState::Rejected);
    key(Qt::Key_F);
    EXPECT_EQ(state_of(mild), FlagState::Fixed);
    EXPECT_TRUE(shown().empty());
    EXPECT_TRUE(panel->findChild<QLabel*>("review.empty")->isVisible());
    for (int i = 0; i < 3; ++i) {
        studio->undo_stack()->undo();
    }
    EXPECT_EQ(document().dump(), before);
    EXPECT_EQ(shown(), (Ids{worst, middle, mild}));
}

TEST_F(ReviewPanels, FilterByKindAndState) {
    add_flags();
    auto* kinds = panel->findChild<QComboBox*>("review.kind");
    auto* states = panel->findChild<QComboBox*>("review.state");
    kinds->setCurrentIndex(kinds->findData("dirt"));
    EXPECT_EQ(shown(), (Ids{middle, mild}));
    list->setCurrentIndex(list->model()->index(0, 0));
    list->setFocus();
    key(Qt::Key_A);
    EXPECT_EQ(shown(), (Ids{mild}));
    states->setCurrentIndex(states->findText("Accepted"));
    EXPECT_EQ(shown(), (Ids{middle}));
    states->setCurrentIndex(states->findText("All"));
    EXPECT_EQ(shown(), (Ids{middle, mild}));
    kinds->setCurrentIndex(0);
    EXPECT_EQ(shown(), (Ids{worst, middle, mild}));
    actions->find("review.next")->trigger();
    actions->find("review.next")->trigger();
    EXPECT_EQ(list->currentIndex().row(), 2);
}

/// A film that is cut short under the reader: its later frames fail, are listed and tried again.
TEST(ReviewOfAFilm, FramesThatFailAreListedAndTriedAgain) {
    KINOVAR_NEEDS_FFMPEG();
    const kinovar::test::TemporaryFolder folder;
    ::setenv("XDG_DATA_HOME", folder.path().c_str(), 1);
    const std::filesystem::path film = folder / "film.mkv";
    kinovar::test::make_sample_reel(film);
    Studio studio;
    ASSERT_OK(studio.new_project(folder / "film.kinovar"));
    Actions actions;
    ReviewPanel panel(studio, actions);
    panel.resize(320, 600);
    panel.show();
    studio.add_media(film);
    const int deadline_ms = 60'000;
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return studio.reel() != 0 && studio.source(studio.reel()) != nullptr; },
        deadline_ms));
    std::filesystem::resize_file(film, std::filesystem::file_size(film) / 3);
    const std::int64_t last = studio.frames() - 1;
    const auto view = studio.view({});
    ASSERT_OK(view);
    studio.pictures().want({{*view, last}});
    auto* failed = panel.findChild<QWidget*>("review.failed");
    auto* list = panel.findChild<QListWidget*>("review.failed_list");
    ASSERT_TRUE(QTest::qWaitFor([&] { return failed->isVisible(); }, deadline_ms));
    ASSERT_EQ(list->count(), 1);
    EXPECT_TRUE(list->item(0)->text().contains(QString::number(last)));
    const QString to = qEnvironmentVariable("KINOVAR_TEST_PICTURES");
    if (!to.isEmpty()) {
        EXPECT_TRUE(panel.grab().save(to + "/failed.png"));
    }
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualItemRect(list->item(0)).center());
    EXPECT_EQ(studio.frame(), last);
    // It is tried again, fails again, and comes back.
    QSignalSpy arrivals(&studio, &Studio::picture_arrived);
    QTest::mouseClick(panel.findChild<QToolButton*>("review.retry"), Qt::LeftButton);
    studio.pictures().want({{*view, last}});
    EXPECT_TRUE(QTest::qWaitFor([&] { return arrivals.count() > 0; }, deadline_ms));
    EXPECT_TRUE(QTest::qWaitFor([&] { return failed->isVisible(); }, deadline_ms));
}

} // namespace
} // namespace kinovar::ui::test
