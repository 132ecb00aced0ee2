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

/// The rows of one picture as clipped planes and luma.
class PlanarRows {
public:
    PlanarRows(const Frame& frame, int border, std::array<float, kChannels> weights)
        : frame_(frame), border_(border),
          width_(static_cast<std::size_t>(frame.width() - 2 * border)), weights_(weights),
          rows_(frame.width() - 2 * border, Frame::kChannels + 1) {}

    void load(int y) {
        const float* source =
            frame_.row(y + border_) + static_cast<std::ptrdiff_t>(border_) * Frame::kChannels;
        rows::deinterleave(rows_.row(0), rows_.row(1), rows_.row(2), source, width_);
        for (int c = 0; c < Frame::kChannels; ++c) {
            rows::clip(rows_.row(c), width_);
        }
        const std::array<const float*, kChannels> channels = {rows_.row(0), rows_.row(1),
                                                              rows_.row(2)};
        rows::blend(rows_.row(Frame::kChannels), channels.data(), weights_.data(), Frame::kChannels,
                    width_);
    }
    [[nodiscard]] const float* channel(std::size_t c) const {
        return rows_.row(static_cast<int>(c));
    }
    [[nodiscard]] const float* luma() const { return rows_.row(Frame::kChannels); }

private:
    const Frame& frame_;
    int border_;
    std::size_t width_;
    std::array<float, kChannels> weights_;
    FloatRows rows_;
};

/// Squared error, largest error and SSIM of one plane.
class PlaneMeter {
public:
    PlaneMeter(int width, int height)
        : width_(static_cast<std::size_t>(width)),
          count_(static_cast<double>(width) * static_cast<double>(height)), ssim_(width, height) {}

    void add_row(const float* a, const float* b) {
        const rows::Difference row = rows::difference(a, b, width_);
        squares_ += row.squares;
        largest_ = std::max(largest_, row.largest);
        ssim_.add_row(a, b);
    }
    [[nodiscard]] double mean_square() const { return squares_ / count_; }
    [[nodiscard]] double largest() const { return largest_; }
    [[nodiscard]] double ssim() const { return ssim_.mean(); }

private:
    std::size_t width_;
    double count_;
    double squares_ = 0;
    float largest_ = 0;
    SsimMeter ssim_;
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

PictureMetrics measure(const Frame& reference, const Frame& other, const MetricsOptions& options) {
    const int width = reference.width() - 2 * options.border;
    const int height = reference.height() - 2 * options.border;
    const auto weights = weights_of(reference.colour().matrix);
    PlanarRows left(reference, options.border, weights);
    PlanarRows right(other, options.border, weights);
    PlaneMeter luma(width, height);
    std::vector<PlaneMeter> channels;
    for (std::size_t c = 0; c < kChannels && !options.luma_only; ++c) {
        channels.emplace_back(width, height);
    }
    for (int y = 0; y < height; ++y) {
        left.load(y);
        right.load(y);
        luma.add_row(left.luma(), right.luma());
        for (std::size_t c = 0; c < channels.size(); ++c) {
            channels[c].add_row(left.channel(c), right.channel(c));
        }
    }
    PictureMetrics result;
    result.mse_luma = luma.mean_square();
    result.psnr_luma = psnr(result.mse_luma);
    result.ssim_luma = luma.ssim();
    for (std::size_t c = 0; c < channels.size(); ++c) {
        result.psnr_channel[c] = psnr(channels[c].mean_square());
        result.ssim_channel[c] = channels[c].ssim();
        result.mse_rgb += channels[c].mean_square() / kChannels;
        result.ssim_rgb += channels[c].ssim() / kChannels;
        result.max_error = std::max(result.max_error, channels[c].largest());
    }
    if (!options.luma_only) {
        result.psnr_rgb = psnr(result.mse_rgb);
    }
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
