#pragma once

// Private to core/media.

#include "core/media/media_info.h"
#include "core/media/packet_index.h"

namespace kinovar::media {

struct VideoProbe {
    MediaInfo info;
    PacketIndex index; ///< empty without a video stream
};

/// Looks at a file that FFmpeg reads; see `probe`.
[[nodiscard]] Result<VideoProbe> probe_video(const std::filesystem::path& path);

} // namespace kinovar::media
