#include "tests/ui/panels/paper_reel.h"
#include "ui/panels/shot_list_model.h"
#include "ui/panels/shots_panel.h"
#include "ui/panels/take_delegate.h"

#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>

namespace kinovar::ui::test {
namespace {

using project::Take;

class ShotsPanels : public PaperReel {
protected:
    ShotsPanels() : PaperReel(4) {
        panel = new ShotsPanel(*studio, *actions);
        show(panel);
        shots = panel->findChild<QListView*>("shots.list");
        takes = panel->findChild<QListView*>("takes.list");
    }
    [[nodiscard]] std::vector<Take> takes_here() const {
        std::vector<Take> found;
        for (const project::Id id : document().takes_of(studio->shot())) {
            found.push_back(*document().get<Take>(id));
        }
        return found;
    }
    void trigger(const char* id) { actions->find(id)->trigger(); }
    [[nodiscard]] QStyleOptionViewItem option(int row) const {
        QStyleOptionViewItem option;
        option.rect = takes->visualRect(takes->model()->index(row, 0));
        option.fontMetrics = takes->fontMetrics();
        return option;
    }

    ShotsPanel* panel = nullptr;
    QListView* shots = nullptr;
    QListView* takes = nullptr;
};

TEST_F(ShotsPanels, AClickOnAShotGoesThere) {
    ASSERT_EQ(shots->model()->rowCount(), 4);
    QTest::mouseClick(shots->viewport(), Qt::LeftButton, {},
                      shots->visualRect(shots->model()->index(2, 0)).center());
    EXPECT_EQ(studio->frame(), first_of(2));
    keep_picture("shots");
    studio->set_frame(first_of(1) + 3);
    EXPECT_EQ(shots->currentIndex().row(), 1);
    EXPECT_EQ(studio->frame(), first_of(1) + 3); // following does not move the playhead
    shots->setFocus();
    key(Qt::Key_Down);
    EXPECT_EQ(studio->frame(), first_of(2));
    key(Qt::Key_Home);
    EXPECT_EQ(studio->frame(), 0);
}

TEST_F(ShotsPanels, AShotIsRenamedInPlace) {
    const std::string before = document().dump();
    shots->setFocus();
    shots->setCurrentIndex(shots->model()->index(1, 0));
    key(Qt::Key_F2);
    QTest::keyClicks(QApplication::focusWidget(), "Harbour at dawn");
    key(Qt::Key_Return);
    EXPECT_TRUE(QTest::qWaitFor([this] {
        return document().get<project::Shot>(studio->shot())->name == "Harbour at dawn";
    }));
    keep_picture("renamed");
    studio->undo_stack()->undo();
    EXPECT_EQ(document().dump(), before);
}

TEST_F(ShotsPanels, TakesAreAddedRatedPickedAndRemoved) {
    const std::string before = document().dump();
    ASSERT_TRUE(studio->edit_chain("Add step", {{{"levels", {}, true}}}));
    trigger("takes.add");
    ASSERT_EQ(takes_here().size(), 1U);
    EXPECT_EQ(takes_here()[0].chain, studio->chain());
    EXPECT_EQ(studio->take(), takes_here()[0].id);
    trigger("takes.duplicate");
    ASSERT_EQ(takes_here().size(), 2U);
    EXPECT_NE(takes_here()[0].name, takes_here()[1].name);
    EXPECT_EQ(studio->take(), takes_here()[1].id);
    takes->setFocus();
    key(Qt::Key_4);
    EXPECT_EQ(takes_here()[1].rating, 4);
    shots->setFocus();
    key(Qt::Key_5);
    EXPECT_EQ(takes_here()[1].rating, 5);
    trigger("takes.pick");
    EXPECT_EQ(document().get<project::Shot>(studio->shot())->pick, takes_here()[1].id);
    keep_picture("takes");
    takes->setFocus();
    key(Qt::Key_Delete);
    ASSERT_EQ(takes_here().size(), 1U);
    EXPECT_EQ(document().get<project::Shot>(studio->shot())->pick, 0);
    while (studio->undo_stack()->index() > 1) {
        studio->undo_stack()->undo();
    }
    EXPECT_EQ(document().dump(), before);
}

TEST_F(ShotsPanels, TheMouseRatesAndPicks) {
    trigger("takes.add");
    const QStyleOptionViewItem row = option(1);
    const QRect stars = TakeDelegate::stars_area(row.rect, row.fontMetrics);
    QTest::mouseClick(takes->viewport(), Qt::LeftButton, {},
                      QPoint(stars.left() + stars.height() * 5 / 2, stars.center().y()));
    EXPECT_EQ(takes_here()[0].rating, 3);
    QTest::mouseClick(takes->viewport(), Qt::LeftButton, {},
                      TakeDelegate::pick_area(row.rect, row.fontMetrics).center());
    EXPECT_EQ(document().get<project::Shot>(studio->shot())->pick, takes_here()[0].id);
}

TEST_F(ShotsPanels, ATakeIsNamedAndHasANote) {
    trigger("takes.add");
    takes->setFocus();
    key(Qt::Key_F2);
    QTest::keyClicks(QApplication::focusWidget(), "softer");
    key(Qt::Key_Return);
    EXPECT_TRUE(QTest::qWaitFor([this] { return takes_here()[0].name == "softer"; }));
    auto* note = panel->findChild<QLineEdit*>("takes.note");
    note->setFocus();
    QTest::keyClicks(note, "less grain, 3 stars at most");
    key(Qt::Key_Return);
    EXPECT_EQ(takes_here()[0].note, "less grain, 3 stars at most");
    EXPECT_EQ(takes_here()[0].rating, 0); // digits that are typed do not rate
}

TEST_F(ShotsPanels, ATakeIsOfferedForComparison) {
    QSignalSpy wanted(panel, &ShotsPanel::compare_wanted);
    EXPECT_FALSE(actions->find("takes.compare")->isEnabled()); // the reel's chain is no take
    trigger("takes.add");
    trigger("takes.compare");
    ASSERT_EQ(wanted.count(), 1);
    EXPECT_EQ(wanted[0][0].value<project::Id>(), takes_here()[0].id);
}

TEST_F(ShotsPanels, TilesAndEmptyState) {
    panel->findChild<QToolButton*>("shots.tiles")->click();
    EXPECT_EQ(shots->viewMode(), QListView::IconMode);
    keep_picture("tiles");
    studio->close_project();
    EXPECT_TRUE(panel->findChild<QLabel*>("shots.empty")->isVisible());
    keep_picture("shots-empty");
}

} // namespace
} // namespace kinovar::ui::test
