#pragma once

// Private to core/media: a file that FFmpeg writes, published only when complete.

#include "core/base/file.h"
#include "core/media/ffmpeg.h"

#include <filesystem>
#include <memory>

namespace kinovar::media {

/// A container being written to a part file. Its bytes hold no dates, versions or random numbers.
/// Every write error, the late ones of buffers too, comes back as an Error; a file that is not
/// published leaves nothing behind. Not thread-safe.
class OutputFile {
public:
    /// `format` as FFmpeg names the container ("nut", "matroska", "mov", "mp4", "gif").
    static Result<std::unique_ptr<OutputFile>> create(const std::filesystem::path& path,
                                                      const char* format);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    [[nodiscard]] AVFormatContext& context() { return *context_; }
    /// Owned by the file.
    [[nodiscard]] Result<AVStream*> add_stream();
    /// An option that the container does not know is a fault of ours and fails.
    [[nodiscard]] Status write_header(ffmpeg::Options& options);
    /// In the stream's time base. The packet is blank afterwards. No interleaving: packets must
    /// come in the order in which they shall lie in the file.
    [[nodiscard]] Status write(AVPacket& packet);
    /// Trailer, fsync, rename.
    [[nodiscard]] Status publish();

private:
    OutputFile(const std::filesystem::path& path);
    [[nodiscard]] Status checked(int status) const;

    std::filesystem::path path_;
    PartFile part_;
    ffmpeg::Output context_;
};

} // namespace kinovar::media
