#include "core/pipeline/analysis.h"
#include "tests/support/support.h"

#include <atomic>
#include <fstream>
#include <thread>

namespace kinovar::pipeline {
namespace {

Hash128 key_of(std::string_view name) {
    return Hasher().add(name).finish();
}

/// Counts how often it had to work.
struct Work {
    std::atomic<int> times = 0;
    AnalysisStore::Compute compute(std::string result) {
        return [this, result]() -> Result<std::string> {
            ++times;
            return result;
        };
    }
};

TEST(AnalysisStore, ComputesOnceAndTheNextRunFindsIt) {
    const test::TemporaryFolder folder;
    Work work;
    const std::string bytes("a\0b\nc", 5);
    {
        AnalysisStore store(folder / "kept");
        ASSERT_EQ(**store.get(key_of("one"), work.compute(bytes)), bytes);
        ASSERT_EQ(**store.get(key_of("one"), work.compute(bytes)), bytes);
    }
    AnalysisStore later(folder / "kept");
    EXPECT_EQ(**later.get(key_of("one"), work.compute("other")), bytes);
    EXPECT_EQ(work.times, 1);
    EXPECT_EQ(**later.get(key_of("two"), work.compute("other")), "other");
    EXPECT_EQ(work.times, 2);
}

TEST(AnalysisStore, ADamagedFileIsMadeAgain) {
    const test::TemporaryFolder folder;
    Work work;
    {
        AnalysisStore store(folder.path());
        ASSERT_TRUE(store.get(key_of("one"), work.compute("what was found")));
    }
    for (const char* damage : {"flip", "cut", "empty"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
            if (!entry.is_regular_file()) {
                continue;
            }
            const std::string text = damage;
            if (text == "flip") {
                std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
                file.seekp(-3, std::ios::end);
                file.put('#');
            } else {
                const auto size = std::filesystem::file_size(entry.path());
                std::filesystem::resize_file(entry.path(), text == "cut" ? size - 4 : 0);
            }
        }
        const int before = work.times;
        AnalysisStore store(folder.path());
        EXPECT_EQ(**store.get(key_of("one"), work.compute("what was found")), "what was found");
        EXPECT_EQ(work.times, before + 1) << damage;
    }
}

TEST(AnalysisStore, WorksWithoutAPlaceToKeepIt) {
    Work work;
    AnalysisStore store("/proc/no/such/place");
    EXPECT_EQ(**store.get(key_of("one"), work.compute("x")), "x");
    EXPECT_EQ(**store.get(key_of("one"), work.compute("x")), "x");
    EXPECT_EQ(work.times, 1);
}

TEST(AnalysisStore, AFailureIsToldAndNotKept) {
    const test::TemporaryFolder folder;
    AnalysisStore store(folder.path());
    const auto failed = store.get(key_of("one"), [] {
        return Result<std::string>(failure(ErrorCode::Cancelled, "stopped"));
    });
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, ErrorCode::Cancelled);
    Work work;
    EXPECT_EQ(**store.get(key_of("one"), work.compute("x")), "x");
}

TEST(AnalysisStore, ThreadsThatAskTogetherComputeOnce) {
    const test::TemporaryFolder folder;
    AnalysisStore store(folder.path());
    Work work;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&] {
                const auto bytes = store.get(key_of("one"), [&]() -> Result<std::string> {
                    std::this_thread::sleep_for(std::chrono::milliseconds(20));
                    ++work.times;
                    return std::string("x");
                });
                EXPECT_TRUE(bytes);
            });
        }
    }
    EXPECT_EQ(work.times, 1);
}

} // namespace
} // namespace kinovar::pipeline
