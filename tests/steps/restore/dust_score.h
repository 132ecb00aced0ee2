#pragma once

#include "core/steps/restore/dust.h"
#include "core/steps/simulate/age.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <cmath>
#include <cstdint>

namespace kinovar::steps::test {

/// How well found dirt agrees with the dirt that the simulator laid.
struct DustScore {
    static constexpr double kClear = 40;         ///< levels: stamps that everybody sees
    static constexpr int kLeastArea = 3;         ///< px
    static constexpr double kLeastCovered = 0.5; ///< of a stamp's pixels, to count as found

    std::int64_t stamps = 0, found = 0; ///< clear stamps
    std::int64_t pieces = 0, right = 0; ///< connected pieces of the map; those that touch dirt
    std::int64_t pixels = 0, right_pixels = 0;

    [[nodiscard]] double recall() const { return ratio(found, stamps); }
    [[nodiscard]] double precision() const { return ratio(right, pieces); }
    [[nodiscard]] double pixel_precision() const { return ratio(right_pixels, pixels); }

    void add(const DefectMap& map, const simulate::FrameTruth& truth) {
        // OpenCV has no read-only matrix; neither is written.
        const cv::Mat found_map(map.height, map.width, CV_8U,
                                const_cast<std::uint8_t*>(map.pixels.data()));
        const cv::Mat true_map(map.height, map.width, CV_8U,
                               const_cast<std::uint8_t*>(truth.dust_mask.data()));
        for (const simulate::StampTruth& stamp : truth.stamps) {
            if (stamp.contrast < kClear || stamp.area < kLeastArea) {
                continue;
            }
            const cv::Rect box(stamp.x, stamp.y, stamp.width, stamp.height);
            const cv::Mat own = true_map(box) == (stamp.polarity > 0 ? 255 : 128);
            const int area = cv::countNonZero(own);
            const int covered = cv::countNonZero(own & (found_map(box) != 0));
            ++stamps;
            found += covered >= kLeastCovered * area ? 1 : 0;
        }
        cv::Mat near, labels;
        cv::dilate(true_map != 0, near, cv::Mat::ones(7, 7, CV_8U));
        const int count = cv::connectedComponents(found_map != 0, labels);
        std::vector<bool> touches(static_cast<std::size_t>(count), false);
        for (int y = 0; y < labels.rows; ++y) {
            for (int x = 0; x < labels.cols; ++x) {
                const int label = labels.at<int>(y, x);
                if (label != 0) {
                    ++pixels;
                    right_pixels += near.at<std::uint8_t>(y, x) != 0 ? 1 : 0;
                    if (true_map.at<std::uint8_t>(y, x) != 0) {
                        touches[static_cast<std::size_t>(label)] = true;
                    }
                }
            }
        }
        pieces += count - 1;
        right += std::count(touches.begin(), touches.end(), true);
    }

private:
    static double ratio(std::int64_t part, std::int64_t whole) {
        return whole == 0 ? 1 : static_cast<double>(part) / static_cast<double>(whole);
    }
};

} // namespace kinovar::steps::test
