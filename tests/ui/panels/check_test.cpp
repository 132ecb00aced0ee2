#include "core/render/project_flags.h"
#include "tests/ui/panels/panel_fixture.h"
#include "tests/ui/panels/paper_reel.h"
#include "ui/panels/check_panel.h"
#include "ui/panels/faces_graph.h"
#include "ui/panels/look_dialog.h"
#include "ui/studio/detector_json.h"
#include "ui/studio/detectors.h"

#include <QCheckBox>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QUndoStack>
#include <cmath>
#include <limits>

namespace kinovar::ui::test {
namespace {

using Judged = FoundHand::Judged;

FoundHand hand(std::int64_t first, std::int64_t worst, double uncertainty) {
    FoundHand found;
    found.track.first = first;
    found.track.last = first + 20;
    found.track.worst.frame = worst;
    found.track.worst.box = {0.2, 0.3, 0.4, 0.6};
    found.track.worst.uncertainty = uncertainty;
    found.track.sightings = {found.track.worst};
    return found;
}

/// Somebody who strays most at frame 40 and is most plastic at 60.
detect::FaceTrack face() {
    detect::FaceTrack track;
    track.shot = {0, 99};
    for (std::int64_t n = 0; n < 100; n += 10) {
        detect::FaceTrack::Sight sight;
        sight.frame = n;
        sight.box = {0.4, 0.2, 0.6, 0.5};
        sight.distance = n == 40 ? 0.45 : 0.05;
        sight.plastic = n == 20 ? std::numeric_limits<double>::quiet_NaN() : (n == 60 ? 2.1 : -0.5);
        track.sights.push_back(sight);
    }
    return track;
}

TEST(DetectorJson, ComesBackAsItWas) {
    std::vector<FoundHand> hands{hand(0, 7, 0.25), hand(30, 31, 0.75)};
    hands[1].judged = Judged::ToMend;
    const auto back = hands_from_json(hands_to_json(hands));
    ASSERT_EQ(back.size(), 2U);
    EXPECT_EQ(back[1].judged, Judged::ToMend);
    EXPECT_EQ(back[1].track.worst.box, hands[1].track.worst.box);
    EXPECT_EQ(back[1].track.worst.uncertainty, 0.75);
    EXPECT_EQ(back[0].track.sightings.size(), 1U);
    const auto faces = faces_from_json(faces_to_json({face()}));
    ASSERT_EQ(faces.size(), 1U);
    EXPECT_EQ(faces[0].shot, (pipeline::Shot{0, 99}));
    EXPECT_TRUE(std::isnan(faces[0].sights[2].plastic)); // not known
    EXPECT_EQ(faces[0].sights[4].distance, 0.45);
}

TEST(DetectorJson, DamagedDataIsLeftOut) {
    for (const char* text : {"", "[", "{\"hands\":7}", "{\"hands\":[1,{\"first\":-5}]}"}) {
        for (const FoundHand& found : hands_from_json(text)) {
            EXPECT_GE(found.track.first, 0);
            EXPECT_GE(found.track.last, found.track.first);
        }
        EXPECT_TRUE(faces_from_json(text).empty());
    }
}

class CheckPanels : public PaperReel {
protected:
    CheckPanels() : PaperReel(2) {
        panel = new CheckPanel(*studio, *actions);
        show(panel);
        hands = panel->findChild<QListView*>("check.hands_list");
    }
    void keep(const char* kind, const std::string& data) {
        project::EditBuilder builder(document());
        builder.insert(project::Analysis{0, studio->reel(), kind, data});
        ASSERT_TRUE(studio->record(builder.finish("Look for problems")));
    }
    void add_hands() {
        keep("hands", hands_to_json({hand(0, 5, 0.2), hand(10, 12, 0.9), hand(120, 130, 0.5)}));
    }
    [[nodiscard]] std::vector<project::Flag> flags() const {
        std::vector<project::Flag> all;
        for (const auto& [id, flag] : document().all<project::Flag>()) {
            all.push_back(flag);
        }
        return all;
    }
    [[nodiscard]] QString text(const char* name) const {
        return panel->findChild<QLabel*>(name)->text();
    }

    CheckPanel* panel = nullptr;
    QListView* hands = nullptr;
};

TEST_F(CheckPanels, SaysWhatItIsForBeforeAnythingWasLookedFor) {
    EXPECT_FALSE(hands->isVisible());
    EXPECT_TRUE(text("check.hands_text").contains("not looked for"));
    EXPECT_FALSE(actions->find("review.hand_fine")->isEnabled());
    keep_picture("check-empty");
    EXPECT_EQ(unnamed_controls(*panel), "");
}

TEST_F(CheckPanels, HandsOfTheShotAreShownLeastCertainFirst) {
    add_hands();
    ASSERT_EQ(hands->model()->rowCount(), 2); // the third is in the other shot
    EXPECT_TRUE(text("check.hands_text").contains("The program cannot count fingers."));
    QSignalSpy wanted(panel, &CheckPanel::place_wanted);
    QTest::mouseClick(hands->viewport(), Qt::LeftButton, {},
                      hands->visualRect(hands->model()->index(1, 0)).center());
    EXPECT_EQ(studio->frame(), 5);
    EXPECT_GE(wanted.count(), 1);
    hands->setFocus();
    key(Qt::Key_Left);
    EXPECT_EQ(studio->frame(), 12); // the less certain one
    keep_picture("check-hands");
    studio->set_frame(first_of(1) + 1);
    EXPECT_EQ(hands->model()->rowCount(), 1);
}

TEST_F(CheckPanels, APersonSaysWhichHandsAreToBeMended) {
    add_hands();
    hands->setFocus();
    hands->setCurrentIndex(hands->model()->index(0, 0));
    key(Qt::Key_M);
    ASSERT_EQ(flags().size(), 1U);
    EXPECT_EQ(flags()[0].state, project::FlagState::Open);
    EXPECT_EQ(render::place_of(flags()[0]).worst, 12);
    EXPECT_EQ(render::place_of(flags()[0]).box, (detect::Box{0.2, 0.3, 0.4, 0.6}));
    EXPECT_EQ(hands->currentIndex().row(), 1); // on to the next
    key(Qt::Key_F);
    EXPECT_EQ(flags().size(), 1U);
    const auto judged = [this](std::size_t i) { return studio->detectors().hands()[i].judged; };
    EXPECT_EQ(judged(0), Judged::ToMend);
    EXPECT_EQ(judged(2), Judged::Fine); // the hand of the other shot lies between
    // It is there again when the project is opened again.
    const auto path = studio->document().path();
    studio->close_project();
    EXPECT_FALSE(hands->isVisible());
    ASSERT_TRUE(studio->open_project(path));
    ASSERT_TRUE(QTest::qWaitFor([this] { return hands->model()->rowCount() == 2; }));
    EXPECT_EQ(judged(0), Judged::ToMend);
    EXPECT_EQ(flags().size(), 1U);
}

TEST_F(CheckPanels, FacesAreDrawnOverTimeAndLeadToTheWorst) {
    keep("faces", faces_to_json({face()}));
    auto* tabs = panel->findChild<QTabWidget*>("check.tabs");
    tabs->setCurrentIndex(1);
    auto* identity = panel->findChild<FacesGraph*>("check.identity");
    auto* plastic = panel->findChild<FacesGraph*>("check.plastic");
    ASSERT_TRUE(identity->isVisible());
    QTest::mouseClick(panel->findChild<QPushButton*>("check.worst_identity"), Qt::LeftButton);
    EXPECT_EQ(studio->frame(), 40);
    keep_picture("check-faces");
    QTest::mouseClick(panel->findChild<QPushButton*>("check.worst_plastic"), Qt::LeftButton);
    EXPECT_EQ(studio->frame(), 60);
    QTest::mouseClick(identity, Qt::LeftButton, {}, identity->point_of(30, 0.1).toPoint());
    EXPECT_NEAR(static_cast<double>(studio->frame()), 30, 1);
    plastic->setFocus();
    studio->set_frame(30);
    key(Qt::Key_Right);
    EXPECT_EQ(studio->frame(), 40);
    key(Qt::Key_Left);
    key(Qt::Key_Left);
    EXPECT_EQ(studio->frame(), 20);
    key(Qt::Key_End);
    EXPECT_EQ(studio->frame(), 60);
    studio->set_frame(first_of(1));
    EXPECT_FALSE(identity->isVisible()); // nobody in that shot
}

TEST_F(CheckPanels, TheDialogAsksWhatIsLookedFor) {
    QTest::mouseClick(panel->findChild<QPushButton*>("check.look"), Qt::LeftButton);
    auto* dialog = window->findChild<LookDialog*>("look");
    ASSERT_NE(dialog, nullptr);
    ASSERT_TRUE(QTest::qWaitForWindowActive(dialog));
    const QString to = qEnvironmentVariable("KINOVAR_TEST_PICTURES");
    if (!to.isEmpty()) {
        EXPECT_TRUE(dialog->grab().save(to + "/look.png"));
    }
    auto* start = dialog->findChild<QPushButton*>("look.start");
    for (const char* name : {"look.hands", "look.faces", "look.drift", "look.glitches"}) {
        EXPECT_TRUE(start->isEnabled());
        auto* box = dialog->findChild<QCheckBox*>(name);
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Space);
        EXPECT_FALSE(box->isChecked());
    }
    EXPECT_FALSE(start->isEnabled()); // nothing to look for
    QTest::keyClick(dialog, Qt::Key_Escape);
    EXPECT_FALSE(dialog->isVisible());
    EXPECT_FALSE(studio->detectors().looking());
}

class CheckOfAFilm : public PanelTest {};

TEST_F(CheckOfAFilm, DetectorsRunOnAJobAndChangeNothing) {
    ASSERT_NO_FATAL_FAILURE(open_film());
    CheckPanel panel(*studio, *actions);
    show(panel);
    const auto chain = studio->chain();
    Detectors::Choice choice;
    choice.hands = choice.faces = choice.drift = false;
    studio->detectors().look(choice);
    EXPECT_TRUE(studio->detectors().looking());
    EXPECT_FALSE(actions->find("review.look")->isEnabled());
    ASSERT_TRUE(wait([this] { return !studio->detectors().looking(); }));
    EXPECT_TRUE(actions->find("review.look")->isEnabled());
    EXPECT_TRUE(errors.empty());
    EXPECT_FALSE(told.isEmpty());
    EXPECT_EQ(studio->chain(), chain);
    EXPECT_TRUE(studio->document().all<project::Fix>().empty());
    // A run that is stopped leaves nothing behind.
    const auto flags = studio->document().all<project::Flag>().size();
    studio->detectors().look(choice);
    studio->detectors().stop();
    ASSERT_TRUE(wait([this] { return !studio->detectors().looking(); }));
    EXPECT_EQ(studio->document().all<project::Flag>().size(), flags);
}

} // namespace
} // namespace kinovar::ui::test
