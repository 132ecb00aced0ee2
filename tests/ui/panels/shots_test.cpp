#include "tests/ui/panels/panel_fixture.h"
#include "tests/ui/panels/paper_reel.h"
#include "ui/panels/shot_list_model.h"
#include "ui/panels/shots_panel.h"
#include "ui/panels/take_delegate.h"
#include "ui/panels/take_pictures.h"
#include "ui/studio/retouch.h"

#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>
#include <QUndoStack>
#include <set>

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
    [[nodiscard]] const TakeDelegate& delegate() const {
        return *qobject_cast<TakeDelegate*>(takes->itemDelegate());
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
    const QRect stars = delegate().stars_area(row.rect, row.fontMetrics);
    QTest::mouseClick(takes->viewport(), Qt::LeftButton, {},
                      QPoint(stars.left() + stars.height() * 5 / 2, stars.center().y()));
    EXPECT_EQ(takes_here()[0].rating, 3);
    QTest::mouseClick(takes->viewport(), Qt::LeftButton, {},
                      delegate().pick_area(row.rect, row.fontMetrics).center());
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

TEST_F(ShotsPanels, TakesAreOfferedForComparison) {
    QSignalSpy wanted(panel, &ShotsPanel::compare_wanted);
    EXPECT_FALSE(actions->find("takes.compare")->isEnabled()); // the reel's chain is no take
    trigger("takes.add");
    const project::Id first = takes_here()[0].id;
    trigger("takes.compare");
    ASSERT_EQ(wanted.count(), 1);
    EXPECT_EQ(wanted[0][0].value<project::Id>(), 0); // with the chain of the reel
    EXPECT_EQ(wanted[0][1].value<project::Id>(), first);
    EXPECT_FALSE(wanted[0][2].toBool());
    trigger("takes.add");
    const project::Id second = takes_here()[1].id;
    takes->setFocus();
    key(Qt::Key_B, Qt::ControlModifier);
    ASSERT_EQ(wanted.count(), 2); // with the take that was worked on before
    EXPECT_EQ(wanted[1][0].value<project::Id>(), first);
    EXPECT_EQ(wanted[1][1].value<project::Id>(), second);
    EXPECT_TRUE(wanted[1][2].toBool());
    trigger("takes.pick");
    trigger("takes.add");
    trigger("takes.compare"); // with the pick
    EXPECT_EQ(wanted[2][0].value<project::Id>(), second);
    window->resize(320, 900); // all takes in sight
    QApplication::processEvents();
    takes->scrollToTop();
    QTest::mouseClick(takes->viewport(), Qt::LeftButton, Qt::ControlModifier,
                      option(1).rect.center());
    trigger("takes.compare"); // the two that are chosen
    EXPECT_EQ((std::set{wanted[3][0].value<project::Id>(), wanted[3][1].value<project::Id>()}),
              (std::set{first, takes_here()[2].id}));
}

TEST_F(ShotsPanels, KeysGoThroughTheTakes) {
    for (int i = 0; i < 3; ++i) {
        trigger("takes.add");
    }
    const auto at = [this](std::size_t i) { return takes_here()[i].id; };
    takes->setFocus();
    key(Qt::Key_PageDown, Qt::ShiftModifier);
    EXPECT_EQ(studio->take(), at(0)); // around
    key(Qt::Key_PageDown, Qt::ShiftModifier);
    EXPECT_EQ(studio->take(), at(1));
    EXPECT_EQ(takes->currentIndex().row(), 2);
    key(Qt::Key_PageUp, Qt::ShiftModifier);
    key(Qt::Key_PageUp, Qt::ShiftModifier);
    EXPECT_EQ(studio->take(), at(2));
}

TEST_F(ShotsPanels, DifferencesAreSaidInWords) {
    ASSERT_TRUE(studio->edit_chain("Add step", {{{"levels", {}, true}}}));
    trigger("takes.add");
    trigger("takes.duplicate");
    ASSERT_TRUE(studio->edit_chain("Add step",
                                   {{{"levels", {{"gamma", 1.5}}, true}, {"denoise", {}, true}}}));
    trigger("takes.differences");
    auto* dialog = panel->findChild<QDialog*>("takes.differences_dialog");
    ASSERT_NE(dialog, nullptr);
    auto* rows = dialog->findChild<QTreeWidget*>("differences.rows");
    ASSERT_EQ(rows->topLevelItemCount(), 2);
    EXPECT_TRUE(rows->topLevelItem(0)->font(0).bold());
    EXPECT_TRUE(rows->topLevelItem(0)->text(2).contains("1.5"));
    EXPECT_FALSE(rows->topLevelItem(0)->text(1).contains("1.5"));
    EXPECT_EQ(rows->topLevelItem(1)->text(1), QString("–")); // the first has no such step
    if (const QString to = qEnvironmentVariable("KINOVAR_TEST_PICTURES"); !to.isEmpty()) {
        EXPECT_TRUE(dialog->grab().save(to + "/take-differences.png"));
    }
    // It follows what is edited.
    studio->undo_stack()->undo();
    ASSERT_EQ(rows->topLevelItemCount(), 1);
    EXPECT_FALSE(rows->topLevelItem(0)->font(0).bold());
    QSignalSpy wanted(panel, &ShotsPanel::compare_wanted);
    QTest::mouseClick(dialog->findChild<QPushButton*>("differences.blink"), Qt::LeftButton);
    ASSERT_EQ(wanted.count(), 1);
    EXPECT_TRUE(wanted[0][2].toBool());
}

TEST_F(ShotsPanels, ACompositeBeginsAsTheBestTakeWithItsFixes) {
    trigger("takes.add");
    trigger("takes.add");
    trigger("takes.add");
    const auto take = [this](std::size_t i) { return takes_here()[i].id; };
    project::EditBuilder builder(document());
    project::Take best = *document().get<Take>(take(1));
    best.rating = 5;
    builder.update(best);
    builder.insert(project::Fix{0, best.id, 0, 3, "heal", "{}", {}, true});
    ASSERT_TRUE(studio->edit(builder.finish("Rate take")));
    const std::string before = document().dump();
    trigger("takes.composite");
    ASSERT_EQ(takes_here().size(), 4U);
    EXPECT_EQ(studio->take(), take(3));
    EXPECT_EQ(takes_here()[3].chain, takes_here()[1].chain);
    EXPECT_EQ(document().belongings(take(3)).size(), 1U); // its fix came along
    // Regions come from another take now; the box names it, and keys choose another.
    const auto source = [this] {
        const auto* replace = std::get_if<retouch::Replace>(&studio->retouch().tool().kind);
        return replace == nullptr ? 0 : replace->from.take;
    };
    EXPECT_EQ(source(), take(2));
    auto* bar = panel->findChild<QWidget*>("takes.composite_bar");
    auto* from = panel->findChild<QComboBox*>("takes.composite_from");
    EXPECT_TRUE(bar->isVisible());
    EXPECT_EQ(from->currentData().toLongLong(), take(2));
    keep_picture("composite");
    from->setFocus();
    key(Qt::Key_Up);
    EXPECT_EQ(source(), take(1));
    trigger("takes.composite_source");
    EXPECT_EQ(source(), take(2));
    studio->undo_stack()->undo();
    EXPECT_EQ(document().dump(), before);
}

TEST_F(ShotsPanels, TilesAndEmptyState) {
    panel->findChild<QToolButton*>("shots.tiles")->click();
    EXPECT_EQ(shots->viewMode(), QListView::IconMode);
    keep_picture("tiles");
    for (int i = 0; i < 5; ++i) {
        trigger("takes.add");
    }
    trigger("takes.tiles");
    EXPECT_EQ(takes->viewMode(), QListView::IconMode);
    keep_picture("take-tiles");
    studio->close_project();
    EXPECT_TRUE(panel->findChild<QLabel*>("shots.empty")->isVisible());
    keep_picture("shots-empty");
}

class TakesOfAFilm : public PanelTest {};

TEST_F(TakesOfAFilm, EachTakeShowsWhatItMakes) {
    ASSERT_NO_FATAL_FAILURE(open_film());
    ShotsPanel panel(*studio, *actions);
    PanelTest::show(panel);
    actions->find("takes.add")->trigger();
    actions->find("takes.duplicate")->trigger();
    ASSERT_TRUE(studio->edit_chain("Add step", {{{"levels", {{"gamma", 3.0}}, true}}}));
    const std::vector<project::Id> takes = studio->document().takes_of(studio->shot());
    ASSERT_EQ(takes.size(), 2U);
    auto* pictures = panel.findChild<TakePictures*>();
    ASSERT_NE(pictures, nullptr);
    constexpr int kHeight = 60;
    const auto grey = [&](project::Id take) {
        const QImage image = pictures->get(take, kHeight).toImage();
        double sum = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                sum += qGray(image.pixel(x, y));
            }
        }
        return image.isNull() ? -1.0 : sum / (image.width() * image.height());
    };
    ASSERT_TRUE(wait([&] {
        return grey(0) >= 0 && grey(takes[0]) >= 0 && grey(takes[1]) > grey(takes[0]) + 5;
    }));
    EXPECT_NEAR(grey(0), grey(takes[0]), 0.01); // the same chain
    PanelTest::picture(panel, "takes-of-a-film");
    // At the playhead, once it stands still.
    studio->set_frame(0);
    actions->find("takes.at_playhead")->trigger();
    const QImage middle = pictures->get(takes[0], kHeight).toImage();
    ASSERT_TRUE(wait([&] { return pictures->get(takes[0], kHeight).toImage() != middle; }));
}

} // namespace
} // namespace kinovar::ui::test
