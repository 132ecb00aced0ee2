#include "core/image/cv_bridge.h"
#include "tests/image/pictures.h"
#include "tests/support/support.h"

#include <opencv2/core.hpp>

#include <algorithm>

namespace kinovar {
namespace {

TEST(CvBridge, ViewsAliasThePixels) {
    const auto frame = test::random_frame(5, 4, 1);
    cv::Mat view = mat_view(*frame);
    EXPECT_EQ(view.type(), CV_32FC3);
    EXPECT_EQ(view.size(), cv::Size(5, 4));
    view.at<cv::Vec3f>(2, 3) = {0.1F, 0.2F, 0.3F};
    EXPECT_EQ(frame->row(2)[9], 0.1F);
    EXPECT_EQ(frame->row(2)[11], 0.3F);
    const Frame& shared = *frame;
    EXPECT_EQ(mat_view(shared).at<cv::Vec3f>(2, 3)[1], 0.2F);
}

TEST(CvBridge, MatricesComeInAsCopiesAlsoFromPartsOfLargerOnes) {
    const auto frame = test::random_frame(6, 5, 2);
    const cv::Mat part = mat_view(*frame)(cv::Rect(1, 2, 3, 2));
    const auto copy = frame_from_mat(part, ColourSpec::bt709());
    ASSERT_OK(copy);
    EXPECT_EQ((*copy)->width(), 3);
    EXPECT_EQ((*copy)->colour(), ColourSpec::bt709());
    for (int y = 0; y < 2; ++y) {
        EXPECT_TRUE(std::equal((*copy)->row(y), (*copy)->row(y) + 9, frame->row(y + 2) + 3));
    }
}

TEST(CvBridge, OtherTypesAreRefused) {
    EXPECT_EQ(frame_from_mat(cv::Mat(4, 4, CV_8UC3), ColourSpec::srgb()).error().code,
              ErrorCode::InvalidArgument);
    EXPECT_EQ(frame_from_mat(cv::Mat(), ColourSpec::srgb()).error().code,
              ErrorCode::InvalidArgument);
}

TEST(CvBridge, ExceptionsBecomeErrors) {
    const Status status = guard_cv("cannot multiply", [] {
        cv::Mat result = cv::Mat::eye(2, 3, CV_32F) * cv::Mat::eye(2, 3, CV_32F);
    });
    ASSERT_FALSE(status.has_value());
    EXPECT_EQ(status.error().code, ErrorCode::Internal);
    EXPECT_EQ(status.error().message.rfind("cannot multiply: ", 0), 0U);
    EXPECT_OK(guard_cv("nothing", [] {}));
}

} // namespace
} // namespace kinovar
