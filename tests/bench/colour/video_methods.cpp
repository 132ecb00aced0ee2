#include "tests/bench/colour/video_methods.h"

#include "core/image/luma.h"
#include "core/steps/colourise/engine/lab.h"
#include "core/steps/colourise/time/chroma_filter.h"
#include "core/steps/colourise/time/hint_track.h"

#include <opencv2/imgproc.hpp>
#include <opencv2/video/tracking.hpp>

#include <chrono>
#include <random>

namespace kinovar::bench {

namespace {

using colourise::Chroma;
using colourise::ColourHint;
using colourise::Motion;

class Watch {
public:
    [[nodiscard]] double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
    }

private:
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

cv::Mat luma_plane(const Frame& frame) {
    cv::Mat luma(frame.height(), frame.width(), CV_8U);
    luma_of(frame, std::span<std::uint8_t>(luma.data, luma.total()));
    return luma;
}

std::vector<ColourHint> true_hints(const VideoClip& clip, int count) {
    std::mt19937 random(0);
    const cv::Mat& ab = clip.truth.front();
    std::vector<ColourHint> hints;
    for (int i = 0; i < count; ++i) {
        const int x = static_cast<int>(random() % static_cast<unsigned>(ab.cols - 2)) + 1;
        const int y = static_cast<int>(random() % static_cast<unsigned>(ab.rows - 2)) + 1;
        const cv::Scalar mean = cv::mean(ab(cv::Rect(x - 1, y - 1, 3, 3)));
        ColourHint hint;
        hint.colour = {static_cast<float>(mean[0]), static_cast<float>(mean[1])};
        hint.last = clip.frames() - 1;
        hint.keys = {{0, {{(x + 0.5) / ab.cols, (y + 0.5) / ab.rows}}}};
        hints.push_back(std::move(hint));
    }
    return hints;
}

} // namespace

ColouredFilm static_copy(const VideoClip& clip) {
    return {AbFilm(clip.truth.size(), clip.truth.front()), {}, 0};
}

ColouredFilm plain_flow_warp(const VideoClip& clip) {
    const Watch watch;
    const auto search = cv::DISOpticalFlow::create(cv::DISOpticalFlow::PRESET_MEDIUM);
    ColouredFilm film{{clip.truth.front()}, {}, 0};
    cv::Mat before = luma_plane(**clip.grey->frame(0, {}));
    for (std::int64_t t = 1; t < clip.frames(); ++t) {
        const cv::Mat here = luma_plane(**clip.grey->frame(t, {}));
        cv::Mat map;
        search->calc(here, before, map);
        for (int y = 0; y < map.rows; ++y) {
            for (int x = 0; x < map.cols; ++x) {
                map.at<cv::Vec2f>(y, x) += cv::Vec2f(static_cast<float>(x), static_cast<float>(y));
            }
        }
        cv::Mat moved;
        cv::remap(film.ab.back(), moved, map, cv::noArray(), cv::INTER_LINEAR,
                  cv::BORDER_REPLICATE);
        film.ab.push_back(moved);
        before = here;
    }
    film.seconds = watch.seconds() / static_cast<double>(clip.frames());
    return film;
}

Result<ColouredFilm> coloured_by_hints(const VideoClip& clip, int count) {
    const Watch watch;
    const Motion motion(clip.grey);
    const auto engine = colourise::blend_colouriser();
    const std::vector<ColourHint> hints = true_hints(clip, count);
    ColouredFilm film;
    for (std::int64_t t = 0; t < clip.frames(); ++t) {
        KINOVAR_TRY_ASSIGN(const auto placed, colourise::hints_at(hints, t, motion, {}));
        KINOVAR_TRY_ASSIGN(const FramePtr frame, clip.grey->frame(t, {}));
        const colourise::Guide guide = colourise::make_guide(colourise::lightness_of(*frame));
        KINOVAR_TRY_ASSIGN(
            const Chroma chroma,
            engine->colour(guide, colourise::seeds_of(placed, guide.work.size()), {}));
        film.ab.push_back(colourise::enlarge_along(guide, chroma.ab));
        film.confidence.push_back(chroma.confidence);
    }
    film.seconds = watch.seconds() / static_cast<double>(clip.frames());
    return film;
}

Result<ColouredFilm> carried(const VideoClip& clip, const std::vector<std::int64_t>& keys,
                             double calm) {
    const Watch watch;
    const auto motion = std::make_shared<Motion>(clip.grey);
    const colourise::Carrier carrier(
        motion, keys, [&](std::int64_t n) -> Result<std::shared_ptr<const Chroma>> {
            const cv::Mat& ab = clip.truth[static_cast<std::size_t>(n)];
            return std::make_shared<const Chroma>(
                Chroma{ab, cv::Mat(ab.size(), CV_32F, cv::Scalar(1))});
        });
    std::vector<std::shared_ptr<const Chroma>> chromas;
    for (std::int64_t t = 0; t < clip.frames(); ++t) {
        KINOVAR_TRY_ASSIGN(Chroma chroma, carrier.at(t, {}));
        chromas.push_back(std::make_shared<const Chroma>(std::move(chroma)));
    }
    ColouredFilm film;
    for (std::int64_t t = 0; t < clip.frames(); ++t) {
        KINOVAR_TRY_ASSIGN(
            const Chroma chroma,
            colourise::calmed(t, calm,
                              [&](std::int64_t n) -> Result<std::shared_ptr<const Chroma>> {
                                  return chromas[static_cast<std::size_t>(n)];
                              },
                              *motion, {}));
        film.ab.push_back(chroma.ab);
        film.confidence.push_back(chroma.confidence);
    }
    film.seconds = watch.seconds() / static_cast<double>(clip.frames());
    return film;
}

} // namespace kinovar::bench
