// Fixes as text: of files, of rows of a project, and hostile ones.

#include "core/steps/retouch/fix.h"
#include "core/steps/retouch/take_chains.h"
#include "tests/support/support.h"

#include <gtest/gtest.h>

namespace kinovar::retouch {
namespace {

/// A fix with something in every place.
Fix full(Kind kind) {
    Fix fix;
    fix.kind = std::move(kind);
    fix.area.marks = {{Mark::Shape::Stroke,
                       true,
                       {0.05, 0.5, 0.8, 0.3, false, true},
                       {{{0.25, 0.5}, 1}, {{0.3, 0.55}, 0.5}}},
                      {Mark::Shape::Outline, false, {}, {{{0, 0}, 1}, {{1, 0}, 1}, {{0, 1}, 1}}}};
    fix.area.mask = std::string("a\0b\xff", 4);
    fix.area.feather = 0.01;
    fix.area.inverted = true;
    fix.first = 3;
    fix.last = 17;
    fix.ease_in = 2;
    fix.ease_out = 4;
    fix.opacity = 0.75;
    fix.drawn_at = 5;
    fix.follow = Follow::Face;
    fix.keys = {{4, {0.1, -0.2, 1.5, -30}}, {9, {}}};
    fix.anchor = Anchor{1.5, {}};
    for (std::size_t i = 0; i < fix.anchor->luma.size(); ++i) {
        fix.anchor->luma[i] = static_cast<std::uint8_t>(i);
    }
    fix.note = "the ear, \"left\"\n";
    fix.id = 12;
    return fix;
}

std::vector<Kind> all_kinds() {
    std::vector<Kind> kinds;
    kinds.emplace_back(Paint{{0.1, 0.2, 0.3}, Paint::Mode::Colour, false});
    kinds.emplace_back(Clone{{"scan", -3, 7}, {0.1, -0.1}});
    kinds.emplace_back(Heal{{"", 0, 0}, Place{0.2, 0.3}});
    kinds.emplace_back(Heal{});
    kinds.emplace_back(Reveal{"upscale#2"});
    kinds.emplace_back(Inpaint{Inpaint::Method::Model, "lama.pt", 12});
    Warp warp;
    warp.moves.push_back({WarpMove::Kind::Bloat, 0.2, 0.4, {{{0.5, 0.5}, 0.5}}});
    warp.handles.push_back({61, {0.1, 0.1}, {0.2, 0.2}, 0.3});
    kinds.emplace_back(std::move(warp));
    Texture texture;
    texture.what = Texture::What::Synthetic;
    texture.from.frame = 4;
    texture.reference = {{0, 0}, {1, 0}, {1, 1}};
    texture.strength = 0.9;
    kinds.emplace_back(std::move(texture));
    kinds.emplace_back(Replace{{"", 0, 5}, false, false});
    return kinds;
}

TEST(FixJson, EveryKindComesBackAsItWas) {
    std::vector<FixPtr> fixes;
    for (const Kind& kind : all_kinds()) {
        fixes.push_back(std::make_shared<const Fix>(full(kind)));
    }
    const std::string text = fixes_to_json(fixes);
    const auto back = fixes_from_json(text);
    ASSERT_OK(back);
    ASSERT_EQ(back->size(), fixes.size());
    for (std::size_t i = 0; i < fixes.size(); ++i) {
        EXPECT_EQ(*(*back)[i], *fixes[i]) << name_of(fixes[i]->kind);
    }
    EXPECT_EQ(fixes_to_json(*back), text);
}

TEST(FixJson, ARowComesBackAsItWas) {
    for (const Kind& kind : all_kinds()) {
        const Fix fix = full(kind);
        const std::string values = row_values(fix);
        const FixRow row{fix.id, fix.first, fix.last, name_of(fix.kind), values, fix.area.mask};
        const auto back = from_row(row);
        ASSERT_OK(back);
        EXPECT_EQ(*back, fix);
        // As a line of a list, put together without reading it.
        const auto listed = fixes_from_json(fixes_to_json(std::vector<FixRow>{row, row}));
        ASSERT_OK(listed);
        ASSERT_EQ(listed->size(), 2U);
        EXPECT_EQ(*listed->front(), fix);
        EXPECT_EQ(**read_row(row), fix);
    }
}

TEST(FixJson, AHandWrittenFileNeedsOnlyWhatMatters) {
    const auto fixes = fixes_from_json(R"({"version": 1, "fixes": [
        {"kind": "heal", "first": 2, "last": 4, "drawn_at": 2,
         "marks": [{"points": [[0.5, 0.5]]}]}]})");
    ASSERT_OK(fixes);
    const Fix& fix = *fixes->front();
    EXPECT_TRUE(std::holds_alternative<Heal>(fix.kind));
    EXPECT_EQ(fix.first, 2);
    ASSERT_EQ(fix.area.marks.size(), 1U);
    EXPECT_EQ(fix.area.marks[0].brush, Brush());
    EXPECT_EQ(fix.opacity, 1);
}

TEST(FixJson, HostileTextsAreRefusedWithAReason) {
    const auto says = [](const std::string& text, const char* what) {
        const auto fixes = fixes_from_json(text);
        ASSERT_FALSE(fixes.has_value()) << text;
        EXPECT_NE(fixes.error().one_line().find(what), std::string::npos)
            << fixes.error().one_line();
    };
    says("", "no fixes");
    says("[]", "no fixes");
    says("{\"fixes\": 5}", "no fixes");
    says(R"({"fixes": [{"kind": "explode"}]})", "none of paint");
    says(R"({"fixes": [{"kind": "heal", "frst": 1}]})", "\"frst\", which is not known");
    says(R"({"fixes": [{"kind": "heal", "first": 5, "last": 1}]})", "comes before its first");
    says(R"({"fixes": [{"kind": "heal", "first": -1}]})", "no whole number");
    says(R"({"fixes": [{"kind": "heal", "opacity": 2}]})", "no number from 0 to 1");
    says(R"({"fixes": [{"kind": "heal", "opacity": "1"}]})", "no number");
    says(R"({"fixes": [{"kind": "heal", "marks": [{"points": [[1]]}]}]})", "no place");
    says(R"({"fixes": [{"kind": "heal", "marks": [{"points": [[1e9, 0]]}]}]})", "no number");
    says(R"({"fixes": [{"kind": "heal", "mask": "§"}]})", "base64");
    says(R"({"fixes": [{"kind": "paint", "with": {"colour": [0, 0]}}]})", "three numbers");
    says(R"({"fixes": [{"kind": "heal", "anchor": {"aspect": 1, "luma": "zz"}}]})", "hexadecimal");
    says(R"({"fixes": [{"kind": "heal", "keys": [{"frame": 4}, {"frame": 4}]}]})", "order");
    says(R"({"version": 2, "fixes": []})", "another version");
    says(R"({"fixes": )" + std::string(100, '[') + std::string(100, ']') + "}", "no fixes");
}

TEST(FixJson, AFileThatIsNotThereIsNamed) {
    const auto fixes = read_fixes("/no/such/fixes.json");
    ASSERT_FALSE(fixes.has_value());
    EXPECT_NE(fixes.error().message.find("/no/such/fixes.json"), std::string::npos);
    EXPECT_TRUE(read_fixes("")->empty());
}

TEST(FixJson, EasingComesUpAndGoesAway) {
    Fix fix;
    fix.first = 10;
    fix.last = 19;
    EXPECT_EQ(share_at(fix, 9), 0);
    EXPECT_EQ(share_at(fix, 10), 1);
    EXPECT_EQ(share_at(fix, 20), 0);
    fix.ease_in = 3;
    fix.ease_out = 1;
    fix.opacity = 0.5;
    EXPECT_DOUBLE_EQ(share_at(fix, 10), 0.5 * 0.25);
    EXPECT_DOUBLE_EQ(share_at(fix, 12), 0.5 * 0.75);
    EXPECT_DOUBLE_EQ(share_at(fix, 13), 0.5);
    EXPECT_DOUBLE_EQ(share_at(fix, 19), 0.5 * 0.5);
}

TEST(TakeChains, ComeBackWithTheirTypes) {
    TakeChains takes;
    takes[4].steps = {{"levels", {{"gamma", 1.25}}, true}, {"dust", {}, false}};
    takes[9].steps = {{"upscale", {{"model", std::string("a\"b")}, {"n", std::int64_t{2}}}, true}};
    const auto back = take_chains_from_json(take_chains_to_json(takes));
    ASSERT_OK(back);
    takes[4].steps.pop_back(); // what is switched off is nothing to another take
    EXPECT_EQ(*back, takes);
    EXPECT_TRUE(take_chains_from_json("")->empty());
    for (const char* bad : {"[]", "{\"x\": []}", "{\"1\": {}}", "{\"1\": [{}]}",
                            "{\"1\": [{\"step\": \"dust\", \"values\": {\"a\": []}}]}"}) {
        EXPECT_FALSE(take_chains_from_json(bad).has_value()) << bad;
    }
}

} // namespace
} // namespace kinovar::retouch
