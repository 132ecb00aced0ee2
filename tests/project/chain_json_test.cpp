// Chains as text: nothing is lost, and nothing hostile gets through.

#include "core/project/chain_json.h"
#include "tests/support/support.h"

#include <limits>

namespace kinovar::project {
namespace {

using pipeline::Chain;

TEST(ChainJson, KeepsTypesAndUnknownSteps) {
    Chain chain;
    chain.steps.push_back({"from-the-future", {{"a", true}, {"b", std::int64_t{2}}}, false});
    chain.steps.push_back({"dust", {{"c", 2.0}, {"d", "2"}, {"e", -0.1}, {"f", "«»\n"}}, true});
    chain.steps.push_back({"limits",
                           {{"g", std::numeric_limits<std::int64_t>::min()},
                            {"h", std::numeric_limits<std::int64_t>::max()},
                            {"i", std::numeric_limits<double>::denorm_min()},
                            {"j", std::numeric_limits<double>::max()}},
                           true});
    const auto text = chain_to_json(chain);
    ASSERT_OK(text);
    const auto again = chain_from_json(*text);
    ASSERT_OK(again);
    EXPECT_EQ(*again, chain);
    EXPECT_TRUE(std::holds_alternative<double>(again->steps[1].values.at("c")));
    EXPECT_TRUE(std::holds_alternative<std::int64_t>(again->steps[0].values.at("b")));
}

TEST(ChainJson, RefusesWhatJsonCannotHold) {
    Chain chain;
    chain.steps.push_back({"a", {{"b", std::numeric_limits<double>::infinity()}}, true});
    EXPECT_FALSE(chain_to_json(chain));
    chain.steps[0].values["b"] = std::string("\xFF\xFE");
    EXPECT_FALSE(chain_to_json(chain));
}

TEST(ChainJson, RefusesOtherTexts) {
    for (const char* text :
         {"", "[]", "{", "null", "{\"steps\": 1}", "{\"steps\": [1]}", "{\"steps\": [{}]}",
          "{\"steps\": [{\"step\": 1}]}", "{\"steps\": [{\"step\": \"a\", \"enabled\": 1}]}",
          "{\"steps\": [{\"step\": \"a\", \"values\": []}]}",
          "{\"steps\": [{\"step\": \"a\", \"values\": {\"b\": null}}]}",
          "{\"steps\": [{\"step\": \"a\", \"values\": {\"b\": [1]}}]}",
          "{\"steps\": [{\"step\": \"a\", \"values\": {\"b\": 18446744073709551615}}]}"}) {
        const auto chain = chain_from_json(text);
        ASSERT_FALSE(chain) << text;
        EXPECT_EQ(chain.error().code, ErrorCode::Corrupt) << text;
    }
    EXPECT_FALSE(chain_from_json(std::string(1000000, '[')));
    EXPECT_FALSE(chain_from_json("{\"steps\": [" + std::string(5U << 20U, ' ') + "]}"));
}

} // namespace
} // namespace kinovar::project
