#pragma once

#include "core/base/rational.h"
#include "core/base/result.h"
#include "core/colour/colour_spec.h"
#include "core/image/field_order.h"
#include "core/image/planar.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace kinovar::media {

enum class StreamKind : std::uint8_t { Video, Audio, Subtitle, Data, Attachment };
using kinovar::FieldOrder;

using Metadata = std::map<std::string, std::string>;

/// The pictures of a file, sequence or still.
struct VideoInfo {
    std::string codec;        ///< as FFmpeg names it ("h264", "ffv1", "dpx" …)
    std::string pixel_format; ///< as FFmpeg names it ("yuv420p10le" …)
    PixelLayout layout;       ///< what the decoded pictures are, packed formats unpacked
    int width = 0;            ///< as stored; rotation is not applied
    int height = 0;
    std::int64_t frames = 0;
    Rational rate; ///< frames a second; of a VFR file the average
    bool variable_rate = false;
    Rational time_base; ///< of `times`
    std::vector<std::int64_t>
        times; ///< start of each frame, first frame's own time included; ascending
    std::int64_t last_duration = 0; ///< of the last frame, in time_base
    Rational pixel_aspect{1, 1};
    int rotation = 0; ///< degrees clockwise that a player turns the picture by
    FieldOrder field_order = FieldOrder::Unknown;
    ColourSpec stored_colour = ColourSpec::bt709(); ///< as tagged, "unspecified" kept
    ColourSpec colour = ColourSpec::bt709();        ///< resolved: what the values mean
    std::string timecode;                           ///< "01:00:00:00" or empty
};

struct StreamInfo {
    int index = 0;
    StreamKind kind = StreamKind::Data;
    std::string codec;
    std::string language;
    std::string title;
    double duration = 0; ///< seconds; 0: not known
    int sample_rate = 0; ///< audio
    int channels = 0;    ///< audio
    bool is_default = false;
    Metadata metadata;
};

struct Chapter {
    double start = 0; ///< seconds
    double end = 0;
    std::string title;
};

/// What a file holds. Made by `probe`.
struct MediaInfo {
    std::filesystem::path path;
    std::string container; ///< "matroska,webm", "mov,mp4,…", "sequence", "still"
    double duration = 0;
    std::uint64_t bytes = 0;
    bool has_video = false;
    VideoInfo video; ///< of the first real video stream (cover pictures do not count)
    int video_stream = -1;
    std::vector<StreamInfo> streams; ///< all, the video stream included
    std::vector<Chapter> chapters;
    Metadata metadata;
    std::vector<std::string> warnings; ///< "the file announces 90 frames but ends after 57 …"

    /// One JSON object on one line. Keys: path, container, bytes, duration (s), metadata,
    /// chapters [{start, end, title}], warnings, streams [{index, kind, codec, language, title,
    /// duration, sample_rate, channels, default, metadata}] and video, null or {stream, codec,
    /// pixel_format, width, height, frames, rate ("num/den"), fps (number), vfr, time_base
    /// ("num/den"), start (s), duration (s), pixel_aspect ("num/den"), rotation, field_order,
    /// timecode (null where there is none), bits, family, subsampling ([x, y], log2), stored_colour
    /// and colour {primaries, transfer, matrix, range, siting}}. Frame times are left out: they
    /// would be most of it.
    [[nodiscard]] std::string to_json() const;
};

/// Looks at a video file, image sequence (`name.%06d.ext`, or a folder of pictures) or still. Reads
/// all packets of a video (no decoding) for the exact frame count and times. A file that is cut
/// short has the frames that are there. A file without a video stream succeeds, with has_video
/// false. Input is never modified.
///
/// A sequence or still gets the rate 25/1. Errors: NotFound, Unreadable, Corrupt (empty, cut short
/// before its index, no frames), Unsupported (no media file, unknown codec, sides above 32768).
[[nodiscard]] Result<MediaInfo> probe(const std::filesystem::path& path);

} // namespace kinovar::media
