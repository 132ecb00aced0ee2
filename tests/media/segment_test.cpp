#include "core/base/file.h"
#include "core/media/reel_reader.h"
#include "tests/media/film_support.h"

#include <sys/mount.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <cstring>

namespace kinovar::media {
namespace {

using Family = PixelLayout::Family;
using kinovar::test::TemporaryFolder;
using test::bytes_of;
using test::moving_picture;
using test::video_of;
using test::write_segment;

constexpr Rational kRate{24, 1};

struct Case {
    const char* name;
    Codec codec;
    PixelLayout layout; ///< of the source
    int width = 256;
    int height = 128;
};

std::ostream& operator<<(std::ostream& out, const Case& one) {
    return out << one.name;
}

EncodeSpec spec_of(const Case& one) {
    EncodeOptions options;
    options.codec = one.codec;
    const ColourSpec colour =
        one.layout.family == Family::Rgb ? ColourSpec::srgb() : ColourSpec::bt601();
    return plan_encode(options, video_of(one.layout, colour), one.width, one.height, kRate, {1, 1},
                       one.layout.family == Family::Grey)
        .value();
}

class EveryCodec : public testing::TestWithParam<Case> {};

TEST_P(EveryCodec, GivesTheSameBytesTwice) {
    const TemporaryFolder folder;
    const EncodeSpec spec = spec_of(GetParam());
    constexpr int kFrames = 30; // more than the look-ahead keeps in a small film
    ASSERT_OK(write_segment(folder / "a.nut", spec, 0, kFrames));
    ASSERT_OK(write_segment(folder / "b.nut", spec, 0, kFrames));
    EXPECT_TRUE(bytes_of(folder / "a.nut") == bytes_of(folder / "b.nut"));
}

TEST_P(EveryCodec, KeepsEveryFrameAtItsSize) {
    const TemporaryFolder folder;
    const EncodeSpec spec = spec_of(GetParam());
    ASSERT_OK(write_segment(folder / "a.nut", spec, 0, 7));
    auto reel = open_reel(folder / "a.nut");
    ASSERT_OK(reel);
    EXPECT_EQ((*reel)->info().video.frames, 7);
    EXPECT_EQ((*reel)->info().video.width, spec.width);
    EXPECT_EQ((*reel)->info().video.height, spec.height);
    for (int i = 0; i < 7; ++i) {
        EXPECT_OK((*reel)->frame(i));
    }
    EXPECT_TRUE((*reel)->damaged().empty());
}

INSTANTIATE_TEST_SUITE_P(
    Segments, EveryCodec,
    testing::Values(Case{"h264", Codec::H264, {Family::Yuv, 8, 1, 1}},
                    Case{"h264_10_bits_422", Codec::H264, {Family::Yuv, 10, 1, 0}},
                    Case{"h264_444", Codec::H264, {Family::Yuv, 8, 0, 0}},
                    Case{"h264_odd", Codec::H264, {Family::Yuv, 8, 1, 1}, 129, 67},
                    Case{"h264_tiny", Codec::H264, {Family::Yuv, 8, 1, 1}, 16, 2},
                    Case{"h265", Codec::H265, {Family::Yuv, 8, 1, 1}},
                    Case{"h265_12_bits", Codec::H265, {Family::Yuv, 12, 1, 1}},
                    Case{"h265_444_10_bits_odd", Codec::H265, {Family::Yuv, 10, 1, 1}, 129, 67},
                    Case{"h265_small", Codec::H265, {Family::Yuv, 8, 1, 1}, 32, 32},
                    Case{"ffv1", Codec::Ffv1, {Family::Yuv, 8, 1, 1}},
                    Case{"ffv1_odd", Codec::Ffv1, {Family::Yuv, 10, 1, 1}, 129, 67},
                    Case{"ffv1_tiny", Codec::Ffv1, {Family::Yuv, 8, 1, 1}, 3, 1},
                    Case{"ffv1_large", Codec::Ffv1, {Family::Rgb, 8, 0, 0}, 1280, 720},
                    Case{"ffv1_grey_16", Codec::Ffv1, {Family::Grey, 16, 0, 0}},
                    Case{"prores", Codec::ProRes, {Family::Yuv, 10, 1, 0}},
                    Case{"prores_4444", Codec::ProRes, {Family::Rgb, 16, 0, 0}},
                    Case{"prores_odd", Codec::ProRes, {Family::Yuv, 8, 1, 1}, 129, 67},
                    Case{"dnxhr", Codec::DnxHr, {Family::Yuv, 8, 1, 1}},
                    Case{"dnxhr_hqx", Codec::DnxHr, {Family::Yuv, 10, 1, 0}},
                    Case{"dnxhr_444", Codec::DnxHr, {Family::Rgb, 16, 0, 0}},
                    Case{"dnxhr_odd", Codec::DnxHr, {Family::Yuv, 8, 1, 1}, 321, 241}),
    [](const auto& one) { return std::string(one.param.name); });

class LosslessRgb : public testing::TestWithParam<int> {};

TEST_P(LosslessRgb, ComesBackBitByBit) {
    const int bits = GetParam();
    const TemporaryFolder folder;
    const EncodeSpec spec = spec_of({"", Codec::Ffv1, {Family::Rgb, bits, 0, 0}, 130, 50});
    ASSERT_OK(write_segment(folder / "a.nut", spec, 0, 4));
    auto reel = open_reel(folder / "a.nut");
    ASSERT_OK(reel);
    EXPECT_EQ((*reel)->info().video.layout, spec.layout);
    const float top = static_cast<float>((1 << bits) - 1);
    for (int i = 0; i < 4; ++i) {
        const auto read = (*reel)->frame(i);
        ASSERT_OK(read);
        const FramePtr made = moving_picture(130, 50, i, bits, spec.colour);
        std::int64_t wrong = 0;
        for (std::size_t k = 0; k < made->values().size(); ++k) {
            wrong +=
                std::lround((*read)->values()[k] * top) != std::lround(made->values()[k] * top);
        }
        EXPECT_EQ(wrong, 0) << "frame " << i;
    }
}

INSTANTIATE_TEST_SUITE_P(Segments, LosslessRgb, testing::Values(8, 9, 10, 12, 14, 16));

TEST(SegmentWriter, AnUnfinishedSegmentLeavesNothing) {
    const TemporaryFolder folder;
    const EncodeSpec spec = spec_of({"", Codec::H264, {Family::Yuv, 8, 1, 1}});
    {
        auto writer = SegmentWriter::open(folder / "a.nut", spec);
        ASSERT_OK(writer);
        ASSERT_OK((*writer)->write(*moving_picture(256, 128, 0, 8, spec.colour)));
        EXPECT_FALSE(std::filesystem::exists(folder / "a.nut"));
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(SegmentWriter, RefusesFramesOfAnotherSizeAndEmptySegments) {
    const TemporaryFolder folder;
    const EncodeSpec spec = spec_of({"", Codec::Ffv1, {Family::Yuv, 8, 1, 1}});
    auto writer = SegmentWriter::open(folder / "a.nut", spec);
    ASSERT_OK(writer);
    EXPECT_FALSE((*writer)->write(*moving_picture(64, 64, 0, 8, spec.colour)).has_value());
    EXPECT_FALSE((*writer)->finish().has_value());
}

TEST(SegmentWriter, APlaceThatCannotBeWrittenIsNamed) {
    const EncodeSpec spec = spec_of({"", Codec::Ffv1, {Family::Yuv, 8, 1, 1}});
    const auto writer = SegmentWriter::open("/no/such/folder/a.nut", spec);
    ASSERT_FALSE(writer.has_value());
    EXPECT_EQ(writer.error().code, ErrorCode::NotFound);
    EXPECT_NE(writer.error().message.find("/no/such/folder/a.nut"), std::string::npos);
}

/// A file system of a few hundred kilobytes, where the machine lets us mount one.
class SmallDisk {
public:
    explicit SmallDisk(std::string place) : place_(std::move(place)) {
        std::filesystem::create_directory(place_);
        mounted_ = ::mount("tmpfs", place_.c_str(), "tmpfs", 0, "size=256k") == 0;
        reason_ = mounted_ ? "" : std::strerror(errno);
    }
    ~SmallDisk() {
        if (mounted_) {
            ::umount(place_.c_str());
        }
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    [[nodiscard]] bool mounted() const { return mounted_; }
    [[nodiscard]] const std::string& reason() const { return reason_; }

private:
    std::string place_;
    bool mounted_ = false;
    std::string reason_;
};

TEST(SegmentWriter, AFullDiskIsAnErrorAndLeavesNoFile) {
    const TemporaryFolder folder;
    const SmallDisk disk((folder / "disk").string());
    if (!disk.mounted()) {
        GTEST_SKIP() << "cannot mount a small disk here: " << disk.reason();
    }
    const EncodeSpec spec = spec_of({"", Codec::Ffv1, {Family::Rgb, 16, 0, 0}, 256, 128});
    const Status written = write_segment(folder.path() / "disk" / "a.nut", spec, 0, 10);
    ASSERT_FALSE(written.has_value());
    EXPECT_EQ(written.error().code, ErrorCode::DiskFull) << written.error().one_line();
    EXPECT_NE(written.error().hint.find("free some space"), std::string::npos);
    EXPECT_TRUE(std::filesystem::is_empty(folder / "disk"));

    auto film = test::film_of(folder.path(), spec, {3, 4}, folder.path() / "disk" / "a.mkv");
    ASSERT_OK(film);
    Job job("test");
    const Status joined = join_segments(*film, job);
    ASSERT_FALSE(joined.has_value());
    EXPECT_EQ(joined.error().code, ErrorCode::DiskFull) << joined.error().one_line();
    EXPECT_TRUE(std::filesystem::is_empty(folder / "disk"));
}

} // namespace
} // namespace kinovar::media
