#pragma once

#include "core/steps/measure/grain_profile.h"

#include <opencv2/core.hpp>

#include <array>
#include <vector>

namespace kinovar::steps {

/// Collects grain from frames with their motion compensated neighbours: what of a frame is not in
/// the mean of both, where the picture is flat and both agree. Throws cv::Exception as OpenCV does.
class GrainMeter {
public:
    GrainMeter(const cv::Size& size, bool colour);
    ~GrainMeter();
    /// CV_32FC3, RGB, encoded 0 … 1; `before` and `after` moved onto `frame` by whole pixels, so
    /// that their grain is not smoothed. `weights`: of R, G, B in luma.
    void add(const cv::Mat& frame, const cv::Mat& before, const cv::Mat& after,
             const std::array<double, 3>& weights);
    [[nodiscard]] GrainProfile profile() const;

private:
    struct Signal;
    cv::Size size_;
    bool colour_;
    std::vector<Signal> signals_; // luma, then R, G, B
    std::array<double, 3> products_{};
    int frames_ = 0;
};

} // namespace kinovar::steps
