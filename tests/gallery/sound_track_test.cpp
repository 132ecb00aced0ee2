#include "core/media/audio_reader.h"
#include "core/media/sound_track.h"
#include "tests/support/support.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numbers>

namespace kinovar::media {
namespace {

using kinovar::test::TemporaryFolder;

constexpr int kRate = AudioReader::kRate;

void put(std::ofstream& out, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) {
        out.put(static_cast<char>(value >> (8 * i)));
    }
}

/// A WAV file of one tone.
void write_tone(const std::filesystem::path& path, double seconds) {
    std::ofstream out(path, std::ios::binary);
    const auto samples = static_cast<std::uint32_t>(seconds * kRate);
    out << "RIFF";
    put(out, 36 + samples * 2, 4);
    out << "WAVEfmt ";
    put(out, 16, 4);
    put(out, 1, 2);
    put(out, 1, 2);
    put(out, kRate, 4);
    put(out, kRate * 2, 4);
    put(out, 2, 2);
    put(out, 16, 2);
    out << "data";
    put(out, samples * 2, 4);
    for (std::uint32_t i = 0; i < samples; ++i) {
        const double value = 0.5 * std::sin(2 * std::numbers::pi * 440 * i / kRate);
        put(out, static_cast<std::uint16_t>(static_cast<std::int16_t>(value * INT16_MAX)), 2);
    }
}

/// Loudness (root mean square) of each tenth of a second.
std::vector<double> loudness(const std::filesystem::path& path) {
    auto reader = AudioReader::open(path);
    EXPECT_OK(reader);
    std::vector<double> all;
    std::vector<float> block(static_cast<std::size_t>(kRate / 10 * AudioReader::kChannels));
    for (std::int64_t at = 0; at + kRate / 10 <= (*reader)->samples(); at += kRate / 10) {
        EXPECT_OK((*reader)->read(at, block));
        double sum = 0;
        for (const float value : block) {
            sum += double{value} * value;
        }
        all.push_back(std::sqrt(sum / static_cast<double>(block.size())));
    }
    return all;
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

TEST(GallerySound, MusicIsTrimmedOrLoopedToTheLengthAndFaded) {
    const TemporaryFolder folder;
    write_tone(folder / "tone.wav", 3);
    for (const double seconds : {2.0, 10.0}) {
        Job job("test");
        const SoundTrackOptions options{seconds, 0.5};
        ASSERT_OK(make_sound_track(folder / "tone.wav", folder / "track.m4a", options, job));
        const std::vector<double> loud = loudness(folder / "track.m4a");
        ASSERT_NEAR(static_cast<double>(loud.size()), seconds * 10, 1);
        const double middle = loud[loud.size() / 2];
        EXPECT_GT(middle, 0.25);
        EXPECT_LT(loud.front(), middle / 2);
        EXPECT_LT(loud.back(), middle / 2);
        for (std::size_t i = 6; i + 6 < loud.size(); ++i) {
            EXPECT_GT(loud[i], 0.1) << "silence at " << i;
        }
    }
}

TEST(GallerySound, TheSameMusicGivesTheSameBytes) {
    const TemporaryFolder folder;
    write_tone(folder / "tone.wav", 1);
    for (const char* name : {"a.m4a", "b.m4a"}) {
        Job job("test");
        ASSERT_OK(make_sound_track(folder / "tone.wav", folder / name, {2.5, 1}, job));
    }
    EXPECT_EQ(bytes_of(folder / "a.m4a"), bytes_of(folder / "b.m4a"));
}

TEST(GallerySound, WhatIsNoMusicIsRefused) {
    const TemporaryFolder folder;
    std::ofstream(folder / "text.mp3") << "no sound here";
    write_tone(folder / "click.wav", 0.1);
    for (const char* name : {"text.mp3", "click.wav", "missing.mp3"}) {
        Job job("test");
        EXPECT_FALSE(make_sound_track(folder / name, folder / "track.m4a", {2, 1}, job)) << name;
        EXPECT_FALSE(std::filesystem::exists(folder / "track.m4a")) << name;
    }
}

} // namespace
} // namespace kinovar::media
