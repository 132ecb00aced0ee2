#pragma once

// Private to core/media: what a film file really holds, packet by packet.

#include "core/media/ffmpeg.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace kinovar::media {

/// The packets of one stream.
struct StreamScan {
    std::int64_t packets = 0;
    double start = 0; ///< seconds
    double end = 0;
    double last = 0; ///< where the last packet starts
    [[nodiscard]] double length() const { return end - start; }
};

/// The part of a source's time line that an export keeps, in seconds.
struct ScanRange {
    double start = 0;
    double end = 0;
};

struct FileScan {
    ffmpeg::Input input; ///< null: a still or a sequence, which has no streams
    int picture = -1;
    std::vector<StreamScan> streams; ///< by index; times relative to the range's start
    std::vector<double> times;       ///< of the pictures, ascending, seconds
};

enum class ScanPictures : bool { No, Yes };

/// Reads all packets, decodes nothing. With a range, only packets that start in it count
/// (subtitles: that overlap it).
[[nodiscard]] Result<FileScan> scan_file(const std::filesystem::path& path, ScanPictures pictures,
                                         const ScanRange* range);

} // namespace kinovar::media
