#pragma once

#include <opencv2/core.hpp>

#include <vector>

namespace kinovar::steps {

/// Where a crack that is surely one is lost.
struct CrackEnd {
    cv::Point2f place;
    cv::Point2f direction; ///< out of the crack, of length 1
    double reach = 0;      ///< px it may go on
};

/// Tips of a thin line: places that have all of the line within `radius` on one side.
/// `line`: CV_8UC1.
[[nodiscard]] std::vector<CrackEnd> ends_of(const cv::Mat& line, double radius, double reach);

/// How much narrow bright detail, up to `unit` × 8 px wide, stands out over its ground, in levels.
[[nodiscard]] cv::Mat bright_detail(const cv::Mat& luma, double unit);

struct TraceSearch {
    double unit = 1;     ///< px of a narrow line
    double faintest = 0; ///< levels over what lies beside
};

/// How far a crack reaches to its sides: what is bright beside the brightest near it.
[[nodiscard]] cv::Mat extent_of(const cv::Mat& detail, const TraceSearch& search);

/// Goes on with cracks in about their direction for as long as they stand out over what lies beside
/// them, over short gaps as well. A crack that was found elsewhere needs no likeness of its sides:
/// it may run along a brow or a hairline. `detail`: of bright_detail(). CV_8UC1, 255: cracked.
[[nodiscard]] cv::Mat trace_cracks(const cv::Mat& detail, const std::vector<CrackEnd>& ends,
                                   const TraceSearch& search);

} // namespace kinovar::steps
