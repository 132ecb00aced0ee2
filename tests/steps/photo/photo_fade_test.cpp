#include "core/steps/photo/photo_fade.h"
#include "tests/steps/photo/photo_clips.h"

#include <algorithm>
#include <cmath>

namespace kinovar::steps {
namespace {

using test::difference;
using test::frame_of;
using test::stepped;

/// A ramp of light from black to white, with colours if wanted.
cv::Mat ramp(bool colours) {
    cv::Mat picture(120, 256, CV_32FC3);
    for (int y = 0; y < picture.rows; ++y) {
        for (int x = 0; x < picture.cols; ++x) {
            const float light = static_cast<float>(x) / 255.0F;
            const float tint = colours ? 0.15F * std::sin(static_cast<float>(y) / 8) : 0;
            picture.at<cv::Vec3f>(y, x) = {std::clamp(light + tint, 0.0F, 1.0F), light,
                                           std::clamp(light - tint, 0.0F, 1.0F)};
        }
    }
    return picture;
}

double spread(const Frame& frame) {
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(mat_view(frame), mean, deviation);
    return (deviation[0] + deviation[1] + deviation[2]) / 3;
}

TEST(PhotoFade, AHealthyPictureIsLeftAlone) {
    const FramePtr healthy = frame_of(ramp(true));
    EXPECT_LT(difference(*stepped(photo_fade_step_type(), "", healthy), *healthy), 0.5);
    EXPECT_EQ(stepped(photo_fade_step_type(), "strength=0", healthy), healthy);
}

TEST(PhotoFade, FadedTonesComeBack) {
    const FramePtr faded = frame_of(ramp(true) * 0.45 + cv::Scalar::all(0.3));
    const FramePtr fresh = stepped(photo_fade_step_type(), "strength=1", faded);
    EXPECT_GT(spread(*fresh), 1.7 * spread(*faded));
}

TEST(PhotoFade, YellowingGoes) {
    cv::Mat yellowed = ramp(true);
    for (auto& pixel : cv::Mat_<cv::Vec3f>(yellowed)) {
        pixel = {pixel[0] * 0.8F + 0.15F, pixel[1] * 0.75F + 0.12F, pixel[2] * 0.45F + 0.1F};
    }
    const FramePtr old = frame_of(yellowed);
    const FramePtr fresh = stepped(photo_fade_step_type(), "strength=1", old);
    const auto cast = [](const Frame& frame) {
        const cv::Scalar mean = cv::mean(mat_view(frame));
        return mean[0] - mean[2];
    };
    EXPECT_LT(cast(*fresh), 0.7 * cast(*old));
    EXPECT_GT(cast(*fresh), 0);
}

TEST(PhotoFade, SepiaStaysOrGoesAsAskedAndGreyStaysGrey) {
    cv::Mat sepia = ramp(false) * 0.5 + cv::Scalar(0.3, 0.22, 0.12);
    const FramePtr print = frame_of(sepia);
    const auto tone = [](const Frame& frame) {
        const cv::Scalar mean = cv::mean(mat_view(frame));
        return mean[0] - mean[2];
    };
    EXPECT_NEAR(tone(*stepped(photo_fade_step_type(), "", print)), tone(*print), 0.01);
    EXPECT_NEAR(tone(*stepped(photo_fade_step_type(), "tone=neutral", print)), 0, 1e-5);
    const FramePtr grey = frame_of(ramp(false) * 0.5 + cv::Scalar::all(0.2));
    EXPECT_NEAR(tone(*stepped(photo_fade_step_type(), "", grey)), 0, 1e-5);
}

} // namespace
} // namespace kinovar::steps
