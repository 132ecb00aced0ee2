#include "core/image/metrics.h"

#include "core/image/float_rows.h"
#include "core/image/metrics_kernels.h"
#include "core/image/row_kernels.h"
#include "core/image/ssim_meter.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <new>
#include <string>
#include <vector>

namespace kinovar {

namespace {

constexpr std::size_t kChannels = Frame::kChannels;

double psnr(double mean_square) {
    return mean_square > 0 ? -10 * std::log10(mean_square)
                           : std::numeric_limits<double>::infinity();
}

std::array<float, kChannels> weights_of(Matrix matrix) {
    const bool no_luma = matrix == Matrix::Rgb || matrix == Matrix::Unspecified;
    const LumaWeights weights = luma_weights(no_luma ? Matrix::Smpte170M : matrix);
    return {static_cast<float>(weights.red), static_cast<float>(weights.green),
            static_cast<float>(weights.blue)};
}

/// Columns of a picture that are measured together: few enough that the local means of all planes
/// stay in the cache.
struct Stripe {
    int left;  ///< in the frame
    int fresh; ///< columns that no stripe before it had
    int width; ///< with those that only complete the windows of the last fresh ones
};

constexpr int kStripeColumns = 256;

std::vector<Stripe> stripes_of(int width, int border) {
    constexpr int kOverlap = SsimMeter::kWindow - 1;
    std::vector<Stripe> stripes;
    int left = 0;
    while (width - left > kStripeColumns + kOverlap) {
        stripes.push_back({border + left, kStripeColumns, kStripeColumns + kOverlap});
        left += kStripeColumns;
    }
    stripes.push_back({border + left, width - left, width - left});
    return stripes;
}

/// The rows of one picture's stripe as clipped planes and luma.
class PlanarRows {
public:
    PlanarRows(const Frame& frame, const Stripe& stripe, std::array<float, kChannels> weights)
        : frame_(frame), left_(stripe.left), width_(static_cast<std::size_t>(stripe.width)),
          weights_(weights), rows_(stripe.width, Frame::kChannels + 1) {}

    void load(int y) {
        const float* source = frame_.row(y) + static_cast<std::ptrdiff_t>(left_) * Frame::kChannels;
        rows::deinterleave(rows_.row(0), rows_.row(1), rows_.row(2), source, width_);
        for (int c = 0; c < Frame::kChannels; ++c) {
            rows::clip(rows_.row(c), width_);
        }
        const std::array<const float*, kChannels> channels = {rows_.row(0), rows_.row(1),
                                                              rows_.row(2)};
        rows::blend(rows_.row(Frame::kChannels), channels.data(), weights_.data(), Frame::kChannels,
                    width_);
    }
    /// R, G, B, luma
    [[nodiscard]] const float* plane(std::size_t p) const { return rows_.row(static_cast<int>(p)); }

private:
    const Frame& frame_;
    int left_;
    std::size_t width_;
    std::array<float, kChannels> weights_;
    FloatRows rows_;
};

/// Error and SSIM of one plane, summed up over the stripes.
struct PlaneSums {
    double squares = 0;
    float largest = 0;
    double ssim = 0;
    double positions = 0;

    [[nodiscard]] double mean_ssim() const { return ssim / positions; }
};

Status check(const Frame& reference, const Frame& other, int border) {
    const auto size = [](const Frame& frame) {
        return std::to_string(frame.width()) + "×" + std::to_string(frame.height());
    };
    if (reference.width() != other.width() || reference.height() != other.height()) {
        return failure(ErrorCode::InvalidArgument,
                       "pictures of different size: " + size(reference) + " and " + size(other),
                       "resize one of them first");
    }
    if (border < 0 || 2 * border >= std::min(reference.width(), reference.height())) {
        return failure(ErrorCode::InvalidArgument, "a border of " + std::to_string(border) +
                                                       " pixels leaves nothing of a picture of " +
                                                       size(reference));
    }
    return {};
}

constexpr std::size_t kLuma = kChannels;
using Sums = std::array<PlaneSums, kChannels + 1>;

/// Adds a stripe to the sums of the planes from `first` on.
void measure_stripe(const Frame& reference, const Frame& other, const Stripe& stripe, int border,
                    std::size_t first, Sums& sums) {
    const auto weights = weights_of(reference.colour().matrix);
    const int height = reference.height() - 2 * border;
    PlanarRows left(reference, stripe, weights);
    PlanarRows right(other, stripe, weights);
    std::vector<SsimMeter> meters;
    for (std::size_t p = first; p < sums.size(); ++p) {
        meters.emplace_back(stripe.width, height);
    }
    for (int y = border; y < border + height; ++y) {
        left.load(y);
        right.load(y);
        for (std::size_t p = first; p < sums.size(); ++p) {
            const auto error = rows::difference(left.plane(p), right.plane(p),
                                                static_cast<std::size_t>(stripe.fresh));
            sums[p].squares += error.squares;
            sums[p].largest = std::max(sums[p].largest, error.largest);
            meters[p - first].add_row(left.plane(p), right.plane(p));
        }
    }
    for (std::size_t p = first; p < sums.size(); ++p) {
        sums[p].ssim += meters[p - first].sum();
        sums[p].positions += meters[p - first].positions();
    }
}

PictureMetrics measure(const Frame& reference, const Frame& other, const MetricsOptions& options) {
    const int width = reference.width() - 2 * options.border;
    const int height = reference.height() - 2 * options.border;
    const double pixels = static_cast<double>(width) * height;
    Sums sums;
    for (const Stripe& stripe : stripes_of(width, options.border)) {
        measure_stripe(reference, other, stripe, options.border, options.luma_only ? kLuma : 0,
                       sums);
    }
    PictureMetrics result;
    result.mse_luma = sums[kLuma].squares / pixels;
    result.psnr_luma = psnr(result.mse_luma);
    result.ssim_luma = sums[kLuma].mean_ssim();
    if (options.luma_only) {
        return result;
    }
    for (std::size_t c = 0; c < kChannels; ++c) {
        const double mean_square = sums[c].squares / pixels;
        result.psnr_channel[c] = psnr(mean_square);
        result.ssim_channel[c] = sums[c].mean_ssim();
        result.mse_rgb += mean_square / kChannels;
        result.ssim_rgb += sums[c].mean_ssim() / kChannels;
        result.max_error = std::max(result.max_error, static_cast<double>(sums[c].largest));
    }
    result.psnr_rgb = psnr(result.mse_rgb);
    return result;
}

} // namespace

Result<PictureMetrics> compare_pictures(const Frame& reference, const Frame& other,
                                        const MetricsOptions& options) {
    KINOVAR_TRY(check(reference, other, options.border));
    try {
        return measure(reference, other, options);
    } catch (const std::bad_alloc&) {
        return failure(ErrorCode::OutOfMemory, "no memory to compare two pictures");
    }
}

} // namespace kinovar
