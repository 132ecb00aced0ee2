// A film whose shots are made by chains of their own.

#include "core/pipeline/frame_map.h"
#include "core/pipeline/shot_chains.h"
#include "tests/pipeline/ramp_clip.h"
#include "tests/support/support.h"

#include <algorithm>

namespace kinovar::pipeline {
namespace {

using test::RampClip;

/// Adds a number to every value; shows each frame `rate` times; scales the size; notes which frames
/// were analysed.
class TestClip final : public Clip {
public:
    TestClip(ClipPtr input, float plus, int rate, int scale)
        : input_(std::move(input)), plus_(plus), rate_(rate), info_(input_->info()) {
        info_.frames *= rate;
        info_.rate.num *= rate;
        info_.width *= scale;
        info_.credits.push_back({"plus " + std::to_string(plus), true});
        info_.key = Hasher().add(info_.key).add(static_cast<double>(plus)).finish();
    }
    [[nodiscard]] const ClipInfo& info() const override { return info_; }
    [[nodiscard]] Result<FramePtr> frame(std::int64_t n, const Pull& pull) const override {
        KINOVAR_TRY_ASSIGN(const FramePtr frame, input_->frame(n / rate_, pull));
        auto result = std::make_shared<Frame>(info_.width, info_.height, info_.colour);
        std::fill(result->values().begin(), result->values().end(),
                  frame->values().front() + plus_);
        return result;
    }
    [[nodiscard]] Status analyse(std::int64_t first, std::int64_t last,
                                 Job& /*job*/) const override {
        analysed().push_back({plus_, first, last});
        return {};
    }
    struct Pass {
        float plus;
        std::int64_t first, last;
        friend bool operator==(const Pass&, const Pass&) = default;
    };
    static std::vector<Pass>& analysed() {
        static std::vector<Pass> passes;
        return passes;
    }

private:
    ClipPtr input_;
    float plus_;
    int rate_;
    ClipInfo info_;
};

struct TestOptions {
    double plus = 0;
    int rate = 1;
    int scale = 1;
    static const FieldList<TestOptions>& fields() {
        static const FieldList<TestOptions> list =
            FieldList<TestOptions>()
                .add(&TestOptions::plus, {"plus", "Plus", "What is added."})
                .add(&TestOptions::rate, {"rate", "Rate", "How often."})
                .add(&TestOptions::scale, {"scale", "Scale", "How wide."});
        return list;
    }
};

class TestStep final : public Step {
public:
    explicit TestStep(TestOptions options) : options_(options) {}
    [[nodiscard]] Result<ClipPtr> apply(ClipPtr input) const override {
        return std::make_shared<TestClip>(std::move(input), static_cast<float>(options_.plus),
                                          options_.rate, options_.scale);
    }

private:
    TestOptions options_;
};

std::vector<StepType> types() {
    StepType type;
    type.name = "test";
    type.fields = TestOptions::fields().infos();
    type.make = [](const FieldValues& values) -> Result<std::unique_ptr<Step>> {
        KINOVAR_TRY_ASSIGN(const TestOptions options, TestOptions::fields().options_from(values));
        return std::make_unique<TestStep>(options);
    };
    return {type};
}

Chain chain(double plus, std::int64_t rate = 1, std::int64_t scale = 1) {
    return {{{"test", {{"plus", plus}, {"rate", rate}, {"scale", scale}}}}};
}

float value(const Clip& clip, std::int64_t n) {
    return clip.frame(n, {}).value()->values().front();
}

TEST(ShotChains, EachShotComesFromItsChain) {
    const auto source = std::make_shared<RampClip>(20);
    const auto clip =
        build_shots(types(), chain(100), {{{15, 19}, chain(300)}, {{5, 9}, chain(200)}}, source);
    ASSERT_OK(clip);
    for (std::int64_t n = 0; n < 20; ++n) {
        const float plus = n >= 15 ? 300 : n >= 5 && n < 10 ? 200 : 100;
        EXPECT_EQ(value(**clip, n), static_cast<float>(n) + plus) << n;
    }
    EXPECT_EQ((*clip)->info().credits.size(), 3U);
}

TEST(ShotChains, FollowTheRate) {
    const auto source = std::make_shared<RampClip>(10);
    const auto clip = build_shots(types(), chain(100, 2), {{{3, 5}, chain(200, 2)}}, source);
    ASSERT_OK(clip);
    for (std::int64_t n = 0; n < 20; ++n) {
        const float plus = n >= 6 && n < 12 ? 200 : 100;
        EXPECT_EQ(value(**clip, n), static_cast<float>(n / 2) + plus) << n;
    }
}

TEST(ShotChains, WithoutOwnChainsItIsThePlainResult) {
    const auto source = std::make_shared<RampClip>(10);
    const Hash128 plain = build(types(), chain(100), source)->back()->info().key;
    EXPECT_EQ(build_shots(types(), chain(100), {}, source).value()->info().key, plain);
    const auto same = build_shots(types(), chain(100), {{{3, 5}, chain(100)}}, source);
    EXPECT_EQ(same.value()->info().key, plain) << "an equal chain is no other";
    const auto other = build_shots(types(), chain(100), {{{3, 5}, chain(200)}}, source);
    EXPECT_NE(other.value()->info().key, plain);
    const auto moved = build_shots(types(), chain(100), {{{3, 6}, chain(200)}}, source);
    EXPECT_NE(moved.value()->info().key, other.value()->info().key);
}

TEST(ShotChains, RefuseOtherSizesAndRates) {
    const auto source = std::make_shared<RampClip>(10);
    for (const Chain& own : {chain(1, 2, 1), chain(1, 1, 2)}) {
        const auto clip = build_shots(types(), chain(1), {{{3, 5}, own}}, source);
        ASSERT_FALSE(clip);
        EXPECT_EQ(clip.error().code, ErrorCode::InvalidArgument);
        EXPECT_NE(clip.error().message.find("shot 3-5"), std::string::npos);
    }
    EXPECT_FALSE(build_shots(types(), chain(1), {{{3, 5}, chain(2)}, {{5, 6}, chain(2)}}, source));
    EXPECT_FALSE(build_shots(types(), chain(1), {{{3, 10}, chain(2)}}, source));
    Chain unknown;
    unknown.steps.push_back({"none"});
    const auto clip = build_shots(types(), chain(1), {{{3, 5}, unknown}}, source);
    ASSERT_FALSE(clip);
    EXPECT_NE(clip.error().message.find("shot 3-5"), std::string::npos) << clip.error().message;
}

TEST(ShotChains, EachChainAnalysesItsFrames) {
    const auto source = std::make_shared<RampClip>(20);
    const auto clip = build_shots(types(), chain(100, 2),
                                  {{{5, 9}, chain(200, 2)}, {{10, 11}, chain(300, 2)}}, source);
    ASSERT_OK(clip);
    Job job("test");
    TestClip::analysed().clear();
    ASSERT_OK((*clip)->analyse(4, 31, job));
    const std::vector<TestClip::Pass> expected{
        {100, 4, 9}, {200, 10, 19}, {300, 20, 23}, {100, 24, 31}};
    EXPECT_EQ(TestClip::analysed(), expected);
}

/// Shots of a fixed length.
class EvenShots final : public ShotFinder {
public:
    explicit EvenShots(std::int64_t length) : length_(length) {}
    [[nodiscard]] Result<Shot> shot_of(std::int64_t n, const Pull& /*pull*/) const override {
        return Shot{n / length_ * length_, n / length_ * length_ + length_ - 1};
    }

private:
    std::int64_t length_;
};

TEST(WithShots, SamePicturesOtherKey) {
    const auto source = std::make_shared<RampClip>(20);
    const ClipPtr a = with_shots(source, std::make_shared<EvenShots>(5));
    const ClipPtr b = with_shots(source, std::make_shared<EvenShots>(4));
    EXPECT_EQ(value(*a, 7), 7.0F);
    EXPECT_EQ(a->info().shots->shot_of(7, {}).value(), (Shot{5, 9}));
    EXPECT_NE(a->info().key, source->info().key);
    EXPECT_NE(a->info().key, b->info().key);
    EXPECT_EQ(a->info().key, with_shots(source, std::make_shared<EvenShots>(5))->info().key);
    EXPECT_EQ(a->info().scan, source) << "what was measured on the scan stays";
}

TEST(WithShots, LieInsideOfTheFilm) {
    const ClipPtr clip = with_shots(std::make_shared<RampClip>(7), std::make_shared<EvenShots>(5));
    EXPECT_EQ(clip->info().shots->shot_of(6, {}).value(), (Shot{5, 6}));
}

TEST(FrameMap, GoesByTimes) {
    // 4 frames at 25 a second; the result at 60: of uneven length.
    ClipInfo source{.frames = 4, .rate = {25, 1}, .colour = ColourSpec::srgb()};
    source.timeline = std::make_shared<Timeline>(Timeline{{1, 25}, {0, 1, 2, 3}, 1});
    ClipInfo result{.frames = 10, .rate = {60, 1}, .colour = ColourSpec::srgb()};
    result.timeline =
        std::make_shared<Timeline>(Timeline{{1, 60}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 1});
    const FrameMap map(source, result);
    const std::vector<std::int64_t> expected{0, 0, 0, 1, 1, 2, 2, 3, 3, 3};
    for (std::int64_t n = 0; n < 10; ++n) {
        EXPECT_EQ(map.source_frame(n), expected[static_cast<std::size_t>(n)]) << n;
    }
    EXPECT_EQ(map.first_of(0), 0);
    EXPECT_EQ(map.first_of(2), 5);
    EXPECT_EQ(map.first_of(4), 10);
}

} // namespace
} // namespace kinovar::pipeline
