#include "tests/bench/ui/timeline_film.h"

#include "core/media/audio_reader.h"

#include <random>

namespace kinovar::ui {

namespace {

constexpr std::int64_t kFrames = 200000;
constexpr double kRate = 24;
constexpr int kShots = 1500;
constexpr int kMarkers = 2000;
constexpr int kFlags = 500;
constexpr int kMarks = 300; // of fixes and of hints
constexpr int kKeptRun = 12;
constexpr int kOwnChainEvery = 7;
constexpr int kLongestMark = 200;
constexpr int kLoudest = 255;

std::vector<TimelineSpan> random_spans(int count, std::mt19937& random) {
    std::uniform_int_distribution<std::int64_t> place(0, kFrames - kLongestMark - 1);
    std::uniform_int_distribution<std::int64_t> length(0, kLongestMark);
    std::uniform_real_distribution<double> severity(0, 1);
    std::vector<TimelineSpan> spans;
    for (int i = 0; i < count; ++i) {
        const std::int64_t first = place(random);
        spans.push_back(
            {i + 1, first, first + length(random), severity(random), i % 3 == 0, "Dirt"});
    }
    return spans;
}

} // namespace

TimelineData long_film() {
    std::mt19937 random(1);
    TimelineData film;
    film.frames = kFrames;
    film.rate = kRate;
    for (int i = 0; i < kShots; ++i) {
        TimelineShot shot;
        shot.id = i + 1;
        shot.first = kFrames * i / kShots;
        shot.last = kFrames * (i + 1) / kShots - 1;
        shot.title = QString::number(i + 1);
        shot.badge = i % kOwnChainEvery == 0 ? "Take 2" : "";
        film.shots.push_back(shot);
    }
    for (int i = 0; i < kMarkers; ++i) {
        film.markers.push_back({kShots + i, kFrames * i / kMarkers, QString("Marker %1").arg(i)});
    }
    film.flags = SpanList(random_spans(kFlags, random));
    film.fixes = SpanList(random_spans(kMarks, random));
    film.hints = SpanList(random_spans(kMarks, random));
    for (std::int64_t first = 0; first < kFrames; first += 2L * kKeptRun) {
        film.kept.push_back({first, first + kKeptRun - 1});
    }
    std::uniform_int_distribution<int> loudness(0, kLoudest);
    const auto peaks_a_second =
        static_cast<double>(media::AudioReader::kRate) / media::Waveform::kSamplesPerPeak;
    std::vector<std::uint8_t> peaks(static_cast<std::size_t>(kFrames / kRate * peaks_a_second));
    for (std::uint8_t& peak : peaks) {
        peak = static_cast<std::uint8_t>(loudness(random));
    }
    film.sound = std::make_shared<PeaksPyramid>(std::move(peaks), peaks_a_second);
    film.in = kFrames / 4;
    film.out = kFrames / 4 * 3;
    film.current_shot = 1;
    return film;
}

} // namespace kinovar::ui
