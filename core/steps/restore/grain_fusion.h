#pragma once

#include "core/steps/measure/flow.h"
#include "core/steps/measure/grain_profile.h"

#include <opencv2/core.hpp>

namespace kinovar::steps {

/// The mean of a picture and its motion compensated neighbours, in which every pixel of a neighbour
/// weighs as much as its surroundings agree with the picture's. Planes: CV_32FC1 (luma) or CV_32FC3
/// (luma, R − Y, B − Y), encoded 0 … 1. Not thread-safe: one for each picture. Throws cv::Exception
/// as OpenCV does.
class GrainFusion {
public:
    /// `sigma`: CV_32F, the grain's standard deviation in luma at each pixel. `guide`: what
    /// neighbours are compared with instead of the noisy picture, empty for that itself.
    GrainFusion(const cv::Mat& planes, cv::Mat sigma, const GrainLayer& grain, cv::Mat guide = {});

    /// Another frame of the shot (same kind of planes) and the flow to it. `other_guide`: belongs
    /// to `guide`.
    void add(const cv::Mat& other, const Flow& flow, const cv::Mat& other_guide = {});

    struct Result {
        cv::Mat planes;
        cv::Mat residual; ///< CV_32F: standard deviation of the noise left over that of one frame
        cv::Mat own;      ///< CV_32F: the picture's own share of the weight
    };
    [[nodiscard]] Result result() const;

private:
    cv::Mat planes_;
    cv::Mat guide_; // luma
    cv::Mat sigma_;
    cv::Mat variance_; // of the blurred difference of two frames' grain
    cv::Mat sum_;
    cv::Mat weight_;
    cv::Mat squares_;
};

} // namespace kinovar::steps
