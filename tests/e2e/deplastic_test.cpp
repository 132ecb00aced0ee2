// `kinovar-cli restore --step deplastic` as a user runs it.

#include "core/image/cv_bridge.h"
#include "core/media/picture_file.h"
#include "tests/e2e/program.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace kinovar::test {
namespace {

class Deplastic : public testing::Test {
protected:
    /// A portrait as a model might have smoothed it.
    void SetUp() override {
        const auto file = shared_folder() / "data/portraits/stills/official_sen_mazie-hirono.jpg";
        if (shared_folder().empty() || !std::filesystem::exists(file)) {
            GTEST_SKIP() << "shared data is missing: data/portraits/stills";
        }
        const auto read = media::read_picture(file);
        ASSERT_OK(read);
        cv::Mat smooth;
        const double scale = 480.0 / (*read)->height();
        cv::resize(mat_view(**read), smooth, {}, scale, scale, cv::INTER_AREA);
        cv::Mat plastic;
        cv::bilateralFilter(smooth, plastic, -1, 0.12, 5);
        const auto frame = frame_from_mat(plastic, (*read)->colour());
        ASSERT_OK(frame);
        ASSERT_OK(
            media::write_picture(folder_ / "face.png", **frame, media::PictureFormat::Png, 8));
    }

    [[nodiscard]] std::string path(const std::string& name) const {
        return (folder_ / name).string();
    }
    /// Skips the test where the networks of faces are not installed.
    void restore(const std::string& out, const std::string& step) {
        const ProgramResult result =
            run_cli({"restore", path("face.png"), path(out), "--step", step});
        if (result.err.find("not installed") != std::string::npos && result.exit_code != 0) {
            GTEST_SKIP() << result.err;
        }
        ASSERT_EQ(result.exit_code, 0) << result.err;
    }
    /// Pixels that are not as they were.
    [[nodiscard]] cv::Mat changed(const std::string& out) const {
        const auto before = media::read_picture(folder_ / "face.png");
        const auto after = media::read_picture(folder_ / out);
        EXPECT_OK(before);
        EXPECT_OK(after);
        std::vector<cv::Mat> channels;
        cv::split(mat_view(**before) != mat_view(**after), channels);
        return channels[0] | channels[1] | channels[2];
    }

    TemporaryFolder folder_;
};

TEST_F(Deplastic, GivesAPortraitTextureAndKeepsItsSurroundings) {
    restore("out.png", "deplastic");
    if (IsSkipped() || HasFatalFailure()) {
        return;
    }
    const cv::Mat where = changed("out.png");
    EXPECT_GT(cv::countNonZero(where), 1000);
    for (const cv::Mat& rim : {where.rowRange(0, 20), where.colRange(0, 20)}) {
        EXPECT_EQ(cv::countNonZero(rim), 0);
    }
}

TEST_F(Deplastic, NothingWantedChangesNothing) {
    restore("out.png", "deplastic:texture=0,soften=0,motion=0,all=true");
    if (IsSkipped() || HasFatalFailure()) {
        return;
    }
    EXPECT_EQ(cv::countNonZero(changed("out.png")), 0);
}

} // namespace
} // namespace kinovar::test
