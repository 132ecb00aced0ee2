// Grain put back: spectrum, deviation, correlation and behaviour in time.

#include "core/image/resize.h"
#include "core/steps/measure/grain_profile.h"
#include "core/steps/restore/grain_field.h"
#include "tests/steps/restore/grainy_clips.h"
#include "tests/steps/restore/moving_clip.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kinovar::steps::test {
namespace {

pipeline::ClipPtr flat_film(double grey = 0.5) {
    return std::make_shared<MovingClip>(
        480, 360, 12, [grey](std::int64_t, double x, double) { return grey + 1e-4 * x; });
}

GrainProfile measured(const pipeline::ClipPtr& clip) {
    auto profile = grain_in(*clip, {0, 11}, {}, 8);
    EXPECT_OK(profile);
    return *profile;
}

/// A clip like another one, with other frames but the same scan.
class Cleaned final : public pipeline::Clip {
public:
    Cleaned(pipeline::ClipPtr clean, const pipeline::ClipPtr& scan, int factor = 1)
        : clean_(std::move(clean)), info_(clean_->info()), factor_(factor) {
        info_.scan = scan;
        info_.monochrome = scan->info().monochrome;
        info_.width *= factor;
        info_.height *= factor;
        info_.key = Hasher().add(info_.key).add("cleaned").add(std::int64_t{factor}).finish();
    }
    [[nodiscard]] const pipeline::ClipInfo& info() const override { return info_; }
    [[nodiscard]] Result<FramePtr> frame(std::int64_t n,
                                         const pipeline::Pull& pull) const override {
        KINOVAR_TRY_ASSIGN(const FramePtr frame, clean_->frame(n, pull));
        return resize(*frame, info_.width, info_.height, ResizeFilter::Bilinear);
    }

private:
    pipeline::ClipPtr clean_;
    pipeline::ClipInfo info_;
    int factor_;
};

double decibel(double ratio) {
    return 10 * std::log10(ratio);
}

double correlation(const cv::Mat& a, const cv::Mat& b) {
    const cv::Mat da = a - cv::mean(a)[0];
    const cv::Mat db = b - cv::mean(b)[0];
    return da.dot(db) / std::sqrt(da.dot(da) * db.dot(db));
}

TEST(Regrain, TheScansSpectrumComesBackWithinADecibelAnOctave) {
    for (const double grey : {0.3, 0.6}) {
        const auto film = flat_film(grey);
        const auto scan = grainy(film);
        const auto again = after(std::make_shared<Cleaned>(film, scan), "regrain");
        const GrainProfile wanted = measured(scan);
        const GrainProfile got = measured(again);
        EXPECT_NEAR(got.luma.mean_sigma, wanted.luma.mean_sigma, 0.06 * wanted.luma.mean_sigma);
        for (std::size_t i = 0; i < 3; ++i) {
            EXPECT_NEAR(decibel(got.octaves()[i] / wanted.octaves()[i]), 0, 1) << i;
        }
        EXPECT_NEAR(got.size, wanted.size, 0.1 * wanted.size);
    }
}

TEST(Regrain, StrengthFollowsTheGreyAndTheAmount) {
    const auto film = std::make_shared<MovingClip>(
        480, 360, 12, [](std::int64_t, double x, double) { return 0.1 + 0.8 * x / 480; });
    const auto scan = grainy(film);
    const auto cleaned = std::make_shared<Cleaned>(film, scan);
    const GrainProfile wanted = measured(scan);
    for (const auto& [amount, factor] : {std::pair{"50", 0.5}, {"100", 1.0}, {"200", 2.0}}) {
        const GrainProfile got = measured(after(cleaned, std::string("regrain:amount=") + amount));
        for (std::size_t i = 2; i + 2 < GrainLayer::kGreys; ++i) {
            const double expected = factor * wanted.luma.sigma[i];
            EXPECT_NEAR(got.luma.sigma[i], expected, 0.12 * expected) << amount << " " << i;
        }
    }
    EXPECT_EQ(psnr(*frame_of(film, 3), *frame_of(after(cleaned, "regrain:amount=0"), 3)), 99);
}

TEST(Regrain, OnlyWhatIsMissingIsAdded) {
    const auto film = flat_film();
    const auto scan = grainy(film);
    const double wanted = measured(scan).luma.mean_sigma;
    const auto half = grainy(film, 0.5, false, 9);
    const GrainProfile full = measured(after(std::make_shared<Cleaned>(half, scan), "regrain"));
    EXPECT_NEAR(full.luma.mean_sigma, wanted, 0.08 * wanted);
    const auto untouched = after(std::make_shared<Cleaned>(scan, scan), "regrain");
    EXPECT_NEAR(measured(untouched).luma.mean_sigma, wanted, 0.1 * wanted);
}

TEST(Regrain, GrainGrowsWithThePicture) {
    const auto film = flat_film();
    const auto scan = grainy(film);
    const GrainProfile once = measured(after(std::make_shared<Cleaned>(film, scan), "regrain"));
    const GrainProfile twice = measured(after(std::make_shared<Cleaned>(film, scan, 2), "regrain"));
    EXPECT_NEAR(twice.luma.mean_sigma, once.luma.mean_sigma, 0.1 * once.luma.mean_sigma);
    EXPECT_GT(twice.size, 1.25 * once.size);
    // What was an octave is the next one now.
    EXPECT_GT(decibel(twice.octaves()[1] / twice.octaves()[0]),
              decibel(once.octaves()[1] / once.octaves()[0]));
}

TEST(Regrain, ColourLayersAreCorrelatedAsMeasured) {
    GrainProfile profile;
    profile.colour = true;
    profile.height = 240;
    profile.correlation = {0.7, 0.5, 0.6};
    for (GrainLayer& layer : profile.rgb) {
        layer.spectrum.fill(1);
    }
    const auto planes = GrainField(profile, 1).planes({320, 240}, 0, 1);
    ASSERT_EQ(planes.size(), 3U);
    EXPECT_NEAR(correlation(planes[0], planes[1]), 0.7, 0.03);
    EXPECT_NEAR(correlation(planes[1], planes[2]), 0.5, 0.03);
    EXPECT_NEAR(correlation(planes[2], planes[0]), 0.6, 0.03);
    cv::Scalar mean, deviation;
    cv::meanStdDev(planes[2], mean, deviation);
    EXPECT_NEAR(mean[0], 0, 0.02);
    EXPECT_NEAR(deviation[0], 1, 0.02);
}

TEST(Regrain, NewInEveryFrameAndTheSameForTheSameNumber) {
    const auto film = flat_film();
    const auto scan = grainy(film);
    const auto cleaned = std::make_shared<Cleaned>(film, scan);
    const auto one = after(cleaned, "regrain");
    const auto other = after(cleaned, "regrain");
    const cv::Mat base = luma_mat(*frame_of(film, 0));
    const cv::Mat first = luma_mat(*frame_of(one, 2)) - base;
    const cv::Mat second = luma_mat(*frame_of(one, 3)) - base;
    EXPECT_LT(std::abs(correlation(first, second)), 0.05);
    EXPECT_LT(std::abs(correlation(first, luma_mat(*frame_of(scan, 2)) - base)), 0.05);
    EXPECT_TRUE(std::ranges::equal(frame_of(one, 2)->values(), frame_of(other, 2)->values()));
    const auto reseeded = after(cleaned, "regrain:seed=2");
    EXPECT_LT(std::abs(correlation(first, luma_mat(*frame_of(reseeded, 2)) - base)), 0.05);
}

TEST(Regrain, ManualGrainHasItsSizeAndStrength) {
    const auto film = flat_film();
    for (const double size : {1.0, 2.0, 3.0}) {
        const GrainProfile got =
            measured(after(film, "regrain:grain=manual,strength=4,size=" + std::to_string(size)));
        EXPECT_NEAR(got.luma.mean_sigma, 4, 0.3) << size;
        EXPECT_NEAR(got.size, size, 0.25 * size);
    }
}

} // namespace
} // namespace kinovar::steps::test
