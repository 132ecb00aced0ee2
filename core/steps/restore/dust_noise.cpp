#include "core/steps/restore/dust_noise.h"

#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kinovar::steps::dust {

namespace {

constexpr float kBinWidth = 256.0F / NoiseCurve::kBins;
constexpr std::int64_t kLeastPixels = 400; // in a bin, to be trusted
// Rounding to 8 bits and the codec always leave some.
constexpr float kLeastSigma = 0.9F;
constexpr double kMadToSigma = 1.4826;
// Variance of I − (P + N) / 2 over that of I: 1.5, less what interpolation takes from P and N.
constexpr double kVarianceRatio = 1.38;
constexpr double kMatchedShare = 0.5;
constexpr double kFlatShare = 0.6;
constexpr double kRegion = 4; // px, over which match and flatness are judged
constexpr int kFlatScale = 16;

/// The value below which that share of a CV_8U plane lies.
int quantile(const cv::Mat& plane, double share) {
    std::array<std::int64_t, 256> counts{};
    for (int y = 0; y < plane.rows; ++y) {
        const auto* row = plane.ptr<std::uint8_t>(y);
        for (int x = 0; x < plane.cols; ++x) {
            ++counts[row[x]];
        }
    }
    const double wanted = share * static_cast<double>(plane.total());
    std::int64_t below = 0;
    for (int value = 0; value < 256; ++value) {
        below += counts[static_cast<std::size_t>(value)];
        if (static_cast<double>(below) >= wanted) {
            return value;
        }
    }
    return 255;
}

/// 255 where the neighbours agree with each other and the picture is flat.
cv::Mat plain_places(const cv::Mat& plane, const cv::Mat& before, const cv::Mat& after) {
    cv::Mat disagreement;
    cv::absdiff(before, after, disagreement);
    disagreement *= kFlatScale / 2;
    cv::GaussianBlur(disagreement, disagreement, cv::Size(), kRegion);
    cv::Mat detail;
    cv::GaussianBlur(plane, detail, cv::Size(), kRegion / 2);
    cv::Mat curvature;
    cv::Laplacian(detail, curvature, CV_16S);
    cv::convertScaleAbs(curvature, detail, kFlatScale);
    cv::GaussianBlur(detail, detail, cv::Size(), kRegion);
    return (disagreement <= quantile(disagreement, kMatchedShare)) &
           (detail <= quantile(detail, kFlatShare));
}

} // namespace

float NoiseCurve::at(float grey) const {
    const float place = std::clamp(grey / kBinWidth - 0.5F, 0.0F, static_cast<float>(kBins - 1));
    const auto low = static_cast<std::size_t>(place);
    const std::size_t high = std::min<std::size_t>(low + 1, kBins - 1);
    return std::lerp(sigma[low], sigma[high], place - std::floor(place));
}

std::string NoiseCurve::bytes() const {
    const auto cbor = nlohmann::json::to_cbor(nlohmann::json(sigma));
    return {cbor.begin(), cbor.end()};
}

Result<NoiseCurve> NoiseCurve::from_bytes(std::string_view bytes) {
    const auto json = nlohmann::json::from_cbor(bytes.begin(), bytes.end(), true, false);
    NoiseCurve curve;
    if (!json.is_array() || json.size() != curve.sigma.size() ||
        !std::ranges::all_of(json, [](const auto& value) { return value.is_number(); })) {
        return failure(ErrorCode::Corrupt, "a stored noise curve is damaged");
    }
    for (std::size_t i = 0; i < curve.sigma.size(); ++i) {
        curve.sigma[i] = std::max(kLeastSigma, json[i].get<float>());
    }
    return curve;
}

void NoiseMeter::add(const cv::Mat& plane, const cv::Mat& before, const cv::Mat& after) {
    const cv::Mat plain = plain_places(plane, before, after);
    for (int y = 0; y < plane.rows; ++y) {
        const auto* use = plain.ptr<std::uint8_t>(y);
        const auto* now = plane.ptr<std::uint8_t>(y);
        const auto* left = before.ptr<std::uint8_t>(y);
        const auto* right = after.ptr<std::uint8_t>(y);
        for (int x = 0; x < plane.cols; ++x) {
            if (use[x] == 0) {
                continue;
            }
            const int around = left[x] + right[x];
            const auto bin = static_cast<std::size_t>(around * NoiseCurve::kBins / 512);
            const int change = std::min(std::abs(2 * now[x] - around), kLargest - 1);
            ++counts_[bin][static_cast<std::size_t>(change)];
        }
    }
}

NoiseCurve NoiseMeter::curve() const {
    std::array<float, NoiseCurve::kBins> found{};
    for (std::size_t bin = 0; bin < found.size(); ++bin) {
        const auto& counts = counts_[bin];
        const std::int64_t total = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
        if (total < kLeastPixels) {
            continue;
        }
        std::int64_t below = 0;
        std::size_t median = 0;
        while (below + counts[median] < total / 2) {
            below += counts[median++];
        }
        // Counts stand for the whole numbers around which values were rounded.
        const double inside = static_cast<double>(total) / 2 - static_cast<double>(below);
        const double place =
            static_cast<double>(median) - 0.5 + inside / static_cast<double>(counts[median]);
        found[bin] =
            static_cast<float>(kMadToSigma * std::max(0.0, place) / 2 / std::sqrt(kVarianceRatio));
    }
    NoiseCurve curve;
    for (int bin = 0; bin < NoiseCurve::kBins; ++bin) {
        float sigma = 0;
        for (int distance = 0; distance < NoiseCurve::kBins && sigma == 0; ++distance) {
            for (const int at : {bin - distance, bin + distance}) {
                if (at >= 0 && at < NoiseCurve::kBins) {
                    sigma = std::max(sigma, found[static_cast<std::size_t>(at)]);
                }
            }
        }
        curve.sigma[static_cast<std::size_t>(bin)] = std::max(kLeastSigma, sigma);
    }
    return curve;
}

} // namespace kinovar::steps::dust
