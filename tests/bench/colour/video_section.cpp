#include "tests/bench/colour/video_section.h"

#include "core/image/cv_bridge.h"
#include "core/image/luma.h"
#include "core/media/picture_file.h"
#include "core/steps/colourise/colourise.h"
#include "tests/bench/colour/video_methods.h"
#include "tests/bench/colour/video_score.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cstdio>

namespace kinovar::bench {

namespace {

namespace fs = std::filesystem;

constexpr int kHints = 100;
constexpr double kDifferenceGain = 8;

/// One clip by all methods.
struct VideoReport {
    std::string clip;
    std::vector<VideoScore> scores;
    double truth_flicker = 0;
    std::vector<ConfidenceBin> calibration; ///< of one key, carried
};

void print(const VideoReport& report) {
    fmt::print("\n{}\n{:<28}{:>8}{:>8}{:>8}{:>10}{:>10}{:>9}\n", report.clip, "method", "mean dB",
               "middle", "last", "flicker", "off truth", "s/frame");
    for (const VideoScore& score : report.scores) {
        fmt::print("{:<28}{:>8.2f}{:>8.2f}{:>8.2f}{:>10.3f}{:>10.3f}{:>9.3f}\n", score.method,
                   score.mean, score.middle, score.last, score.flicker.along, score.flicker.error,
                   score.seconds);
    }
    fmt::print("{:<28}{:>34.3f}\n", "truth", report.truth_flicker);
    fmt::print("confidence (share, mean error, share off by more than {}):\n", kBadError);
    for (std::size_t i = 0; i < report.calibration.size(); ++i) {
        const ConfidenceBin& bin = report.calibration[i];
        fmt::print("  {:.1f}  {:6.2f} %  {:6.2f}  {:6.2f} %\n",
                   static_cast<double>(i) / kConfidenceBins, 100 * bin.share, bin.error,
                   100 * bin.bad);
    }
    std::fflush(stdout);
}

cv::Mat rgb_of(const Frame& grey, const cv::Mat& ab) {
    cv::Mat lab;
    cv::cvtColor(mat_view(grey), lab, cv::COLOR_RGB2Lab);
    cv::mixChannels({ab}, {lab}, {0, 1, 1, 2});
    cv::Mat rgb;
    cv::cvtColor(lab, rgb, cv::COLOR_Lab2RGB);
    return cv::max(0.0, cv::min(1.0, rgb));
}

/// Truth, ours, eight times the difference, confidence, from left to right; frames downwards.
Status write_strip(const VideoClip& clip, const ColouredFilm& film, const fs::path& file) {
    cv::Mat strip;
    for (const double at : {0.15, 0.35, 0.6, 1.0}) {
        const auto t = static_cast<std::size_t>(at * static_cast<double>(clip.frames() - 1));
        KINOVAR_TRY_ASSIGN(const FramePtr grey, clip.grey->frame(static_cast<std::int64_t>(t), {}));
        const cv::Mat flat(grey->height(), grey->width(), CV_32FC3, cv::Scalar::all(0.5));
        KINOVAR_TRY_ASSIGN(const FramePtr middle, frame_from_mat(flat, grey->colour()));
        cv::Mat sure, row;
        cv::cvtColor(film.confidence[t], sure, cv::COLOR_GRAY2RGB);
        cv::hconcat(
            std::vector<cv::Mat>{rgb_of(*grey, clip.truth[t]), rgb_of(*grey, film.ab[t]),
                                 rgb_of(*middle, (film.ab[t] - clip.truth[t]) * kDifferenceGain),
                                 sure},
            row);
        strip.push_back(row);
    }
    KINOVAR_TRY_ASSIGN(const FramePtr picture, frame_from_mat(strip, ColourSpec::srgb()));
    return media::write_picture(file, *picture, media::PictureFormat::Png, 8);
}

Result<VideoReport> measure(const VideoClip& clip, const FlickerMeter& meter,
                            const VideoOptions& options) {
    VideoReport report;
    report.clip = clip.name;
    report.truth_flicker = meter.of(clip.truth).along;
    const std::int64_t last = clip.frames() - 1;
    const auto add = [&](std::string method, const ColouredFilm& film, bool two_keys = false) {
        report.scores.push_back(score_of(std::move(method), film.ab,
                                         static_cast<std::size_t>(two_keys ? last - 1 : last), clip,
                                         meter, film.seconds));
    };
    add("static copy", static_copy(clip));
    add("plain OpenCV flow warp", plain_flow_warp(clip));
    KINOVAR_TRY_ASSIGN(const ColouredFilm one, carried(clip, {0}, 0));
    add("carried, one key", one);
    report.calibration = calibration_of(one.ab, one.confidence, clip.truth);
    KINOVAR_TRY_ASSIGN(const ColouredFilm calm, carried(clip, {0}, steps::ColouriseOptions{}.calm));
    add("carried, one key, calmed", calm);
    KINOVAR_TRY_ASSIGN(const ColouredFilm two, carried(clip, {0, last}, 0));
    add("carried, two keys", two, true);
    if (options.hints) {
        KINOVAR_TRY_ASSIGN(const ColouredFilm hinted, coloured_by_hints(clip, kHints));
        add(fmt::format("each frame by {} hints", kHints), hinted);
    }
    if (!options.strips.empty()) {
        KINOVAR_TRY(write_strip(clip, one, options.strips / (clip.name + ".png")));
    }
    return report;
}

Result<std::vector<VideoClip>> clips_of(const VideoOptions& options) {
    const fs::path clips = options.shared / "data/clips";
    const fs::path stills = options.shared / "data/train/antergos_ccbysa";
    std::vector<VideoClip> videos;
    KINOVAR_TRY_ASSIGN(videos.emplace_back(),
                       video_from_file(clips / "woman_restaurant.mkv", options.frames));
    KINOVAR_TRY_ASSIGN(videos.emplace_back(),
                       video_from_file(clips / "pan_otters.mkv", options.frames));
    KINOVAR_TRY_ASSIGN(videos.emplace_back(),
                       video_of_photographs(stills / "back-alley-graffiti.jpg",
                                            stills / "flower.jpg", options.frames));
    return videos;
}

} // namespace

Status measure_videos(const VideoOptions& options) {
    KINOVAR_TRY_ASSIGN(const std::vector<VideoClip> videos, clips_of(options));
    for (const VideoClip& video : videos) {
        const bool wanted =
            options.only.empty() ||
            std::any_of(options.only.begin(), options.only.end(),
                        [&](const std::string& name) { return video.name.starts_with(name); });
        if (!wanted) {
            continue;
        }
        const FlickerMeter meter(video);
        if (options.clean) {
            KINOVAR_TRY_ASSIGN(const VideoReport report, measure(video, meter, options));
            print(report);
        }
        if (options.aged) {
            KINOVAR_TRY_ASSIGN(const VideoClip old, aged_video(video));
            KINOVAR_TRY_ASSIGN(const VideoReport report, measure(old, meter, options));
            print(report);
        }
    }
    return {};
}

} // namespace kinovar::bench
