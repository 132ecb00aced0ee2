#include "core/base/file.h"
#include "core/base/places.h"
#include "core/media/media_info.h"
#include "core/media/reel_reader.h"
#include "tests/support/support.h"

#include <gtest/gtest.h>

#include <random>

namespace kinovar::media {
namespace {

namespace fs = std::filesystem;
using test::quoted;

std::vector<fs::path> kept_files() {
    std::vector<fs::path> files;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(user_cache_folder() / "index", ignored)) {
        files.push_back(entry.path());
    }
    return files;
}

void forget_all() {
    fs::remove_all(user_cache_folder() / "index");
}

void make_film(const fs::path& path, const std::string& encoder) {
    ASSERT_EQ(test::run_command("ffmpeg -v error -y -f lavfi -i testsrc=size=64x48:rate=25 "
                                "-frames:v 300 -g 25 " +
                                encoder + " " + quoted(path))
                  .exit_code,
              0);
}

/// What can be told of a film, times included.
std::string facts(const fs::path& path) {
    const auto info = probe(path);
    EXPECT_OK(info);
    std::string text = info->to_json();
    for (const std::int64_t time : info->video.times) {
        text += ' ' + std::to_string(time);
    }
    return text;
}

class IndexCache : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(IndexCache, TellsTheSameTheSecondTime) {
    forget_all();
    const test::TemporaryFolder folder;
    const fs::path film = folder / (std::string("film.") + GetParam().first);
    make_film(film, GetParam().second);
    const std::string first = facts(film);
    ASSERT_EQ(kept_files().size(), 1U);
    EXPECT_EQ(facts(film), first);

    const auto reader = open_reel(film);
    forget_all();
    const auto plain = open_reel(film);
    ASSERT_OK(reader);
    ASSERT_OK(plain);
    for (const std::int64_t n : {0, 299, 31, 130, 129, 75}) {
        const auto a = (*reader)->frame(n);
        const auto b = (*plain)->frame(n);
        ASSERT_OK(a);
        ASSERT_OK(b);
        EXPECT_TRUE(
            std::equal((*a)->values().begin(), (*a)->values().end(), (*b)->values().begin()))
            << "frame " << n;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Formats, IndexCache,
    testing::Values(std::pair("mkv", "-c:v libx264 -bf 3"), std::pair("mp4", "-c:v libx264 -bf 3"),
                    std::pair("mov", "-c:v prores_ks"), std::pair("avi", "-c:v mpeg4 -bf 2"),
                    std::pair("ts", "-c:v libx264 -bf 2"), std::pair("mpg", "-c:v mpeg2video"),
                    std::pair("ffv1.mkv", "-c:v ffv1"), std::pair("h264", "-c:v libx264 -bf 2"),
                    std::pair("webm", "-c:v libvpx -b:v 200k")));

TEST(IndexCacheFile, AChangedFileIsReadAnew) {
    forget_all();
    const test::TemporaryFolder folder;
    const fs::path film = folder / "film.mkv";
    make_film(film, "-c:v mpeg4");
    const std::string first = facts(film);
    ASSERT_EQ(test::run_command("ffmpeg -v error -y -f lavfi -i testsrc=size=64x48:rate=25 "
                                "-frames:v 200 -c:v mpeg4 " +
                                quoted(film))
                  .exit_code,
              0);
    const auto info = probe(film);
    ASSERT_OK(info);
    EXPECT_EQ(info->video.frames, 200);
    EXPECT_EQ(kept_files().size(), 2U);
}

TEST(IndexCacheFile, DamageCostsTimeOnly) {
    forget_all();
    const test::TemporaryFolder folder;
    const fs::path film = folder / "film.mkv";
    make_film(film, "-c:v mpeg4");
    const std::string first = facts(film);
    const auto good = read_file(kept_files().at(0), 1U << 20U);
    ASSERT_OK(good);
    std::mt19937 random(5);
    for (int i = 0; i < 60; ++i) {
        std::string bad = *good;
        if (i % 3 == 0) {
            bad.resize(random() % bad.size());
        } else {
            bad[random() % bad.size()] ^= static_cast<char>(1U << random() % 8);
        }
        ASSERT_OK(write_file(kept_files().at(0), bad));
        EXPECT_EQ(facts(film), first) << "damage " << i;
        EXPECT_EQ(*read_file(kept_files().at(0), 1U << 20U), *good);
    }
}

TEST(IndexCacheFile, AShortClipLeavesNothingBehind) {
    forget_all();
    const test::TemporaryFolder folder;
    const fs::path film = folder / "film.mkv";
    ASSERT_EQ(test::run_command("ffmpeg -v error -f lavfi -i testsrc=size=64x48:rate=25 "
                                "-frames:v 20 -c:v mpeg4 " +
                                quoted(film))
                  .exit_code,
              0);
    ASSERT_OK(probe(film));
    EXPECT_TRUE(kept_files().empty());
}

} // namespace
} // namespace kinovar::media
