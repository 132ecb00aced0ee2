#include "core/steps/colourise/hints.h"
#include "tests/support/support.h"

#include <gtest/gtest.h>

#include <fstream>

namespace kinovar::colourise {
namespace {

Result<HintSet> read(const std::string& json) {
    return hints_from_json(json, "/films");
}

std::string one_hint(const std::string& body) {
    return R"({"version": 1, "hints": [{"at": [0.5, 0.5], "colour": "#ffffff"}, {)" + body + "}]}";
}

TEST(ColourHints, AShortHintSpeaksForTheWholeFilm) {
    const auto set = read(R"({"hints": [{"at": [0.25, 0.75], "colour": "#ff0000"}]})");
    ASSERT_TRUE(set) << set.error().one_line();
    ASSERT_EQ(set->hints.size(), 1U);
    const ColourHint& hint = set->hints[0];
    EXPECT_EQ(hint.shape, HintShape::Point);
    EXPECT_EQ(hint.colour, ab_of({1, 0, 0}));
    EXPECT_EQ(hint.first, 0);
    EXPECT_EQ(hint.last, kLastOfAnyFilm);
    EXPECT_EQ(hint.keys, (std::vector<HintKey>{{0, {{0.25, 0.75}}}}));
    EXPECT_FALSE(hint.documented);
}

TEST(ColourHints, ReadsAllThatAHintCanSay) {
    const auto set = read(R"({"version": 1, "hints": [{"shape": "stroke", "ab": [12.5, -30],
        "size": 0.02, "strength": 0.5, "frames": [4, 40], "citation": "tunic M1943, inv. 12",
        "documented": true, "keys": [{"frame": 9, "places": [[0.5, 0.5], [1, 1]]},
        {"frame": 5, "places": [[0, 0], [0.1, 0.2]]}]}],
        "references": [{"frame": 7, "file": "keys/a.png", "citation": "postcard"},
        {"frame": 8, "file": "/b.png", "documented": true}]})");
    ASSERT_TRUE(set) << set.error().one_line();
    const ColourHint& hint = set->hints.at(0);
    EXPECT_EQ(hint.shape, HintShape::Stroke);
    EXPECT_EQ(hint.colour, (Ab{12.5F, -30}));
    EXPECT_EQ(hint.size, 0.02);
    EXPECT_EQ(hint.strength, 0.5);
    EXPECT_EQ(hint.first, 4);
    EXPECT_EQ(hint.last, 40);
    EXPECT_EQ(hint.citation, "tunic M1943, inv. 12");
    EXPECT_TRUE(hint.documented);
    ASSERT_EQ(hint.keys.size(), 2U);
    EXPECT_EQ(hint.keys[0].frame, 5) << "keys come by frame";
    EXPECT_EQ(hint.keys[1].places, (std::vector<Place>{{0.5, 0.5}, {1, 1}}));
    ASSERT_EQ(set->references.size(), 2U);
    EXPECT_EQ(set->references[0].file, "/films/keys/a.png");
    EXPECT_EQ(set->references[0].citation, "postcard");
    EXPECT_EQ(set->references[1].file, "/b.png");
    EXPECT_TRUE(set->references[1].documented);
}

TEST(ColourHints, SurviveWritingAndReading) {
    HintSet set;
    set.hints.push_back({HintShape::Region,
                         {0.1F, -77.7F},
                         0.1,
                         0.3,
                         2,
                         5,
                         {{2, {{0.1, 0.2}, {1.0 / 3, 1}, {0, 0}}}},
                         "Ёлка, \"1936\"",
                         true});
    set.hints.push_back({});
    set.hints[1].keys = {{0, {{0, 1}}}};
    set.references.push_back({3, "/films/ключ.png", "a print", false});
    const auto again = hints_from_json(hints_to_json(set), {});
    ASSERT_TRUE(again) << again.error().one_line();
    EXPECT_EQ(*again, set);
    for (const ColourHint& hint : set.hints) {
        const std::string values = row_values(hint);
        const auto row = from_row({hint.first, hint.last, values, hint.citation, hint.documented});
        ASSERT_TRUE(row) << row.error().one_line();
        EXPECT_EQ(std::get<ColourHint>(*row), hint);
    }
    const ColourReference& reference = set.references[0];
    const std::string values = row_values(reference);
    const auto row = from_row({3, 3, values, reference.citation, false});
    ASSERT_TRUE(row) << row.error().one_line();
    EXPECT_EQ(std::get<ColourReference>(*row), reference);
}

TEST(ColourHints, AFileBringsItsFolder) {
    const test::TemporaryFolder folder;
    std::ofstream(folder.path() / "h.json")
        << R"({"references": [{"frame": 0, "file": "key.png"}]})";
    const auto set = read_hints((folder.path() / "h.json").string());
    ASSERT_TRUE(set) << set.error().one_line();
    EXPECT_EQ(set->references.at(0).file, folder.path() / "key.png");
    EXPECT_TRUE(read_hints("").value().empty());
    EXPECT_EQ(read_hints((folder.path() / "none.json").string()).error().code, ErrorCode::NotFound);
}

struct Bad {
    const char* body; ///< of the second hint
    const char* named;
};

TEST(ColourHints, AnErrorNamesHintAndFault) {
    for (const Bad& bad : {
             Bad{R"("at": [0.5, 0.5])", "no colour"},
             Bad{R"("at": [0.5, 0.5], "colour": "red")", "\"colour\""},
             Bad{R"("at": [0.5, 0.5], "colour": "#12345g")", "\"colour\""},
             Bad{R"("at": [0.5, 0.5], "colour": "#123456", "ab": [0, 0])", "two colours"},
             Bad{R"("at": [0.5, 0.5], "ab": [300, 0])", "\"ab\""},
             Bad{R"("at": [0.5, 0.5], "ab": [1e999, 0])", "no JSON"},
             Bad{R"("at": [0.5, 0.5], "ab": [NaN, 0])", "no JSON"},
             Bad{R"("at": [0.5, 1.5], "ab": [0, 0])", "\"at\""},
             Bad{R"("at": [], "ab": [0, 0])", "\"at\""},
             Bad{R"("ab": [0, 0])", "no place"},
             Bad{R"("at": [0, 0], "keys": [], "ab": [0, 0])", "twice"},
             Bad{R"("keys": [], "ab": [0, 0])", "\"keys\""},
             Bad{R"("keys": [{"frame": 1}], "ab": [0, 0])", "key 1: \"places\""},
             Bad{R"("keys": [{"frame": 1, "places": [[0, 0]]}, {"frame": 1, "places": [[0, 0]]}],
                 "ab": [0, 0])",
                 "frame 1"},
             Bad{R"("at": [[0, 0], [1, 1]], "ab": [0, 0])", "2 places"},
             Bad{R"("at": [[0, 0], [1, 1]], "ab": [0, 0], "shape": "region")", "2 places"},
             Bad{R"("at": [0, 0], "ab": [0, 0], "shape": "disc")", "\"shape\""},
             Bad{R"("at": [0, 0], "ab": [0, 0], "size": 0.7)", "\"size\""},
             Bad{R"("at": [0, 0], "ab": [0, 0], "strength": -1)", "\"strength\""},
             Bad{R"("at": [0, 0], "ab": [0, 0], "frames": [9, 3])", "backwards"},
             Bad{R"("at": [0, 0], "ab": [0, 0], "frames": [0, 1e3])", "\"frames\""},
             Bad{R"("at": [0, 0], "ab": [0, 0], "frame": -1)", "\"frame\""},
             Bad{R"("at": [0, 0], "ab": [0, 0], "frame": 18446744073709551615)", "\"frame\""},
             Bad{R"("at": [0, 0], "ab": [0, 0], "documented": 1)", "\"documented\""},
             Bad{R"("at": [0, 0], "ab": [0, 0], "citation": 1)", "\"citation\""},
             Bad{R"("at": [0, 0], "ab": [0, 0], "color": 1)", "\"color\""},
         }) {
        const auto set = read(one_hint(bad.body));
        ASSERT_FALSE(set) << bad.body;
        const std::string text = set.error().one_line();
        EXPECT_NE(text.find(bad.named), std::string::npos) << text;
        const bool parsed = std::string(bad.named) != "no JSON";
        EXPECT_EQ(text.find("hint 2") != std::string::npos, parsed) << text;
        EXPECT_FALSE(set.error().hint.empty()) << text;
    }
}

TEST(ColourHints, RefusesWhatIsNoSetOfHints) {
    std::string deep = R"({"hints": )" + std::string(50'000, '[') + std::string(50'000, ']') + "}";
    std::string many = R"({"hints": [)";
    for (int i = 0; i <= 10'000; ++i) {
        many += std::string(i > 0 ? "," : "") + R"({"at":[0,0],"ab":[0,0]})";
    }
    const std::string long_text(5'000, 'x');
    for (const std::string& json :
         {std::string(), std::string("[]"), std::string("{"), std::string(R"({"hint": []})"),
          std::string(R"({"version": 2})"), std::string(R"({"hints": {}})"),
          std::string(R"({"hints": [1]})"), std::string(R"({"references": [{"frame": 1}]})"),
          std::string(R"({"references": [{"file": "a.png"}]})"),
          std::string("{\"hints\": [{\"at\":[0,0],\"ab\":[0,0],\"citation\":\"\xff\"}]}"),
          std::string(R"({"references": [{"frame": 1, "file": "a\u0000.png"}]})"),
          R"({"hints": [{"at":[0,0],"ab":[0,0],"citation":")" + long_text + "\"}]}", deep,
          many + "]}", std::string((std::size_t{16} << 20U) + 1, ' ')}) {
        const auto set = read(json);
        ASSERT_FALSE(set) << json.substr(0, 100);
        EXPECT_LT(set.error().one_line().size(), 300U);
    }
    EXPECT_EQ(read(R"({"version": 2})").error().code, ErrorCode::Unsupported);
    EXPECT_FALSE(from_row({0, 1, "", "", false}));
    EXPECT_FALSE(from_row({0, 1, "{}", "", false}));
    EXPECT_FALSE(from_row({5, 1, R"({"file":"a.png"})", "", false}));
}

} // namespace
} // namespace kinovar::colourise
