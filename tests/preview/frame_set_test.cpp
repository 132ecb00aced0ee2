#include "core/preview/frame_set.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace kinovar::preview {
namespace {

TEST(FrameSet, JoinsAndSplits) {
    FrameSet set;
    for (const int n : {5, 7, 6, 1, 5}) {
        set.add(n);
    }
    EXPECT_EQ(set.spans(), (std::vector<FrameSpan>{{1, 1}, {5, 7}}));
    set.remove(6);
    EXPECT_EQ(set.spans(), (std::vector<FrameSpan>{{1, 1}, {5, 5}, {7, 7}}));
    EXPECT_TRUE(set.has(7));
    EXPECT_FALSE(set.has(6));
}

TEST(FrameSet, AgreesWithAPlainSetInRandomUse) {
    std::mt19937 random(7);
    FrameSet set;
    std::set<std::int64_t> plain;
    for (int i = 0; i < 5000; ++i) {
        const std::int64_t n = random() % 60;
        if (random() % 2 == 0) {
            set.add(n);
            plain.insert(n);
        } else {
            set.remove(n);
            plain.erase(n);
        }
    }
    std::set<std::int64_t> listed;
    std::int64_t before = -10;
    for (const FrameSpan& span : set.spans()) {
        EXPECT_GT(span.first, before + 1);
        before = span.last;
        for (std::int64_t n = span.first; n <= span.last; ++n) {
            listed.insert(n);
        }
    }
    EXPECT_EQ(listed, plain);
}

TEST(FrameSet, UnitesTwoLists) {
    EXPECT_EQ(united({{0, 3}, {10, 12}}, {{4, 5}, {11, 20}, {30, 30}}),
              (std::vector<FrameSpan>{{0, 5}, {10, 20}, {30, 30}}));
    EXPECT_TRUE(united({}, {}).empty());
}

} // namespace
} // namespace kinovar::preview
