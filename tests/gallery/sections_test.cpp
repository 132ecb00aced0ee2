#include "core/gallery/captions.h"
#include "core/gallery/section_store.h"
#include "tests/support/support.h"

#include <algorithm>
#include <fstream>

namespace kinovar::gallery {
namespace {

using test::TemporaryFolder;

Hash128 key(std::int64_t n) {
    return Hasher().add(n).finish();
}

TEST(GallerySections, FinishedOnesStayAndStaleOnesGo) {
    const TemporaryFolder folder;
    const std::filesystem::path film = folder / "film.mp4";
    std::filesystem::path first;
    {
        auto store = SectionStore::open(film);
        ASSERT_OK(store);
        first = store->path_of(key(1), "nut");
        EXPECT_FALSE(SectionStore::has(first));
        std::ofstream(first) << "one";
        std::ofstream(store->path_of(key(2), "nut")) << "two";
        std::ofstream(store->folder() / ".torn.kinovar-part") << "half";
        EXPECT_TRUE(SectionStore::has(first));
    }
    auto again = SectionStore::open(film);
    ASSERT_OK(again);
    EXPECT_TRUE(SectionStore::has(again->path_of(key(1), "nut")));
    again->remove_stale();
    EXPECT_TRUE(SectionStore::has(first));
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(again->folder())) {
        names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    EXPECT_EQ(names.size(), 2U); // the section and the lock
}

TEST(GallerySections, OneRunAtATime) {
    const TemporaryFolder folder;
    const auto one = SectionStore::open(folder / "film.mp4");
    ASSERT_OK(one);
    const auto other = SectionStore::open(folder / "film.mp4");
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, ErrorCode::Refused);
    EXPECT_OK(SectionStore::open(folder / "other.mp4"));
}

TEST(GalleryCaptions, StandWithinTheSafeMarginsAndReadOnWhite) {
    constexpr int kWidth = 640;
    constexpr int kHeight = 360;
    Entry entry;
    entry.name = "Иван Петров";
    entry.years = "1921–1943";
    entry.caption = "A caption that is so long that it has to be broken into several lines, since "
                    "one line is not enough for all of it";
    const auto overlay = caption_overlay(entry, kWidth, kHeight);
    ASSERT_OK(overlay);
    Frame frame(kWidth, kHeight, ColourSpec::srgb());
    std::fill(frame.values().begin(), frame.values().end(), 1.0F);
    overlay->put_on(frame, 1);
    float darkest = 1;
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
            darkest = std::min(darkest, frame.row(y)[x * Frame::kChannels]);
        }
    }
    EXPECT_LT(darkest, 0.45F); // the shadow that white letters need on white
    std::fill(frame.values().begin(), frame.values().end(), 0.0F);
    overlay->put_on(frame, 1);
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
            if (frame.row(y)[x * Frame::kChannels] > 0) {
                EXPECT_GE(x, kWidth / 20);
                EXPECT_LE(x, kWidth * 2 / 3);
                EXPECT_LE(y, kHeight - kHeight / 20);
                EXPECT_GE(y, kHeight / 2);
            }
        }
    }
    const auto nothing = caption_overlay({}, kWidth, kHeight);
    ASSERT_OK(nothing);
    EXPECT_TRUE(nothing->empty());
}

} // namespace
} // namespace kinovar::gallery
