#include "core/steps/measure/grain_meter.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <functional>

namespace kinovar::steps {

namespace {

/// Variance of a frame less the mean of two others over that of a frame.
const double kResidualGain = std::sqrt(1.5);
constexpr double kDeviationOfMedian = 1.4826;

constexpr int kGreys = GrainLayer::kGreys;
constexpr float kBinsALevel = 16;
constexpr int kBins = 1024;
constexpr int kLeastSamples = 400; ///< of a grey that counts

// Where grain is measured.
constexpr double kSlowSigma = 16;   ///< px; what changes slower is light, not grain
constexpr double kFlatSigma = 2;    ///< px
constexpr double kAroundSigma = 4;  ///< px
constexpr double kFlatShare = 0.6;  ///< of the picture, the least textured
constexpr double kAgreeShare = 0.5; ///< of the picture, where both neighbours agree best
constexpr int kLeastFlat = 56;      ///< pixels of a block of 64

using Histogram = std::vector<std::int64_t>;

cv::Mat smooth(const cv::Mat& picture, double sigma) {
    cv::Mat out;
    cv::GaussianBlur(picture, out, {}, sigma, sigma, cv::BORDER_REFLECT_101);
    return out;
}

/// Slow changes of a picture; found on a reduced one, as they are slow.
cv::Mat slow_part(const cv::Mat& picture) {
    constexpr double kReduction = 0.25;
    cv::Mat small, out;
    cv::resize(picture, small, {}, kReduction, kReduction, cv::INTER_AREA);
    cv::resize(smooth(small, kSlowSigma * kReduction), out, picture.size(), 0, 0, cv::INTER_LINEAR);
    return out;
}

float quantile(const cv::Mat& values, double share) {
    constexpr int kStep = 3;
    std::vector<float> some;
    for (int y = 0; y < values.rows; y += kStep) {
        for (int x = 0; x < values.cols; x += kStep) {
            some.push_back(values.at<float>(y, x));
        }
    }
    const auto at =
        some.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(some.size() - 1));
    std::nth_element(some.begin(), at, some.end());
    return *at;
}

/// 255 where the picture is flat and its neighbours agree.
///
/// Texture is looked for in the sum of all three, whose grain has nothing in common with that of
/// the residual: so no grain is favoured by the choice.
cv::Mat quiet_places(const cv::Mat& luma, const cv::Mat& before, const cv::Mat& after) {
    cv::Mat difference, texture;
    cv::absdiff(before, after, difference);
    const cv::Mat disagreement = smooth(difference, kAroundSigma);
    cv::Laplacian(smooth(luma + before + after, kFlatSigma), texture, CV_32F);
    const cv::Mat roughness = smooth(cv::abs(texture), kAroundSigma);
    // Black borders and burnt-out skies show no grain, whatever the film has.
    constexpr float kBlack = 2.0F / 255, kWhite = 253.0F / 255;
    cv::Mat exposed = (luma > kBlack) & (luma < kWhite);
    return exposed & (disagreement <= quantile(disagreement, kAgreeShare)) &
           (roughness <= quantile(roughness, kFlatShare));
}

int grey_of(float value) {
    return std::clamp(static_cast<int>(value * kGreys), 0, kGreys - 1);
}

/// Standard deviations by grey from histograms of |residual|; greys without samples take them from
/// the nearest with.
GrainLayer layer_of(const std::vector<Histogram>& histograms) {
    GrainLayer layer;
    std::vector<int> known;
    double weight = 0;
    for (int grey = 0; grey < kGreys; ++grey) {
        const auto at = static_cast<std::size_t>(grey);
        std::int64_t count = 0;
        for (const std::int64_t bin : histograms[at]) {
            count += bin;
        }
        if (count < kLeastSamples) {
            continue;
        }
        std::int64_t below = 0;
        std::size_t bin = 0;
        while (2 * (below + histograms[at][bin]) < count) {
            below += histograms[at][bin++];
        }
        const double part = (0.5 * static_cast<double>(count) - static_cast<double>(below)) /
                            static_cast<double>(std::max<std::int64_t>(1, histograms[at][bin]));
        const double median = (static_cast<double>(bin) + part) / kBinsALevel;
        layer.sigma[at] = kDeviationOfMedian * median / kResidualGain;
        layer.mean_sigma += static_cast<double>(count) * layer.sigma[at];
        weight += static_cast<double>(count);
        known.push_back(grey);
    }
    if (known.empty()) {
        return layer;
    }
    layer.mean_sigma /= weight;
    for (int grey = 0; grey < kGreys; ++grey) {
        const auto above = std::ranges::lower_bound(known, grey);
        const int high = above == known.end() ? known.back() : *above;
        const int low = above == known.begin() ? known.front() : *(above - 1);
        if (high == grey) {
            continue;
        }
        const double share = high > low ? static_cast<double>(grey - low) / (high - low) : 0.0;
        const double a = layer.sigma[static_cast<std::size_t>(low)];
        const double b = layer.sigma[static_cast<std::size_t>(high)];
        layer.sigma[static_cast<std::size_t>(grey)] = a + std::clamp(share, 0.0, 1.0) * (b - a);
    }
    return layer;
}

} // namespace

struct GrainMeter::Signal {
    std::vector<Histogram> histograms =
        std::vector<Histogram>(kGreys, Histogram(static_cast<std::size_t>(kBins)));
    std::array<double, kDctSize> power{};
    double blocks = 0;
};

GrainMeter::GrainMeter(const cv::Size& size, bool colour)
    : size_(size), colour_(colour), signals_(colour ? 4 : 1) {}

GrainMeter::~GrainMeter() = default;

namespace {

void count_residuals(const cv::Mat& residual, const cv::Mat& grey, const cv::Mat& quiet,
                     std::vector<Histogram>& histograms) {
    constexpr float kScale = 255 * kBinsALevel;
    for (int y = 0; y < residual.rows; ++y) {
        const float* r = residual.ptr<float>(y);
        const float* g = grey.ptr<float>(y);
        const std::uint8_t* good = quiet.ptr<std::uint8_t>(y);
        for (int x = 0; x < residual.cols; ++x) {
            if (good[x] != 0) {
                const int bin = std::min(static_cast<int>(std::abs(r[x]) * kScale), kBins - 1);
                ++histograms[static_cast<std::size_t>(grey_of(g[x]))]
                            [static_cast<std::size_t>(bin)];
            }
        }
    }
}

/// Power of the DCT of the quiet blocks: the median of the squares of each coefficient, which a
/// few blocks with something else in them do not move.
void add_power(const cv::Mat& normal, const cv::Mat& quiet, std::array<double, kDctSize>& power,
               double& blocks) {
    constexpr double kMedianOfSquare = 0.4549; // of a normal variable
    std::array<std::vector<float>, kDctSize> squares;
    for (int y = 0; y + kDctSide <= normal.rows; y += kDctSide) {
        for (int x = 0; x + kDctSide <= normal.cols; x += kDctSide) {
            const cv::Rect place(x, y, kDctSide, kDctSide);
            if (cv::countNonZero(quiet(place)) < kLeastFlat) {
                continue;
            }
            DctBlock block{};
            for (int i = 0; i < kDctSize; ++i) {
                block[static_cast<std::size_t>(i)] =
                    normal.at<float>(y + i / kDctSide, x + i % kDctSide);
            }
            const DctBlock coefficients = dct_of(block);
            for (std::size_t k = 0; k < kDctSize; ++k) {
                squares[k].push_back(coefficients[k] * coefficients[k]);
            }
        }
    }
    const std::size_t count = squares[0].size();
    for (std::size_t k = 0; k < kDctSize && count > 0; ++k) {
        const auto middle = squares[k].begin() + static_cast<std::ptrdiff_t>(count / 2);
        std::nth_element(squares[k].begin(), middle, squares[k].end());
        power[k] += static_cast<double>(count) * static_cast<double>(*middle) / kMedianOfSquare;
    }
    blocks += static_cast<double>(count);
}

cv::Mat normalised(const cv::Mat& residual, const cv::Mat& grey, const GrainLayer& layer) {
    const std::vector<float> table = layer.sigma_table();
    cv::Mat normal(residual.size(), CV_32F);
    constexpr float kLeast = 0.1F / 255;
    for (int y = 0; y < residual.rows; ++y) {
        for (int x = 0; x < residual.cols; ++x) {
            const float place = std::clamp(grey.at<float>(y, x), 0.0F, 1.0F) * 256;
            const float sigma = std::max(kLeast, table[static_cast<std::size_t>(place)]);
            normal.at<float>(y, x) =
                residual.at<float>(y, x) / (sigma * static_cast<float>(kResidualGain));
        }
    }
    return normal;
}

} // namespace

void GrainMeter::add(const cv::Mat& frame, const cv::Mat& before, const cv::Mat& after,
                     const std::array<double, 3>& weights) {
    const cv::Matx13f to_luma(static_cast<float>(weights[0]), static_cast<float>(weights[1]),
                              static_cast<float>(weights[2]));
    const auto signal_of = [&](const cv::Mat& picture, std::size_t signal) {
        cv::Mat out;
        if (signal == 0) {
            cv::transform(picture, out, to_luma);
        } else {
            cv::extractChannel(picture, out, static_cast<int>(signal) - 1);
        }
        return out;
    };
    const cv::Mat quiet =
        quiet_places(signal_of(frame, 0), signal_of(before, 0), signal_of(after, 0));
    std::vector<cv::Mat> normals;
    for (std::size_t s = 0; s < signals_.size(); ++s) {
        const cv::Mat mean = 0.5 * (signal_of(before, s) + signal_of(after, s));
        cv::Mat residual = signal_of(frame, s) - mean;
        residual -= slow_part(residual);
        const cv::Mat grey = smooth(mean, kFlatSigma);
        std::vector<Histogram> own(kGreys, Histogram(static_cast<std::size_t>(kBins)));
        count_residuals(residual, grey, quiet, own);
        normals.push_back(normalised(residual, grey, layer_of(own)));
        add_power(normals.back(), quiet, signals_[s].power, signals_[s].blocks);
        for (std::size_t g = 0; g < own.size(); ++g) {
            std::ranges::transform(own[g], signals_[s].histograms[g],
                                   signals_[s].histograms[g].begin(), std::plus<>());
        }
    }
    for (std::size_t pair = 0; colour_ && pair < products_.size(); ++pair) {
        // Far values are dirt, which all layers share.
        constexpr double kFar = 3;
        cv::Mat a = cv::max(cv::min(normals[1 + pair], kFar), -kFar);
        cv::Mat b = cv::max(cv::min(normals[1 + (pair + 1) % 3], kFar), -kFar);
        const double ab = cv::mean(a.mul(b), quiet)[0];
        const double aa = cv::mean(a.mul(a), quiet)[0];
        const double bb = cv::mean(b.mul(b), quiet)[0];
        products_[pair] += ab / std::sqrt(aa * bb + 1e-12);
    }
    ++frames_;
}

GrainProfile GrainMeter::profile() const {
    GrainProfile profile;
    profile.height = size_.height;
    profile.colour = colour_;
    profile.frames = frames_;
    for (std::size_t s = 0; s < signals_.size(); ++s) {
        GrainLayer& layer = s == 0 ? profile.luma : profile.rgb[s - 1];
        layer = layer_of(signals_[s].histograms);
        double mean = 0;
        for (const double power : signals_[s].power) {
            mean += power / kDctSize;
        }
        for (std::size_t k = 0; k < kDctSize; ++k) {
            layer.spectrum[k] = mean > 0 ? signals_[s].power[k] / mean : 1.0;
        }
    }
    for (std::size_t i = 0; i < products_.size(); ++i) {
        profile.correlation[i] = frames_ > 0 ? products_[i] / frames_ : 0.0;
    }
    const auto& spectrum = profile.luma.spectrum;
    profile.size = std::sqrt((spectrum[1] + spectrum[kDctSide] + spectrum[kDctSide + 1]) / 3);
    return profile;
}

} // namespace kinovar::steps
