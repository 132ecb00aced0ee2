// Softness measured and taken back; sharp pictures left alone.

#include "core/image/cv_bridge.h"
#include "core/pipeline/source_clip.h"
#include "core/steps/kit/step_kit.h"
#include "core/steps/measure/blur_estimate.h"
#include "tests/steps/restore/grainy_clips.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace kinovar::steps::test {
namespace {

/// The clip through a Gaussian, with a little white noise on it.
pipeline::ClipPtr blurred(const pipeline::ClipPtr& clip, double sigma, double noise = 0) {
    pipeline::ClipInfo info = clip->info();
    info.key = Hasher().add(info.key).add("blurred").add(sigma).add(noise).finish();
    return picture_clip(
        clip, info, "blur",
        [=](const FramePtr& picture, std::int64_t n, const pipeline::Pull&) -> Result<FramePtr> {
            cv::Mat soft, grain(mat_view(*picture).size(), CV_32F);
            cv::GaussianBlur(mat_view(*picture), soft, {}, sigma);
            cv::RNG random(static_cast<std::uint64_t>(n) + 1);
            random.fill(grain, cv::RNG::NORMAL, 0, noise);
            cv::Mat three;
            cv::merge(std::array{grain, grain, grain}, three);
            return frame_from_mat(soft + three, picture->colour());
        });
}

TEST(BlurMeter, TellsTheBlurOfPhotographs) {
    KINOVAR_NEEDS_SHARED(folder, "data/bench/Kodak12");
    const auto measured = [](const pipeline::ClipPtr& clip) {
        BlurMeter meter;
        meter.add(luma_mat(*frame_of(clip, 0)));
        return blur_of(meter.power());
    };
    for (const char* name : {"kodim01.png", "kodim02.png", "kodim03.png", "kodim04.png"}) {
        const auto source = pipeline::SourceClip::open(folder / name);
        ASSERT_OK(source);
        const double own = measured(*source);
        EXPECT_LT(own, 0.62) << name;
        for (const double sigma : {0.6, 0.9, 1.2}) {
            const double blur = measured(blurred(*source, sigma));
            EXPECT_NEAR(std::sqrt(std::max(0.0, blur * blur - own * own)), sigma, 0.2 * sigma)
                << name;
        }
    }
}

TEST(BlurMeter, SeesNothingInNothing) {
    BlurMeter meter;
    meter.add(cv::Mat(32, 32, CV_32F, cv::Scalar(0.5)));
    EXPECT_EQ(blur_of(meter.power()), 0);
    meter.add(cv::Mat(128, 128, CV_32F, cv::Scalar(0.5)));
    EXPECT_EQ(blur_of(meter.power()), 0);
}

TEST(Sharpen, GainsOnSoftClipsAndLosesNothingOnSharpOnes) {
    KINOVAR_NEEDS_SHARED(folder, "data/clips");
    for (const char* name : {"pan_otters.mkv", "woman_restaurant.mkv"}) {
        const auto source = pipeline::SourceClip::open(folder / name);
        ASSERT_OK(source);
        const FramePtr truth = frame_of(*source, 10);
        for (const double noise : {0.0, 0.8 / 255}) {
            const auto soft = blurred(*source, 0.9, noise);
            EXPECT_GT(psnr(*truth, *frame_of(after(soft, "sharpen"), 10)),
                      psnr(*truth, *frame_of(soft, 10)) + 0.9)
                << name << " " << noise;
        }
        EXPECT_GT(psnr(*truth, *frame_of(after(*source, "sharpen"), 10)), 50) << name;
    }
}

TEST(Sharpen, PhotographsStayAsTheyAre) {
    KINOVAR_NEEDS_SHARED(folder, "data/bench/Kodak12");
    for (const char* name : {"kodim01.png", "kodim03.png"}) {
        const auto source = pipeline::SourceClip::open(folder / name);
        ASSERT_OK(source);
        EXPECT_EQ(psnr(*frame_of(*source, 0), *frame_of(after(*source, "sharpen"), 0)), 99) << name;
    }
}

TEST(Sharpen, ByHandAndAmount) {
    KINOVAR_NEEDS_SHARED(path, "data/bench/Kodak12/kodim03.png");
    const auto source = pipeline::SourceClip::open(path);
    ASSERT_OK(source);
    const auto soft = blurred(*source, 0.8);
    const FramePtr truth = frame_of(*source, 0);
    const double before = psnr(*truth, *frame_of(soft, 0));
    const double whole = psnr(*truth, *frame_of(after(soft, "sharpen:auto=off,radius=0.8"), 0));
    const double half =
        psnr(*truth, *frame_of(after(soft, "sharpen:auto=off,radius=0.8,amount=0.5"), 0));
    EXPECT_GT(whole, before + 2);
    EXPECT_GT(half, before + 0.5);
    EXPECT_LT(half, whole);
    EXPECT_EQ(frame_of(after(soft, "sharpen:amount=0"), 0)->origin(), nullptr);
}

} // namespace
} // namespace kinovar::steps::test
