#include "core/steps/restore/dust_detect.h"

#include "core/steps/restore/dust_kernel.h"
#include "core/steps/restore/dust_match.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::steps::dust {

namespace {

// How much of the local range of a neighbour counts as no difference: what sub-pixel errors of the
// flow make of edges.
constexpr float kRangeShare = 0.35F;
// Where the neighbours disagree by more than noise, half of that is taken off.
constexpr float kDisagreementShare = 0.5F;
constexpr float kDisagreementNoise = 1.2F;
constexpr double kDisagreementReach = 1; // px
constexpr ScoreRules kRules{kRangeShare, kDisagreementShare, kDisagreementNoise,
                            static_cast<float>(Score::kZero), static_cast<float>(Score::kStep)};
// |I − (P + N) / 2| of a Gaussian has this mean absolute value for σ 1 of each.
constexpr float kDeviationToSigma = 1 / (0.8F * 1.18F);
constexpr float kLargestDeviation = 30; // levels

// Scores in standard deviations. A spot needs one pixel of the second kind and grows over those of
// the first.
constexpr float kLow = 2.2F;
constexpr float kHigh = 4.8F;
constexpr float kWideLow = 1.36F;
constexpr float kWideHigh = 2.25F;
constexpr double kWideBlur = 0.8; // px of the half-size score
constexpr int kLeastPixels = 4;

/// σ of each block: of the grain there, and of what goes on around it.
cv::Mat block_sigma(const cv::Mat& plane, const std::vector<cv::Mat>& others,
                    const NoiseCurve& noise) {
    cv::Mat sigma =
        regional_median(block_deviations(plane, others[0], others[1]), kLargestDeviation) *
        kDeviationToSigma;
    cv::Mat grey;
    cv::resize(others[0], grey, sigma.size(), 0, 0, cv::INTER_AREA);
    for (int y = 0; y < sigma.rows; ++y) {
        auto* value = sigma.ptr<float>(y);
        const auto* level = grey.ptr<std::uint8_t>(y);
        for (int x = 0; x < sigma.cols; ++x) {
            value[x] = std::max(value[x], noise.at(level[x]));
        }
    }
    return sigma;
}

/// The score over a wider place.
cv::Mat widened(const cv::Mat& score) {
    cv::Mat half;
    cv::resize(score, half, {(score.cols + 1) / 2, (score.rows + 1) / 2}, 0, 0, cv::INTER_AREA);
    cv::GaussianBlur(half, half, cv::Size(), kWideBlur);
    return half;
}

} // namespace

Score score_of(const cv::Mat& plane, const std::vector<cv::Mat>& others, const NoiseCurve& noise) {
    CV_Assert(others.size() == 2 || others.size() == 4);
    cv::Mat sigma;
    cv::resize(block_sigma(plane, others, noise), sigma, plane.size(), 0, 0, cv::INTER_LINEAR);
    cv::Mat disagreement;
    cv::absdiff(others[0], others[1], disagreement);
    cv::GaussianBlur(disagreement, disagreement, cv::Size(), kDisagreementReach);
    Score score;
    score.bright.create(plane.size(), CV_8U);
    score.dark.create(plane.size(), CV_8U);
    for (int y = 0; y < plane.rows; ++y) {
        ScoreRow rows{plane.ptr(y), sigma.ptr<float>(y), disagreement.ptr(y), {}, others.size()};
        for (std::size_t i = 0; i < others.size(); ++i) {
            rows.others[i] = {others[i].ptr(std::max(y - 1, 0)), others[i].ptr(y),
                              others[i].ptr(std::min(y + 1, plane.rows - 1))};
        }
        score_row(score.bright.ptr(y), score.dark.ptr(y), rows,
                  static_cast<std::size_t>(plane.cols), kRules);
    }
    score.wide_bright = widened(score.bright);
    score.wide_dark = widened(score.dark);
    return score;
}

namespace {

enum Level : std::uint8_t { kNone = 0, kWeak = 1, kStrong = 2 };

/// Weak and strong pixels of one sign.
cv::Mat levels_of(const cv::Mat& score, const cv::Mat& wide_half, float sensitivity,
                  const cv::Mat& protect) {
    const auto limit = [&](float deviations) {
        return Score::kZero + Score::kStep * static_cast<double>(deviations / sensitivity);
    };
    cv::Mat wide;
    cv::resize(wide_half, wide, score.size(), 0, 0, cv::INTER_LINEAR);
    cv::Mat weak = (score > limit(kLow)) | (wide > limit(kWideLow));
    const cv::Mat strong = (score > limit(kHigh)) | (wide > limit(kWideHigh));
    weak &= kWeak;
    weak.setTo(kStrong, strong);
    if (!protect.empty()) {
        weak.setTo(kNone, protect);
    }
    return weak;
}

/// Takes the connected pixels around a strong one out of `levels`.
Spot take_spot(cv::Mat& levels, const cv::Point& seed) {
    Spot spot;
    cv::Rect inside(cv::Point(0, 0), levels.size());
    spot.pixels.push_back(seed);
    levels.at<std::uint8_t>(seed) = kNone;
    cv::Point low = seed;
    cv::Point high = seed;
    for (std::size_t next = 0; next < spot.pixels.size(); ++next) {
        const cv::Point at = spot.pixels[next];
        low = {std::min(low.x, at.x), std::min(low.y, at.y)};
        high = {std::max(high.x, at.x), std::max(high.y, at.y)};
        for (int dy = -1; dy <= 1; ++dy) {
            for (int dx = -1; dx <= 1; ++dx) {
                const cv::Point beside(at.x + dx, at.y + dy);
                if (inside.contains(beside) && levels.at<std::uint8_t>(beside) != kNone) {
                    levels.at<std::uint8_t>(beside) = kNone;
                    spot.pixels.push_back(beside);
                }
            }
        }
    }
    spot.box = cv::Rect(low, high + cv::Point(1, 1));
    return spot;
}

float strength_of(const Spot& spot, const cv::Mat& score) {
    std::uint8_t highest = 0;
    for (const cv::Point& at : spot.pixels) {
        highest = std::max(highest, score.at<std::uint8_t>(at));
    }
    return static_cast<float>(highest - Score::kZero) / static_cast<float>(Score::kStep);
}

void find_spots(const cv::Mat& score, cv::Mat levels, bool bright, int largest,
                std::vector<Spot>& spots) {
    for (int y = 0; y < levels.rows; ++y) {
        const auto* row = levels.ptr<std::uint8_t>(y);
        const auto* end = row + levels.cols;
        for (const auto* at = std::find(row, end, kStrong); at != end;
             at = std::find(at, end, kStrong)) {
            Spot spot = take_spot(levels, {static_cast<int>(at - row), y});
            if (static_cast<int>(spot.pixels.size()) < kLeastPixels ||
                std::max(spot.box.width, spot.box.height) > largest) {
                continue;
            }
            spot.bright = bright;
            spot.strength = strength_of(spot, score);
            spots.push_back(std::move(spot));
        }
    }
}

} // namespace

std::vector<Spot> spots_in(const Score& score, const Search& search, const cv::Mat& protect) {
    std::vector<Spot> spots;
    if (search.bright) {
        find_spots(score.bright,
                   levels_of(score.bright, score.wide_bright, search.sensitivity, protect), true,
                   search.largest, spots);
    }
    if (search.dark) {
        find_spots(score.dark, levels_of(score.dark, score.wide_dark, search.sensitivity, protect),
                   false, search.largest, spots);
    }
    return spots;
}

} // namespace kinovar::steps::dust
