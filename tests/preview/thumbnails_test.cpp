#include "core/preview/thumbnails.h"
#include "tests/support/support.h"

#include <condition_variable>
#include <mutex>
#include <set>

namespace kinovar::preview {
namespace {

class Made {
public:
    [[nodiscard]] Thumbnails::Observer observer() {
        return [this](const std::filesystem::path& /*reel*/, std::int64_t frame) {
            const std::lock_guard lock(mutex_);
            frames_.insert(frame);
            changed_.notify_all();
        };
    }
    void wait_for(std::int64_t frame) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return frames_.count(frame) != 0; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::set<std::int64_t> frames_;
};

TEST(Thumbnails, AreMadeOnceAndKeptOnDisk) {
    const test::TemporaryFolder folder;
    const auto film = folder / "film.mkv";
    ASSERT_EQ(
        test::run_command("ffmpeg -v error -f lavfi -i testsrc=size=160x90:rate=25 -frames 30 "
                          "-c:v ffv1 " +
                          test::quoted(film))
            .exit_code,
        0);
    PicturePtr first;
    {
        Made made;
        Thumbnails thumbnails(folder / "cache", 45, made.observer());
        EXPECT_EQ(thumbnails.get(film, 20), nullptr);
        made.wait_for(20);
        first = thumbnails.get(film, 20);
        ASSERT_NE(first, nullptr);
        EXPECT_EQ(first->width, 80);
        EXPECT_EQ(first->height, 45);
        EXPECT_EQ(thumbnails.get(film, 3000), nullptr); // no such frame: no trouble
        EXPECT_EQ(thumbnails.get(film, 2), nullptr);
        made.wait_for(2);
    }
    Made made;
    Thumbnails thumbnails(folder / "cache", 45, made.observer());
    EXPECT_EQ(thumbnails.get(film, 20), nullptr);
    made.wait_for(20);
    EXPECT_EQ(thumbnails.get(film, 20)->pixels, first->pixels);
}

TEST(Thumbnails, AFileThatCannotBeReadGivesNone) {
    const test::TemporaryFolder folder;
    Made made;
    Thumbnails thumbnails(folder / "cache", 45, made.observer());
    EXPECT_EQ(thumbnails.get(folder / "missing.mkv", 0), nullptr);
}

} // namespace
} // namespace kinovar::preview
