#include "core/preview/picture_service.h"
#include "tests/e2e/program.h"
#include "tests/window/sample_reel.h"
#include "tests/window/studio_window.h"
#include "ui/player/player.h"
#include "ui/viewer/viewer.h"

#include <gtest/gtest.h>

#include <QAbstractSpinBox>
#include <QLineEdit>
#include <QUndoStack>

namespace kinovar::test {
namespace {

class Reel : public testing::Test {
protected:
    void SetUp() override {
        KINOVAR_NEEDS_FFMPEG();
        make_sample_reel(folder / "film.mkv");
        ASSERT_TRUE(window.open_reel(folder / "film.mkv"));
    }
    ui::Studio& studio() { return window.studio(); }
    void add_step(const char* name) {
        ASSERT_TRUE(window.choose("chain.add"));
        auto* search = window.part<QLineEdit>("chain.add.search");
        ASSERT_NE(search, nullptr);
        QTest::keyClicks(search, name);
        QTest::keyClick(search, Qt::Key_Return);
    }
    [[nodiscard]] std::vector<std::string> steps() {
        std::vector<std::string> names;
        for (const pipeline::StepSpec& step : studio().chain().steps) {
            names.push_back(step.name);
        }
        return names;
    }
    ui::Viewer& viewer() { return *window.window().findChild<ui::Viewer*>(); }
    /// What the user sees of the picture.
    [[nodiscard]] QImage canvas() { return viewer().canvas().grab().toImage(); }

    TemporaryFolder folder;
    StudioWindow window;
};

TEST_F(Reel, CutsAreFoundAndCanBeGoneTo) {
    ASSERT_TRUE(window.choose("timeline.detect_cuts"));
    ASSERT_TRUE(window.wait_for(
        [&] { return studio().document().shots_of(studio().reel()).size() == kSampleShots; }));
    ASSERT_TRUE(window.press("timeline.start"));
    for (int shot = 1; shot < kSampleShots; ++shot) {
        ASSERT_TRUE(window.press("timeline.next_cut"));
        EXPECT_EQ(studio().frame(), shot * kSampleShotFrames);
    }
    ASSERT_TRUE(window.press("timeline.previous_cut"));
    EXPECT_EQ(studio().frame(), (kSampleShots - 2) * kSampleShotFrames);
}

TEST_F(Reel, StepsAreAddedOrderedAndSwitchedAndOnlyWhatFollowsIsComputed) {
    add_step("levels");
    add_step("sharpen");
    EXPECT_EQ(steps(), (std::vector<std::string>{"levels", "sharpen"}));
    ASSERT_TRUE(window.shows_result());
    ASSERT_TRUE(window.choose("chain.up"));
    EXPECT_EQ(steps(), (std::vector<std::string>{"sharpen", "levels"}));
    ASSERT_TRUE(window.shows_result());
    const auto first = studio().view({ui::Point::Kind::AfterStep, 0, 0});
    ASSERT_OK(first);

    studio().set_step(1);
    auto* form = window.part<QWidget>("chain.parameters");
    ASSERT_NE(form, nullptr);
    QAbstractSpinBox* box = nullptr;
    ASSERT_TRUE(window.wait_for([&] {
        for (auto* one : form->findChildren<QAbstractSpinBox*>()) {
            if (one->isVisible() && one->isEnabled()) {
                box = one;
                return true;
            }
        }
        return false;
    }));
    const auto before = studio().view({})->full->info().key;
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Up);
    ASSERT_TRUE(window.wait_for([&] { return studio().view({})->full->info().key != before; }));
    EXPECT_EQ(studio().view({ui::Point::Kind::AfterStep, 0, 0})->full, first->full);
    ASSERT_TRUE(window.shows_result());
}

TEST_F(Reel, EveryWayToCompareShowsItsOwnPicture) {
    add_step("levels");
    pipeline::Chain chain = studio().chain();
    chain.steps.front().values["gamma"] = 2.5;
    ASSERT_TRUE(studio().edit_chain("Change gamma", chain));
    ASSERT_TRUE(window.shows_result());
    std::vector<QImage> seen;
    for (const char* mode : {"viewer.single", "viewer.wipe", "viewer.side_by_side",
                             "viewer.butterfly", "viewer.difference"}) {
        SCOPED_TRACE(mode);
        window.window().setFocus();
        ASSERT_TRUE(window.press(mode));
        QImage shown;
        ASSERT_TRUE(window.wait_for([&] {
            shown = canvas();
            return std::find(seen.begin(), seen.end(), shown) == seen.end();
        }));
        seen.push_back(shown);
    }
}

TEST_F(Reel, PlaysForwardsBackwardsAndStopsWhereItIsTold) {
    auto* player = window.window().findChild<ui::Player*>();
    ASSERT_NE(player, nullptr);
    ASSERT_TRUE(window.press("timeline.start"));
    ASSERT_TRUE(window.press("playback.forward"));
    EXPECT_EQ(player->speed(), 1);
    ASSERT_TRUE(window.wait_for([&] { return studio().frame() >= 10; }));
    ASSERT_TRUE(window.press("playback.stop"));
    const std::int64_t stood = studio().frame();
    ASSERT_TRUE(window.press("playback.step_forward"));
    EXPECT_EQ(studio().frame(), stood + 1);
    ASSERT_TRUE(window.press("playback.step_back"));
    EXPECT_EQ(studio().frame(), stood);
    ASSERT_TRUE(window.press("playback.back"));
    EXPECT_EQ(player->speed(), -1);
    ASSERT_TRUE(window.wait_for([&] { return studio().frame() < stood; }));
    ASSERT_TRUE(window.press("playback.forward")); // forwards again
    ASSERT_TRUE(window.press("playback.forward"));
    EXPECT_GT(player->speed(), 1);
    ASSERT_TRUE(window.wait_for([&] { return !player->playing(); })); // the end of the reel
    EXPECT_EQ(studio().frame(), kSampleFrames - 1);
}

TEST_F(Reel, ComputedFramesShowInTheCacheBar) {
    ASSERT_TRUE(window.press("timeline.start"));
    const auto view = studio().view({});
    ASSERT_OK(view);
    ASSERT_TRUE(window.wait_for([&] {
        const auto kept = studio().pictures().kept(view->full->info().key);
        return !kept.empty() && kept.front().last > kSampleShotFrames;
    }));
}

TEST_F(Reel, AStepThatCannotRunSaysSoInItsPlaceAndTheScanIsStillThere) {
    add_step("upscale");
    pipeline::Chain chain = studio().chain();
    chain.steps.front().values["model"] = std::string("no-such-model");
    ASSERT_TRUE(studio().edit_chain("Change model", chain));
    auto* title = window.part<QWidget>("viewer.notice.b");
    ASSERT_NE(title, nullptr);
    EXPECT_TRUE(window.wait_for([&] { return title->isVisible(); }));
    EXPECT_EQ(QApplication::activeModalWidget(), nullptr);
    EXPECT_OK(studio().view({ui::Point::Kind::Scan}));
    ASSERT_TRUE(window.press("edit.undo"));
    EXPECT_TRUE(window.wait_for([&] { return !title->isVisible() || studio().view({}); }));
}

TEST_F(Reel, MediaThatMovedAreFoundAgain) {
    const auto project = folder / "work.kinovar";
    ASSERT_OK(studio().save_as(project));
    studio().close_project();
    std::filesystem::create_directory(folder / "elsewhere");
    std::filesystem::rename(folder / "film.mkv", folder / "elsewhere" / "film.mkv");
    ASSERT_OK(studio().open_project(project));
    ASSERT_TRUE(
        window.wait_for([&] { return studio().source_error(studio().reel()).has_value(); }));
    studio().relink_media(studio().reel(), folder / "elsewhere" / "film.mkv");
    ASSERT_TRUE(window.wait_for([&] { return studio().source(studio().reel()) != nullptr; }));
    EXPECT_TRUE(window.shows_result());
}

} // namespace
} // namespace kinovar::test
