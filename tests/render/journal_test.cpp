#include "core/base/file.h"
#include "core/render/journal.h"
#include "tests/support/support.h"

namespace kinovar::render {
namespace {

const Hash128 kOne{1, 2};
const Hash128 kOther{3, 4};

class JournalTest : public testing::Test {
protected:
    Status add(Journal& journal, std::int64_t first, std::int64_t last,
               const std::string& content) {
        const std::string name = std::to_string(first) + ".nut";
        EXPECT_OK(write_file(folder_ / name, content));
        return journal.add({first, last, name, 0, {}, {}});
    }
    Result<Journal> open(const Hash128& fingerprint, bool resume = true) {
        return Journal::open(folder_.path(), folder_.path(), fingerprint, resume);
    }
    void write_one_piece() {
        auto journal = open(kOne);
        ASSERT_OK(journal);
        EXPECT_OK(add(*journal, 0, 47, "first"));
    }
    std::string text() { return read_file(folder_ / "journal", 1U << 20U).value(); }

    test::TemporaryFolder folder_;
};

TEST_F(JournalTest, RemembersPiecesAndDamage) {
    {
        auto journal = open(kOne);
        ASSERT_OK(journal);
        EXPECT_OK(add(*journal, 0, 47, "first"));
        ASSERT_OK(write_file(folder_ / "x.nut", "second"));
        EXPECT_OK(journal->add({48, 95, "x.nut", 0, {}, {{50, "bad slice"}}}));
    }
    const auto again = open(kOne);
    ASSERT_OK(again);
    ASSERT_EQ(again->pieces().size(), 2U);
    EXPECT_EQ(again->pieces()[0].bytes, 5U);
    EXPECT_EQ(again->pieces()[1].damage, (std::vector<JournalDamage>{{50, "bad slice"}}));
}

TEST_F(JournalTest, AnotherFingerprintStartsAnew) {
    write_one_piece();
    EXPECT_TRUE(open(kOther)->pieces().empty());
    EXPECT_TRUE(open(kOne)->pieces().empty());
}

TEST_F(JournalTest, WithoutResumeItStartsAnew) {
    write_one_piece();
    EXPECT_TRUE(open(kOne, false)->pieces().empty());
}

TEST_F(JournalTest, ATornLineIsForgottenAtEveryLength) {
    {
        auto journal = open(kOne);
        EXPECT_OK(add(*journal, 0, 47, "first"));
        EXPECT_OK(add(*journal, 48, 95, "second"));
    }
    const std::string whole = text();
    const std::size_t second_line = whole.find('\n', whole.find('\n') + 1) + 1;
    for (std::size_t length = second_line; length < whole.size(); ++length) {
        ASSERT_OK(write_file(folder_ / "journal", whole.substr(0, length)));
        auto journal = open(kOne);
        ASSERT_OK(journal);
        ASSERT_EQ(journal->pieces().size(), 1U) << length;
    }
}

TEST_F(JournalTest, APieceWhoseFileChangedIsMadeAgain) {
    {
        auto journal = open(kOne);
        EXPECT_OK(add(*journal, 0, 47, "first"));
        EXPECT_OK(add(*journal, 48, 95, "second"));
        EXPECT_OK(add(*journal, 96, 143, "third"));
    }
    ASSERT_OK(write_file(folder_ / "48.nut", "sEcond"));
    EXPECT_EQ(open(kOne)->pieces().size(), 1U);
}

TEST_F(JournalTest, FlippedBitsNeverPass) {
    write_one_piece();
    const std::string whole = text();
    const std::size_t first_line = whole.find('\n') + 1;
    for (std::size_t i = first_line; i + 1 < whole.size(); ++i) {
        std::string bad = whole;
        bad[i] = static_cast<char>(bad[i] ^ 1);
        const auto content = parse_journal(bad);
        ASSERT_OK(content);
        EXPECT_TRUE(content->pieces.empty()) << i;
    }
}

TEST_F(JournalTest, OnlyOneRenderAtATime) {
    const auto first = open(kOne);
    ASSERT_OK(first);
    const auto second = open(kOne);
    ASSERT_FALSE(second.has_value());
    EXPECT_EQ(second.error().code, ErrorCode::Refused);
}

TEST_F(JournalTest, RubbishIsNotAJournal) {
    for (const char* rubbish : {"", "\n", "hello\n", "00000000000000000000000000000000 {}\n"}) {
        EXPECT_FALSE(parse_journal(rubbish).has_value()) << rubbish;
    }
    ASSERT_OK(write_file(folder_ / "journal", "rubbish"));
    EXPECT_TRUE(open(kOne)->pieces().empty());
}

} // namespace
} // namespace kinovar::render
