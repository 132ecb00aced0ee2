#include "core/base/file.h"
#include "core/steps/portrait/face/blocklist.h"
#include "core/steps/portrait/face/face_analyser.h"
#include "tests/support/support.h"

#include <cmath>
#include <random>

namespace kinovar::portrait {
namespace {

using test::TemporaryFolder;

std::vector<float> person(unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal;
    std::vector<float> values(1024);
    double sum = 0;
    for (float& value : values) {
        value = normal(random);
        sum += static_cast<double>(value) * static_cast<double>(value);
    }
    for (float& value : values) {
        value /= static_cast<float>(std::sqrt(sum));
    }
    return values;
}

TEST(Blocklist, FindsThePersonAgainAndNobodyElse) {
    Blocklist list;
    list.add({"A. B.", "the family asked", "2024-05-01", person(1)});
    list.add({"C. D.", "court order", "2024-06-01", person(2)});
    std::vector<float> older = person(2);
    const std::vector<float> change = person(3);
    for (std::size_t i = 0; i < older.size(); ++i) {
        older[i] += 0.6F * change[i]; // likeness 0.86
    }
    const BlockedFace* found = list.find(older);
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(found->name, "C. D.");
    EXPECT_EQ(list.find(person(4)), nullptr);
    EXPECT_EQ(list.find({}), nullptr);
}

TEST(Blocklist, SurvivesBeingSaved) {
    const TemporaryFolder folder;
    const auto path = folder / "deep/blocklist.json";
    const auto none = Blocklist::load(path);
    ASSERT_OK(none);
    EXPECT_TRUE(none->faces().empty());
    Blocklist list;
    list.add({"Zoë \"Z\"", "reason", "2024-05-01", person(1)});
    ASSERT_OK(list.save(path));
    auto again = Blocklist::load(path);
    ASSERT_OK(again);
    ASSERT_EQ(again->faces().size(), 1U);
    EXPECT_EQ(again->faces()[0].name, "Zoë \"Z\"");
    EXPECT_NEAR(likeness(again->faces()[0].descriptor, person(1)), 1, 1e-5);
    EXPECT_FALSE(again->remove("somebody"));
    EXPECT_TRUE(again->remove("Zoë \"Z\""));
    EXPECT_TRUE(again->faces().empty());
}

TEST(Blocklist, ADamagedFileIsAnErrorNotAnEmptyList) {
    const TemporaryFolder folder;
    const auto path = folder / "blocklist.json";
    Blocklist list;
    list.add({"A. B.", "reason", "2024-05-01", person(1)});
    const std::string whole = list.to_json();
    for (const std::string& text :
         {std::string(), std::string("[]"), whole.substr(0, whole.size() / 2),
          std::string(R"({"format":"kinovar-blocklist","version":1,"faces":[{"name":"x"}]})"),
          std::string(R"({"format":"other","version":1,"faces":[]})")}) {
        ASSERT_OK(write_file(path, text));
        const auto loaded = Blocklist::load(path);
        ASSERT_FALSE(loaded);
        EXPECT_EQ(loaded.error().code, ErrorCode::Corrupt) << text.substr(0, 40);
        EXPECT_NE(loaded.error().message.find(path.string()), std::string::npos);
    }
    ASSERT_OK(write_file(path, R"({"format":"kinovar-blocklist","version":2,"faces":[]})"));
    EXPECT_EQ(Blocklist::load(path).error().code, ErrorCode::Unsupported);
}

} // namespace
} // namespace kinovar::portrait
