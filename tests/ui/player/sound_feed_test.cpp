#include "tests/support/support.h"
#include "ui/player/sound.h"
#include "ui/player/sound_feed.h"

#include <QTest>
#include <cmath>

namespace kinovar::ui {
namespace {

constexpr int kDeadlineMs = 30'000;

/// A tone of 440 Hz.
void make_sound(const std::filesystem::path& path) {
    ASSERT_EQ(
        test::run_command("ffmpeg -v error -y -f lavfi -i testsrc=size=32x32:rate=25 -f lavfi "
                          "-i sine=frequency=440:sample_rate=48000 -t 5 -c:v ffv1 -c:a flac " +
                          test::quoted(path))
            .exit_code,
        0);
}

double crossings_a_second(const std::vector<float>& samples) {
    int count = 0;
    for (std::size_t i = 2; i < samples.size(); i += 2) {
        count += samples[i - 2] < 0 && samples[i] >= 0 ? 1 : 0;
    }
    return count * 48000.0 / (static_cast<double>(samples.size()) / 2);
}

/// Takes so much that no silence is in it: waits until it is read.
std::vector<float> taken(SoundFeed& feed, std::size_t frames) {
    std::vector<float> all;
    std::vector<float> block(2 * 480);
    static_cast<void>(QTest::qWaitFor(
        [&] {
            feed.take(block);
            const bool silent =
                std::all_of(block.begin(), block.end(), [](float v) { return v == 0; });
            if (!silent) {
                all.insert(all.end(), block.begin(), block.end());
            }
            return all.size() >= 2 * frames;
        },
        kDeadlineMs));
    return all;
}

TEST(SoundFeeds, GivesTheSoundAtEverySpeed) {
    const test::TemporaryFolder folder;
    make_sound(folder / "film.mkv");
    SoundFeed feed(folder / "film.mkv");
    ASSERT_TRUE(QTest::qWaitFor([&] { return feed.has_sound(); }, kDeadlineMs));
    for (const double speed : {1.0, 0.5, 2.0}) {
        feed.begin(1, speed);
        EXPECT_NEAR(crossings_a_second(taken(feed, 24000)), 440 * speed, 25 * speed) << speed;
        feed.stop();
        std::vector<float> rest(960, 1.0F);
        feed.take(rest);
        EXPECT_TRUE(std::all_of(rest.begin(), rest.end(), [](float v) { return v == 0; }));
    }
}

TEST(SoundFeeds, AFileWithoutSoundIsSilent) {
    const test::TemporaryFolder folder;
    SoundFeed feed(folder / "missing.mkv");
    ASSERT_TRUE(QTest::qWaitFor([&] { return feed.ended(); }, kDeadlineMs));
    EXPECT_FALSE(feed.has_sound());
    feed.begin(0, 1);
    std::vector<float> block(960, 1.0F);
    feed.take(block);
    EXPECT_EQ(block[0], 0);
}

TEST(Sounds, WithoutAnOutputItIsSilentAndNoError) {
    const test::TemporaryFolder folder;
    make_sound(folder / "film.mkv");
    Sound sound;
    sound.start(0, 1);
    sound.open(folder / "film.mkv");
    EXPECT_TRUE(QTest::qWaitFor([&] { return sound.exists(); }, kDeadlineMs));
    sound.set_volume(0.5);
    sound.start(1, 1);
    sound.stop();
    EXPECT_FALSE(sound.time());
    sound.open({});
    EXPECT_FALSE(sound.exists());
}

} // namespace
} // namespace kinovar::ui
