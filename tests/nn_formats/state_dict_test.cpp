#include "core/nn/loaders/state_dict.h"
#include "tests/support/support.h"

namespace kinovar::nn {
namespace {

Weight weight_of(std::vector<std::int64_t> shape) {
    std::size_t count = 1;
    for (const std::int64_t length : shape) {
        count *= static_cast<std::size_t>(length);
    }
    return {StoredType::Float32, std::move(shape), std::vector<float>(count, 1), {}};
}

StateDict dict_of(const std::vector<std::string>& keys) {
    StateDict dict;
    for (const std::string& key : keys) {
        EXPECT_OK(dict.add(key, weight_of({2, 3})));
    }
    return dict;
}

TEST(StateDict, TellsShapes) {
    const StateDict dict = dict_of({"a", "b"});
    EXPECT_EQ(dict.dim("a", 1), 3);
    EXPECT_EQ(dict.dim("a", 2), 0);
    EXPECT_EQ(dict.dim("c", 0), 0);
    EXPECT_EQ(dict.rank("a"), 2);
    EXPECT_EQ(dict.rank("c"), -1);
}

TEST(StateDict, RefusesTheSameKeyTwice) {
    StateDict dict = dict_of({"a"});
    EXPECT_FALSE(dict.add("a", weight_of({1})));
}

TEST(StateDict, TakesOnceAndOnlyWhatFits) {
    StateDict dict = dict_of({"a"});
    const auto wrong = dict.take("a", {2, 4});
    ASSERT_FALSE(wrong);
    EXPECT_NE(wrong.error().message.find("[2, 3] where [2, 4]"), std::string::npos);
    EXPECT_FALSE(dict.take("a", {2}));
    EXPECT_FALSE(dict.check_all_taken());
    EXPECT_OK(dict.take("a", {-1, 3}));
    EXPECT_FALSE(dict.take("a", {2, 3}));
    EXPECT_TRUE(dict.empty());
    EXPECT_OK(dict.check_all_taken());
}

TEST(StateDict, RefusesIntegersWhereFloatsAreNeeded) {
    StateDict dict;
    ASSERT_OK(dict.add("n", {StoredType::Integer, {1}, {}, {5}}));
    EXPECT_FALSE(dict.take("n", {1}));
    dict.drop("n");
    EXPECT_TRUE(dict.empty());
}

TEST(StateDict, CountsUnbrokenRowsOfBlocks) {
    const StateDict dict = dict_of({"b.0.w", "b.1.w", "b.10.w", "b.2.w", "b.02.w", "b.x.w", "b.3"});
    EXPECT_EQ(dict.count_blocks("b."), 3);
    EXPECT_EQ(dict.count_blocks("c."), 0);
}

TEST(StateDict, SplitsOffAndDropsByName) {
    StateDict dict = dict_of({"g.a", "k.a", "g.b", "k.num"});
    const StateDict part = dict.split_off("g.");
    EXPECT_EQ(part.keys(), (std::vector<std::string>{"a", "b"}));
    dict.drop_ending("num");
    EXPECT_EQ(dict.keys(), std::vector<std::string>{"k.a"});
}

} // namespace
} // namespace kinovar::nn
