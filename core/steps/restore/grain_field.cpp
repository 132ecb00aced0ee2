#include "core/steps/restore/grain_field.h"

#include "core/base/mix64.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::steps {

namespace {

constexpr int kGrid = 128;     ///< side of the grid of frequencies on which filters are made
constexpr int kReach = 10;     ///< px, of a filter at the scan's size
constexpr int kMostReach = 31; ///< px
constexpr int kRounds = 8;     ///< of fitting the filter's spectrum to the measured one

using Spectrum = std::array<double, kDctSize>;

/// Power at a frequency (cycles a pixel of the scan, ≥ 0), between the measured ones; none beyond
/// what a scan can hold.
double power_at(const Spectrum& spectrum, double down, double across) {
    constexpr double kHighest = 0.5;
    if (down > kHighest || across > kHighest) {
        return 0;
    }
    const auto place_of = [](double frequency) {
        return std::min(frequency * 2 * kDctSide, kDctSide - 1.0);
    };
    const double v = place_of(down);
    const double u = place_of(across);
    const auto v0 = static_cast<std::size_t>(v);
    const auto u0 = static_cast<std::size_t>(u);
    const std::size_t v1 = std::min<std::size_t>(v0 + 1, kDctSide - 1);
    const std::size_t u1 = std::min<std::size_t>(u0 + 1, kDctSide - 1);
    const double dv = v - static_cast<double>(v0);
    const double du = u - static_cast<double>(u0);
    const auto at = [&](std::size_t y, std::size_t x) { return spectrum[kDctSide * y + x]; };
    return (1 - dv) * ((1 - du) * at(v0, u0) + du * at(v0, u1)) +
           dv * ((1 - du) * at(v1, u0) + du * at(v1, u1));
}

double frequency_of(int i) {
    return std::min(i, kGrid - i) / static_cast<double>(kGrid);
}

/// Mean power of the spectrum on the grid of a picture `scale` times as large.
double mean_power(const Spectrum& spectrum, double scale) {
    double sum = 0;
    for (int v = 0; v < kGrid; ++v) {
        for (int u = 0; u < kGrid; ++u) {
            sum += power_at(spectrum, frequency_of(v) * scale, frequency_of(u) * scale);
        }
    }
    return sum / (kGrid * kGrid);
}

/// Filter with the spectrum's amplitude and no phase, sum of squares 1.
cv::Mat kernel_of(const Spectrum& spectrum, double scale) {
    cv::Mat gains(kGrid, kGrid, CV_32FC2);
    for (int v = 0; v < kGrid; ++v) {
        for (int u = 0; u < kGrid; ++u) {
            const double power =
                power_at(spectrum, frequency_of(v) * scale, frequency_of(u) * scale);
            gains.at<cv::Vec2f>(v, u) = {static_cast<float>(std::sqrt(power)), 0};
        }
    }
    cv::Mat response;
    cv::dft(gains, response, cv::DFT_INVERSE | cv::DFT_SCALE | cv::DFT_REAL_OUTPUT);
    const int reach = std::clamp(static_cast<int>(std::lround(kReach * scale)), 2, kMostReach);
    cv::Mat kernel(2 * reach + 1, 2 * reach + 1, CV_32F);
    for (int y = -reach; y <= reach; ++y) {
        for (int x = -reach; x <= reach; ++x) {
            kernel.at<float>(y + reach, x + reach) =
                response.at<float>((y + kGrid) % kGrid, (x + kGrid) % kGrid);
        }
    }
    return kernel / std::max(cv::norm(kernel), 1e-12);
}

/// Power that white noise through the kernel has in each 8×8 DCT coefficient: by the kernel's
/// autocorrelation R, Σ R(dy, dx) A_v(dy) A_u(dx), where A_k is that of the k-th basis vector.
Spectrum dct_power_of(const cv::Mat& kernel) {
    std::array<std::array<double, 2 * kDctSide - 1>, kDctSide> basis{};
    for (std::size_t k = 0; k < kDctSide; ++k) {
        for (int d = 1 - kDctSide; d < kDctSide; ++d) {
            for (int i = std::max(0, -d); i < std::min(kDctSide, kDctSide - d); ++i) {
                basis[k][static_cast<std::size_t>(d + kDctSide - 1)] +=
                    static_cast<double>(dct_basis()[k][static_cast<std::size_t>(i)] *
                                        dct_basis()[k][static_cast<std::size_t>(i + d)]);
            }
        }
    }
    Spectrum power{};
    cv::Mat padded;
    cv::copyMakeBorder(kernel, padded, kDctSide, kDctSide, kDctSide, kDctSide, cv::BORDER_CONSTANT,
                       0);
    for (int dy = 1 - kDctSide; dy < kDctSide; ++dy) {
        for (int dx = 1 - kDctSide; dx < kDctSide; ++dx) {
            const cv::Rect there({kDctSide + dx, kDctSide + dy}, kernel.size());
            const double correlation = kernel.dot(padded(there));
            for (std::size_t k = 0; k < kDctSize; ++k) {
                power[k] += correlation *
                            basis[k / kDctSide][static_cast<std::size_t>(dy + kDctSide - 1)] *
                            basis[k % kDctSide][static_cast<std::size_t>(dx + kDctSide - 1)];
            }
        }
    }
    return power;
}

/// The power spectrum whose noise, cut into blocks, shows the measured one: blocks mix neighbouring
/// frequencies, which is undone step by step.
Spectrum unmixed(const Spectrum& measured) {
    constexpr double kMostStep = 4;
    constexpr double kLeastPower = 1e-6;
    Spectrum spectrum = measured;
    for (int round = 0; round < kRounds; ++round) {
        const Spectrum seen = dct_power_of(kernel_of(spectrum, 1));
        for (std::size_t k = 0; k < kDctSize; ++k) {
            const double ratio = (measured[k] + kLeastPower) / (seen[k] + kLeastPower);
            spectrum[k] *= std::clamp(ratio, 1 / kMostStep, kMostStep);
        }
    }
    return spectrum;
}

/// Nearly normal white noise, mean 0, variance 1: sums of four bytes, two a hash.
cv::Mat white_noise(const cv::Size& size, std::uint64_t key) {
    constexpr std::uint64_t kBytes = 0x00FF00FF00FF00FFULL;
    constexpr float kMean = 4 * 127.5F;
    const float scale = 1 / std::sqrt(4 * (256.0F * 256 - 1) / 12);
    cv::Mat noise(size, CV_32F);
    auto* values = noise.ptr<float>();
    const std::size_t count = noise.total();
    for (std::size_t i = 0; i < count; i += 2) {
        const std::uint64_t bits = mix64(key + i);
        const std::uint64_t sums = (bits & kBytes) + ((bits >> 8) & kBytes);
        const auto value = [&](std::uint64_t half) {
            return (static_cast<float>((half & 0xFFFFU) + ((half >> 16) & 0xFFFFU)) - kMean) *
                   scale;
        };
        values[i] = value(sums);
        if (i + 1 < count) {
            values[i + 1] = value(sums >> 32);
        }
    }
    return noise;
}

} // namespace

GrainField::GrainField(const GrainProfile& profile, double scale) {
    const std::size_t signals = profile.colour ? 3 : 1;
    for (std::size_t i = 0; i < signals; ++i) {
        const Spectrum spectrum =
            unmixed(profile.colour ? profile.rgb[i].spectrum : profile.luma.spectrum);
        kernels_.push_back(kernel_of(spectrum, scale));
        if (i == 0) {
            const double left = scale * scale * mean_power(spectrum, scale) /
                                std::max(mean_power(spectrum, 1), 1e-12);
            gain_ = scale < 1 ? std::sqrt(std::min(1.0, left)) : 1.0;
        }
    }
    // Cholesky's factor of the matrix of correlations.
    const auto [rg, gb, br] = profile.correlation;
    mixture_[0] = {1, 0, 0};
    mixture_[1] = {rg, std::sqrt(std::max(0.0, 1 - rg * rg)), 0};
    const double part = mixture_[1][1] > 1e-6 ? (gb - rg * br) / mixture_[1][1] : 0.0;
    mixture_[2] = {br, part, std::sqrt(std::max(0.0, 1 - br * br - part * part))};
}

std::vector<cv::Mat> GrainField::planes(const cv::Size& size, std::int64_t frame,
                                        std::int64_t seed) const {
    std::vector<cv::Mat> white, planes;
    std::uint64_t key = mix64(static_cast<std::uint64_t>(seed));
    key = mix64(key ^ static_cast<std::uint64_t>(frame));
    for (std::size_t i = 0; i < kernels_.size(); ++i) {
        white.push_back(white_noise(size, mix64(key ^ (i + 1))));
    }
    for (std::size_t i = 0; i < kernels_.size(); ++i) {
        cv::Mat mixed = mixture_[i][0] * white[0];
        for (std::size_t j = 1; j <= i; ++j) {
            mixed += mixture_[i][j] * white[j];
        }
        cv::Mat plane;
        cv::filter2D(mixed, plane, CV_32F, kernels_[i], {-1, -1}, 0, cv::BORDER_REFLECT_101);
        planes.push_back(plane * gain_);
    }
    return planes;
}

} // namespace kinovar::steps
