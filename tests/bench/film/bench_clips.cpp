#include "tests/bench/film/bench_clips.h"

#include "core/media/picture_file.h"
#include "core/pipeline/source_clip.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

namespace kinovar::bench {

namespace fs = std::filesystem;
using test::LumaPlane;

namespace {

constexpr float kPeak = 255;
constexpr int kWidth = 640;
constexpr int kHeight = 480;
constexpr const char* kPhotographs = "/usr/share/palapeli/collection";

Hash128 key_of(std::string_view name, const std::vector<FramePtr>& frames) {
    Hasher hasher;
    hasher.add("bench").add(name);
    for (const FramePtr& frame : frames) {
        const auto values = frame->values();
        hasher.add(
            std::string_view(reinterpret_cast<const char*>(values.data()), values.size_bytes()));
    }
    return hasher.finish();
}

BenchClip bench_clip(std::string name, pipeline::ClipInfo info, std::vector<FramePtr> frames) {
    info.key = key_of(name, frames);
    info.monochrome = true;
    return {std::move(name), std::make_shared<FramesClip>(std::move(info), std::move(frames))};
}

/// Luma of a photograph, reduced (it is soft at full size) so that a frame is a part of it.
Result<cv::Mat> photograph(const fs::path& file, double height) {
    KINOVAR_TRY_ASSIGN(const FramePtr picture, media::read_picture(file));
    LumaPlane plane = test::luma_plane(*picture);
    const cv::Mat whole(plane.height, plane.width, CV_32F, plane.levels.data());
    const double scale =
        std::max(height / plane.height, 1.2 * kWidth / static_cast<double>(plane.width));
    cv::Mat reduced;
    cv::resize(whole, reduced, {}, scale, scale, cv::INTER_AREA);
    return reduced;
}

/// The part of a photograph of `zoom` times its size whose middle lies at a place of it.
LumaPlane view_of(const cv::Mat& photo, double middle_x, double middle_y, double zoom) {
    const cv::Matx23d from_frame(1 / zoom, 0, middle_x - kWidth / (2 * zoom), 0, 1 / zoom,
                                 middle_y - kHeight / (2 * zoom));
    LumaPlane plane(kWidth, kHeight);
    cv::Mat target(kHeight, kWidth, CV_32F, plane.levels.data());
    cv::warpAffine(photo, target, from_frame, target.size(), cv::INTER_CUBIC | cv::WARP_INVERSE_MAP,
                   cv::BORDER_REFLECT_101);
    return plane;
}

using Camera = std::function<LumaPlane(const cv::Mat& photo, std::int64_t n)>;

LumaPlane pan(const cv::Mat& photo, std::int64_t n) {
    constexpr double kSpeed = 1.3; // px a frame
    return view_of(photo, kWidth / 2.0 + 8 + kSpeed * static_cast<double>(n),
                   photo.rows / 2.0 + 0.2 * static_cast<double>(n), 1);
}

LumaPlane zoom(const cv::Mat& photo, std::int64_t n) {
    constexpr double kGrowth = 0.004; // a frame
    return view_of(photo, photo.cols / 2.0, photo.rows / 2.0, 1 + kGrowth * static_cast<double>(n));
}

LumaPlane fast_thing(const cv::Mat& photo, std::int64_t n) {
    constexpr int kRadius = 11;
    constexpr double kSpeed = 23; // px a frame
    LumaPlane plane = view_of(photo, photo.cols / 2.0, photo.rows / 2.0, 1);
    const double way = kSpeed * static_cast<double>(n);
    const double span = kWidth - 4.0 * kRadius;
    const double turned = std::fmod(way, 2 * span);
    const double x = 2 * kRadius + (turned < span ? turned : 2 * span - turned);
    const double y = kHeight / 2.0 + 120 * std::sin(0.21 * static_cast<double>(n));
    cv::Mat picture(kHeight, kWidth, CV_32F, plane.levels.data());
    const cv::Point middle(cvRound(x), cvRound(y));
    cv::circle(picture, middle, kRadius, cv::Scalar(225), cv::FILLED, cv::LINE_AA);
    cv::circle(picture, middle - cv::Point(3, 3), kRadius / 3, cv::Scalar(60), cv::FILLED);
    return plane;
}

LumaPlane rain(const cv::Mat& photo, std::int64_t n) {
    constexpr int kDrops = 70;
    constexpr float kBrightness = 38;
    LumaPlane plane =
        view_of(photo, photo.cols / 2.0 + 0.4 * static_cast<double>(n), photo.rows / 2.0, 1);
    std::mt19937 random(static_cast<std::uint32_t>(1000 + n));
    const auto below = [&random](int limit) {
        return static_cast<int>(random() % static_cast<std::uint32_t>(limit));
    };
    cv::Mat streaks = cv::Mat::zeros(kHeight, kWidth, CV_32F);
    for (int drop = 0; drop < kDrops; ++drop) {
        const cv::Point top(below(kWidth), below(kHeight));
        const int length = 16 + below(26);
        cv::line(streaks, top, top + cv::Point(length / 6, length),
                 cv::Scalar(0.5 * kBrightness + below(static_cast<int>(kBrightness))), 1);
    }
    cv::GaussianBlur(streaks, streaks, {}, 0.7);
    cv::Mat picture(kHeight, kWidth, CV_32F, plane.levels.data());
    picture += streaks;
    return plane;
}

LumaPlane dark_room(const cv::Mat& photo, std::int64_t n) {
    const auto time = static_cast<double>(n);
    LumaPlane plane =
        view_of(photo, photo.cols / 2.0 + 3 * std::sin(0.07 * time), photo.rows / 2.0, 1);
    const double lamp = 0.22 * (1 + 0.15 * std::sin(0.12 * time));
    for (float& level : plane.levels) {
        level = static_cast<float>(4 + lamp * level);
    }
    return plane;
}

struct Recipe {
    const char* name;
    const char* photograph;
    double height; ///< of the photograph, px
    Camera camera;
};

} // namespace

FramesClip::FramesClip(pipeline::ClipInfo info, std::vector<FramePtr> frames)
    : info_(std::move(info)), frames_(std::move(frames)) {
    info_.frames = static_cast<std::int64_t>(frames_.size());
}

Result<FramePtr> FramesClip::frame(std::int64_t n, const pipeline::Pull& /*pull*/) const {
    return frames_.at(static_cast<std::size_t>(n));
}

Planes FramesClip::planes() const {
    Planes planes;
    for (const FramePtr& frame : frames_) {
        planes.push_back(test::luma_plane(*frame));
    }
    return planes;
}

FramePtr scanned(const LumaPlane& plane, const ColourSpec& colour) {
    LumaPlane rounded = plane;
    for (float& level : rounded.levels) {
        level = std::round(std::clamp(level, 0.0F, kPeak));
    }
    return std::make_shared<Frame>(test::frame_of(rounded, colour));
}

Result<BenchClip> clip_from_file(const fs::path& file, std::int64_t frames) {
    KINOVAR_TRY_ASSIGN(const auto source, pipeline::SourceClip::open(file));
    pipeline::ClipInfo info = source->info();
    std::vector<FramePtr> pictures;
    for (std::int64_t n = 0; n < std::min(frames, info.frames); ++n) {
        KINOVAR_TRY_ASSIGN(const FramePtr frame, source->frame(n, {}));
        pictures.push_back(scanned(test::luma_plane(*frame), info.colour));
    }
    info.timeline = nullptr; // shorter now
    return bench_clip(file.stem().string(), std::move(info), std::move(pictures));
}

Result<std::vector<BenchClip>> clips_of_photographs(std::int64_t frames) {
    const std::vector<Recipe> recipes{
        {"photo_pan", "castle-maintenon.jpg", 620, pan},
        {"photo_zoom", "cincinnati-bridge.jpg", 620, zoom},
        {"fast_thing", "citrus-fruits.jpg", 560, fast_thing},
        {"rain", "european-honey-bee.jpg", 600, rain},
        {"dark_room", "panther-chameleon-female.jpg", 600, dark_room},
    };
    std::vector<BenchClip> clips;
    for (const Recipe& recipe : recipes) {
        const fs::path file = fs::path(kPhotographs) / recipe.photograph;
        if (!fs::exists(file)) {
            continue;
        }
        KINOVAR_TRY_ASSIGN(const cv::Mat photo, photograph(file, recipe.height));
        pipeline::ClipInfo info{
            .width = kWidth, .height = kHeight, .rate = {24, 1}, .colour = ColourSpec::bt601()};
        std::vector<FramePtr> pictures;
        for (std::int64_t n = 0; n < frames; ++n) {
            pictures.push_back(scanned(recipe.camera(photo, n), info.colour));
        }
        clips.push_back(bench_clip(recipe.name, std::move(info), std::move(pictures)));
    }
    return clips;
}

} // namespace kinovar::bench
