#pragma once

#include "tests/bench/colour/video_clips.h"

#include <memory>

namespace kinovar::bench {

/// A film in colours, how sure they are (empty where the method does not say), seconds a frame.
struct ColouredFilm {
    AbFilm ab;
    std::vector<cv::Mat> confidence;
    double seconds = 0;
};

/// The key's colours where they were.
[[nodiscard]] ColouredFilm static_copy(const VideoClip& clip);

/// OpenCV alone: dense inverse search from frame to frame, colours taken along with remap.
[[nodiscard]] ColouredFilm plain_flow_warp(const VideoClip& clip);

/// Each frame coloured for itself, without weights, by `count` points of frame 0 with their true
/// colours, that follow the picture.
[[nodiscard]] Result<ColouredFilm> coloured_by_hints(const VideoClip& clip, int count);

/// The Carrier, from key frames with true colours; `calm`: strength of the filter along motion.
[[nodiscard]] Result<ColouredFilm> carried(const VideoClip& clip,
                                           const std::vector<std::int64_t>& keys, double calm);

} // namespace kinovar::bench
