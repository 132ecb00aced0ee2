#include "core/base/fields.h"
#include "tests/support/support.h"

namespace kinovar {
namespace {

struct Sample {
    bool on = true;
    int count = 3;
    double strength = 0.5;
    std::string name = "x";
    std::string filter = "lanczos";

    static const FieldList<Sample>& fields() {
        static const FieldList<Sample> list =
            FieldList<Sample>()
                .add(&Sample::on, {"on", "On", "Whether it runs."})
                .add(&Sample::count, {"count", "Count", "How many.", "px"}, {1, 10})
                .add(&Sample::strength, {"strength", "Strength", "How much."}, {0, 1})
                .add(&Sample::name, {"name", "Name", "A name."})
                .add_choice(&Sample::filter, {"filter", "Filter", "Which."}, {"area", "lanczos"});
        return list;
    }
};

Result<Sample> parse(std::string_view text) {
    return values_from_text(Sample::fields().infos(), text).and_then([](const FieldValues& values) {
        return Sample::fields().options_from(values);
    });
}

TEST(Fields, TextBecomesOptions) {
    const auto sample = parse("on=off,count=7,strength=1,filter=area,name=a b");
    ASSERT_OK(sample);
    EXPECT_FALSE(sample->on);
    EXPECT_EQ(sample->count, 7);
    EXPECT_EQ(sample->strength, 1.0);
    EXPECT_EQ(sample->filter, "area");
    EXPECT_EQ(sample->name, "a b");
}

TEST(Fields, MissingOnesKeepTheDefaults) {
    const auto sample = parse("");
    ASSERT_OK(sample);
    EXPECT_EQ(sample->count, 3);
    EXPECT_EQ(sample->filter, "lanczos");
}

TEST(Fields, WrongValuesNameFieldAndRange) {
    for (const char* text : {"count=11", "count=0", "count=1.5", "count=", "strength=nan",
                             "strength=1e999", "filter=cubic", "on=maybe", "what=1", "count"}) {
        const auto sample = parse(text);
        ASSERT_FALSE(sample.has_value()) << text;
        EXPECT_EQ(sample.error().code, ErrorCode::InvalidArgument);
        EXPECT_FALSE(sample.error().hint.empty()) << text;
    }
    EXPECT_EQ(parse("count=11").error().hint, "count: a whole number from 1 to 10 px");
}

TEST(Fields, JsonRoundTrip) {
    Sample sample;
    sample.count = 9;
    sample.name = "\"quoted\" ключ";
    const auto infos = Sample::fields().infos();
    const std::string json = values_to_json(infos, Sample::fields().values_of(sample));
    const auto values = values_from_json(infos, json);
    ASSERT_OK(values);
    const auto back = Sample::fields().options_from(*values);
    ASSERT_OK(back);
    EXPECT_EQ(back->count, 9);
    EXPECT_EQ(back->name, sample.name);
}

TEST(Fields, JsonOfTheWrongTypeIsRefused) {
    const auto infos = Sample::fields().infos();
    for (const char* json :
         {"[]", "{", "{\"count\": \"7\"}", "{\"count\": 1e30}", "{\"count\": 99999999999999999999}",
          "{\"on\": 1}", "{\"name\": {}}", "{\"filter\": []}", "{\"none\": 1}"}) {
        EXPECT_FALSE(values_from_json(infos, json).has_value()) << json;
    }
    const auto whole = values_from_json(infos, "{\"strength\": 1}");
    ASSERT_OK(whole);
    EXPECT_EQ(std::get<double>(whole->at("strength")), 1.0);
}

TEST(Fields, DeclarationIsReadable) {
    const std::string json = fields_to_json(Sample::fields().infos());
    EXPECT_NE(json.find("\"choices\":[\"area\",\"lanczos\"]"), std::string::npos);
    EXPECT_NE(json.find("\"default\":3"), std::string::npos);
}

} // namespace
} // namespace kinovar
