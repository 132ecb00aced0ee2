#include "core/train/schedule.h"
#include "tests/support/support.h"

#include <gtest/gtest.h>

#include <functional>

namespace kinovar::train {
namespace {

TrainOptions with_steps(std::int64_t steps) {
    TrainOptions options;
    options.steps = steps;
    return options;
}

TEST(Schedule, RateRisesThenFalls) {
    const Schedule schedule(with_steps(1000));
    EXPECT_LT(schedule.rate(0), 1e-5);
    EXPECT_NEAR(schedule.rate(0.02), 1e-3, 1e-9);
    double before = schedule.rate(0.02);
    for (double progress = 0.1; progress <= 1; progress += 0.1) {
        EXPECT_LT(schedule.rate(progress), before);
        before = schedule.rate(progress);
    }
    EXPECT_NEAR(schedule.rate(1), 1e-6, 1e-9);
}

TEST(Schedule, ProgressFollowsTheBudget) {
    EXPECT_DOUBLE_EQ(Schedule(with_steps(200)).progress(50, 1e9), 0.25);
    TrainOptions timed;
    timed.minutes = 2;
    EXPECT_DOUBLE_EQ(Schedule(timed).progress(1000000, 30), 0.25);
    EXPECT_DOUBLE_EQ(Schedule(timed).progress(1, 500), 1);
}

TEST(Schedule, EndsInFullPrecision) {
    TrainOptions options = with_steps(10);
    options.precision = "mixed";
    EXPECT_TRUE(Schedule(options).is_mixed(0.5));
    EXPECT_FALSE(Schedule(options).is_mixed(0.95));
    options.precision = "float";
    EXPECT_FALSE(Schedule(options).is_mixed(0.5));
}

TEST(TrainOptions, WrongValuesAreNamed) {
    const std::vector<std::pair<std::string, std::function<void(TrainOptions&)>>> cases{
        {"scale", [](TrainOptions& o) { o.scale = 9; }},
        {"features", [](TrainOptions& o) { o.features = 24; }},
        {"depth", [](TrainOptions& o) { o.depth = 0; }},
        {"patch", [](TrainOptions& o) { o.patch = 3; }},
        {"batch", [](TrainOptions& o) { o.batch = 0; }},
        {"rate", [](TrainOptions& o) { o.rate = 0; }},
        {"end", [](TrainOptions& o) { o.minutes = 3; }},
        {"end", [](TrainOptions& o) { o.steps = 0; }},
        {"precision", [](TrainOptions& o) { o.precision = "half"; }},
        {"interval", [](TrainOptions& o) { o.validate_every = 0; }}};
    EXPECT_OK(with_steps(10).check());
    for (const auto& [word, spoil] : cases) {
        TrainOptions options = with_steps(10);
        spoil(options);
        const Status status = options.check();
        ASSERT_FALSE(status) << word;
        EXPECT_NE(status.error().message.find(word), std::string::npos)
            << status.error().one_line();
    }
}

} // namespace
} // namespace kinovar::train
