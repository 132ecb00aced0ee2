#pragma once

#include "core/image/frame.h"
#include "core/media/media_info.h"

#include <memory>
#include <stop_token>

namespace kinovar::media {

/// A frame that could not be decoded; the one before stands in for it.
struct DamagedFrame {
    std::int64_t frame = 0;
    std::string reason;
};

struct ReaderOptions {
    int threads = 0;               ///< of the decoder; 0: as many as there are processors
    Rational sequence_rate{25, 1}; ///< of an image sequence or still, which has none of its own
};

/// Frame-exact access to the pictures of a reel: frame(n) gives the same picture whether it was
/// reached by reading from the start or by a seek. Reading forward in order is the fast way.
///
/// Not thread-safe: one call at a time (pipeline::SourceClip sees to that).
class ReelReader {
public:
    virtual ~ReelReader() = default;
    [[nodiscard]] virtual const MediaInfo& info() const = 0;
    /// n from 0 to frames−1. A damaged frame gives the picture before it (the one after it, at the
    /// start) and is listed.
    [[nodiscard]] virtual Result<FramePtr> frame(std::int64_t n) = 0;
    /// From now on frame() may fail with Cancelled once a stop is requested; what was decoded until
    /// then is not lost. Readers that give any frame at once need not listen.
    virtual void set_stop(std::stop_token /*stop*/) {}
    /// Those met so far, ascending, each once.
    [[nodiscard]] virtual std::vector<DamagedFrame> damaged() const = 0;
};

/// Opens a video file, an image sequence pattern, a folder of pictures or a still.
[[nodiscard]] Result<std::unique_ptr<ReelReader>> open_reel(const std::filesystem::path& path,
                                                            const ReaderOptions& options = {});

} // namespace kinovar::media
