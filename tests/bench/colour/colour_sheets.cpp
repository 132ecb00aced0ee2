#include "tests/bench/colour/colour_sheets.h"

#include "core/image/cv_bridge.h"
#include "core/media/picture_file.h"
#include "core/steps/colourise/engine/lab.h"

#include <opencv2/imgproc.hpp>

namespace kinovar::bench {

FramePtr hints_shown(const Frame& frame, std::span<const colourise::PlacedHint> hints) {
    constexpr int kRadius = 4;
    constexpr float kDotLuma = 0.6F;
    auto grey =
        colourise::with_chroma(frame, cv::Mat::zeros(frame.height(), frame.width(), CV_32FC2));
    cv::Mat picture = mat_view(*grey);
    for (const colourise::PlacedHint& hint : hints) {
        const colourise::Rgb colour = colourise::colour_of(kDotLuma, hint.colour);
        const cv::Point at(static_cast<int>(hint.places.front().x * frame.width()),
                           static_cast<int>(hint.places.front().y * frame.height()));
        cv::circle(picture, at, kRadius + 1, cv::Scalar::all(0), cv::FILLED);
        cv::circle(picture, at, kRadius, cv::Scalar(colour[0], colour[1], colour[2]), cv::FILLED);
    }
    return grey;
}

Status write_strip(const std::filesystem::path& file, const std::vector<FramePtr>& frames) {
    std::vector<cv::Mat> pictures;
    for (const FramePtr& frame : frames) {
        pictures.push_back(mat_view(*frame));
    }
    cv::Mat strip;
    cv::hconcat(pictures, strip);
    KINOVAR_TRY_ASSIGN(const FramePtr whole, frame_from_mat(strip, frames.front()->colour()));
    constexpr int kBits = 8;
    return media::write_picture(file, *whole, media::PictureFormat::Png, kBits);
}

} // namespace kinovar::bench
