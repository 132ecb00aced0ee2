#include "core/base/cache.h"
#include "tests/support/support.h"

#include <atomic>
#include <thread>
#include <vector>

namespace kinovar {
namespace {

using Cache = BudgetCache<int, std::string>;

std::shared_ptr<const std::string> text(std::size_t size) {
    return std::make_shared<const std::string>(size, 'x');
}

Cache cache_of(std::size_t budget) {
    return Cache(budget, [](const std::string& value) { return value.size(); });
}

TEST(BudgetCache, KeepsWithinTheBudgetAndDropsTheOldest) {
    Cache cache = cache_of(10);
    cache.put(1, text(4));
    cache.put(2, text(4));
    EXPECT_NE(cache.get(1, [] { return text(4); }).value(), nullptr); // 1 is now the recent one
    cache.put(3, text(4));
    EXPECT_NE(cache.peek(1), nullptr);
    EXPECT_EQ(cache.peek(2), nullptr);
    EXPECT_NE(cache.peek(3), nullptr);
    EXPECT_EQ(cache.stats().bytes, 8U);
}

TEST(BudgetCache, ReplacingAValueCountsItsBytesOnce) {
    Cache cache = cache_of(10);
    cache.put(1, text(4));
    cache.put(1, text(6));
    EXPECT_EQ(cache.stats().bytes, 6U);
    EXPECT_EQ(cache.stats().entries, 1U);
}

TEST(BudgetCache, HandsOutButDoesNotKeepWhatIsTooLarge) {
    Cache cache = cache_of(10);
    EXPECT_EQ(cache.get(1, [] { return text(11); }).value()->size(), 11U);
    EXPECT_EQ(cache.stats().bytes, 0U);
}

TEST(BudgetCache, OneLoadForManyThreads) {
    Cache cache = cache_of(100);
    std::atomic<int> loads = 0;
    {
        std::vector<std::jthread> threads;
        threads.reserve(8);
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&] {
                const auto value = cache.get(5, [&]() -> Result<Cache::Pointer> {
                    ++loads;
                    std::this_thread::sleep_for(std::chrono::milliseconds(20));
                    return text(3);
                });
                EXPECT_EQ(value.value()->size(), 3U);
            });
        }
    }
    EXPECT_EQ(loads, 1);
}

TEST(BudgetCache, AFailedLoadIsNotKept) {
    Cache cache = cache_of(100);
    const auto failed = cache.get(
        1, []() -> Result<Cache::Pointer> { return failure(ErrorCode::Corrupt, "broken"); });
    EXPECT_FALSE(failed.has_value());
    EXPECT_TRUE(cache.get(1, [] { return text(1); }).has_value());
}

TEST(BudgetCache, ACancelledLoadCancelsNobodyElse) {
    Cache cache = cache_of(100);
    std::atomic<bool> loading = false;
    std::atomic<bool> give_up = false;
    std::atomic<int> loads = 0;
    const auto stopped = [&]() -> Result<Cache::Pointer> {
        loading = true;
        loading.notify_all();
        give_up.wait(false);
        return failure(ErrorCode::Cancelled, "stopped");
    };
    std::jthread first([&] {
        const auto value = cache.get(7, stopped);
        ASSERT_FALSE(value.has_value());
        EXPECT_EQ(value.error().code, ErrorCode::Cancelled);
    });
    loading.wait(false);
    std::atomic<int> asking = 0;
    std::vector<std::jthread> waiters;
    for (int i = 0; i < 4; ++i) {
        waiters.emplace_back([&] {
            ++asking;
            const auto value = cache.get(7, [&]() -> Result<Cache::Pointer> {
                ++loads;
                return text(3);
            });
            ASSERT_TRUE(value.has_value());
            EXPECT_EQ(value.value()->size(), 3U);
        });
    }
    while (asking < 4) {
        std::this_thread::yield();
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20)); // so that they wait, most likely
    give_up = true;
    give_up.notify_all();
    waiters.clear();
    EXPECT_EQ(loads, 1);
}

TEST(BudgetCache, AWaiterThatIsStoppedTooIsCancelled) {
    Cache cache = cache_of(100);
    const auto stopped = []() -> Result<Cache::Pointer> {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        return failure(ErrorCode::Cancelled, "stopped");
    };
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            const auto value = cache.get(7, stopped);
            ASSERT_FALSE(value.has_value());
            EXPECT_EQ(value.error().code, ErrorCode::Cancelled);
        });
    }
}

TEST(BudgetCache, ALoadThatThrowsBadAllocIsAnError) {
    Cache cache = cache_of(100);
    const auto failed = cache.get(1, []() -> Result<Cache::Pointer> { throw std::bad_alloc(); });
    ASSERT_FALSE(failed.has_value());
    EXPECT_EQ(failed.error().code, ErrorCode::OutOfMemory);
}

} // namespace
} // namespace kinovar
