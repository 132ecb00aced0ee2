#pragma once

// Private to core/media.

#include "core/media/reel_reader.h"

#include <map>

namespace kinovar::media {

/// What a pattern, folder or still is (see `probe`), with the files in order.
struct SequenceProbe {
    MediaInfo info;
    std::vector<std::filesystem::path> files;
};
[[nodiscard]] Result<SequenceProbe> probe_pictures(const std::filesystem::path& path,
                                                   Rational rate);

/// Reads an image sequence, or a still as a sequence of one. A damaged picture is stood in for by
/// the one before it (the one after it, at the start); a missing one or one of another size is an
/// error that names the file.
class SequenceReader final : public ReelReader {
public:
    explicit SequenceReader(SequenceProbe probe) : probe_(std::move(probe)) {}

    [[nodiscard]] const MediaInfo& info() const override { return probe_.info; }
    [[nodiscard]] Result<FramePtr> frame(std::int64_t n) override;
    [[nodiscard]] std::vector<DamagedFrame> damaged() const override;

private:
    /// nullptr: damaged, and listed.
    [[nodiscard]] Result<FramePtr> picture(std::int64_t n);

    SequenceProbe probe_;
    std::map<std::int64_t, std::string> damaged_;
    std::int64_t last_ = -1; ///< the picture in `last_frame_`
    FramePtr last_frame_;
};

} // namespace kinovar::media
