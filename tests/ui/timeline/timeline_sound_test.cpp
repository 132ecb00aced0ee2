#include "tests/e2e/program.h"
#include "tests/support/support.h"
#include "tests/window/sample_reel.h"
#include "ui/timeline/timeline_feed.h"
#include "ui/timeline/timeline_pane.h"
#include "ui/timeline/timeline_view.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTest>
#include <algorithm>
#include <cstdlib>
#include <functional>

namespace kinovar::ui {
namespace {

constexpr int kDeadlineMs = 60'000;

/// A real film, with its sound and its pictures.
class TimelineOfAFilm : public testing::Test {
protected:
    void SetUp() override {
        KINOVAR_NEEDS_FFMPEG();
        ::setenv("XDG_DATA_HOME", folder.path().c_str(), 1);
        test::make_sample_reel(folder / "film.mkv");
        studio = std::make_unique<Studio>();
        ASSERT_OK(studio->new_project(folder / "film.kinovar"));
        player = std::make_unique<Player>(*studio);
        pane = std::make_unique<TimelinePane>(*player, *studio, actions);
        pane->resize(1000, 320);
        pane->show();
        thumbnails = std::make_unique<QSignalSpy>(studio.get(), &Studio::thumbnail_arrived);
        studio->add_media(folder / "film.mkv");
        ASSERT_TRUE(wait(
            [this] { return studio->reel() != 0 && studio->source(studio->reel()) != nullptr; }));
    }
    [[nodiscard]] static bool wait(const std::function<bool()>& so) {
        return QTest::qWaitFor(so, kDeadlineMs);
    }
    [[nodiscard]] bool has_thumbnail(std::int64_t frame) const {
        return std::any_of(thumbnails->begin(), thumbnails->end(),
                           [&](const auto& told) { return told[1].toLongLong() == frame; });
    }

    test::TemporaryFolder folder;
    Actions actions;
    std::unique_ptr<Studio> studio;
    std::unique_ptr<Player> player;
    std::unique_ptr<TimelinePane> pane;
    std::unique_ptr<QSignalSpy> thumbnails;
};

TEST_F(TimelineOfAFilm, ShowsSoundThumbnailsAndResultsOnceTheyAreThere) {
    const auto* feed = pane->findChild<TimelineFeed*>();
    ASSERT_TRUE(wait([&] { return feed->data().sound != nullptr; }));
    EXPECT_GT(feed->data().sound->loudest(0, 1), 0);
    studio->detect_cuts();
    ASSERT_TRUE(wait([&] { return feed->data().shots.size() == test::kSampleShots; }));
    // Each shot shows the frame in its middle.
    for (const TimelineShot& shot : feed->data().shots) {
        ASSERT_TRUE(wait([&] { return has_thumbnail((shot.first + shot.last) / 2); }));
    }
    // Results that are there show in the cache bar.
    const auto view = studio->view({});
    ASSERT_OK(view);
    studio->pictures().want({{*view, 20}, {*view, 21}});
    const std::vector<preview::FrameSpan> both = {{20, 21}};
    EXPECT_TRUE(wait([&] { return feed->data().kept == both; }));
    const QString to = qEnvironmentVariable("KINOVAR_TEST_PICTURES");
    if (!to.isEmpty()) {
        pane->view().look_changed();
        EXPECT_TRUE(pane->grab().save(to + "/film.png"));
    }
}

TEST_F(TimelineOfAFilm, ThePageTurnsWhilePlaying) {
    TimelineView& view = pane->view();
    view.zoom_to_frames(0, 9);
    actions.find("playback.forward")->trigger();
    EXPECT_TRUE(player->playing());
    EXPECT_EQ(actions.find("playback.play")->text(), "Pause");
    ASSERT_TRUE(wait([&] { return studio->frame() > 20; }));
    EXPECT_GT(view.scale().left(), 9);
    EXPECT_TRUE(view.scale().shows(studio->frame()));
    // Scrubbing stops the play.
    QTest::mouseClick(&view, Qt::LeftButton, {}, view.layout_of_lanes().lane(Lane::Ruler).center());
    EXPECT_FALSE(player->playing());
    EXPECT_EQ(actions.find("playback.play")->text(), "Play");
}

} // namespace
} // namespace kinovar::ui
