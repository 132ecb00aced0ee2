#include "core/render/project_fixes.h"
#include "core/render/project_flags.h"
#include "tests/e2e/program.h"
#include "tests/ui/panels/paper_reel.h"
#include "tests/window/sample_reel.h"
#include "ui/panels/flag_list_model.h"
#include "ui/panels/review_panel.h"
#include "ui/studio/retouch.h"

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
    project::Id add_flag(const detect::Proposal& proposal) {
        project::EditBuilder builder(document());
        const project::Id id = builder.insert(render::flag_of(proposal, studio->reel()));
        EXPECT_TRUE(studio->edit(builder.finish("Add flags")));
        return id;
    }
    void accept_first() {
        list->setFocus();
        list->setCurrentIndex(list->model()->index(0, 0));
        key(Qt::Key_A);
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

TEST_F(ReviewPanels, WhatIsProposedBecomesARepairInOneStep) {
    const detect::Box box{0.3, 0.2, 0.5, 0.6};
    const project::Id flag =
        add_flag({"plastic face", 20, 39, 33, 0.7, box, "smoother than real skin", "texture"});
    keep_picture("review-proposal");
    const std::string before = document().dump();
    const int edits = studio->undo_stack()->count();
    accept_first();
    EXPECT_EQ(state_of(flag), FlagState::Fixed);
    EXPECT_EQ(studio->frame(), 33); // the worst one, to be looked at
    EXPECT_EQ(studio->undo_stack()->count(), edits + 1);
    ASSERT_EQ(document().all<project::Fix>().size(), 1U);
    const auto fixes = render::fixes_of(document(), studio->take());
    ASSERT_TRUE(fixes);
    ASSERT_EQ(fixes->size(), 1U);
    const retouch::Fix& fix = *fixes->front();
    EXPECT_TRUE(std::holds_alternative<retouch::Texture>(fix.kind));
    EXPECT_EQ(fix.first, 20);
    EXPECT_EQ(fix.last, 39);
    EXPECT_EQ(fix.drawn_at, 33);
    EXPECT_EQ(fix.follow, retouch::Follow::Face);
    ASSERT_EQ(fix.area.marks.size(), 1U);
    for (const retouch::StrokePoint& point : fix.area.marks[0].points) {
        EXPECT_TRUE(point.at.x >= box[0] && point.at.x <= box[2] && point.at.y >= box[1] &&
                    point.at.y <= box[3]);
    }
    studio->undo_stack()->undo();
    EXPECT_EQ(document().dump(), before);
    studio->undo_stack()->redo();
    EXPECT_EQ(state_of(flag), FlagState::Fixed);
}

TEST_F(ReviewPanels, ASingleBadFrameIsCopiedFromItsNeighbour) {
    add_flag({"glitch", 50, 50, 50, 0.9, {}, "unlike both neighbours", "clone"});
    accept_first();
    const auto fixes = render::fixes_of(document(), studio->take());
    ASSERT_TRUE(fixes && fixes->size() == 1);
    const auto* clone = std::get_if<retouch::Clone>(&fixes->front()->kind);
    ASSERT_NE(clone, nullptr);
    EXPECT_EQ(clone->from.frame, -1);
    EXPECT_TRUE(fixes->front()->area.inverted); // the whole picture
    studio->undo_stack()->undo();
    studio->undo_stack()->undo();
    add_flag({"glitch", 100, 101, 100, 0.9, {}, "the first frames of the shot", "clone"});
    accept_first();
    const auto later = render::fixes_of(document(), studio->take());
    ASSERT_TRUE(later && later->size() == 1);
    EXPECT_EQ(std::get<retouch::Clone>(later->front()->kind).from.frame, 2);
}

TEST_F(ReviewPanels, AProposedStepGoesIntoTheChain) {
    ASSERT_TRUE(studio->edit_chain("Add step", {{{"levels", {}, true}, {"retouch", {}, true}}}));
    const project::Id flag = add_flag({"noise", 20, 39, 33, 0.7, {}, "", "denoise"});
    const std::string before = document().dump();
    accept_first();
    EXPECT_EQ(state_of(flag), FlagState::Fixed);
    ASSERT_EQ(studio->chain().steps.size(), 3U);
    EXPECT_EQ(studio->chain().steps[1].name, "denoise"); // below what was repaired by hand
    studio->undo_stack()->undo();
    EXPECT_EQ(document().dump(), before);
}

TEST_F(ReviewPanels, WhatOnlyAHandCanDoIsMadeReady) {
    const project::Id flag =
        add_flag({"face jump", 20, 22, 21, 0.7, {0.1, 0.1, 0.2, 0.2}, "the mouth jumps", "warp"});
    const std::string before = document().dump();
    accept_first();
    EXPECT_EQ(document().dump(), before);
    EXPECT_EQ(state_of(flag), FlagState::Open);
    EXPECT_EQ(studio->frame(), 21);
    EXPECT_TRUE(std::holds_alternative<retouch::Warp>(studio->retouch().tool().kind));
    // A proposal that this program does not know is none.
    add_flag({"odd", 20, 22, 21, 0.9, {}, "", "teleport"});
    accept_first();
    EXPECT_EQ(document().all<project::Fix>().size(), 0U);
    actions->find("review.reject")->trigger();
    EXPECT_EQ(state_of(flag), FlagState::Rejected);
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
