#include "core/steps/colourise/engine/hint_sample.h"

#include "core/nn/hint_planes.h"
#include "core/steps/colourise/engine/hint_planes.h"
#include "core/steps/colourise/engine/lab.h"
#include "core/steps/simulate/luma_damage.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::colourise {

namespace {

/// Pixels of a hint to each side of its middle.
constexpr int kHintReach = 1;

cv::Mat turned(const cv::Mat& ab, const SampleWear& wear) {
    const float c = std::cos(wear.hue) * wear.saturation;
    const float s = std::sin(wear.hue) * wear.saturation;
    cv::Mat result;
    cv::transform(ab, result, cv::Matx22f(c, -s, s, c));
    return result;
}

/// Darkens towards the corners as a lens does.
void darken_corners(cv::Mat& light, float strength) {
    const float cx = static_cast<float>(light.cols) / 2;
    const float cy = static_cast<float>(light.rows) / 2;
    const float whole = cx * cx + cy * cy;
    for (int y = 0; y < light.rows; ++y) {
        float* row = light.ptr<float>(y);
        for (int x = 0; x < light.cols; ++x) {
            const float dx = static_cast<float>(x) - cx, dy = static_cast<float>(y) - cy;
            row[x] *= 1 - strength * (dx * dx + dy * dy) / whole;
        }
    }
}

/// Lightness 0 to 100 after wear.
cv::Mat worn(const cv::Mat& lightness, const SampleWear& wear) {
    cv::Mat light;
    cv::pow(cv::max(lightness / 100, 0), wear.gamma, light);
    light = light * wear.gain + wear.offset;
    if (wear.vignette > 0) {
        darken_corners(light, wear.vignette);
    }
    light = cv::max(cv::min(light, 1), 0);
    if (wear.blur_sigma > 0 || wear.grain_level > 0) {
        const double lines = 480;
        steps::simulate::damage_luma(
            {light.ptr<float>(), light.total()}, light.cols, light.rows,
            {wear.blur_sigma, wear.grain_level, std::max(0.5, light.rows / lines), wear.seed});
    }
    return light * 100;
}

/// Seeds with the mean colour of each hint's square.
Seeds seeds_from(const cv::Mat& ab, std::span<const SampleHint> hints) {
    Seeds seeds;
    seeds.size = ab.size();
    seeds.ab = cv::Mat::zeros(ab.size(), CV_32FC2);
    seeds.weight = cv::Mat::zeros(ab.size(), CV_32F);
    for (const SampleHint& hint : hints) {
        const cv::Rect square = cv::Rect(hint.x - kHintReach, hint.y - kHintReach,
                                         2 * kHintReach + 1, 2 * kHintReach + 1) &
                                cv::Rect(cv::Point(), ab.size());
        const cv::Scalar mean = cv::mean(ab(square));
        seeds.ab(square).setTo(mean);
        seeds.weight(square).setTo(1);
        seeds.seeds.push_back({cv::Point2f(cv::Point(hint.x, hint.y)),
                               cv::Vec2f(static_cast<float>(mean[0]), static_cast<float>(mean[1])),
                               1});
    }
    return seeds;
}

std::vector<float> planes_of(const cv::Mat& ab) {
    std::vector<float> values;
    values.reserve(2 * ab.total());
    for (int channel = 0; channel < 2; ++channel) {
        cv::Mat one;
        cv::extractChannel(ab, one, channel);
        one = one / nn::kHintNetChroma;
        values.insert(values.end(), one.begin<float>(), one.end<float>());
    }
    return values;
}

} // namespace

HintSample make_hint_sample(const Frame& picture, int whole_lines,
                            std::span<const SampleHint> hints, const SampleWear& wear) {
    cv::Mat lightness = lightness_of(picture);
    cv::Mat ab = turned(chroma_of(picture), wear);
    if (wear.mirrored) {
        cv::flip(lightness, lightness, 1);
        cv::flip(ab, ab, 1);
    }
    const Guide guide = make_guide(worn(lightness, wear), whole_lines);
    const Seeds seeds = seeds_from(ab, hints);
    const Candidates candidates = candidates_of(guide, seeds);
    const cv::Size size = guide.work.size();
    return {size.width, size.height, hint_planes(guide, seeds, candidates, size),
            hint_numbers(guide, seeds, size), planes_of(ab)};
}

} // namespace kinovar::colourise
