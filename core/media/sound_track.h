#pragma once

#include "core/base/job.h"
#include "core/base/result.h"

#include <filesystem>

namespace kinovar::media {

struct SoundTrackOptions {
    double seconds = 0; ///< of the track, exactly
    double fade = 2;    ///< seconds; at the start, at the end, and where the music begins again
};

/// Makes a sound file (AAC, 48 000 Hz, two channels, in MP4) of a given length out of music: the
/// default sound track of any file, trimmed, or played again and again with its end fading into its
/// start. The same music and options give the same bytes. Stage of the job: "sound".
///
/// Errors: NotFound where the file has no sound, those of reading and writing; Cancelled.
[[nodiscard]] Status make_sound_track(const std::filesystem::path& music,
                                      const std::filesystem::path& track,
                                      const SoundTrackOptions& options, Job& job);

} // namespace kinovar::media
