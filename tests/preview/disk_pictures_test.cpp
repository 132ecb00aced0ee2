#include "core/base/file.h"
#include "core/preview/disk_pictures.h"
#include "tests/preview/arrivals.h"
#include "tests/preview/gated_clip.h"
#include "tests/support/support.h"

#include <chrono>
#include <thread>

namespace kinovar::preview {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPlenty = std::size_t{1} << 30U;

PictureKey key_of(std::int64_t frame, const char* clip = "clip") {
    return {Hasher().add(clip).finish(), frame, Layer::Picture, Quality::Full};
}

PicturePtr picture(std::uint32_t value, int side = 16) {
    auto made = std::make_shared<Picture>();
    made->width = made->height = side;
    for (int i = 0; i < side * side; ++i) {
        // Noise, so that sizes on disk are about those in memory.
        made->pixels.push_back(
            0xFF000000U |
            ((value * 2654435761U + static_cast<unsigned>(i) * 40503U * value) & 0xFFFFFFU));
    }
    return made;
}

std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            files.push_back(entry.path());
        }
    }
    return files;
}

TEST(DiskPictures, SurvivesARestart) {
    const test::TemporaryFolder folder;
    {
        DiskPictures disk(folder.path(), kPlenty);
        for (std::int64_t n = 10; n < 20; ++n) {
            disk.keep(key_of(n), picture(static_cast<std::uint32_t>(n)));
        }
        disk.keep(key_of(12).with(Layer::Origin), picture(99));
    }
    DiskPictures disk(folder.path(), kPlenty);
    disk.settle();
    EXPECT_EQ(disk.spans(key_of(0).clip), (std::vector<FrameSpan>{{10, 19}}));
    EXPECT_EQ(disk.load(key_of(13))->pixels, picture(13)->pixels);
    EXPECT_EQ(disk.load(key_of(12).with(Layer::Origin))->pixels, picture(99)->pixels);
    EXPECT_EQ(disk.load(key_of(20)), nullptr);
    EXPECT_GT(disk.bytes(), 0U);
}

TEST(DiskPictures, DropsDamagedFilesSilently) {
    const test::TemporaryFolder folder;
    {
        DiskPictures disk(folder.path(), kPlenty);
        disk.keep(key_of(1), picture(1));
        disk.keep(key_of(2), picture(2));
    }
    for (const fs::path& file : files_in(folder.path())) {
        if (file.filename() == "1.picture") {
            ASSERT_OK(write_file(file, "no picture at all"));
        } else {
            fs::resize_file(file, fs::file_size(file) - 1);
        }
    }
    DiskPictures disk(folder.path(), kPlenty);
    disk.settle();
    EXPECT_EQ(disk.load(key_of(1)), nullptr);
    EXPECT_EQ(disk.load(key_of(2)), nullptr);
    EXPECT_TRUE(files_in(folder.path()).empty());
    EXPECT_TRUE(disk.spans(key_of(1).clip).empty());
    EXPECT_EQ(disk.bytes(), 0U);
}

TEST(DiskPictures, RemovesWhatWasUsedLongestAgo) {
    const test::TemporaryFolder folder;
    {
        DiskPictures disk(folder.path(), kPlenty);
        for (std::int64_t n = 0; n < 10; ++n) {
            disk.keep(key_of(n), picture(static_cast<std::uint32_t>(n) + 1));
        }
    }
    std::size_t total = 0;
    for (const fs::path& file : files_in(folder.path())) {
        total += fs::file_size(file);
        const int n = std::stoi(file.stem().string());
        fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(n + 1));
    }
    DiskPictures disk(folder.path(), total); // at the start …
    disk.settle();
    ASSERT_NE(disk.load(key_of(9)), nullptr); // used again
    disk.set_budget(total / 2);               // … and while it runs
    disk.settle();
    EXPECT_LE(disk.bytes(), total / 2);
    EXPECT_NE(disk.load(key_of(9)), nullptr);
    EXPECT_NE(disk.load(key_of(0)), nullptr);
    EXPECT_EQ(disk.load(key_of(8)), nullptr);
    disk.clear();
    EXPECT_TRUE(files_in(folder.path()).empty());
}

TEST(DiskPictures, LeavesOtherFilesAlone) {
    const test::TemporaryFolder folder;
    ASSERT_OK(write_file(folder / "notes.txt", "mine"));
    fs::create_directories(folder / "0123");
    ASSERT_OK(write_file(folder / "0123" / "1.picture", "mine"));
    DiskPictures disk(folder.path(), 0);
    disk.keep(key_of(1), picture(1));
    disk.settle();
    disk.clear();
    EXPECT_EQ(files_in(folder.path()).size(), 2U);
}

TEST(DiskPictures, AFolderThatCannotBeWrittenCostsNothing) {
    const test::TemporaryFolder folder;
    ASSERT_OK(write_file(folder / "file", "in the way"));
    DiskPictures disk(folder / "file", kPlenty);
    disk.keep(key_of(1), picture(1));
    disk.settle();
    EXPECT_FALSE(disk.has(key_of(1)));
    EXPECT_EQ(disk.load(key_of(1)), nullptr);
}

/// Takes long enough to be worth a file.
class SlowClip final : public pipeline::Clip {
public:
    SlowClip() : inner_("slow") {}
    [[nodiscard]] const pipeline::ClipInfo& info() const override { return inner_.info(); }
    [[nodiscard]] Result<FramePtr> frame(std::int64_t n,
                                         const pipeline::Pull& pull) const override {
        std::this_thread::sleep_for(std::chrono::milliseconds(60));
        return inner_.frame(n, pull);
    }
    [[nodiscard]] std::size_t pulls() const { return inner_.asked().size(); }

private:
    test::GatedClip inner_;
};

TEST(PictureServiceOnDisk, ComputesCostlyFramesOnceForAllRuns) {
    const test::TemporaryFolder folder;
    const auto film = std::make_shared<SlowClip>();
    const PictureService::Options options{.folder = folder.path(), .threads = 2};
    for (int run = 0; run < 2; ++run) {
        test::Arrivals arrivals;
        PictureService service(options, arrivals.observer());
        service.want({{{film}, 3}, {{film}, 4}});
        for (const Arrival& arrival : arrivals.wait(2)) {
            ASSERT_OK(arrival.picture);
            EXPECT_EQ((*arrival.picture)->pixels.front(),
                      0xFF000000U | static_cast<unsigned>(arrival.frame) * 0x010101U);
        }
        EXPECT_EQ(film->pulls(), 2U);
    }
    for (const fs::path& file : files_in(folder.path())) {
        ASSERT_OK(write_file(file, "damaged"));
    }
    test::Arrivals arrivals;
    PictureService service(options, arrivals.observer());
    service.want({{{film}, 3}});
    ASSERT_OK(arrivals.wait(1)[0].picture);
    EXPECT_EQ(film->pulls(), 3U);
}

} // namespace
} // namespace kinovar::preview
