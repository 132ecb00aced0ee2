#include "core/steps/restore/dust_match.h"

#include "core/steps/restore/dust_kernel.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

namespace kinovar::steps::dust {

namespace {

constexpr int kMedianBlocks = 7;
constexpr double kSmoothBlocks = 1;
constexpr float kLargestFlicker = 32; // levels
constexpr int kHalf = 127;            // zero among 8-bit values with a sign

/// Means over blocks of value(row y, column x), which is an int; `scale`: of the value.
template <class RowSum>
cv::Mat block_means(const cv::Size& size, float scale, const RowSum& add_row) {
    const cv::Size count((size.width + kBlock - 1) / kBlock, (size.height + kBlock - 1) / kBlock);
    cv::Mat means(count, CV_32F);
    std::vector<std::int32_t> sums(static_cast<std::size_t>(size.width));
    for (int block_y = 0; block_y < count.height; ++block_y) {
        const int top = block_y * kBlock;
        const int bottom = std::min(size.height, top + kBlock);
        std::fill(sums.begin(), sums.end(), 0);
        for (int y = top; y < bottom; ++y) {
            add_row(y, sums.data());
        }
        auto* out = means.ptr<float>(block_y);
        for (int block_x = 0; block_x < count.width; ++block_x) {
            const int left = block_x * kBlock;
            const int right = std::min(size.width, left + kBlock);
            std::int32_t sum = 0;
            for (int x = left; x < right; ++x) {
                sum += sums[static_cast<std::size_t>(x)];
            }
            out[block_x] = scale * static_cast<float>(sum) /
                           static_cast<float>((right - left) * (bottom - top));
        }
    }
    return means;
}

} // namespace

cv::Mat block_differences(const cv::Mat& a, const cv::Mat& b) {
    return block_means(a.size(), 1, [&](int y, std::int32_t* sums) {
        const auto* left = a.ptr<std::uint8_t>(y);
        const auto* right = b.ptr<std::uint8_t>(y);
        for (int x = 0; x < a.cols; ++x) {
            sums[x] += left[x] - right[x];
        }
    });
}

cv::Mat block_deviations(const cv::Mat& a, const cv::Mat& b, const cv::Mat& c) {
    return block_means(a.size(), 0.5F, [&](int y, std::int32_t* sums) {
        const auto* middle = a.ptr<std::uint8_t>(y);
        const auto* left = b.ptr<std::uint8_t>(y);
        const auto* right = c.ptr<std::uint8_t>(y);
        for (int x = 0; x < a.cols; ++x) {
            sums[x] += std::abs(2 * middle[x] - left[x] - right[x]);
        }
    });
}

cv::Mat regional_median(const cv::Mat& blocks, float largest) {
    const double step = kHalf / largest;
    cv::Mat coarse;
    blocks.convertTo(coarse, CV_8U, step, kHalf);
    cv::medianBlur(coarse, coarse, kMedianBlocks);
    cv::Mat median;
    coarse.convertTo(median, CV_32F, 1 / step, -kHalf / step);
    cv::GaussianBlur(median, median, cv::Size(), kSmoothBlocks);
    return median;
}

void match_brightness(const cv::Mat& plane, cv::Mat& other) {
    const cv::Mat blocks = regional_median(block_differences(plane, other), kLargestFlicker);
    cv::Mat change;
    cv::resize(blocks, change, plane.size(), 0, 0, cv::INTER_LINEAR);
    for (int y = 0; y < other.rows; ++y) {
        add_to_row(other.ptr(y), change.ptr<float>(y), static_cast<std::size_t>(other.cols));
    }
}

} // namespace kinovar::steps::dust
