#pragma once

#include "core/pipeline/clip.h"
#include "tests/support/film_measure.h"

#include <filesystem>
#include <string>
#include <vector>

namespace kinovar::bench {

using Planes = std::vector<test::LumaPlane>;

/// A film whose frames lie in memory.
class FramesClip final : public pipeline::Clip {
public:
    /// `info.frames` becomes the number of frames.
    FramesClip(pipeline::ClipInfo info, std::vector<FramePtr> frames);
    [[nodiscard]] const pipeline::ClipInfo& info() const override { return info_; }
    [[nodiscard]] Result<FramePtr> frame(std::int64_t n, const pipeline::Pull& pull) const override;
    [[nodiscard]] Planes planes() const;

private:
    pipeline::ClipInfo info_;
    std::vector<FramePtr> frames_;
};
using FramesClipPtr = std::shared_ptr<const FramesClip>;

/// A clean black-and-white film of 8-bit levels to be aged and restored.
struct BenchClip {
    std::string name;
    FramesClipPtr clean;
};

/// Grey frame of a plane, rounded to 8 bits as a scan would be.
[[nodiscard]] FramePtr scanned(const test::LumaPlane& plane, const ColourSpec& colour);

/// The first frames of a film in black and white (all, if it has fewer).
[[nodiscard]] Result<BenchClip> clip_from_file(const std::filesystem::path& file,
                                               std::int64_t frames);

/// Films of 640×480 made of photographs of the package palapeli-data: a slow pan, a zoom, a fast
/// small thing over texture, rain, a dark room with an unsteady lamp. Photographs that are not
/// there leave their film out.
[[nodiscard]] Result<std::vector<BenchClip>> clips_of_photographs(std::int64_t frames);

} // namespace kinovar::bench
