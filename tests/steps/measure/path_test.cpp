#include "core/steps/measure/path_split.h"
#include "core/steps/measure/pose_graph.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>

namespace kinovar::steps {
namespace {

using Path = std::vector<double>;

Path weave(std::size_t n, unsigned seed, double size = 0.7) {
    std::mt19937 random(seed);
    std::normal_distribution<double> step;
    Path path;
    double value = size * step(random);
    for (std::size_t i = 0; i < n; ++i) {
        value = 0.3 * value + size * std::sqrt(1 - 0.09) * step(random);
        path.push_back(value);
    }
    return path;
}

Path made(std::size_t n, const std::function<double(double)>& meant, const Path& unsteady) {
    Path path;
    for (std::size_t i = 0; i < n; ++i) {
        path.push_back(meant(static_cast<double>(i)) + unsteady[i]);
    }
    return path;
}

/// Standard deviation of a − b.
double apart(const Path& a, const Path& b) {
    double mean = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        mean += (a[i] - b[i]) / static_cast<double>(a.size());
    }
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        sum += std::pow(a[i] - b[i] - mean, 2);
    }
    return std::sqrt(sum / static_cast<double>(a.size()));
}

TEST(UnsteadyPart, OnATripodItIsEverything) {
    const Path w = weave(60, 1);
    const Path found = unsteady_part(made(
                                         60, [](double) { return 5; }, w),
                                     {});
    EXPECT_LT(apart(found, w), 0.01);
}

TEST(UnsteadyPart, LeavesASteadyPanAndASwingAlone) {
    const Path none(120, 0.0);
    for (const auto& camera :
         {std::function<double(double)>([](double t) { return 3.7 * t; }),
          std::function<double(double)>([](double t) { return 40 * std::sin(t / 18); })}) {
        const Path found = unsteady_part(made(120, camera, none), {});
        EXPECT_LT(apart(found, none), 0.05);
    }
}

TEST(UnsteadyPart, IsFoundUnderAPan) {
    for (unsigned seed = 1; seed <= 4; ++seed) {
        const Path w = weave(150, seed);
        const Path found =
            unsteady_part(made(
                              150, [](double t) { return 30 * std::sin(t / 25); }, w),
                          {});
        EXPECT_LT(apart(found, w), 0.55 * apart(w, Path(150, 0.0))) << seed;
    }
}

TEST(UnsteadyPart, AJumpOfASpliceBendsNothingAround) {
    Path w = weave(80, 3);
    w[40] += 9;
    const Path found = unsteady_part(made(
                                         80, [](double t) { return 1.5 * t; }, w),
                                     {});
    EXPECT_NEAR(found[40] - found[30], w[40] - w[30], 1);
    EXPECT_LT(apart(found, w), 0.4);
}

TEST(UnsteadyPart, WindowsOfALongShotFitTogether) {
    const Path w = weave(700, 5);
    const Path found = unsteady_part(made(
                                         700, [](double t) { return 100 * std::sin(t / 60); }, w),
                                     {});
    EXPECT_LT(apart(found, w), 0.35);
}

TEST(UnsteadyPart, OfAFewFramesNothingIsSaid) {
    EXPECT_EQ(unsteady_part(Path{1, 5, 2}, {}), Path(3, 0.0));
    EXPECT_TRUE(unsteady_part(Path(), {}).empty());
}

TEST(SlowTrend, FlickerGoesAndAFadeStaysSharp) {
    const Path flicker = weave(150, 7, 0.02);
    const auto fade = [](double t) { return t < 110 ? 0.0 : -0.06 * (t - 110); };
    const Path trend = slow_trend(made(150, fade, flicker), {});
    const Path truth = made(150, fade, Path(150, 0.0));
    EXPECT_LT(apart(trend, truth), 0.012);
    EXPECT_NEAR(trend.back() - trend[111], truth.back() - truth[111], 0.05);
}

TEST(PoseGraph, APairThatIsWrongIsOutvoted) {
    std::vector<SurveyFacts> facts(40);
    const auto place = [](std::size_t n) { return 2.0 * static_cast<double>(n % 7); };
    for (std::size_t n = 0; n < facts.size(); ++n) {
        for (std::size_t i = 0; i < kSurveyLags.size(); ++i) {
            const auto lag = static_cast<std::size_t>(kSurveyLags[i]);
            if (n >= lag) {
                facts[n].motion[i].dx = place(n) - place(n - lag);
                facts[n].motion[i].matched = 0.8;
            }
        }
    }
    facts[20].motion[0].dx += 30;
    const Path path = path_of(facts, [](const PictureMotion& motion) { return motion.dx; });
    for (std::size_t n = 0; n < facts.size(); ++n) {
        EXPECT_NEAR(path[n], place(n) - place(0), 0.1) << n;
    }
}

} // namespace
} // namespace kinovar::steps
