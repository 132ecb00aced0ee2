#include "core/preview/viewing.h"
#include "core/steps/step_catalogue.h"
#include "tests/preview/gated_clip.h"
#include "tests/support/support.h"

namespace kinovar::preview {
namespace {

/// Multiplies; counts how often each frame is made.
class CountedClip final : public pipeline::Clip {
public:
    CountedClip(pipeline::ClipPtr input, double factor, int* pulls)
        : input_(std::move(input)), info_(input_->info()), factor_(static_cast<float>(factor)),
          pulls_(pulls) {
        info_.key = Hasher().add("counted").add(factor).add(info_.key).finish();
    }
    [[nodiscard]] const pipeline::ClipInfo& info() const override { return info_; }
    [[nodiscard]] Result<FramePtr> frame(std::int64_t n,
                                         const pipeline::Pull& pull) const override {
        ++*pulls_;
        KINOVAR_TRY_ASSIGN(const FramePtr frame, input_->frame(n, pull));
        auto out = std::make_shared<Frame>(*frame);
        for (float& value : out->values()) {
            value *= factor_;
        }
        return out;
    }

private:
    pipeline::ClipPtr input_;
    pipeline::ClipInfo info_;
    float factor_;
    int* pulls_;
};

class CountedStep final : public pipeline::Step {
public:
    CountedStep(double factor, int* pulls) : factor_(factor), pulls_(pulls) {}
    [[nodiscard]] Result<pipeline::ClipPtr> apply(pipeline::ClipPtr input) const override {
        return std::make_shared<CountedClip>(std::move(input), factor_, pulls_);
    }

private:
    double factor_;
    int* pulls_;
};

const std::vector<FieldInfo> kFields{
    {.name = "factor", .kind = FieldKind::Real, .fallback = FieldValue(1.0)}};

pipeline::StepType type(const std::string& name, int* pulls) {
    return {.name = name,
            .fields = kFields,
            .make = [pulls](const FieldValues& values) -> Result<std::unique_ptr<pipeline::Step>> {
                const auto at = values.find("factor");
                const double factor = at == values.end() ? 1.0 : std::get<double>(at->second);
                return std::make_unique<CountedStep>(factor, pulls);
            }};
}

TEST(BuildForViewing, AChangeComputesOnlyWhatFollows) {
    int pulls[4] = {};
    std::vector<pipeline::StepType> types;
    pipeline::Chain chain;
    for (int i = 0; i < 4; ++i) {
        types.push_back(type("step" + std::to_string(i), &pulls[i]));
        chain.steps.push_back({.name = types.back().name, .values = {{"factor", 0.5 + i}}});
    }
    const auto source = std::make_shared<test::GatedClip>("source");
    const auto cache = pipeline::make_frame_cache(std::size_t{1} << 20U);
    const auto first = build_for_viewing(types, chain, source, cache);
    ASSERT_OK(first);
    ASSERT_EQ(first->size(), 5U);
    EXPECT_EQ(first->front(), source);
    ASSERT_OK(first->back()->frame(7, {}));
    EXPECT_EQ(std::vector<int>(pulls, pulls + 4), (std::vector<int>{1, 1, 1, 1}));

    chain.steps[2].values["factor"] = 9.0;
    const auto second = build_for_viewing(types, chain, source, cache);
    ASSERT_OK(second);
    EXPECT_EQ((*second)[2]->info().key, (*first)[2]->info().key);
    EXPECT_NE((*second)[3]->info().key, (*first)[3]->info().key);
    ASSERT_OK(second->back()->frame(7, {}));
    EXPECT_EQ(std::vector<int>(pulls, pulls + 4), (std::vector<int>{1, 1, 2, 2}));
    EXPECT_EQ(source->asked().size(), 1U);

    chain.steps[1].enabled = false;
    const auto third = build_for_viewing(types, chain, source, cache);
    ASSERT_OK(third);
    ASSERT_OK(third->back()->frame(7, {}));
    EXPECT_EQ(std::vector<int>(pulls, pulls + 4), (std::vector<int>{1, 1, 3, 3}));
    EXPECT_EQ(source->asked().size(), 1U);
}

TEST(BuildForViewing, GivesThePicturesOfPlainBuilding) {
    const auto types = steps::step_catalogue();
    const auto step = pipeline::step_from_text(types, "levels:gamma=1.5");
    if (!step) {
        GTEST_SKIP() << step.error().one_line();
    }
    const auto source = std::make_shared<test::GatedClip>("same");
    const auto plain = pipeline::build(types, {{*step}}, source);
    const auto viewed =
        build_for_viewing(types, {{*step}}, source, pipeline::make_frame_cache(1U << 20U));
    ASSERT_OK(plain);
    ASSERT_OK(viewed);
    EXPECT_EQ(plain->back()->info().key, viewed->back()->info().key);
    const auto a = plain->back()->frame(3, {});
    const auto b = viewed->back()->frame(3, {});
    ASSERT_OK(a);
    ASSERT_OK(b);
    EXPECT_TRUE(std::equal((*a)->values().begin(), (*a)->values().end(), (*b)->values().begin()));
}

/// A step with nothing to do gives its input, or the same pictures under the same key.
class IdleStep final : public pipeline::Step {
public:
    [[nodiscard]] Result<pipeline::ClipPtr> apply(pipeline::ClipPtr input) const override {
        return input;
    }
};

TEST(BuildForViewing, AStepWithNothingToDoDoesNotWaitForItself) {
    int pulls = 0;
    const std::vector<pipeline::StepType> types{
        type("first", &pulls),
        {.name = "idle",
         .fields = kFields,
         .make = [](const FieldValues&) -> Result<std::unique_ptr<pipeline::Step>> {
             return std::make_unique<IdleStep>();
         }}};
    const auto cache = pipeline::make_frame_cache(std::size_t{16} << 20U);
    const pipeline::Chain chain{{{"idle", {}, true}, {"first", {}, true}, {"idle", {}, true}}};
    const auto clips =
        build_for_viewing(types, chain, std::make_shared<test::GatedClip>("idle"), cache);
    ASSERT_OK(clips);
    EXPECT_OK(clips->back()->frame(0, {}));
    EXPECT_OK(clips->back()->frame(0, {}));
    EXPECT_EQ(pulls, 1);
}

TEST(BuildForViewing, NamesTheStepThatCannotBeBuilt) {
    const auto built =
        build_for_viewing({}, {{{.name = "nonsense"}}}, std::make_shared<test::GatedClip>("bad"),
                          pipeline::make_frame_cache(1U << 20U));
    ASSERT_FALSE(built);
    EXPECT_NE(built.error().message.find("nonsense"), std::string::npos);
}

} // namespace
} // namespace kinovar::preview
