#include "core/steps/enhance/guard_compare.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace kinovar::steps {

namespace {

// Sharper edges and less grain are what enhancing is for; they are gone after this blur, a
// contradiction is not.
constexpr double kLook = 1.2;             // px of the scan
constexpr float kNoiseAfterLook = 0.235F; // of white noise, 1 / (2 √π kLook)
constexpr float kNoiseAllowed = 3;        // standard deviations
constexpr double kSpread = 1.5;           // px by which what is taken back is spread
// Local contrast: what a neighbourhood shows beyond its surroundings.
constexpr double kNeighbourhood = 2;
constexpr double kSurroundings = 12;
constexpr int kReduction = 4; // at which the surroundings are worked out
// Change of tone.
constexpr int kToneBins = 32;
constexpr std::size_t kFewest = 64; // pixels that make a bin or block count
constexpr int kBlocks = 10;         // along the longer side
constexpr int kSmallestBlock = 24;

cv::Mat luma_plane(const cv::Mat& picture, const cv::Vec3f& weights) {
    cv::Mat luma;
    cv::transform(picture, luma, cv::Matx13f(weights[0], weights[1], weights[2]));
    return luma;
}

/// Every how many-th row and column a median of a large picture is taken from.
int stride_for(std::size_t pixels) {
    constexpr double kEnough = 100'000;
    return std::max(1, static_cast<int>(std::sqrt(static_cast<double>(pixels) / kEnough)));
}

float median(std::vector<float>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Medians of a difference in bins of the scan's luma, with which one can look up what the change
/// of tone does at any luma.
class ToneOffset {
public:
    ToneOffset(const cv::Mat& difference, const cv::Mat& luma, int channel) {
        std::array<std::vector<float>, kToneBins> found;
        const int stride = stride_for(luma.total());
        for (int y = 0; y < luma.rows; y += stride) {
            const auto* from = difference.ptr<cv::Vec3f>(y);
            const auto* grey = luma.ptr<float>(y);
            for (int x = 0; x < luma.cols; x += stride) {
                const int bin = std::clamp(static_cast<int>(grey[x] * kToneBins), 0, kToneBins - 1);
                found[static_cast<std::size_t>(bin)].push_back(from[x][channel]);
            }
        }
        for (int bin = 0; bin < kToneBins; ++bin) {
            auto& values = found[static_cast<std::size_t>(bin)];
            if (values.size() >= kFewest) {
                places_.push_back((static_cast<float>(bin) + 0.5F) / kToneBins);
                offsets_.push_back(median(values));
            }
        }
    }

    [[nodiscard]] float at(float luma) const {
        if (places_.empty()) {
            return 0;
        }
        const auto next = std::upper_bound(places_.begin(), places_.end(), luma);
        if (next == places_.begin()) {
            return offsets_.front();
        }
        if (next == places_.end()) {
            return offsets_.back();
        }
        const auto i = static_cast<std::size_t>(next - places_.begin());
        const float part = (luma - places_[i - 1]) / (places_[i] - places_[i - 1]);
        return offsets_[i - 1] + part * (offsets_[i] - offsets_[i - 1]);
    }

    /// How much steeper the change makes tones, at least 1: it raises noise as well.
    [[nodiscard]] float rise_at(float luma) const {
        constexpr float kBin = 1.0F / kToneBins;
        return std::max(1.0F, 1 + (at(luma + kBin) - at(luma - kBin)) / (2 * kBin));
    }

private:
    std::vector<float> places_;
    std::vector<float> offsets_;
};

/// Gives back the change of the green channel, most of the luma.
ToneOffset take_tone_out(cv::Mat& difference, const cv::Mat& luma) {
    std::array<ToneOffset, 3> offsets{ToneOffset(difference, luma, 0),
                                      ToneOffset(difference, luma, 1),
                                      ToneOffset(difference, luma, 2)};
    for (int y = 0; y < luma.rows; ++y) {
        auto* to = difference.ptr<cv::Vec3f>(y);
        const auto* grey = luma.ptr<float>(y);
        for (int x = 0; x < luma.cols; ++x) {
            for (int c = 0; c < 3; ++c) {
                to[x][c] -= offsets[static_cast<std::size_t>(c)].at(grey[x]);
            }
        }
    }
    return std::move(offsets[1]);
}

/// Medians of blocks, so that a blob smaller than half a block does not count.
void take_slow_change_out(cv::Mat& difference) {
    const int side = std::max(kSmallestBlock,
                              (std::max(difference.cols, difference.rows) + kBlocks - 1) / kBlocks);
    const cv::Size grid((difference.cols + side - 1) / side, (difference.rows + side - 1) / side);
    cv::Mat medians(grid, CV_32FC3);
    const int stride = stride_for(difference.total());
    std::vector<float> values;
    for (int j = 0; j < grid.height; ++j) {
        for (int i = 0; i < grid.width; ++i) {
            // Blocks at the edge reach back so that all are as large.
            const cv::Rect block(std::max(0, std::min(i * side, difference.cols - side)),
                                 std::max(0, std::min(j * side, difference.rows - side)),
                                 std::min(side, difference.cols), std::min(side, difference.rows));
            for (int c = 0; c < 3; ++c) {
                values.clear();
                for (int y = block.y; y < block.y + block.height; y += stride) {
                    const auto* row = difference.ptr<cv::Vec3f>(y);
                    for (int x = block.x; x < block.x + block.width; x += stride) {
                        values.push_back(row[x][c]);
                    }
                }
                medians.at<cv::Vec3f>(j, i)[c] = median(values);
            }
        }
    }
    if (std::min(medians.rows, medians.cols) >= 3) { // a blob that fills one block does not count
        cv::medianBlur(medians, medians, 3);
    }
    cv::Mat field;
    cv::resize(medians, field, difference.size(), 0, 0, cv::INTER_LINEAR);
    difference -= field;
}

/// A wide blur, worked out at reduced size.
cv::Mat surroundings_of(const cv::Mat& scan) {
    const cv::Size reduced(std::max(1, scan.cols / kReduction),
                           std::max(1, scan.rows / kReduction));
    cv::Mat small;
    cv::Mat surroundings;
    cv::resize(scan, small, reduced, 0, 0, cv::INTER_AREA);
    cv::GaussianBlur(small, small, {}, kSurroundings / kReduction);
    cv::resize(small, surroundings, scan.size(), 0, 0, cv::INTER_LINEAR);
    return surroundings;
}

/// Energy of what stands out of its surroundings, over all channels that count.
cv::Mat contrast(const cv::Mat& picture, const cv::Mat& surroundings) {
    cv::Mat apart = picture - surroundings;
    apart = apart.mul(apart);
    cv::Mat energy;
    cv::transform(apart, energy, cv::Matx13f(1, 1, 1));
    cv::GaussianBlur(energy, energy, {}, kNeighbourhood);
    return energy;
}

/// Largest difference of a channel, after the blur that makes noise and sharpness small.
cv::Mat strength_of(const cv::Mat& seen) {
    std::array<cv::Mat, 3> channels;
    cv::split(seen, channels.data());
    cv::Mat strength = cv::abs(channels[0]);
    for (std::size_t c = 1; c < channels.size(); ++c) {
        cv::max(strength, cv::abs(channels[c]), strength);
    }
    return strength;
}

/// All channels get what luma has: colour is no contradiction.
void keep_luma_only(cv::Mat& difference, const cv::Vec3f& weights) {
    const cv::Mat luma = luma_plane(difference, weights);
    cv::merge(std::vector<cv::Mat>{luma, luma, luma}, difference);
}

} // namespace

GuardFindings compare_with_scan(const cv::Mat& reduced, const cv::Mat& scan,
                                const cv::Vec3f& weights, const GuardLimits& limits) {
    const cv::Mat luma = luma_plane(scan, weights);
    GuardFindings found;
    found.difference = reduced - scan;
    if (limits.luma_only) {
        keep_luma_only(found.difference, weights);
    }
    const ToneOffset tone = take_tone_out(found.difference, luma);
    take_slow_change_out(found.difference);

    cv::Mat seen;
    cv::GaussianBlur(found.difference, seen, {}, kLook);
    const cv::Mat strength = strength_of(seen);
    found.excess.create(luma.size(), CV_32F);
    for (int y = 0; y < luma.rows; ++y) {
        const auto* from = strength.ptr<float>(y);
        const auto* grey = luma.ptr<float>(y);
        auto* to = found.excess.ptr<float>(y);
        for (int x = 0; x < luma.cols; ++x) {
            const float noise =
                kNoiseAllowed * kNoiseAfterLook * limits.noise.at(grey[x]) * tone.rise_at(grey[x]);
            to[x] = std::max(0.0F, from[x] - limits.limit - noise);
        }
    }

    const cv::Mat surroundings = surroundings_of(scan);
    // The enhanced picture as it would be without its change of tone.
    const cv::Mat more =
        contrast(scan + found.difference, surroundings) - contrast(scan, surroundings);
    cv::Mat lost;
    cv::compare(more, 0, lost, cv::CMP_LT);
    found.heat = found.excess.clone();
    cv::subtract(cv::Scalar(0), found.excess, found.heat, lost);

    cv::Mat share = found.excess / std::max(limits.softness, 1e-6F);
    cv::min(share, 1.0, share);
    cv::dilate(share, share, cv::getStructuringElement(cv::MORPH_ELLIPSE, {5, 5}));
    cv::GaussianBlur(share, found.share, {}, kSpread);
    return found;
}

} // namespace kinovar::steps
