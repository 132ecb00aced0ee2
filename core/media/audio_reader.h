#pragma once

#include "core/base/job.h"
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace kinovar::media {

/// The sound of a film for playing and looking at: the default (or first) sound track, decoded,
/// mixed down to two channels, at 48 000 Hz, interleaved float. Time 0 is the first frame of the
/// pictures. Silence where there is none. Not thread-safe.
class AudioReader {
public:
    static constexpr int kRate = 48000;
    static constexpr int kChannels = 2;

    /// NotFound when the file has no sound.
    static Result<std::unique_ptr<AudioReader>> open(const std::filesystem::path& path);
    virtual ~AudioReader() = default;
    [[nodiscard]] virtual std::int64_t
    samples() const = 0; ///< a channel; about, from the container
    /// Fills with the samples from `first` (a channel's; may lie before 0 or beyond the end).
    /// Reading on in order is the fast way.
    [[nodiscard]] virtual Status read(std::int64_t first, std::span<float> interleaved) = 0;
};

/// The loudest value of each stretch of the sound, for drawing it.
struct Waveform {
    static constexpr int kSamplesPerPeak = 480; ///< 10 ms
    std::vector<std::uint8_t> peaks;            ///< 0 … 255 for 0 … 1; both channels together
};

/// Reads all of the sound; keeps the result in user_cache_folder()/waveform.
[[nodiscard]] Result<Waveform> waveform_of(const std::filesystem::path& path, Job& job);

} // namespace kinovar::media
