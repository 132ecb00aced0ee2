#pragma once

// Private to core/media.

#include "core/media/ffmpeg.h"

namespace kinovar::media {

/// The packets of the first real video stream of a file, in the file's own order. Cover pictures do
/// not count as video. Opens local files only; nothing that a file names elsewhere is followed.
class Demuxer {
public:
    static Result<Demuxer> open(const std::filesystem::path& path);

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] const AVFormatContext& context() const { return *input_; }
    /// -1: there is none.
    [[nodiscard]] int video_stream() const { return video_stream_; }
    /// Only with a video stream.
    [[nodiscard]] const AVStream& stream() const { return *input_->streams[video_stream_]; }

    /// The next video packet; false at the end of what can be read. Damage between packets is
    /// skipped.
    [[nodiscard]] Result<bool> read(AVPacket& packet);

    /// Nothing went wrong in reading so far.
    [[nodiscard]] bool undisturbed() const { return undisturbed_; }

    /// To somewhere at or before `timestamp` (time base of the stream), as well as the format can;
    /// false when it cannot. Where that was is told by the packets that follow.
    [[nodiscard]] bool seek(std::int64_t timestamp);

private:
    Demuxer(std::filesystem::path path, ffmpeg::Input input);

    std::filesystem::path path_;
    ffmpeg::Input input_;
    int video_stream_ = -1;
    bool undisturbed_ = true;
};

} // namespace kinovar::media
