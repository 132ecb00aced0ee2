#include "core/steps/colourise/engine/colouriser.h"
#include "core/steps/colourise/engine/likeness.h"
#include "core/steps/colourise/engine/propagate.h"
#include "core/steps/colourise/engine/smooth_solver.h"

#include <opencv2/core/utility.hpp>
#include <opencv2/imgproc.hpp>

#include <array>
#include <cmath>
#include <cstdint>

namespace kinovar::colourise {

namespace {

constexpr std::int64_t kVersion = 3;

/// One paint in light and in shade: its chroma grows with (L* + 16) to this power. It would be 1
/// for matt things lit by one lamp; highlights and haze make it less. L* of 50 is the measure.
constexpr double kShade = 0.5;
constexpr double kMiddleLightness = 50;

/// A seed's reach (units of the guide) where pixels lie kUsualGap units from the nearest seed on
/// average, and how it grows with that gap: few hints speak for much, many each for little.
constexpr double kReach = 35;
constexpr double kUsualGap = 50;
constexpr double kReachGrowth = 0.6;
/// Pictures are layered: sky, hills, ground. A seed reaches further across than up and down.
constexpr float kStretch = 2;
constexpr float kLightScale = 0.04F;
constexpr float kTextureScale = 0.04F;

/// Where nothing is as like as this (Likely::unlikeness), the picture's mean colour with a share
/// of its chroma counts as much as the seeds: one hint does not tint everything.
constexpr float kDoubt = 8;
constexpr float kMuted = 0.5F;

/// How firmly colours by likeness hold against bonds to neighbours, for pixels of one unit; and the
/// scatter of seeds' colours (ab) at which it is half.
constexpr float kPull = 0.03F;
constexpr float kScatter = 7;

/// Unlikeness at which colours are 1/e as sure.
constexpr float kSureUnlikeness = 4;

void for_each_row(const cv::Mat& mat, const std::function<void(int)>& work) {
    cv::parallel_for_(cv::Range(0, mat.rows), [&](const cv::Range& rows) {
        for (int y = rows.start; y < rows.end; ++y) {
            work(y);
        }
    });
}

/// What the chroma of a paint is multiplied with at each place.
cv::Mat shade_of(const Guide& guide) {
    constexpr double kOffset = 16; // of L* (CIE 15)
    cv::Mat shade;
    cv::pow((guide.smooth * 100 + kOffset) / (kMiddleLightness + kOffset), kShade, shade);
    return shade;
}

/// The seeds' colours as paints: what they would be in middle light.
Seeds paints_of(const Seeds& seeds, const cv::Mat& shade) {
    Seeds paints = seeds;
    paints.ab = cv::Mat(); // a copy shares the pixels of the original
    std::array<cv::Mat, 2> parts;
    cv::split(seeds.ab, parts.data());
    cv::merge(std::array<cv::Mat, 2>{parts[0] / shade, parts[1] / shade}, paints.ab);
    for (Seeds::Seed& seed : paints.seeds) {
        seed.ab /= shade.at<float>(pixel_of(seed, shade.size()));
    }
    return paints;
}

cv::Vec2f mean_colour(const Seeds& seeds) {
    cv::Vec2f sum;
    for (const Seeds::Seed& seed : seeds.seeds) {
        sum += seed.ab;
    }
    return sum / static_cast<float>(seeds.seeds.size());
}

LikenessScales scales_for(const Guide& guide, const Seeds& seeds) {
    cv::Mat distance;
    cv::distanceTransform(seeds.weight == 0, distance, cv::DIST_L2, cv::DIST_MASK_3);
    const double gap = cv::mean(distance)[0] / guide.unit;
    return {static_cast<float>(kReach * std::pow(gap / kUsualGap, kReachGrowth)), kLightScale,
            kTextureScale, kStretch};
}

/// What the smooth solution is drawn to: hints, and elsewhere colours by likeness, as firmly as
/// these are to be believed.
struct Targets {
    cv::Mat ab;       ///< CV_32FC2
    cv::Mat firmness; ///< CV_32F
};

Targets targets_of(const Guide& guide, const Seeds& paints, Likely&& likely) {
    const cv::Vec2f muted = mean_colour(paints) * kMuted;
    const float doubt = std::exp(-kDoubt);
    const float pull = kPull / (guide.unit * guide.unit);
    Targets targets{std::move(likely.ab), firmness_of(paints)};
    for_each_row(targets.ab, [&](int y) {
        auto* ab = targets.ab.ptr<cv::Vec2f>(y);
        auto* firmness = targets.firmness.ptr<float>(y);
        const auto* given = paints.ab.ptr<cv::Vec2f>(y);
        const auto* unlikeness = likely.unlikeness.ptr<float>(y);
        const auto* scatter = likely.scatter.ptr<float>(y);
        for (int x = 0; x < targets.ab.cols; ++x) {
            if (firmness[x] > 0) {
                ab[x] = given[x];
            } else {
                const float like = std::exp(-unlikeness[x]);
                ab[x] = (ab[x] * like + muted * doubt) / (like + doubt);
                firmness[x] = pull / (1 + scatter[x] / (kScatter * kScatter));
            }
        }
    });
    return targets;
}

class BlendColouriser final : public Colouriser {
public:
    [[nodiscard]] Result<Chroma> colour(const Guide& guide, const Seeds& seeds,
                                        const std::stop_token& /*stop*/) const override {
        const cv::Size size = guide.work.size();
        if (seeds.empty()) {
            return Chroma{cv::Mat::zeros(size, CV_32FC2), cv::Mat::zeros(size, CV_32F)};
        }
        const cv::Mat shade = shade_of(guide);
        const Seeds paints = paints_of(seeds, shade);
        Likely likely = likely_colours(guide, paints, scales_for(guide, paints));
        Chroma chroma;
        cv::exp(likely.unlikeness / -kSureUnlikeness, chroma.confidence);
        cv::min(chroma.confidence, 1, chroma.confidence);
        const Targets targets = targets_of(guide, paints, std::move(likely));
        chroma.ab = solve_smooth(guide.work, targets.ab, targets.firmness);
        for_each_row(chroma.ab, [&](int y) {
            auto* ab = chroma.ab.ptr<cv::Vec2f>(y);
            for (int x = 0; x < size.width; ++x) {
                ab[x] *= shade.at<float>(y, x);
            }
        });
        return chroma;
    }
    [[nodiscard]] Hash128 key() const override {
        return Hasher().add(std::string_view("blend")).add(kVersion).finish();
    }
    [[nodiscard]] Origin origin() const override { return Origin::Hand; }
};

} // namespace

ColouriserPtr blend_colouriser() {
    return std::make_shared<BlendColouriser>();
}

} // namespace kinovar::colourise
