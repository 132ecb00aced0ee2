#pragma once

#include "core/image/cv_bridge.h"
#include "core/media/picture_file.h"
#include "core/steps/portrait/face/face_analyser.h"
#include "tests/support/support.h"

#include <opencv2/imgproc.hpp>

namespace kinovar::retouch::test {

/// Real networks on real portraits; skipped where either is missing.
class Portraits : public testing::Test {
protected:
    void SetUp() override {
        folder_ = kinovar::test::shared_folder() / "data/portraits/stills";
        if (kinovar::test::shared_folder().empty() || !std::filesystem::exists(folder_)) {
            GTEST_SKIP() << "shared data is missing: data/portraits/stills";
        }
        const auto analyser = portrait::FaceAnalyser::installed();
        if (!analyser && analyser.error().code == ErrorCode::MissingModel) {
            GTEST_SKIP() << analyser.error().one_line();
        }
        ASSERT_OK(analyser);
        analyser_ = *analyser;
    }

    /// About 480 px high.
    [[nodiscard]] FramePtr portrait(const std::string& name) const {
        const auto read = media::read_picture(folder_ / name);
        EXPECT_OK(read);
        cv::Mat small;
        const double scale = 480.0 / (*read)->height();
        cv::resize(mat_view(**read), small, {}, scale, scale, cv::INTER_AREA);
        return *frame_from_mat(small, (*read)->colour());
    }
    /// The same as a model might have made it.
    [[nodiscard]] static FramePtr smoothed(const Frame& picture) {
        cv::Mat smooth;
        cv::bilateralFilter(mat_view(picture), smooth, -1, 0.12, 5);
        return *frame_from_mat(smooth, picture.colour());
    }

    std::filesystem::path folder_;
    std::shared_ptr<const portrait::FaceAnalyser> analyser_;
};

} // namespace kinovar::retouch::test
