// What a flag remembers of a proposal, as text and back.

#include "core/steps/detect/proposal.h"
#include "tests/support/support.h"

#include <gtest/gtest.h>

namespace kinovar::detect {
namespace {

TEST(FlagPlace, ComesBackFromItsText) {
    const FlagPlace places[] = {
        {}, {17, {0.1, 0.25, 0.5, 1}, "inpaint"}, {0, {}, ""}, {3, {}, "tex\"ture"}};
    for (const FlagPlace& place : places) {
        const auto again = flag_place_from_json(to_json(place));
        ASSERT_OK(again);
        EXPECT_EQ(*again, place) << to_json(place);
    }
}

TEST(FlagPlace, OfNoTextKnowsNothing) {
    const auto place = flag_place_from_json("");
    ASSERT_OK(place);
    EXPECT_EQ(*place, FlagPlace{});
}

TEST(FlagPlace, RefusesWhatItCannotMean) {
    for (const char* text :
         {"[", "[]", "3", R"({"worst": -1})", R"({"worst": 1.5})", R"({"worst": "1"})",
          R"({"box": [0, 0, 1]})", R"({"box": [0, 0, 1, "1"]})", R"({"box": [0.5, 0, 0.2, 1]})",
          R"({"box": [0, 0, 1e999, 1]})", R"({"fix": 3})"}) {
        const auto place = flag_place_from_json(text);
        ASSERT_FALSE(place) << text;
        EXPECT_EQ(place.error().code, ErrorCode::Corrupt) << text;
        EXPECT_FALSE(place.error().hint.empty());
    }
}

} // namespace
} // namespace kinovar::detect
