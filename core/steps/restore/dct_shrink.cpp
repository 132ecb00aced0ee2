#include "core/steps/restore/dct_shrink.h"

#include "core/steps/restore/dct_shrink_kernel.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace kinovar::steps {

cv::Mat dct_shrink(const cv::Mat& plane, const ShrinkNoise& noise, const ShrinkOptions& options,
                   const cv::Mat& pilot) {
    constexpr int kBorder = kDctSide;
    const auto padded = [](const cv::Mat& picture) {
        cv::Mat out;
        cv::copyMakeBorder(picture, out, kBorder, 2 * kBorder, kBorder, 2 * kBorder,
                           cv::BORDER_REFLECT_101);
        return out;
    };
    const cv::Mat source = padded(plane);
    const cv::Mat sigma = padded(noise.sigma);
    const cv::Mat guide = pilot.empty() ? cv::Mat() : padded(pilot);
    cv::Mat sum = cv::Mat::zeros(source.size(), CV_32F);
    cv::Mat weight = cv::Mat::zeros(source.size(), CV_32F);
    ShrinkRow row;
    row.spectrum = noise.spectrum.data();
    row.basis = dct_basis()[0].data();
    row.strength = options.strength * options.strength;
    row.step = options.step;
    row.count = (plane.cols + kBorder - 1) / options.step + 1;
    row.stride = static_cast<std::ptrdiff_t>(source.step1());
    for (int y = 0; y < plane.rows + kBorder; y += options.step) {
        row.source = source.ptr<float>(y);
        row.guide = guide.empty() ? nullptr : guide.ptr<float>(y);
        row.sigma = sigma.ptr<float>(y + kDctSide / 2) + kDctSide / 2;
        row.sum = sum.ptr<float>(y);
        row.weight = weight.ptr<float>(y);
        shrink_row(row);
    }
    cv::Mat out;
    cv::divide(sum, weight, out);
    return out(cv::Rect({kBorder, kBorder}, plane.size())).clone();
}

} // namespace kinovar::steps
