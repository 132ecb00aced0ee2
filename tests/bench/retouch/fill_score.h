#pragma once

#include "core/steps/retouch/fill/hole.h"

#include <array>
#include <string>
#include <vector>

namespace kinovar::bench {

/// A hole as a finger or a spot leaves it: an ellipse, about so many px long, `thinness` times as
/// long as wide.
[[nodiscard]] retouch::Hole elliptic_hole(const cv::Point& middle, int length, double thinness,
                                          double turn);

/// The picture with something else in the hole, as a fault has it.
[[nodiscard]] cv::Mat broken_picture(const cv::Mat& truth, const retouch::Hole& hole);

/// How good fillings are, over any number of holes. Pixels: CV_32FC3 of Hole::where's size.
class FillScore {
public:
    /// Only what `counted` (CV_8U) says of the hole, if given.
    void add(const cv::Mat& truth, const retouch::Hole& hole, const cv::Mat& pixels,
             const cv::Mat& counted = {});
    /// Mean of the holes' decibels, each of at most kMostDecibels.
    [[nodiscard]] double decibels() const;
    /// Energy of the finest octave beside the truth's, geometric mean: 1 is as rich.
    [[nodiscard]] double texture() const;
    [[nodiscard]] int holes() const { return holes_; }

    static constexpr double kMostDecibels = 60;

private:
    double decibels_ = 0;
    double log_texture_ = 0;
    int holes_ = 0;
};

/// Pieces of pictures side by side, enlarged, for looking at. All of one size.
[[nodiscard]] cv::Mat strip_of(const std::vector<cv::Mat>& pieces, int enlargement);
/// CV_32FC3 to an 8-bit PNG.
void write_strip(const std::string& file, const cv::Mat& strip);

} // namespace kinovar::bench
