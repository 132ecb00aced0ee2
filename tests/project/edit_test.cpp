// Edits as values: reversing and merging them.

#include "tests/project/random_edits.h"
#include "tests/support/support.h"

namespace kinovar::project {
namespace {

TEST(Edit, MergedIsOneAfterTheOther) {
    const test::TemporaryFolder folder;
    auto document = Document::create(folder / "a.kinovar").value();
    for (std::uint64_t n = 0; n < 60; ++n) {
        const std::string start = document->dump();
        const Edit first = test::random_edit(*document, n);
        ASSERT_OK(document->apply(first));
        const Edit second = test::random_edit(*document, n + 1000);
        ASSERT_OK(document->apply(second));
        const std::string end = document->dump();
        const Edit both = first.merged_with(second);
        EXPECT_EQ(both.name, first.name);
        ASSERT_OK(document->apply(both.reversed()));
        ASSERT_EQ(document->dump(), start);
        ASSERT_OK(document->apply(both));
        ASSERT_EQ(document->dump(), end);
    }
}

TEST(Edit, ThereAndBackIsNothing) {
    const test::TemporaryFolder folder;
    auto document = Document::create(folder / "a.kinovar").value();
    const Edit edit = test::random_edit(*document, 1);
    EXPECT_TRUE(edit.merged_with(edit.reversed()).empty());
    EditBuilder builder(*document);
    const Id id = builder.insert(Consent{.person = "A"});
    EXPECT_EQ(builder.get<Consent>(id)->person, "A");
    EXPECT_EQ(builder.get<Reel>(id), nullptr);
    builder.remove(id);
    EXPECT_TRUE(builder.finish("Nothing").empty());
}

TEST(Edit, RemovingAReelTakesAllOfIt) {
    const test::TemporaryFolder folder;
    auto document = Document::create(folder / "a.kinovar").value();
    for (std::uint64_t n = 0; n < 100; ++n) {
        ASSERT_OK(document->apply(test::random_edit(*document, n)));
    }
    EditBuilder builder(*document);
    for (const auto& [id, reel] : document->all<Reel>()) {
        builder.remove(id);
    }
    const Edit edit = builder.finish("Remove all");
    const std::string before = document->dump();
    ASSERT_OK(document->apply(edit));
    EXPECT_TRUE(document->all<Shot>().empty());
    EXPECT_TRUE(document->all<Take>().empty());
    EXPECT_TRUE(document->all<Fix>().empty());
    EXPECT_TRUE(document->all<Flag>().empty());
    ASSERT_OK(document->apply(edit.reversed()));
    EXPECT_EQ(document->dump(), before);
}

} // namespace
} // namespace kinovar::project
