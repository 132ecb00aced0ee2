#include "core/steps/measure/blur_estimate.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kinovar::steps {

namespace {

constexpr int kTile = 64;     ///< px
constexpr int kFloorBins = 3; ///< the highest, in which there is mostly noise
constexpr int kFirstBin = 3;  ///< below it tiles are too small to tell
constexpr int kLastBin = 28;
constexpr int kLeastBins = 6;
constexpr double kClear = 1.5;      ///< of the floor; what counts as picture
constexpr double kFloorTaken = 0.9; ///< share of the floor that is subtracted
// The exponent of the world's power spectrum, and how far it may be off: without it, a picture
// that is soft in most places would pass for one with a steep spectrum.
constexpr double kUsualFall = 2.5;
constexpr double kFallWeight = 0.3;

double frequency_of(int bin) {
    return (bin + 0.5) / (2 * BlurMeter::kBins);
}

} // namespace

void BlurMeter::add(const cv::Mat& luma) {
    cv::Mat window, spectrum;
    cv::createHanningWindow(window, {kTile, kTile}, CV_32F);
    const auto distance = [](int i) { return std::min(i, kTile - i); };
    for (int y = 0; y + kTile <= luma.rows; y += kTile / 2) {
        for (int x = 0; x + kTile <= luma.cols; x += kTile / 2) {
            const cv::Mat tile = luma(cv::Rect(x, y, kTile, kTile));
            const cv::Mat centred = (tile - cv::mean(tile)[0]).mul(window);
            cv::dft(centred, spectrum, cv::DFT_COMPLEX_OUTPUT);
            for (int v = 0; v < kTile; ++v) {
                for (int u = 0; u < kTile; ++u) {
                    const double frequency = std::hypot(distance(v), distance(u)) / kTile;
                    const auto bin = static_cast<std::size_t>(frequency * 2 * kBins);
                    if (bin < kBins) {
                        const auto value = spectrum.at<cv::Vec2f>(v, u);
                        sums_[bin] += static_cast<double>(value.dot(value));
                        counts_[bin] += 1;
                    }
                }
            }
        }
    }
}

BlurMeter::Spectrum BlurMeter::power() const {
    Spectrum power{};
    for (std::size_t i = 0; i < power.size(); ++i) {
        power[i] = counts_[i] > 0 ? sums_[i] / counts_[i] : 0;
    }
    return power;
}

double noise_floor(const BlurMeter::Spectrum& power) {
    double sum = 0;
    for (std::size_t i = power.size() - kFloorBins; i < power.size(); ++i) {
        sum += power[i];
    }
    return sum / kFloorBins;
}

double blur_of(const BlurMeter::Spectrum& power) {
    // log P = a − fall · log f − blur² (2π f)², by least squares, `fall` drawn to its usual value.
    const double floor = noise_floor(power);
    cv::Matx33d normal = cv::Matx33d::zeros();
    cv::Vec3d right(0, 0, 0);
    int bins = 0;
    for (int bin = kFirstBin; bin <= kLastBin; ++bin) {
        const double value = power[static_cast<std::size_t>(bin)];
        if (value <= kClear * floor || value <= 0) {
            continue;
        }
        const double frequency = frequency_of(bin);
        const cv::Vec3d row(1, -std::log(frequency),
                            -std::pow(2 * std::numbers::pi * frequency, 2));
        normal += row * row.t();
        right += row * std::log(value - kFloorTaken * floor);
        ++bins;
    }
    if (bins < kLeastBins) {
        return 0;
    }
    normal(1, 1) += kFallWeight;
    right[1] += kFallWeight * kUsualFall;
    const cv::Vec3d fit = normal.inv() * right;
    return std::sqrt(std::max(0.0, fit[2]));
}

} // namespace kinovar::steps
