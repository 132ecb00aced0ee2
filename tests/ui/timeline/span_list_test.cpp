#include "ui/timeline/span_list.h"

#include <gtest/gtest.h>

#include <random>

namespace kinovar::ui {
namespace {

TEST(SpanLists, MissNoneThatTouches) {
    std::mt19937 random(5);
    std::uniform_int_distribution<std::int64_t> place(0, 1000);
    std::uniform_int_distribution<std::int64_t> length(0, 150);
    std::vector<TimelineSpan> spans;
    for (int i = 0; i < 200; ++i) {
        const std::int64_t first = place(random);
        spans.push_back({i + 1, first, first + length(random)});
    }
    const SpanList list(spans);
    for (int i = 0; i < 200; ++i) {
        const std::int64_t first = place(random);
        const std::int64_t last = first + length(random);
        const auto touches = [&](const TimelineSpan& span) {
            return span.first <= last && span.last >= first;
        };
        const auto near = list.near(first, last);
        EXPECT_EQ(std::count_if(near.begin(), near.end(), touches),
                  std::count_if(spans.begin(), spans.end(), touches));
    }
}

TEST(SpanLists, GoFromOneToTheNext) {
    const SpanList list({{1, 50, 60}, {2, 10, 100}, {3, 70, 70}});
    EXPECT_EQ(list.next(-1)->id, 2);
    EXPECT_EQ(list.next(10)->id, 1);
    EXPECT_EQ(list.next(70), nullptr);
    EXPECT_EQ(list.previous(71)->id, 3);
    EXPECT_EQ(list.previous(50)->id, 2);
    EXPECT_EQ(list.previous(10), nullptr);
    EXPECT_TRUE(SpanList().near(0, 10).empty());
}

} // namespace
} // namespace kinovar::ui
