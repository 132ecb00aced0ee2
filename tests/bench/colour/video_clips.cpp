#include "tests/bench/colour/video_clips.h"

#include "core/image/cv_bridge.h"
#include "core/image/luma.h"
#include "core/media/picture_file.h"
#include "core/pipeline/source_clip.h"
#include "core/steps/measure/shots.h"
#include "core/steps/simulate/age.h"
#include "tests/steps/memory_clip.h"

#include <opencv2/imgproc.hpp>

#include <cmath>

namespace kinovar::bench {

namespace fs = std::filesystem;

namespace {

constexpr int kWidth = 640;
constexpr int kHeight = 480;

cv::Mat ab_of_frame(const Frame& frame) {
    cv::Mat lab;
    cv::cvtColor(mat_view(frame), lab, cv::COLOR_RGB2Lab);
    cv::Mat ab(lab.size(), CV_32FC2);
    cv::mixChannels({lab}, {ab}, {1, 0, 2, 1});
    return ab;
}

/// Its luma, rounded to 8 bits as a scan would be.
FramePtr grey_of(const Frame& frame) {
    std::vector<std::uint8_t> luma(static_cast<std::size_t>(frame.width()) *
                                   static_cast<std::size_t>(frame.height()));
    luma_of(frame, std::span<std::uint8_t>(luma));
    auto grey = std::make_shared<Frame>(frame.width(), frame.height(), frame.colour());
    const auto values = grey->values();
    for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] = static_cast<float>(luma[i / Frame::kChannels]) / 255;
    }
    return grey;
}

VideoClip video_of_frames(std::string name, const std::vector<FramePtr>& frames) {
    VideoClip video;
    video.name = std::move(name);
    std::vector<FramePtr> greys;
    for (const FramePtr& frame : frames) {
        video.truth.push_back(ab_of_frame(*frame));
        greys.push_back(grey_of(*frame));
    }
    auto clip = std::make_shared<steps::test::MemoryClip>(std::move(greys), video.name);
    clip->set_shots(steps::listed_shots({}, video.frames()));
    video.grey = clip;
    return video;
}

Result<cv::Mat> photograph(const fs::path& file) {
    KINOVAR_TRY_ASSIGN(const FramePtr picture, media::read_picture(file));
    const cv::Mat whole = mat_view(*picture);
    const double scale = std::max(1.25 * kWidth / whole.cols, 1.25 * kHeight / whole.rows);
    cv::Mat reduced;
    cv::resize(whole, reduced, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    return reduced;
}

cv::Mat view_of(const cv::Mat& photo, const cv::Point2d& middle, double zoom) {
    const cv::Matx23d from_frame(1 / zoom, 0, middle.x - kWidth / (2 * zoom), 0, 1 / zoom,
                                 middle.y - kHeight / (2 * zoom));
    cv::Mat view;
    cv::warpAffine(photo, view, from_frame, {kWidth, kHeight},
                   cv::INTER_CUBIC | cv::WARP_INVERSE_MAP, cv::BORDER_REFLECT_101);
    return view;
}

/// A soft-edged disc of `thing` laid over the view.
void lay_over(cv::Mat& view, const cv::Mat& thing, const cv::Point2d& at) {
    constexpr double kRadius = 75;
    const cv::Mat piece = view_of(
        thing, {thing.cols / 2.0 + kWidth / 2.0 - at.x, thing.rows / 2.0 + kHeight / 2.0 - at.y},
        1);
    for (int y = 0; y < view.rows; ++y) {
        for (int x = 0; x < view.cols; ++x) {
            const double inside = kRadius + 0.5 - std::hypot(x - at.x, y - at.y);
            const auto cover = static_cast<float>(std::clamp(inside, 0.0, 1.0));
            auto& pixel = view.at<cv::Vec3f>(y, x);
            pixel += (piece.at<cv::Vec3f>(y, x) - pixel) * cover;
        }
    }
}

} // namespace

Result<VideoClip> video_from_file(const fs::path& file, std::int64_t frames) {
    KINOVAR_TRY_ASSIGN(const auto clip, pipeline::SourceClip::open(file));
    std::vector<FramePtr> pictures;
    for (std::int64_t n = 0; n < std::min(frames, clip->info().frames); ++n) {
        KINOVAR_TRY_ASSIGN(pictures.emplace_back(), clip->frame(n, {}));
    }
    return video_of_frames(file.stem().string(), pictures);
}

Result<VideoClip> video_of_photographs(const fs::path& ground, const fs::path& thing,
                                       std::int64_t frames) {
    KINOVAR_TRY_ASSIGN(const cv::Mat behind, photograph(ground));
    KINOVAR_TRY_ASSIGN(const cv::Mat before, photograph(thing));
    std::vector<FramePtr> pictures;
    for (std::int64_t n = 0; n < frames; ++n) {
        const auto t = static_cast<double>(n);
        cv::Mat view =
            view_of(behind, {behind.cols / 2.0 - 30 + 1.4 * t, behind.rows / 2.0 + 0.3 * t},
                    1 + 0.0015 * t);
        lay_over(view, before, {320 + 200 * std::sin(0.09 * t), 240 + 40 * std::cos(0.13 * t)});
        view = cv::max(0.0, cv::min(1.0, view));
        KINOVAR_TRY_ASSIGN(pictures.emplace_back(), frame_from_mat(view, ColourSpec::srgb()));
    }
    return video_of_frames(ground.stem().string() + "+" + thing.stem().string(), pictures);
}

Result<VideoClip> aged_video(const VideoClip& clip) {
    steps::simulate::AgeOptions options;
    options.weave = false;
    options.splice = false;
    KINOVAR_TRY_ASSIGN(const auto aged, steps::simulate::AgeClip::make(clip.grey, options));
    VideoClip video{clip.name + ", aged", aged, clip.truth};
    KINOVAR_TRY_ASSIGN(const auto memory,
                       steps::test::in_memory(*aged, 0, clip.frames() - 1, video.name));
    memory->set_shots(steps::listed_shots({}, video.frames()));
    video.grey = memory;
    return video;
}

} // namespace kinovar::bench
