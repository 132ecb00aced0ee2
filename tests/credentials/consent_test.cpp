#include "core/base/file.h"
#include "core/credentials/consent.h"
#include "tests/support/support.h"

namespace kinovar::test {
namespace {

using credentials::ConsentRecord;
using credentials::read_consent;

ConsentRecord full_record() {
    return {.person = "Анна Петрова",
            .relation = "daughter",
            .granted_by = "Maria \"Masha\" Petrova",
            .ground = "heir",
            .scope = "animation",
            .date = "2024-02-29",
            .source = "State archive, f. 12",
            .note = "by letter\nand telephone"};
}

TEST(Consent, SurvivesJson) {
    const auto again = ConsentRecord::from_json(full_record().to_json());
    ASSERT_OK(again);
    EXPECT_EQ(*again, full_record());
    const auto partial = ConsentRecord::from_json(R"({"person": "Anna"})");
    ASSERT_OK(partial);
    EXPECT_EQ(partial->person, "Anna");
    EXPECT_EQ(partial->scope, "animation");
}

TEST(Consent, WhatAllowsSomethingIsWhole) {
    EXPECT_OK(full_record().check());
    for (std::string ConsentRecord::*text :
         {&ConsentRecord::person, &ConsentRecord::relation, &ConsentRecord::granted_by,
          &ConsentRecord::ground, &ConsentRecord::date}) {
        ConsentRecord record = full_record();
        record.*text = " ";
        const Status status = record.check();
        ASSERT_FALSE(status);
        EXPECT_EQ(status.error().code, ErrorCode::InvalidArgument);
    }
    const Status empty = ConsentRecord{}.check();
    ASSERT_FALSE(empty);
    EXPECT_NE(empty.error().message.find("person, relation, granted_by, ground, date"),
              std::string::npos)
        << empty.error().message;
    EXPECT_NE(empty.error().hint.find("granted_by"), std::string::npos);
}

TEST(Consent, DatesAreThoseOfTheCalendar) {
    ConsentRecord record = full_record();
    for (const char* date : {"2024-02-29", "1999-12-31", "1905-01-09"}) {
        record.date = date;
        EXPECT_OK(record.check()) << date;
    }
    for (const char* date : {"2023-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "31.05.2024",
                             "2024-5-31", "2024-05-31T10:00", "0000-01-01", "1700-01-01", "soon",
                             "-024-05-31", "+024-05-31", "20 4-05-31"}) {
        record.date = date;
        EXPECT_FALSE(record.check()) << date;
        EXPECT_FALSE(ConsentRecord::from_json(record.to_json())) << date;
    }
}

TEST(Consent, OnlyWhatItKnowsIsRead) {
    for (const char* json :
         {"", "[]", "\"text\"", "{", "{\"person\":1}", "{\"person\":null}",
          "{\"person\":{\"person\":\"a\"}}", "{\"name\":\"Anna\"}", "{\"person\":[\"a\"]}",
          "{\"person\":\"a\",\"person\":\"b\"}", "{\"person\":\"a\"} x", "{\"note\":\"\\u0007\"}",
          "{\"person\":\"caf\xe9\"}", "{\"person\":\"\\ud800\"}"}) {
        const auto record = ConsentRecord::from_json(json);
        ASSERT_FALSE(record) << json;
        EXPECT_FALSE(record.error().hint.empty()) << json;
    }
    EXPECT_FALSE(ConsentRecord::from_json(R"({"note":")" + std::string(5000, 'a') + "\"}"));
    EXPECT_FALSE(ConsentRecord::from_json(std::string(100 << 10, ' ')));
    EXPECT_FALSE(ConsentRecord::from_json("{\"person\":" + std::string(60000, '[')));
}

TEST(Consent, ComesFromAFileOrAsItIs) {
    const TemporaryFolder folder;
    ASSERT_OK(write_file(folder / "consent.json", full_record().to_json()));
    const auto from_file = read_consent((folder / "consent.json").string());
    ASSERT_OK(from_file);
    EXPECT_EQ(*from_file, full_record());
    const auto direct = read_consent(full_record().to_json());
    ASSERT_OK(direct);
    EXPECT_EQ(*direct, full_record());
    const auto none = read_consent("");
    ASSERT_OK(none);
    EXPECT_EQ(*none, ConsentRecord{});

    const auto missing = read_consent((folder / "none.json").string());
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::NotFound);
    ASSERT_OK(write_file(folder / "bad.json", "no"));
    const auto bad = read_consent((folder / "bad.json").string());
    ASSERT_FALSE(bad);
    EXPECT_NE(bad.error().message.find("bad.json"), std::string::npos);
}

} // namespace
} // namespace kinovar::test
