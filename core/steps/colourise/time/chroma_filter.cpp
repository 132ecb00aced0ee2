#include "core/steps/colourise/time/chroma_filter.h"

#include "core/image/cv_bridge.h"
#include "core/steps/measure/shots.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <array>
#include <cmath>

namespace kinovar::colourise {

namespace {

using pipeline::Pull;
using steps::Flow;

constexpr int kReach = 3;             // frames on each side
constexpr double kNearness = 4;       // frames, where a neighbour counts 1/e
constexpr double kMostCount = 2;      // of a neighbour at full strength; the frame itself counts 1
constexpr float kLeastSure = 0.15F;   // colours that are only guessed are calmed too
constexpr float kTolerancePx = 0.7F;  // of going there and back
constexpr float kLightLikeness = 12;  // 8-bit levels
constexpr float kColourLikeness = 10; // of a* and b*: colours of another thing play no part

/// Where frame `n` lies in frame `to` and back.
struct Ways {
    Flow there, back;
};

Result<Ways> ways_between(std::int64_t n, std::int64_t to, const Motion& motion, const Pull& pull) {
    const std::int64_t step = to > n ? 1 : -1;
    Ways ways;
    for (std::int64_t at = n; at != to; at += step) {
        KINOVAR_TRY_ASSIGN(const auto there, motion.between(at, at + step, pull));
        KINOVAR_TRY_ASSIGN(const auto back, motion.between(at + step, at, pull));
        KINOVAR_TRY(stopped(pull));
        KINOVAR_TRY(guard_cv(fmt::format("calm colours, frame {}", n), [&] {
            ways.there = at == n ? *there : steps::compose(ways.there, *there);
            ways.back = at == n ? *back : steps::compose(*back, ways.back);
        }));
    }
    return ways;
}

/// The sum of weighted colours of a frame.
struct Sum {
    cv::Mat ab;     ///< CV_32FC2
    cv::Mat weight; ///< CV_32F
};

/// Adds a neighbour as it looks from here.
void add_neighbour(const Chroma& own, const cv::Mat& light, const Chroma& other,
                   const cv::Mat& other_light, const Ways& ways, float nearness, Sum& sum) {
    const cv::Size size = own.ab.size();
    const cv::Mat map = steps::flow_map(ways.there, size, cv::Rect(cv::Point(), size));
    const auto seen_from_here = [&](const cv::Mat& picture) {
        cv::Mat seen;
        cv::remap(picture, seen, map, cv::noArray(), cv::INTER_LINEAR, cv::BORDER_REFLECT_101);
        return seen;
    };
    const cv::Mat ab = seen_from_here(other.ab);
    const cv::Mat sure = seen_from_here(other.confidence);
    cv::Mat there_light = other_light;
    if (there_light.size() != size) {
        cv::resize(there_light, there_light, size, 0, 0, cv::INTER_AREA);
    }
    there_light = seen_from_here(there_light);
    cv::Mat lost;
    cv::resize(steps::inconsistent(ways.there, ways.back, kTolerancePx), lost, size, 0, 0,
               cv::INTER_LINEAR);
    for (int y = 0; y < size.height; ++y) {
        const auto* colour = ab.ptr<cv::Vec2f>(y);
        const auto* here = own.ab.ptr<cv::Vec2f>(y);
        const auto* at = map.ptr<cv::Vec2f>(y);
        auto* total = sum.ab.ptr<cv::Vec2f>(y);
        auto* weights = sum.weight.ptr<float>(y);
        for (int x = 0; x < size.width; ++x) {
            const bool outside = at[x][0] < 0 || at[x][1] < 0 ||
                                 at[x][0] > static_cast<float>(size.width - 1) ||
                                 at[x][1] > static_cast<float>(size.height - 1);
            if (outside || lost.at<std::uint8_t>(y, x) != 0) {
                continue;
            }
            const float dl = (light.at<float>(y, x) - there_light.at<float>(y, x)) / kLightLikeness;
            const cv::Vec2f dc = (colour[x] - here[x]) / kColourLikeness;
            const float weight =
                nearness * (sure.at<float>(y, x) + kLeastSure) * std::exp(-dl * dl - dc.dot(dc));
            total[x] += colour[x] * weight;
            weights[x] += weight;
        }
    }
}

/// Light without its mean over the surroundings, which flickers in old films.
cv::Mat light_of(const MotionPicture& picture, const cv::Size& size) {
    cv::Mat light, around;
    picture.search.convertTo(light, CV_32F);
    cv::blur(light, around, {size.height / 8 + 1, size.height / 8 + 1});
    light -= around;
    cv::resize(light, light, size, 0, 0, cv::INTER_AREA);
    return light;
}

} // namespace

Result<Chroma> calmed(std::int64_t n, double strength, const ChromaOf& chroma_of,
                      const Motion& motion, const Pull& pull) {
    KINOVAR_TRY_ASSIGN(const auto own, chroma_of(n));
    Chroma calm{own->ab.clone(), own->confidence.clone()};
    if (strength <= 0) {
        return calm;
    }
    KINOVAR_TRY_ASSIGN(const auto shot, motion.shot_of(n, pull));
    KINOVAR_TRY_ASSIGN(const auto picture, motion.picture(n, pull));
    const cv::Size size = own->ab.size();
    Sum sum;
    cv::Mat light;
    KINOVAR_TRY(guard_cv(fmt::format("calm colours, frame {}", n), [&] {
        light = light_of(*picture, size);
        sum.weight = own->confidence + kLeastSure;
        cv::Mat twice;
        cv::merge(std::array{sum.weight, sum.weight}, twice);
        sum.ab = own->ab.mul(twice);
    }));
    for (const std::int64_t other : steps::neighbours(shot, n, kReach)) {
        KINOVAR_TRY(stopped(pull));
        KINOVAR_TRY_ASSIGN(const auto there, chroma_of(other));
        KINOVAR_TRY_ASSIGN(const auto there_picture, motion.picture(other, pull));
        KINOVAR_TRY_ASSIGN(const Ways ways, ways_between(n, other, motion, pull));
        KINOVAR_TRY(stopped(pull));
        const double away = static_cast<double>(other - n) / kNearness;
        KINOVAR_TRY(guard_cv(fmt::format("calm colours, frame {}", n), [&] {
            add_neighbour(*own, light, *there, light_of(*there_picture, size), ways,
                          static_cast<float>(kMostCount * strength * std::exp(-away * away)), sum);
        }));
    }
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            calm.ab.at<cv::Vec2f>(y, x) = sum.ab.at<cv::Vec2f>(y, x) / sum.weight.at<float>(y, x);
        }
    }
    return calm;
}

} // namespace kinovar::colourise
