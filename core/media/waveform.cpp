#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/places.h"
#include "core/media/audio_reader.h"

#include <algorithm>
#include <cmath>

namespace kinovar::media {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kVersion = 1;
constexpr std::int64_t kPeaksAtOnce = 100; // a second
constexpr std::uint64_t kLargestFile = std::uint64_t{1} << 26U;
constexpr std::size_t kHexDigits = 32;

std::string identity(const fs::path& path) {
    std::error_code ignored;
    return Hasher()
        .add("waveform")
        .add(kVersion)
        .add(fs::absolute(path, ignored).lexically_normal().string())
        .add(static_cast<std::int64_t>(fs::file_size(path, ignored)))
        .add(static_cast<std::int64_t>(
            fs::last_write_time(path, ignored).time_since_epoch().count()))
        .finish()
        .hex();
}

std::string checksum(std::string_view peaks) {
    return Hasher().add(peaks).finish().hex();
}

std::optional<Waveform> kept(const fs::path& file) {
    const auto bytes = read_file(file, kLargestFile);
    if (!bytes || bytes->size() < kHexDigits) {
        return std::nullopt;
    }
    const std::string_view peaks = std::string_view(*bytes).substr(kHexDigits);
    if (checksum(peaks) != std::string_view(*bytes).substr(0, kHexDigits)) {
        return std::nullopt;
    }
    return Waveform{{peaks.begin(), peaks.end()}};
}

void keep(const fs::path& file, const Waveform& waveform) {
    const std::string peaks(waveform.peaks.begin(), waveform.peaks.end());
    if (make_folder(file.parent_path())) {
        // A folder that cannot be written costs time at the next start and nothing else.
        static_cast<void>(write_file(file, checksum(peaks) + peaks));
    }
}

std::uint8_t peak_of(std::span<const float> samples) {
    constexpr float kHighest = 255.0F;
    float loudest = 0;
    for (const float sample : samples) {
        loudest = std::max(loudest, std::abs(sample)); // NaN loses the comparison
    }
    return static_cast<std::uint8_t>(std::lround(std::min(loudest, 1.0F) * kHighest));
}

} // namespace

Result<Waveform> waveform_of(const fs::path& path, Job& job) {
    const fs::path file = user_cache_folder() / "waveform" / (identity(path) + ".peaks");
    if (auto found = kept(file)) {
        return std::move(*found);
    }
    KINOVAR_TRY_ASSIGN(const auto reader, AudioReader::open(path));
    const std::int64_t total =
        (reader->samples() + Waveform::kSamplesPerPeak - 1) / Waveform::kSamplesPerPeak;
    job.begin("sound", total);
    constexpr std::size_t kPeakValues =
        std::size_t{Waveform::kSamplesPerPeak} * AudioReader::kChannels;
    std::vector<float> samples(kPeakValues * kPeaksAtOnce);
    Waveform waveform;
    for (std::int64_t done = 0; done < total; done += kPeaksAtOnce) {
        KINOVAR_TRY(job.checkpoint());
        KINOVAR_TRY(reader->read(done * Waveform::kSamplesPerPeak, samples));
        const std::int64_t count = std::min(kPeaksAtOnce, total - done);
        for (std::int64_t i = 0; i < count; ++i) {
            waveform.peaks.push_back(peak_of(std::span(samples).subspan(
                static_cast<std::size_t>(i) * kPeakValues, kPeakValues)));
        }
        job.advance(count);
    }
    keep(file, waveform);
    return waveform;
}

} // namespace kinovar::media
