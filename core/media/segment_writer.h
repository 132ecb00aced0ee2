#pragma once

#include "core/image/frame.h"
#include "core/media/encode_spec.h"

#include <filesystem>
#include <memory>

namespace kinovar::media {

/// Encodes consecutive frames into one closed piece of video (own key frame, no reference to
/// outside), so that pieces join without re-encoding. The bytes of a segment depend on its spec and
/// frames alone.
///
/// The file appears under `path` only by `finish` (part file, fsync, rename). Destroying an
/// unfinished writer leaves nothing. Not thread-safe.
class SegmentWriter {
public:
    static Result<std::unique_ptr<SegmentWriter>> open(const std::filesystem::path& path,
                                                       const EncodeSpec& spec);
    virtual ~SegmentWriter() = default;
    [[nodiscard]] virtual Status write(const Frame& frame) = 0;
    [[nodiscard]] virtual Status finish() = 0;
};

/// The extension of segment files ("nut" …).
[[nodiscard]] std::string segment_extension();

} // namespace kinovar::media
