#include "core/media/audio_reader.h"
#include "tests/support/support.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

namespace kinovar::media {
namespace {

namespace fs = std::filesystem;
using test::quoted;

constexpr int kRate = AudioReader::kRate;

struct Kind {
    const char* name;
    const char* file;
    const char* codec;
    int rate;
    const char* options; ///< of the whole file
};

/// Clicks of 5 ms at every whole second from 1 on; 10 s long. Pictures with a few frames a second,
/// so that the first one's time shows.
void make_film(const fs::path& path, const Kind& kind) {
    const std::string click =
        "aevalsrc='0.9*lt(mod(t,1),0.0005)*gte(t,0.5)':s=" + std::to_string(kind.rate) + ":d=10";
    const auto made = test::run_command(
        "ffmpeg -v error -y -f lavfi -i testsrc=size=64x48:rate=25 -f lavfi -i \"" + click +
        "\" -t 10 -map 0:v -map 1:a -c:v mpeg4 " + kind.codec + " " + kind.options + " " +
        quoted(path));
    ASSERT_EQ(made.exit_code, 0) << made.err;
}

/// The loudest sample between two times.
double loudest_at(AudioReader& reader, double from, double to) {
    const auto first = static_cast<std::int64_t>(std::llround(from * kRate));
    std::vector<float> samples(2 * static_cast<std::size_t>((to - from) * kRate));
    EXPECT_OK(reader.read(first, samples));
    std::size_t best = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (std::abs(samples[i]) > std::abs(samples[best])) {
            best = i;
        }
    }
    EXPECT_GT(std::abs(samples[best]), 0.1F);
    return static_cast<double>(first + static_cast<std::int64_t>(best / 2)) / kRate;
}

class Sound : public testing::TestWithParam<Kind> {};

TEST_P(Sound, AClickIsHeardWhenItHappens) {
    const test::TemporaryFolder folder;
    const fs::path film = folder / GetParam().file;
    make_film(film, GetParam());
    const auto reader = AudioReader::open(film);
    ASSERT_OK(reader);
    EXPECT_NEAR(static_cast<double>((*reader)->samples()) / kRate, 10, 0.25);
    for (const double second : {1, 2, 3, 8, 5, 1, 9, 4}) { // in order and by seeking
        EXPECT_NEAR(loudest_at(**reader, second - 0.3, second + 0.3), second, 0.001)
            << "click at " << second;
    }
}

TEST_P(Sound, SeekingGivesWhatReadingInOrderGives) {
    const test::TemporaryFolder folder;
    const fs::path film = folder / GetParam().file;
    make_film(film, GetParam());
    const auto in_order = AudioReader::open(film);
    ASSERT_OK(in_order);
    std::vector<float> all(2 * 10 * kRate);
    for (std::size_t at = 0; at < all.size(); at += 2 * 1000) {
        ASSERT_OK((*in_order)->read(static_cast<std::int64_t>(at / 2),
                                    std::span(all).subspan(at, 2 * 1000)));
    }
    const auto jumping = AudioReader::open(film);
    ASSERT_OK(jumping);
    std::vector<float> part(2 * 4800);
    for (const std::int64_t first : {383000, 95000, 431000, 47000, 239000}) {
        ASSERT_OK((*jumping)->read(first, part));
        // Where a container rounds times, the two may lie half a millisecond apart.
        double least = 1e9;
        for (int shift = -24; shift <= 24; ++shift) {
            double sum = 0;
            for (std::size_t i = 200; i + 200 < part.size(); ++i) {
                const auto at = static_cast<std::size_t>(2 * (first + shift)) + i;
                sum += std::abs(part[i] - all[at]);
            }
            least = std::min(least, sum / static_cast<double>(part.size()));
        }
        EXPECT_LT(least, 1e-3) << "from " << first;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Codecs, Sound,
    testing::Values(Kind{"pcm", "film.mkv", "-c:a pcm_s16le", 48000, ""},
                    Kind{"flac", "film.mkv", "-c:a flac", 48000, ""},
                    Kind{"flac44", "film.mkv", "-c:a flac", 44100, ""},
                    Kind{"aac_mkv", "film.mkv", "-c:a aac -b:a 192k", 48000, ""},
                    Kind{"aac_mp4", "film.mp4", "-c:a aac -b:a 192k", 48000, ""},
                    Kind{"aac44_mp4", "film.mp4", "-c:a aac -b:a 192k", 44100, ""},
                    Kind{"mp3_mkv", "film.mkv", "-c:a libmp3lame -b:a 192k", 44100, ""},
                    Kind{"mp3_mp4", "film.mp4", "-c:a libmp3lame -b:a 192k", 48000, ""},
                    Kind{"opus", "film.mp4", "-c:a libopus -b:a 128k", 48000, ""},
                    Kind{"pcm_mov", "film.mov", "-c:a pcm_s24le", 48000, ""},
                    Kind{"pcm_avi", "film.avi", "-c:a pcm_s16le", 44100, ""},
                    Kind{"later", "film.mkv", "-c:a flac", 48000, "-output_ts_offset 7"},
                    Kind{"ts", "film.ts", "-c:a aac -b:a 192k", 48000, ""}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(SoundOfPictures, BeginsWithTheFirstPicture) {
    const test::TemporaryFolder folder;
    const fs::path film = folder / "film.mkv";
    // The pictures begin 0.48 s after the sound: what clicks at 1 s clicks 0.52 s into the film.
    ASSERT_EQ(test::run_command(
                  "ffmpeg -v error -y -itsoffset 0.48 -f lavfi -t 3 -i testsrc=size=64x48:rate=25 "
                  "-f lavfi -i \"aevalsrc='0.9*lt(mod(t,1),0.0005)*gte(t,0.5)':s=48000:d=3\" "
                  "-map 0:v -map 1:a -c:v mpeg4 -c:a flac " +
                  quoted(film))
                  .exit_code,
              0);
    const auto reader = AudioReader::open(film);
    ASSERT_OK(reader);
    EXPECT_NEAR(loudest_at(**reader, 0.2, 0.9), 0.52, 0.001);
    std::vector<float> before(2 * kRate);
    ASSERT_OK((*reader)->read(-5 * kRate, before)); // long before anything: silence
    EXPECT_TRUE(std::all_of(before.begin(), before.end(), [](float v) { return v == 0; }));
    ASSERT_OK((*reader)->read(1000 * kRate, before)); // and long after
    EXPECT_TRUE(std::all_of(before.begin(), before.end(), [](float v) { return v == 0; }));
    EXPECT_NEAR(loudest_at(**reader, 0.2, 0.9), 0.52, 0.001);
}

TEST(SoundOfPictures, MonoAndSixChannelsAreHeardOnBothSides) {
    const test::TemporaryFolder folder;
    for (const char* const layout : {"mono", "5.1"}) {
        const fs::path film = folder / (std::string(layout) + ".mkv");
        ASSERT_EQ(test::run_command(std::string("ffmpeg -v error -y -f lavfi -i "
                                                "sine=frequency=440:sample_rate=48000:duration=2 "
                                                "-af \"volume=4,aformat=channel_layouts=") +
                                    layout + "\" -c:a flac " + quoted(film))
                      .exit_code,
                  0);
        const auto reader = AudioReader::open(film);
        ASSERT_OK(reader);
        std::vector<float> samples(2 * kRate);
        ASSERT_OK((*reader)->read(0, samples));
        float left = 0;
        float right = 0;
        for (std::size_t i = 0; i < samples.size(); i += 2) {
            left = std::max(left, samples[i]);
            right = std::max(right, samples[i + 1]);
        }
        EXPECT_GT(left, 0.3F) << layout;
        EXPECT_NEAR(left, right, 1e-4F) << layout;
    }
}

TEST(SoundOfPictures, NoSoundIsToldApart) {
    const test::TemporaryFolder folder;
    const fs::path film = folder / "mute.mkv";
    ASSERT_EQ(test::run_command("ffmpeg -v error -f lavfi -i testsrc=size=64x48 -t 1 -c:v mpeg4 " +
                                quoted(film))
                  .exit_code,
              0);
    const auto reader = AudioReader::open(film);
    ASSERT_FALSE(reader);
    EXPECT_EQ(reader.error().code, ErrorCode::NotFound);
    EXPECT_FALSE(AudioReader::open(folder / "missing.mkv"));
}

TEST(WaveformOfFilm, ShowsTheClicksAndIsKept) {
    const test::TemporaryFolder folder;
    const fs::path film = folder / "film.mkv";
    make_film(film, {"flac", "film.mkv", "-c:a flac", 48000, ""});
    Job job("waveform");
    const auto first = waveform_of(film, job);
    ASSERT_OK(first);
    ASSERT_NEAR(static_cast<double>(first->peaks.size()), 1000, 2);
    for (std::size_t i = 0; i < first->peaks.size(); ++i) {
        const bool click = i >= 100 && i % 100 == 0;
        EXPECT_EQ(first->peaks[i] > 200, click) << "peak " << i;
    }
    const auto again = waveform_of(film, job);
    ASSERT_OK(again);
    EXPECT_EQ(again->peaks, first->peaks);
    Job stopped("waveform");
    stopped.request_stop();
    make_film(folder / "other.mkv", {"flac", "other.mkv", "-c:a flac", 48000, ""});
    const auto none = waveform_of(folder / "other.mkv", stopped);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::Cancelled);
}

} // namespace
} // namespace kinovar::media
