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

namespace kinovar::ui {
namespace {

constexpr int kDeadlineMs = 60'000;

/// A real film, with its sound and its pictures.
TEST(TimelineOfAFilm, ShowsSoundAndThumbnailsOnceTheyAreThere) {
    KINOVAR_NEEDS_FFMPEG();
    const test::TemporaryFolder folder;
    ::setenv("XDG_DATA_HOME", folder.path().c_str(), 1);
    test::make_sample_reel(folder / "film.mkv");
    Studio studio;
    ASSERT_OK(studio.new_project(folder / "film.kinovar"));
    Player player(studio);
    Actions actions;
    TimelinePane pane(player, studio, actions);
    pane.resize(1000, 320);
    pane.show();
    QSignalSpy thumbnails(&studio, &Studio::thumbnail_arrived);
    studio.add_media(folder / "film.mkv");
    const auto* feed = pane.findChild<TimelineFeed*>();
    ASSERT_TRUE(QTest::qWaitFor([&] { return feed->data().sound != nullptr; }, kDeadlineMs));
    EXPECT_GT(feed->data().sound->loudest(0, 1), 0);
    ASSERT_TRUE(QTest::qWaitFor([&] { return thumbnails.count() >= 1; }, kDeadlineMs));
    studio.detect_cuts();
    ASSERT_TRUE(QTest::qWaitFor([&] { return feed->data().shots.size() == test::kSampleShots; },
                                kDeadlineMs));
    // Each shot shows the frame in its middle.
    for (const TimelineShot& shot : feed->data().shots) {
        const std::int64_t middle = (shot.first + shot.last) / 2;
        ASSERT_TRUE(QTest::qWaitFor(
            [&] {
                return std::any_of(thumbnails.begin(), thumbnails.end(), [&](const auto& told) {
                    return told[1].toLongLong() == middle;
                });
            },
            kDeadlineMs))
            << middle;
    }
    const QString to = qEnvironmentVariable("KINOVAR_TEST_PICTURES");
    if (!to.isEmpty()) {
        pane.view().look_changed();
        EXPECT_TRUE(pane.grab().save(to + "/film.png"));
    }
}

} // namespace
} // namespace kinovar::ui
