#include "core/steps/retouch/brush/grain_tile.h"

#include "core/base/mix64.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace kinovar::retouch {

namespace {

constexpr int kSample = 32;       // px a side of what is measured
constexpr int kStep = 16;         // from one place that may be measured to the next
constexpr int kReach = 64;        // how far from the place they are looked for, at least
constexpr double kFine = 3;       // px: sigma below which things count as grain
constexpr int kCoarse = 25;       // px: the box above whose width they are shading, not structure
constexpr double kDarkest = 0.02; // tones beyond are clipped and have no grain
constexpr double kBrightest = 0.98;
constexpr int kMostSamples = 32;
constexpr double kFlatShare = 1.0 / 3; // of the samples, the flattest; of these
constexpr double kCalmShare = 0.5;     // the ones with the least that is fine: no cloth, no hair
constexpr double kLikeShare = 0.5;     // and the ones of the likest brightness
constexpr double kOutlier = 3.5;       // robust deviations
constexpr double kMadToSigma = 1.4826;

struct Sample {
    cv::Rect where;
    double structure = 0;
    double fine = 0;
    double tone = 0;
};

cv::Rect widened(const cv::Rect& rect, int by, const cv::Size& picture) {
    return cv::Rect(rect.x - by, rect.y - by, rect.width + 2 * by, rect.height + 2 * by) &
           cv::Rect({}, picture);
}

/// Where samples may lie.
cv::Rect around_of(const cv::Size& picture, const cv::Rect& where) {
    return widened(where, std::max(kReach, std::max(where.width, where.height) / 2), picture);
}

/// Places around that the cover leaves alone; in need, any.
std::vector<Sample> places(const cv::Size& picture, const cv::Rect& where, const cv::Mat& cover) {
    const cv::Rect around = around_of(picture, where);
    std::vector<Sample> clear;
    std::vector<Sample> all;
    for (int y = around.y; y + kSample <= around.br().y; y += kStep) {
        for (int x = around.x; x + kSample <= around.br().x; x += kStep) {
            const cv::Rect sample(x, y, kSample, kSample);
            const cv::Rect common = sample & where;
            all.push_back({sample});
            if (common.empty() ||
                (!cover.empty() && cv::countNonZero(cover(common - where.tl())) == 0)) {
                clear.push_back({sample});
            }
        }
    }
    std::vector<Sample>& chosen = clear.empty() ? all : clear;
    const std::size_t every = chosen.size() / kMostSamples + 1;
    std::vector<Sample> few;
    for (std::size_t i = 0; i < chosen.size(); i += every) {
        few.push_back(chosen[i]);
    }
    return few;
}

cv::Mat with_margin(const cv::Mat& picture, const cv::Rect& where, int margin, cv::Rect& inner) {
    const cv::Rect outer = widened(where, margin, picture.size());
    inner = where - outer.tl();
    return picture(outer);
}

void measure(const cv::Mat& picture, Sample& sample) {
    cv::Rect inner;
    const cv::Mat part = with_margin(picture, sample.where, kCoarse / 2, inner);
    cv::Mat grey;
    cv::transform(part, grey, cv::Matx13f(1.0F / 3, 1.0F / 3, 1.0F / 3));
    cv::Mat fine;
    cv::Mat coarse;
    cv::GaussianBlur(grey, fine, {}, kFine);
    cv::blur(grey, coarse, {kCoarse, kCoarse});
    const cv::Mat between = fine(inner) - coarse(inner);
    sample.structure = cv::norm(between);
    sample.fine = cv::norm(grey(inner), fine(inner));
    sample.tone = cv::mean(grey(inner))[0];
}

void keep_least(std::vector<Sample>& samples, double share, double Sample::*what) {
    std::sort(samples.begin(), samples.end(),
              [&](const Sample& a, const Sample& b) { return a.*what < b.*what; });
    samples.resize(
        static_cast<std::size_t>(std::ceil(static_cast<double>(samples.size()) * share)));
}

/// The flattest and calmest, of these the ones of like brightness. None: the picture is too small.
void keep_best(std::vector<Sample>& samples, double tone) {
    const auto clipped = [](const Sample& sample) {
        return sample.tone <= kDarkest || sample.tone >= kBrightest;
    };
    if (!std::all_of(samples.begin(), samples.end(), clipped)) {
        std::erase_if(samples, clipped);
    }
    for (Sample& sample : samples) {
        sample.tone = std::abs(sample.tone - tone);
    }
    keep_least(samples, kFlatShare, &Sample::structure);
    keep_least(samples, kCalmShare, &Sample::fine);
    keep_least(samples, kLikeShare, &Sample::tone);
}

/// A robust deviation of numbers whose middle is zero.
double deviation(const cv::Mat& plane) {
    std::vector<float> sizes(plane.begin<float>(), plane.end<float>());
    std::transform(sizes.begin(), sizes.end(), sizes.begin(),
                   [](float value) { return std::abs(value); });
    const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
    std::nth_element(sizes.begin(), middle, sizes.end());
    return kMadToSigma * static_cast<double>(*middle);
}

/// What is fine in a part of the picture: one plane a channel.
std::vector<cv::Mat> fine_in(const cv::Mat& picture, const cv::Rect& where) {
    cv::Rect inner;
    const cv::Mat part = with_margin(picture, where, static_cast<int>(3 * kFine), inner);
    cv::Mat smooth;
    cv::GaussianBlur(part, smooth, {}, kFine);
    std::vector<cv::Mat> planes;
    cv::split(part(inner) - smooth(inner), planes);
    return planes;
}

/// Grain as numbers: how strong, how the channels go together, how fine.
class Measured {
public:
    Measured(const cv::Mat& picture, const std::vector<Sample>& samples) {
        cv::createHanningWindow(window_, {kSample, kSample}, CV_32F);
        for (const Sample& sample : samples) {
            add(fine_in(picture, sample.where));
        }
    }

    [[nodiscard]] double sigma(int channel) const {
        std::vector<double> all = sigmas_[channel];
        if (all.empty()) {
            return 0;
        }
        const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
        std::nth_element(all.begin(), middle, all.end());
        return *middle;
    }

    /// The amplitude of each frequency of a tile, the same in all directions (grain has none; edges
    /// and cloth do), for noise of deviation 1.
    [[nodiscard]] cv::Mat amplitudes(int channel, int side) const {
        std::array<float, kBins> table{};
        for (std::size_t bin = 0; bin < kBins; ++bin) {
            table.at(bin) = static_cast<float>(std::sqrt(mean(channel, bin)));
        }
        const auto scale = static_cast<float>(kSample) / static_cast<float>(side);
        cv::Mat made(side, side, CV_32F);
        for (int y = 0; y < side; ++y) {
            const auto down = static_cast<float>(std::min(y, side - y));
            auto* row = made.ptr<float>(y);
            for (int x = 0; x < side; ++x) {
                const auto across = static_cast<float>(std::min(x, side - x));
                const float radius = std::sqrt(across * across + down * down) * scale;
                const auto bin = std::min(static_cast<std::size_t>(radius), kBins - 2);
                const float share = std::min(radius - static_cast<float>(bin), 1.0F);
                row[x] = table[bin] + (table[bin + 1] - table[bin]) * share;
            }
        }
        const double size = cv::norm(made) / side;
        return size > 0 ? cv::Mat(made / size) : made;
    }

    /// Lower triangle that makes three independent noises go together as the channels do
    /// (Cholesky's).
    [[nodiscard]] cv::Matx33d mix() const {
        const cv::Matx33d all = products_;
        cv::Matx33d made = cv::Matx33d::zeros();
        for (int i = 0; i < 3; ++i) {
            for (int j = 0; j <= i; ++j) {
                const double scale = std::sqrt(all(i, i) * all(j, j));
                double rest = scale > 0 ? all(i, j) / scale : 0;
                for (int k = 0; k < j; ++k) {
                    rest -= made(i, k) * made(j, k);
                }
                if (i == j) {
                    made(i, i) = std::sqrt(std::max(rest, 0.0));
                } else {
                    made(i, j) = made(j, j) > 0 ? rest / made(j, j) : 0;
                }
            }
        }
        return made;
    }

private:
    // Radii of frequencies, from 0 to the corner of the square.
    static constexpr std::size_t kBins = kSample * 3 / 4;

    [[nodiscard]] double mean(int channel, std::size_t bin) const {
        return counts_[bin] > 0 ? power_[channel][bin] / counts_[bin] : 0;
    }

    void add(std::vector<cv::Mat> planes) {
        for (int c = 0; c < 3; ++c) {
            const double sigma = deviation(planes[c]);
            sigmas_[c].push_back(sigma);
            planes[c] = cv::max(cv::min(planes[c], kOutlier * sigma), -kOutlier * sigma);
            cv::Mat spectrum;
            cv::dft(planes[c].mul(window_), spectrum, cv::DFT_COMPLEX_OUTPUT);
            for (int y = 0; y < kSample; ++y) {
                for (int x = 0; x < kSample; ++x) {
                    const double radius =
                        std::hypot(std::min(x, kSample - x), std::min(y, kSample - y));
                    const auto bin = std::min(static_cast<std::size_t>(radius + 0.5), kBins - 1);
                    const auto& value = spectrum.at<cv::Vec2f>(y, x);
                    power_[c][bin] += value.dot(value);
                    counts_[bin] += c == 0 ? 1 : 0;
                }
            }
        }
        for (int i = 0; i < 3; ++i) {
            for (int j = 0; j < 3; ++j) {
                products_(i, j) += planes[i].dot(planes[j]);
            }
        }
    }

    cv::Mat window_;
    std::array<std::vector<double>, 3> sigmas_;
    std::array<std::array<double, kBins>, 3> power_{};
    std::array<double, kBins> counts_{};
    cv::Matx33d products_ = cv::Matx33d::zeros();
};

/// Three noises of deviation 1, always the same, by frequency.
const std::array<cv::Mat, 3>& noise_spectra(int side) {
    static const std::array<cv::Mat, 3> all = [&] {
        std::array<cv::Mat, 3> spectra;
        cv::RNG random;
        for (cv::Mat& spectrum : spectra) {
            cv::Mat noise(side, side, CV_32F);
            random.fill(noise, cv::RNG::NORMAL, 0, 1);
            cv::dft(noise, spectrum, cv::DFT_COMPLEX_OUTPUT);
        }
        return spectra;
    }();
    return all;
}

} // namespace

cv::Rect GrainTile::looks_at(const cv::Size& picture, const cv::Rect& where) {
    return widened(around_of(picture, where), kCoarse, picture);
}

GrainTile::GrainTile(const cv::Mat& picture, const cv::Rect& where, const cv::Mat& cover,
                     double tone, std::uint64_t seed)
    : from_(static_cast<int>(mix64(seed) & (kSide - 1)),
            static_cast<int>((mix64(seed) / kSide) & (kSide - 1))) {
    std::vector<Sample> samples = places(picture.size(), where, cover);
    for (Sample& sample : samples) {
        measure(picture, sample);
    }
    keep_best(samples, tone);
    const Measured grain(picture, samples);
    const std::array<cv::Mat, 3>& noise = noise_spectra(kSide);
    const cv::Matx33d mix = grain.mix();
    std::vector<cv::Mat> planes(3);
    for (int c = 0; c < 3; ++c) {
        const cv::Mat amplitudes = grain.amplitudes(c, kSide) * grain.sigma(c);
        cv::Mat both;
        cv::merge(std::array<cv::Mat, 2>{amplitudes, amplitudes}, both);
        const cv::Mat mixed = noise[0] * mix(c, 0) + noise[1] * mix(c, 1) + noise[2] * mix(c, 2);
        cv::idft(mixed.mul(both), planes[c], cv::DFT_SCALE | cv::DFT_REAL_OUTPUT);
    }
    cv::merge(planes, tile_);
}

} // namespace kinovar::retouch
