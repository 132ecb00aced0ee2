#include "core/base/file.h"
#include "core/base/hash.h"
#include "tests/support/support.h"

namespace kinovar {
namespace {

TEST(Hash, BoundariesBetweenValuesCount) {
    const Hash128 one = Hasher().add("ab").add("c").finish();
    const Hash128 other = Hasher().add("a").add("bc").finish();
    EXPECT_NE(one, other);
    EXPECT_EQ(one, Hasher().add("ab").add("c").finish());
    EXPECT_EQ(one.hex().size(), 32U);
}

TEST(Hash, FileDigestsAreTheStandardOnes) {
    const test::TemporaryFolder folder;
    ASSERT_OK(write_file(folder / "abc", "abc"));
    EXPECT_EQ(sha256_of_file(folder / "abc").value(),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha512_integrity_of_file(folder / "abc").value(),
              "sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4q"
              "mslPpUyknw==");
    EXPECT_FALSE(sha256_of_file(folder / "none").has_value());
}

} // namespace
} // namespace kinovar
