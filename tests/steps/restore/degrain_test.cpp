// Grain taken away: dB against the picture under it, clean film left alone, origin, order.

#include "core/pipeline/source_clip.h"
#include "core/steps/restore/dct_shrink.h"
#include "tests/steps/restore/grainy_clips.h"
#include "tests/steps/restore/moving_clip.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <thread>

namespace kinovar::steps::test {
namespace {

TEST(DctShrink, KeepsACleanPlaneAndTakesWhiteNoiseAway) {
    cv::Mat plane(96, 128, CV_32F);
    for (int y = 0; y < plane.rows; ++y) {
        for (int x = 0; x < plane.cols; ++x) {
            plane.at<float>(y, x) = 0.5F + 0.2F * std::sin(static_cast<float>(x) * 0.1F) +
                                    0.1F * std::cos(static_cast<float>(y) * 0.13F);
        }
    }
    ShrinkNoise noise;
    noise.sigma = cv::Mat(plane.size(), CV_32F, cv::Scalar(1e-6));
    noise.spectrum.fill(1);
    const cv::Mat same = dct_shrink(plane, noise, {});
    EXPECT_LT(cv::norm(same, plane, cv::NORM_INF), 1e-4);

    constexpr float kSigma = 0.02F;
    cv::Mat grain(plane.size(), CV_32F);
    cv::theRNG().state = 7;
    cv::randn(grain, 0, kSigma);
    noise.sigma = cv::Scalar(kSigma);
    const cv::Mat worn = plane + grain;
    const cv::Mat once = dct_shrink(worn, noise, {});
    const cv::Mat twice = dct_shrink(worn, noise, {}, once);
    const double before = cv::norm(worn, plane);
    EXPECT_LT(cv::norm(once, plane), before / 2);
    EXPECT_LT(cv::norm(twice, plane), cv::norm(once, plane));
}

TEST(Degrain, GainsOnRealClipsAndLeavesThemAloneWhereTheyAreClean) {
    KINOVAR_NEEDS_SHARED(folder, "data/clips");
    for (const auto& [name, gain] :
         {std::pair{"pan_otters.mkv", 4.5}, {"woman_restaurant.mkv", 7.0}}) {
        const auto source = pipeline::SourceClip::open(folder / name);
        ASSERT_OK(source);
        const auto grey = grainy(*source, 0);
        const auto worn = grainy(*source);
        const auto mended = after(worn, "degrain");
        const FramePtr truth = frame_of(grey, 20);
        const double before = psnr(*truth, *frame_of(worn, 20));
        const double after_it = psnr(*truth, *frame_of(mended, 20));
        EXPECT_GT(after_it, before + gain) << name;
        const FramePtr clean = frame_of(*source, 20);
        EXPECT_GT(psnr(*clean, *frame_of(after(*source, "degrain"), 20)), 50) << name;
    }
}

TEST(Degrain, EachPartHelpsAndKeepKeeps) {
    const auto film =
        std::make_shared<MovingClip>(320, 240, 12, [](std::int64_t n, double x, double y) {
            return calm_scene()(n, x + 1.3 * static_cast<double>(n), y);
        });
    const auto worn = grainy(film);
    const FramePtr truth = frame_of(film, 6);
    const auto result = [&](const std::string& step) {
        return psnr(*truth, *frame_of(after(worn, step), 6));
    };
    const double before = psnr(*truth, *frame_of(worn, 6));
    const double temporal = result("degrain:spatial=off");
    const double spatial = result("degrain:temporal=off");
    const double both = result("degrain");
    EXPECT_GT(temporal, before + 5);
    EXPECT_GT(spatial, before + 1);
    EXPECT_GT(both, temporal);
    EXPECT_GT(both, spatial);
    EXPECT_GT(result("degrain:radius=6,spatial=off"), temporal);
    const double half = result("degrain:keep=0.5");
    EXPECT_GT(half, before + 4);
    EXPECT_LT(half, both);
    EXPECT_NEAR(result("degrain:keep=1"), before, 0.001);
    EXPECT_NEAR(result("degrain:strength=0"), before, 0.001);
}

TEST(Degrain, ColourGrainGoesToo) {
    KINOVAR_NEEDS_SHARED(path, "data/clips/woman_restaurant.mkv");
    const auto source = pipeline::SourceClip::open(path);
    ASSERT_OK(source);
    const auto worn = grainy(*source, 1, true);
    const FramePtr truth = frame_of(*source, 20);
    const auto before = compare_pictures(*truth, *frame_of(worn, 20));
    const auto mended = compare_pictures(*truth, *frame_of(after(worn, "degrain"), 20));
    EXPECT_GT(mended->psnr_luma, before->psnr_luma + 6);
    for (std::size_t c = 0; c < 3; ++c) {
        EXPECT_GT(mended->psnr_channel[c], before->psnr_channel[c] + 5) << c;
    }
}

TEST(Degrain, DoesNotLookAcrossACutAndMarksWhatComesFromNeighbours) {
    // The second half is another scene: wrongly taken for movement it would shine through.
    class TwoShots final : public pipeline::ShotFinder {
        [[nodiscard]] Result<pipeline::Shot> shot_of(std::int64_t n,
                                                     const pipeline::Pull&) const override {
            return n < 8 ? pipeline::Shot{0, 7} : pipeline::Shot{8, 15};
        }
    };
    class Cut final : public pipeline::Clip {
    public:
        Cut()
            : film_(grainy(std::make_shared<MovingClip>(240, 180, 16,
                                                        [](std::int64_t n, double x, double y) {
                                                            return calm_scene()(n, n < 8 ? x : y,
                                                                                n < 8 ? y : x);
                                                        }))),
              info_(film_->info()) {
            info_.shots = std::make_shared<TwoShots>();
        }
        [[nodiscard]] const pipeline::ClipInfo& info() const override { return info_; }
        [[nodiscard]] Result<FramePtr> frame(std::int64_t n,
                                             const pipeline::Pull& pull) const override {
            EXPECT_LT(n, limit) << "a frame of the other shot was asked for";
            return film_->frame(n, pull);
        }
        std::int64_t limit = 8;

    private:
        pipeline::ClipPtr film_;
        pipeline::ClipInfo info_;
    };
    const FramePtr frame = frame_of(after(std::make_shared<Cut>(), "degrain"), 7);
    ASSERT_TRUE(frame->origin());
    const auto& origin = frame->origin()->pixels;
    EXPECT_GT(std::ranges::count(origin, Origin::Neighbour),
              static_cast<std::ptrdiff_t>(origin.size() * 9 / 10));
}

TEST(Degrain, TheSameWhateverTheOrderAndTheThreads) {
    const auto film = std::make_shared<MovingClip>(160, 120, 12, calm_scene());
    const auto worn = grainy(film);
    const auto one = after(worn, "degrain");
    const auto other = after(worn, "degrain");
    std::vector<FramePtr> forward, backward(12);
    for (std::int64_t n = 0; n < 12; ++n) {
        forward.push_back(frame_of(one, n));
    }
    {
        std::vector<std::jthread> threads;
        for (std::int64_t first : {0, 1, 2, 3}) {
            threads.emplace_back([&, first] {
                for (std::int64_t n = 8 + first; n >= 0; n -= 4) {
                    backward[static_cast<std::size_t>(n)] = frame_of(other, n);
                }
            });
        }
    }
    for (std::size_t n = 0; n < forward.size(); ++n) {
        EXPECT_TRUE(std::ranges::equal(forward[n]->values(), backward[n]->values())) << n;
    }
}

TEST(Degrain, TheModelIsNamedInTheCredits) {
    const auto film = std::make_shared<MovingClip>(160, 120, 12, calm_scene());
    const auto worn = grainy(film);
    const auto clip = after(worn, "degrain:model=kinovar-film-clean");
    ASSERT_EQ(clip->info().credits.size(), 1U);
    EXPECT_NE(clip->info().credits[0].text.find("CC0"), std::string::npos);
    EXPECT_EQ(clip->info().faithful, worn);
    const FramePtr truth = frame_of(film, 6);
    EXPECT_GT(psnr(*truth, *frame_of(clip, 6)), psnr(*truth, *frame_of(worn, 6)) + 3);
}

} // namespace
} // namespace kinovar::steps::test
