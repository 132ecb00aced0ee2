#include "core/pipeline/chain.h"
#include "tests/pipeline/ramp_clip.h"
#include "tests/support/support.h"

namespace kinovar::pipeline {
namespace {

struct AddOptions {
    double amount = 1;
    static const FieldList<AddOptions>& fields() {
        static const FieldList<AddOptions> list = FieldList<AddOptions>().add(
            &AddOptions::amount, {"amount", "Amount", "What is added."}, {-10, 10});
        return list;
    }
};

class AddedClip final : public Clip {
public:
    AddedClip(ClipPtr input, float amount) : input_(std::move(input)), amount_(amount) {}
    [[nodiscard]] const ClipInfo& info() const override { return input_->info(); }
    [[nodiscard]] Result<FramePtr> frame(std::int64_t n, const Pull& pull) const override {
        KINOVAR_TRY_ASSIGN(const FramePtr in, input_->frame(n, pull));
        auto out = std::make_shared<Frame>(*in);
        for (float& value : out->values()) {
            value += amount_;
        }
        return out;
    }

private:
    ClipPtr input_;
    float amount_;
};

class AddStep final : public Step {
public:
    explicit AddStep(AddOptions options) : options_(options) {}
    [[nodiscard]] Result<ClipPtr> apply(ClipPtr input) const override {
        return std::make_shared<AddedClip>(std::move(input), static_cast<float>(options_.amount));
    }

private:
    AddOptions options_;
};

std::vector<StepType> types() {
    StepType type;
    type.name = "add";
    type.fields = AddOptions::fields().infos();
    type.make = [](const FieldValues& values) -> Result<std::unique_ptr<Step>> {
        KINOVAR_TRY_ASSIGN(const AddOptions options, AddOptions::fields().options_from(values));
        return std::make_unique<AddStep>(options);
    };
    return {type};
}

TEST(Chain, StepsRunInOrderAndEveryPointCanBeAsked) {
    const auto all = types();
    Chain chain;
    chain.steps.push_back(step_from_text(all, "add:amount=2").value());
    chain.steps.push_back(step_from_text(all, "add:amount=5").value());
    chain.steps[1].enabled = false;
    chain.steps.push_back(step_from_text(all, "add").value());
    const auto clips = build(all, chain, std::make_shared<test::RampClip>(10));
    ASSERT_OK(clips);
    ASSERT_EQ(clips->size(), 4U);
    const float expected[] = {3, 5, 5, 6};
    for (std::size_t i = 0; i < clips->size(); ++i) {
        EXPECT_EQ((*clips)[i]->frame(3, {}).value()->values()[0], expected[i]);
    }
}

TEST(Chain, TheKeyFollowsWhatMatters) {
    const auto all = types();
    const auto key = [&](const char* text, bool enabled = true) {
        Chain chain;
        chain.steps.push_back(step_from_text(all, text).value());
        chain.steps.back().enabled = enabled;
        return chain.key(all).value();
    };
    EXPECT_EQ(key("add"), key("add:amount=1"));
    EXPECT_NE(key("add"), key("add:amount=2"));
    EXPECT_EQ(key("add", false), Chain{}.key(all).value());
}

TEST(Preset, RoundTrip) {
    const auto all = types();
    Preset preset{"mine", "Mine \"quoted\"", "Помощь", {}};
    preset.chain.steps.push_back(step_from_text(all, "add:amount=2").value());
    preset.chain.steps.push_back(step_from_text(all, "add").value());
    preset.chain.steps.back().enabled = false;
    const auto back = preset_from_json(all, "mine", preset_to_json(all, preset));
    ASSERT_OK(back);
    EXPECT_EQ(back->title, preset.title);
    EXPECT_EQ(back->help, preset.help);
    ASSERT_EQ(back->chain.steps.size(), 2U);
    EXPECT_FALSE(back->chain.steps[1].enabled);
    EXPECT_EQ(back->chain.key(all).value(), preset.chain.key(all).value());
}

TEST(Preset, WhatIsWrongIsNamed) {
    const auto all = types();
    const std::pair<const char*, const char*> cases[] = {
        {"", "not a JSON object"},
        {"[]", "not a JSON object"},
        {"{}", "steps"},
        {R"({"steps": 3})", "steps"},
        {R"({"steps": [3]})", "step"},
        {R"({"steps": [{"step": "multiply"}]})", "multiply"},
        {R"({"steps": [{"step": "add", "valeus": {}}]})", "valeus"},
        {R"({"steps": [{"step": "add", "values": {"amount": "much"}}]})", "amount"},
        {R"({"steps": [{"step": "add", "values": {"amount": 99}}]})", "99"},
        {R"({"steps": [{"step": "add", "enabled": "yes"}]})", "enabled"},
    };
    for (const auto& [json, part] : cases) {
        const auto preset = preset_from_json(all, "bad", json);
        ASSERT_FALSE(preset.has_value()) << json;
        EXPECT_NE(preset.error().one_line().find(part), std::string::npos)
            << preset.error().one_line();
    }
    const std::string deep(100000, '[');
    EXPECT_FALSE(preset_from_json(all, "deep", deep).has_value());
    EXPECT_FALSE(preset_from_json(all, "deep", "{\"steps\": " + deep).has_value());
}

TEST(Steps, TextThatIsWrongIsNamed) {
    const auto all = types();
    EXPECT_NE(step_from_text(all, "divide").error().hint.find("add"), std::string::npos);
    EXPECT_FALSE(step_from_text(all, "add:amount").has_value());
    EXPECT_FALSE(step_from_text(all, "").has_value());
}

} // namespace
} // namespace kinovar::pipeline
