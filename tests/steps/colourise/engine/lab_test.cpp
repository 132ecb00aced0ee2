#include "core/image/luma.h"
#include "core/image/test_picture.h"
#include "core/steps/colourise/engine/lab.h"

#include <gtest/gtest.h>
#include <opencv2/core.hpp>

#include <cmath>
#include <vector>

namespace kinovar::colourise {
namespace {

cv::Mat wild_chroma(const cv::Size& size) {
    cv::Mat ab(size, CV_32FC2);
    cv::RNG random(5);
    random.fill(ab, cv::RNG::UNIFORM, -128, 127);
    return ab;
}

std::vector<float> lumas(const Frame& frame) {
    std::vector<float> luma(frame.values().size() / Frame::kChannels);
    luma_of(frame, luma);
    return luma;
}

class LumaLock : public testing::TestWithParam<Matrix> {};

TEST_P(LumaLock, HoldsForWildColours) {
    const FramePtr picture = test_picture(201, 77, 3);
    Frame frame(*picture);
    ColourSpec spec = frame.colour();
    spec.matrix = GetParam();
    frame.set_colour(spec);
    // What a scan may hold beyond the nominal range.
    for (float& value : frame.values()) {
        value = value * 1.3F - 0.15F;
    }
    const auto coloured = with_chroma(frame, wild_chroma({frame.width(), frame.height()}));
    const auto before = lumas(frame);
    const auto after = lumas(*coloured);
    for (std::size_t i = 0; i < before.size(); ++i) {
        ASSERT_NEAR(after[i], before[i], 5e-7);
    }
}

INSTANTIATE_TEST_SUITE_P(Matrices, LumaLock,
                         testing::Values(Matrix::Bt709, Matrix::Smpte170M, Matrix::Bt2020Ncl,
                                         Matrix::Rgb, Matrix::Unspecified));

TEST(Lab, FrameComesBackFromItsOwnChroma) {
    const FramePtr picture = test_picture(160, 90, 1);
    const auto again = with_chroma(*picture, chroma_of(*picture));
    for (std::size_t i = 0; i < picture->values().size(); ++i) {
        ASSERT_NEAR(again->values()[i], picture->values()[i], 1e-3);
    }
}

TEST(Lab, NoChromaMakesGreyOfTheSameLuma) {
    const FramePtr picture = test_picture(64, 48, 1);
    const auto grey = with_chroma(*picture, cv::Mat::zeros(48, 64, CV_32FC2));
    const auto luma = lumas(*picture);
    for (std::size_t i = 0; i < luma.size(); ++i) {
        for (std::size_t c = 0; c < 3; ++c) {
            ASSERT_NEAR(grey->values()[3 * i + c], luma[i], 1e-5);
        }
    }
}

TEST(Lab, LightnessIgnoresColour) {
    const FramePtr picture = test_picture(64, 48, 1);
    const auto grey = with_chroma(*picture, cv::Mat::zeros(48, 64, CV_32FC2));
    EXPECT_LT(cv::norm(lightness_of(*picture), lightness_of(*grey), cv::NORM_INF), 1e-3);
}

TEST(Lab, OriginIsShared) {
    Frame frame(*test_picture(8, 8, 0));
    frame.set_origin(std::make_shared<OriginPlane>());
    EXPECT_EQ(with_chroma(frame, cv::Mat::zeros(8, 8, CV_32FC2))->origin(), frame.origin());
}

} // namespace
} // namespace kinovar::colourise
