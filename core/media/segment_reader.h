#pragma once

// Private to core/media: the segments of a film, read as one stream of packets.

#include "core/media/ffmpeg.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace kinovar::media {

/// Reads segments one after the other, one packet in memory at a time. Not thread-safe.
class SegmentReader {
public:
    /// Opens the first segment and reads what every one of them must have in common. `rate` is the
    /// one they were written with, so that their times become numbers of frames.
    static Result<std::unique_ptr<SegmentReader>> open(std::vector<std::filesystem::path> segments,
                                                       Rational rate);

    /// Codec, tag, extradata and reorder delay, of the first segment.
    [[nodiscard]] const AVCodecParameters& parameters() const;
    /// How many packets a decoder may hold back before it gives the first picture.
    [[nodiscard]] int delay() const { return parameters().video_delay; }

    /// The next packet in decoding order, its pts the number of its frame in the film; false at the
    /// end. Fails on a segment that is damaged or was made with another spec.
    [[nodiscard]] Result<bool> next(AVPacket& packet);
    /// Frames in the segments read to their end.
    [[nodiscard]] std::int64_t frames() const { return frames_before_; }

private:
    SegmentReader(std::vector<std::filesystem::path> segments, Rational rate);
    [[nodiscard]] Status open_current();
    [[nodiscard]] Status close_current();
    [[nodiscard]] Error damaged(const std::string& why) const;

    std::vector<std::filesystem::path> segments_;
    Rational rate_;
    std::size_t current_ = 0;
    ffmpeg::Input first_;            ///< kept for its parameters
    ffmpeg::Input input_;            ///< the one being read
    std::int64_t frames_before_ = 0; ///< of the segments before the current one
    std::vector<bool> seen_;         ///< frames of the current segment
};

} // namespace kinovar::media
