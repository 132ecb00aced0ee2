#include "core/steps/colourise/engine/hint_planes.h"

#include "core/nn/hint_planes.h"
#include "core/steps/colourise/engine/colouriser.h"

#include <opencv2/imgproc.hpp>

#include <cmath>

namespace kinovar::colourise {

namespace {

using nn::HintPlane;
using nn::kHintNetChroma;

/// The way and the distance (units) after which exp() of them is 1/e.
constexpr float kWay = 0.35F;
constexpr float kDistance = 40;
/// Makes texture, and the logarithm of the number of hints, about as large as light.
constexpr float kTextureGain = 5;
constexpr float kCountGain = 0.2F;

/// Where a seed of a picture lies in one of another size; pixel centres at ½.
cv::Point2f place_in(const Seeds::Seed& seed, const cv::Size& from, const cv::Size& to) {
    return {(seed.place.x + 0.5F) * static_cast<float>(to.width) / static_cast<float>(from.width),
            (seed.place.y + 0.5F) * static_cast<float>(to.height) /
                static_cast<float>(from.height)};
}

/// Puts planes into their places, reduced.
class Planes {
public:
    explicit Planes(const cv::Size& size)
        : size_(size), values_(static_cast<std::size_t>(size.area() * nn::kHintPlanes)) {}

    void put(HintPlane which, const cv::Mat& picture, float gain) {
        cv::Mat target = plane(which);
        if (picture.size() == size_) {
            picture.convertTo(target, CV_32F, gain);
            return;
        }
        cv::Mat reduced;
        cv::resize(picture, reduced, size_, 0, 0, cv::INTER_AREA);
        reduced.convertTo(target, CV_32F, gain);
    }

    void put_ab(HintPlane first, const cv::Mat& ab) {
        const auto index = static_cast<int>(first);
        for (int channel = 0; channel < 2; ++channel) {
            cv::Mat one;
            cv::extractChannel(ab, one, channel);
            put(static_cast<HintPlane>(index + channel), one, 1 / kHintNetChroma);
        }
    }

    /// A square of 3×3 px for each seed, however large the hints were drawn: what the network
    /// knows.
    void put_hints(const Seeds& seeds) {
        cv::Mat a = plane(HintPlane::HintA), b = plane(HintPlane::HintB);
        cv::Mat weight = plane(HintPlane::Hint);
        const cv::Rect all(cv::Point(), size_);
        for (const Seeds::Seed& seed : seeds.seeds) {
            const cv::Point2f middle = place_in(seed, seeds.size, size_);
            const cv::Rect square =
                cv::Rect(cvFloor(middle.x) - 1, cvFloor(middle.y) - 1, 3, 3) & all;
            a(square).setTo(seed.ab[0] / kHintNetChroma * seed.strength);
            b(square).setTo(seed.ab[1] / kHintNetChroma * seed.strength);
            weight(square).setTo(seed.strength);
        }
    }

    void fill(HintPlane which, float value) { plane(which).setTo(value); }

    [[nodiscard]] std::vector<float> take() { return std::move(values_); }

private:
    cv::Mat plane(HintPlane which) {
        return {size_, CV_32F,
                values_.data() +
                    static_cast<std::size_t>(which) * static_cast<std::size_t>(size_.area())};
    }

    cv::Size size_;
    std::vector<float> values_;
};

/// exp(−picture / unit)
cv::Mat nearness(const cv::Mat& picture, float unit) {
    cv::Mat result;
    cv::exp(picture * (-1 / unit), result);
    return result;
}

} // namespace

Candidates candidates_of(const Guide& guide, const Seeds& seeds) {
    // It cannot be stopped and knows no error of its own.
    const Result<Chroma> painted = blend_colouriser()->colour(guide, seeds, {});
    return {painted ? painted->ab : spread_smoothly(guide, seeds), spread_by_likeness(guide, seeds),
            spread_from_nearest(guide, seeds)};
}

std::vector<float> hint_planes(const Guide& guide, const Seeds& seeds, const Candidates& candidates,
                               const cv::Size& size) {
    Planes planes(size);
    planes.put(HintPlane::Light, guide.work, 1);
    planes.put(HintPlane::Texture, guide.spread, kTextureGain);
    if (seeds.empty()) {
        return planes.take();
    }
    planes.put_hints(seeds);
    planes.put_ab(HintPlane::PaintedA, candidates.painted);
    planes.put_ab(HintPlane::NearestA, candidates.nearest.ab);
    planes.put_ab(HintPlane::LikelyA, candidates.likely);
    planes.put(HintPlane::Way, nearness(candidates.nearest.way, kWay), 1);
    planes.put(HintPlane::Distance, nearness(candidates.nearest.distance, kDistance * guide.unit),
               1);
    planes.fill(HintPlane::AnyHint, 1);
    planes.fill(HintPlane::HintCount,
                kCountGain * std::log(1 + static_cast<float>(seeds.seeds.size())));
    return planes.take();
}

std::vector<float> hint_numbers(const Guide& guide, const Seeds& seeds, const cv::Size& size) {
    const float scale = static_cast<float>(size.height) / static_cast<float>(guide.work.rows);
    const float unit = kDistance * guide.unit * scale;
    std::vector<float> numbers;
    for (const Seeds::Seed& seed : seeds.seeds) {
        const cv::Point2f place = place_in(seed, guide.work.size(), size);
        numbers.insert(numbers.end(), {place.x, place.y, seed.ab[0] / kHintNetChroma,
                                       seed.ab[1] / kHintNetChroma, seed.strength, unit});
    }
    if (numbers.empty()) {
        numbers.assign(static_cast<std::size_t>(nn::kHintNumbers), 0);
    }
    return numbers;
}

} // namespace kinovar::colourise
