#include "core/steps/simulate/grain.h"

#include "core/steps/simulate/counter_random.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace kinovar::steps::simulate {

namespace {

// 8-bit levels; as measured on prints of the silent era scanned at 480 lines.
constexpr double kSigmaClear = 1.0;
constexpr double kSigmaMid = 4.4;
constexpr double kMidShape = 1.2;

// px at 480 lines.
constexpr double kFineSigma = 0.75;
constexpr double kClumpSigma = 1.7;
constexpr double kClumpShare = 1.1;
constexpr double kSmallestSigma = 0.55;

/// Share of a layer's variance that all layers of colour film have in common.
constexpr double kLayersAlike = 0.6;

/// Noise beyond this many standard deviations is bent back, as the density of film is.
constexpr float kSoftLimit = 6.0F;
/// 1 / standard deviation of soft_limited(normal noise).
constexpr float kSoftLimitGain = 1.0390F;

constexpr int kTableSteps = 256;

double sigma_levels(double grey) {
    const double mid = 4 * grey * (1 - grey);
    return kSigmaClear + (kSigmaMid - kSigmaClear) * std::pow(std::max(mid, 0.0), kMidShape);
}

float soft_limited(float value) {
    const float ratio = value / kSoftLimit;
    return kSoftLimitGain * value / std::sqrt(1 + ratio * ratio);
}

/// Nearly normal white noise, mean 0, variance 1: sums of four bytes, two a hash.
void fill_white(float* values, std::size_t count, std::uint64_t key) {
    constexpr std::uint64_t kBytes = 0x00FF00FF00FF00FFULL;
    constexpr float kMean = 4 * 127.5F;
    constexpr float kScale = 1 / 147.80F; // √(4 · (256² − 1) / 12)
    const auto value_of = [](std::uint64_t sums) {
        return (static_cast<float>((sums & 0xFFFFU) + ((sums >> 16) & 0xFFFFU)) - kMean) * kScale;
    };
    for (std::size_t i = 0; i < count; i += 2) {
        const std::uint64_t bits = mix64(key + i);
        const std::uint64_t sums = (bits & kBytes) + ((bits >> 8) & kBytes);
        values[i] = value_of(sums);
        if (i + 1 < count) {
            values[i + 1] = value_of(sums >> 32);
        }
    }
}

cv::Mat kernel_of(double sigma, int radius) {
    return cv::getGaussianKernel(2 * radius + 1, sigma, CV_32F);
}

} // namespace

Grain::Grain(std::int64_t seed, double level, double scale)
    : seed_(seed), level_(level), scale_(scale) {}

Raster Grain::noise(int width, int height, std::uint64_t key) const {
    Raster white(width, height, 1);
    fill_white(white.values.data(), white.values.size(), key);
    const double fine_sigma = std::max(kFineSigma * scale_, kSmallestSigma);
    const double clump_sigma = std::max(kClumpSigma * scale_, kSmallestSigma);
    const int radius = static_cast<int>(std::ceil(3 * clump_sigma));
    const cv::Mat fine = kernel_of(fine_sigma, radius);
    const cv::Mat clump = kernel_of(clump_sigma, radius);
    // Of the separable kernel f⊗f + share · c⊗c the sum of squares, which is the noise's variance.
    const double ff = fine.dot(fine);
    const double fc = fine.dot(clump);
    const double cc = clump.dot(clump);
    const double variance =
        ff * ff + 2 * kClumpShare * fc * fc + kClumpShare * kClumpShare * cc * cc;

    Raster soft(width, height, 1);
    const cv::Mat source = white.mat();
    cv::Mat target = soft.mat();
    cv::Mat clumps;
    const int fine_radius = static_cast<int>(std::ceil(3 * fine_sigma));
    const cv::Mat fine_core = fine.rowRange(radius - fine_radius, radius + fine_radius + 1).clone();
    cv::sepFilter2D(source, target, CV_32F, fine_core, fine_core);
    cv::sepFilter2D(source, clumps, CV_32F, clump, clump);
    const double norm = 1 / std::sqrt(variance);
    cv::addWeighted(target, norm, clumps, kClumpShare * norm, 0, target);
    return soft;
}

void Grain::add_to(Raster& picture, std::int64_t frame) const {
    if (level_ <= 0) {
        return;
    }
    std::array<float, kTableSteps + 2> sigma{};
    for (int i = 0; i <= kTableSteps; ++i) {
        sigma[static_cast<std::size_t>(i)] =
            static_cast<float>(level_ * sigma_levels(static_cast<double>(i) / kTableSteps) / 255);
    }
    sigma.back() = sigma[kTableSteps];

    const auto channels = static_cast<std::size_t>(picture.channels);
    const Raster common =
        noise(picture.width, picture.height, stream_key(seed_, Stream::Grain, frame));
    const auto alike = static_cast<float>(std::sqrt(kLayersAlike));
    const auto apart = static_cast<float>(std::sqrt(1 - kLayersAlike));
    for (std::size_t c = 0; c < channels; ++c) {
        Raster own(0, 0, 1);
        if (channels > 1) {
            own = noise(picture.width, picture.height,
                        stream_key(seed_, Stream::Grain, frame, static_cast<std::int64_t>(c) + 1));
        }
        for (std::size_t i = 0; i < common.values.size(); ++i) {
            float& value = picture.values[i * channels + c];
            const float place = std::clamp(value, 0.0F, 1.0F) * kTableSteps;
            const auto step = static_cast<std::size_t>(place);
            const float local =
                sigma[step] + (sigma[step + 1] - sigma[step]) * (place - static_cast<float>(step));
            const float layer =
                channels > 1 ? alike * common.values[i] + apart * own.values[i] : common.values[i];
            value += local * soft_limited(layer);
        }
    }
}

GrainCurve Grain::curve() const {
    GrainCurve curve{};
    for (std::size_t i = 0; i < curve.size(); ++i) {
        curve[i] = level_ * sigma_levels(static_cast<double>(i) / (curve.size() - 1));
    }
    return curve;
}

} // namespace kinovar::steps::simulate
