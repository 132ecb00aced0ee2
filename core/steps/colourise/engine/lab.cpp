#include "core/steps/colourise/engine/lab.h"

namespace kinovar::colourise {

cv::Mat lightness_of(const Frame& frame) {
    return cv::Mat::zeros(frame.height(), frame.width(), CV_32F);
}
cv::Mat chroma_of(const Frame& frame) {
    return cv::Mat::zeros(frame.height(), frame.width(), CV_32FC2);
}
std::shared_ptr<Frame> with_chroma(const Frame& frame, const cv::Mat& /*ab*/) {
    return std::make_shared<Frame>(frame);
}

} // namespace kinovar::colourise
