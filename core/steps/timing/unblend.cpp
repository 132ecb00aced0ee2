#include "core/steps/timing/unblend.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::steps {

namespace {

/// Originals to each side that are solved for together with the wanted one.
constexpr std::int64_t kReach = 3;
/// Holds originals that the frames leave open near their neighbours.
constexpr double kTie = 0.05;
constexpr double kNegligible = 0.002;
/// Sum of squared weights above which noise is raised too much (√4: twice).
constexpr double kMostNoise = 4;
/// A part below this is rounding.
constexpr double kWhole = 1e-9;
/// Every so many pixels of a picture are looked at for the misfit.
constexpr std::size_t kPixelStep = 7;
/// Mean change from frame to frame, in levels, that tells something.
constexpr double kMotion = 0.5;

struct Mix {
    std::int64_t before;
    double part; ///< of the next one
};

Mix mix_of(const Cadence& cadence, std::int64_t frame) {
    const std::int64_t at = frame * cadence.out + cadence.phase;
    const std::int64_t before = at / cadence.in;
    return {before, static_cast<double>(at - before * cadence.in) / cadence.in};
}

/// Rows: frames; columns: originals from `low` to `high`.
cv::Mat mixing_matrix(const Cadence& cadence, std::int64_t first, std::int64_t last,
                      std::int64_t low, std::int64_t high) {
    cv::Mat matrix = cv::Mat::zeros(static_cast<int>(last - first + 1),
                                    static_cast<int>(high - low + 1), CV_64F);
    for (std::int64_t i = first; i <= last; ++i) {
        const Mix mix = mix_of(cadence, i);
        const int row = static_cast<int>(i - first);
        if (mix.before >= low && mix.before <= high) {
            matrix.at<double>(row, static_cast<int>(mix.before - low)) += 1 - mix.part;
        }
        if (mix.part > kWhole && mix.before + 1 >= low && mix.before + 1 <= high) {
            matrix.at<double>(row, static_cast<int>(mix.before + 1 - low)) += mix.part;
        }
    }
    return matrix;
}

std::int64_t best_single(const Cadence& cadence, std::int64_t j, std::int64_t first,
                         std::int64_t last) {
    std::int64_t best = first;
    double most = -1;
    for (std::int64_t i = first; i <= last; ++i) {
        const Mix mix = mix_of(cadence, i);
        const double share = mix.before == j       ? 1 - mix.part
                             : mix.before + 1 == j ? mix.part
                                                   : -std::abs(static_cast<double>(j - mix.before));
        if (share > most || i == first) {
            most = share;
            best = i;
        }
    }
    return best;
}

} // namespace

std::vector<BlendPart> unblend_parts(const Cadence& cadence, std::int64_t j, std::int64_t first,
                                     std::int64_t last) {
    // The frames that show moments within the reach of j, inside the shot.
    const auto frame_at = [&](std::int64_t original) {
        return (original * cadence.in - cadence.phase) / cadence.out;
    };
    first = std::clamp(frame_at(j - kReach), first, last);
    last = std::clamp(frame_at(j + kReach) + 1, first, last);
    const std::int64_t single = best_single(cadence, j, first, last);
    const std::int64_t low = mix_of(cadence, first).before;
    const Mix end = mix_of(cadence, last);
    const std::int64_t high = end.before + (end.part > kWhole ? 1 : 0);
    if (j < low || j > high) {
        return {{single, 1}};
    }
    const cv::Mat mixing = mixing_matrix(cadence, first, last, low, high);
    cv::Mat ties = cv::Mat::zeros(std::max(1, mixing.cols - 1), mixing.cols, CV_64F);
    for (int i = 0; i + 1 < mixing.cols; ++i) {
        ties.at<double>(i, i) = kTie;
        ties.at<double>(i, i + 1) = -kTie;
    }
    cv::Mat all;
    cv::vconcat(mixing, ties, all);
    const cv::Mat inverse = all.inv(cv::DECOMP_SVD);
    std::vector<BlendPart> parts;
    double sum = 0;
    double noise = 0;
    for (int i = 0; i < mixing.rows; ++i) {
        const double weight = inverse.at<double>(static_cast<int>(j - low), i);
        if (std::abs(weight) > kNegligible) {
            parts.push_back({first + i, weight});
            sum += weight;
            noise += weight * weight;
        }
    }
    if (parts.empty() || noise > kMostNoise) {
        return {{single, 1}};
    }
    for (BlendPart& part : parts) {
        part.weight /= sum;
    }
    return parts;
}

double blend_misfit(const Cadence& cadence, std::int64_t first,
                    const std::vector<LumaPicture>& lumas) {
    const std::int64_t last = first + static_cast<std::int64_t>(lumas.size()) - 1;
    const std::int64_t low = mix_of(cadence, first).before;
    const Mix end = mix_of(cadence, last);
    const cv::Mat mixing =
        mixing_matrix(cadence, first, last, low, end.before + (end.part > kWhole ? 1 : 0));
    if (mixing.rows <= mixing.cols) {
        return -1;
    }
    // What no originals can explain: the part of the frames outside the columns' space.
    const cv::Mat outside =
        cv::Mat::eye(mixing.rows, mixing.rows, CV_64F) - mixing * mixing.inv(cv::DECOMP_SVD);
    double unexplained = 0;
    double change = 0;
    std::size_t count = 0;
    for (std::size_t pixel = 0; pixel < lumas.front().pixels.size(); pixel += kPixelStep) {
        for (int row = 0; row < outside.rows; ++row) {
            double value = 0;
            for (int k = 0; k < outside.cols; ++k) {
                value +=
                    outside.at<double>(row, k) * lumas[static_cast<std::size_t>(k)].pixels[pixel];
            }
            unexplained += value * value;
        }
        for (std::size_t k = 1; k < lumas.size(); ++k) {
            const double step = lumas[k].pixels[pixel] - lumas[k - 1].pixels[pixel];
            change += step * step;
        }
        ++count;
    }
    const double moved = change / static_cast<double>(count * (lumas.size() - 1));
    const double freedom = static_cast<double>(mixing.rows - mixing.cols);
    return moved < kMotion
               ? -1
               : std::sqrt(unexplained / (static_cast<double>(count) * freedom) / moved);
}

} // namespace kinovar::steps
