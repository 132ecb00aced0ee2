#pragma once

#include "core/pipeline/clip.h"

#include <opencv2/core.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace kinovar::bench {

/// One a frame: a* and b* (CV_32FC2).
using AbFilm = std::vector<cv::Mat>;

/// A film of one shot in black and white, and the colours that it had.
struct VideoClip {
    std::string name;
    pipeline::ClipPtr grey;
    AbFilm truth;
    [[nodiscard]] std::int64_t frames() const { return static_cast<std::int64_t>(truth.size()); }
};

/// The first frames of a film.
[[nodiscard]] Result<VideoClip> video_from_file(const std::filesystem::path& file,
                                                std::int64_t frames);

/// A slow pan with a little zoom over a photograph; a round piece of another one swings before it,
/// which hides and shows what lies behind. 640×480.
[[nodiscard]] Result<VideoClip> video_of_photographs(const std::filesystem::path& ground,
                                                     const std::filesystem::path& thing,
                                                     std::int64_t frames);

/// The same as an old reel shows it: grain, dirt, scratches, flicker, blur; it does not weave, so
/// that the true colours stay where they are.
[[nodiscard]] Result<VideoClip> aged_video(const VideoClip& clip);

} // namespace kinovar::bench
