#include "core/base/file.h"
#include "core/media/picture_file.h"
#include "tests/media/sample_files.h"

#include <cmath>
#include <limits>
#include <thread>

namespace kinovar::media::test {
namespace {

struct Kind {
    const char* name;
    const char* file;
    PictureFormat format;
    int bits;
};

void PrintTo(const Kind& kind, std::ostream* stream) {
    *stream << kind.name;
}

/// Every level of `bits` bits occurs (of 16 bits: 65536 of them in 131072 pixels and more).
Frame all_levels(int bits, bool grey) {
    constexpr int kWidth = 257;
    constexpr int kHeight = 259;
    Frame frame(kWidth, kHeight, ColourSpec::srgb());
    const std::uint32_t full = (1U << static_cast<unsigned>(bits)) - 1;
    std::uint32_t next = 0;
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
            for (std::uint32_t c = 0; c < Frame::kChannels; ++c) {
                const std::uint32_t level = (next + (grey ? 0 : c * 7919)) % (full + 1);
                frame.row(y)[3 * x + static_cast<int>(c)] =
                    static_cast<float>(level) / static_cast<float>(full);
            }
            ++next;
        }
    }
    return frame;
}

class ExactLevels : public testing::TestWithParam<Kind> {};

TEST_P(ExactLevels, RoundTripBitForBit) {
    const TemporaryFolder folder;
    const Kind& kind = GetParam();
    const auto path = folder / kind.file;
    for (const bool grey : {false, true}) {
        const Frame frame = all_levels(kind.bits, grey);
        ASSERT_OK(write_picture(path, frame, kind.format, kind.bits, grey));
        EXPECT_FALSE(std::filesystem::exists(part_path(path)));
        const auto info = probe_picture(path);
        ASSERT_OK(info);
        EXPECT_EQ(info->bits, kind.bits);
        EXPECT_EQ(info->channels, grey ? 1 : 3);
        EXPECT_FALSE(info->is_float);
        const auto back = read_picture(path);
        ASSERT_OK(back);
        ASSERT_EQ((*back)->width(), frame.width());
        ASSERT_EQ((*back)->height(), frame.height());
        EXPECT_TRUE(
            std::equal(frame.values().begin(), frame.values().end(), (*back)->values().begin()));
    }
}

INSTANTIATE_TEST_SUITE_P(Formats, ExactLevels,
                         testing::Values(Kind{"Png8", "a.png", PictureFormat::Png, 8},
                                         Kind{"Png16", "a.png", PictureFormat::Png, 16},
                                         Kind{"Tiff8", "a.tif", PictureFormat::Tiff, 8},
                                         Kind{"Tiff16", "a.tiff", PictureFormat::Tiff, 16},
                                         Kind{"Dpx8", "a.dpx", PictureFormat::Dpx, 8},
                                         Kind{"Dpx10", "a.dpx", PictureFormat::Dpx, 10},
                                         Kind{"Dpx12", "a.dpx", PictureFormat::Dpx, 12},
                                         Kind{"Dpx16", "a.dpx", PictureFormat::Dpx, 16}),
                         [](const auto& kind) { return std::string(kind.param.name); });

TEST(PictureFile, ExrHoldsLinearLight) {
    const TemporaryFolder folder;
    const Frame frame = all_levels(8, false);
    ASSERT_OK(write_picture(folder / "a.exr", frame, PictureFormat::Exr, 16));
    const auto info = probe_picture(folder / "a.exr");
    ASSERT_OK(info);
    EXPECT_TRUE(info->is_float);
    const auto back = read_picture(folder / "a.exr");
    ASSERT_OK(back);
    float worst = 0;
    for (std::size_t i = 0; i < frame.values().size(); ++i) {
        worst = std::max(worst, std::abs(frame.values()[i] - (*back)->values()[i]));
    }
    // Half floats keep 11 bits; the curve makes no more of that than half an 8-bit step.
    EXPECT_LT(worst, 0.5 / 255);
}

TEST(PictureFile, JpegIsNear) {
    const TemporaryFolder folder;
    Frame frame(64, 48, ColourSpec::srgb());
    for (int y = 0; y < 48; ++y) {
        for (int x = 0; x < 64 * 3; ++x) {
            frame.row(y)[x] = static_cast<float>(x + y) / 256.0F;
        }
    }
    ASSERT_OK(write_picture(folder / "a.jpg", frame, PictureFormat::Jpeg, 8));
    const auto back = read_picture(folder / "a.jpg");
    ASSERT_OK(back);
    for (std::size_t i = 0; i < frame.values().size(); ++i) {
        ASSERT_NEAR(frame.values()[i], (*back)->values()[i], 0.04);
    }
}

TEST(PictureFile, WildValuesAreClipped) {
    const TemporaryFolder folder;
    Frame frame(2, 1, ColourSpec::srgb());
    const float infinity = std::numeric_limits<float>::infinity();
    const float values[] = {-1.0F, 2.0F, infinity, -infinity, std::nanf(""), 0.5F};
    std::copy(std::begin(values), std::end(values), frame.values().begin());
    ASSERT_OK(write_picture(folder / "a.png", frame, PictureFormat::Png, 16));
    const auto back = read_picture(folder / "a.png");
    ASSERT_OK(back);
    const float expected[] = {0, 1, 1, 0, 0, 32768.0F / 65535};
    EXPECT_TRUE(std::equal(std::begin(expected), std::end(expected), (*back)->values().begin()));
}

TEST(PictureFile, RefusesBitsThatTheFormatCannotHold) {
    const TemporaryFolder folder;
    const Frame frame = all_levels(8, false);
    for (const auto& [format, bits] : {std::pair{PictureFormat::Png, 10},
                                       {PictureFormat::Tiff, 12},
                                       {PictureFormat::Jpeg, 16},
                                       {PictureFormat::Dpx, 14}}) {
        const auto status = write_picture(folder / "a.x", frame, format, bits);
        ASSERT_FALSE(status.has_value());
        EXPECT_EQ(status.error().code, ErrorCode::InvalidArgument);
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(PictureFile, AFailedWriteLeavesNothing) {
    const Frame frame = all_levels(8, false);
    for (const auto format : {PictureFormat::Png, PictureFormat::Tiff, PictureFormat::Dpx,
                              PictureFormat::Exr, PictureFormat::Jpeg}) {
        const auto status = write_picture("/no/such/folder/a.x", frame, format, 8);
        ASSERT_FALSE(status.has_value());
        EXPECT_NE(status.error().message.find("/no/such/folder/a.x"), std::string::npos);
        EXPECT_FALSE(status.error().hint.empty());
    }
}

TEST(PictureFile, TheSameFrameGivesTheSameBytes) {
    const TemporaryFolder folder;
    const Frame frame = all_levels(8, false);
    const char* names[] = {"a.png", "a.tif", "a.dpx", "a.exr", "a.jpg"};
    const auto write_all = [&] {
        std::vector<std::string> bytes;
        for (const char* name : names) {
            const auto path = folder / name;
            EXPECT_OK(write_picture(path, frame, picture_format_of(path).value(), 8));
            bytes.push_back(read_file(path, UINT32_MAX).value());
        }
        return bytes;
    };
    const auto first = write_all();
    std::this_thread::sleep_for(std::chrono::milliseconds(1100)); // headers tell whole seconds
    const auto second = write_all();
    for (std::size_t i = 0; i < first.size(); ++i) {
        EXPECT_TRUE(first[i] == second[i]) << names[i];
        EXPECT_EQ(first[i].find("kinovar-part"), std::string::npos) << names[i];
    }
}

TEST(PictureFile, FormatOfTheName) {
    EXPECT_EQ(picture_format_of("a.PNG").value(), PictureFormat::Png);
    EXPECT_EQ(picture_format_of("a.TiFF").value(), PictureFormat::Tiff);
    EXPECT_EQ(picture_format_of("a.%04d.dpx").value(), PictureFormat::Dpx);
    EXPECT_FALSE(picture_format_of("a.mp4").has_value());
    EXPECT_FALSE(picture_format_of("a").has_value());
}

TEST(PictureFile, OrientationIsApplied) {
    const TemporaryFolder folder;
    // A picture of 2×1 pixels, red and blue, that tag 274 tells to turn by 90° (6).
    Frame frame(2, 1, ColourSpec::srgb());
    const float values[] = {1, 0, 0, 0, 0, 1};
    std::copy(std::begin(values), std::end(values), frame.values().begin());
    const auto path = folder / "a.tif";
    ASSERT_OK(write_picture(path, frame, PictureFormat::Tiff, 8));
    std::string bytes = read_file(path, UINT32_MAX).value();
    const std::string upright("\x12\x01\x03\x00\x01\x00\x00\x00\x01", 9);
    const auto at = bytes.rfind(upright); // the directory that counts is the last one written
    ASSERT_NE(at, std::string::npos) << "the orientation tag";
    bytes[at + upright.size() - 1] = 6;
    ASSERT_OK(write_file(path, bytes));
    EXPECT_EQ(probe_picture(path).value().width, 1);
    const auto back = read_picture(path);
    ASSERT_OK(back);
    ASSERT_EQ((*back)->width(), 1);
    ASSERT_EQ((*back)->height(), 2);
    EXPECT_EQ((*back)->row(0)[0], 1); // red stands above blue
    EXPECT_EQ((*back)->row(1)[2], 1);
}

TEST(PictureFile, AlphaIsDroppedAndColoursKept) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_film(folder / "a.png",
              "-f lavfi -i color=c=0x4080c0@0.25:size=8x8,format=rgba -frames:v 1");
    const auto info = probe_picture(folder / "a.png");
    ASSERT_OK(info);
    ASSERT_EQ(info->channels, 4);
    const auto frame = read_picture(folder / "a.png");
    ASSERT_OK(frame);
    EXPECT_NEAR((*frame)->row(3)[0], 0x40 / 255.0, 1.5 / 255);
    EXPECT_NEAR((*frame)->row(3)[1], 0x80 / 255.0, 1.5 / 255);
    EXPECT_NEAR((*frame)->row(3)[2], 0xc0 / 255.0, 1.5 / 255);
}

TEST(PictureFile, CutShortIsAnErrorOrNothingElse) {
    const TemporaryFolder folder;
    const Frame frame = all_levels(8, false);
    for (const auto& [name, format] : {std::pair{"a.png", PictureFormat::Png},
                                       {"a.tif", PictureFormat::Tiff},
                                       {"a.dpx", PictureFormat::Dpx},
                                       {"a.exr", PictureFormat::Exr}}) {
        const auto path = folder / name;
        ASSERT_OK(write_picture(path, frame, format, 8));
        std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
        const auto back = read_picture(path);
        ASSERT_FALSE(back.has_value()) << name;
        EXPECT_EQ(back.error().code, ErrorCode::Corrupt);
        EXPECT_NE(back.error().message.find(name), std::string::npos);
    }
}

TEST(PictureFile, Masks) {
    const TemporaryFolder folder;
    std::vector<std::uint8_t> mask(12 * 7);
    for (std::size_t i = 0; i < mask.size(); ++i) {
        mask[i] = static_cast<std::uint8_t>(i * 3);
    }
    ASSERT_OK(write_mask(folder / "m.png", mask, 12, 7));
    int width = 0;
    int height = 0;
    const auto back = read_mask(folder / "m.png", width, height);
    ASSERT_OK(back);
    EXPECT_EQ(*back, mask);
    EXPECT_EQ(width, 12);
    EXPECT_EQ(height, 7);
    EXPECT_FALSE(write_mask(folder / "m.png", mask, 13, 7).has_value());
    ASSERT_OK(write_picture(folder / "c.png", all_levels(8, false), PictureFormat::Png, 8));
    EXPECT_FALSE(read_mask(folder / "c.png", width, height).has_value());
}

TEST(PictureSequence, Patterns) {
    for (const char* name : {"a.%06d.png", "%d.png", "dir/x%04d", "a%01d.dpx"}) {
        EXPECT_TRUE(is_sequence_pattern(name)) << name;
    }
    for (const char* name : {"a.png", "100%.png", "a%.png", "%d%d.png", "%s.png", "%6d.png",
                             "%0d.x", "%099999999999d.png", "dir%d/a.png", ""}) {
        EXPECT_FALSE(is_sequence_pattern(name)) << name;
    }
    EXPECT_EQ(numbered_path("/x/a.%06d.png", 42), "/x/a.000042.png");
    EXPECT_EQ(numbered_path("a%d.png", 42), "a42.png");
    EXPECT_EQ(numbered_path("a%03d.png", 12345), "a12345.png");
}

void touch(const std::filesystem::path& path) {
    ASSERT_OK(write_file(path, "x"));
}

TEST(PictureSequence, FindsNumbersWithoutAHole) {
    const TemporaryFolder folder;
    for (const char* name : {"a.0998.dpx", "a.0999.dpx", "a.1000.dpx", "a.999.dpx", "b.0001.dpx",
                             "a.0998.dpx.txt", "a.09x8.dpx"}) {
        touch(folder / name);
    }
    const auto found = find_sequence(folder / "a.%04d.dpx");
    ASSERT_OK(found);
    EXPECT_EQ(found->first_number, 998);
    ASSERT_EQ(found->files.size(), 3U);
    EXPECT_EQ(found->files[2], folder / "a.1000.dpx");
    touch(folder / "a.1003.dpx");
    const auto hole = find_sequence(folder / "a.%04d.dpx");
    ASSERT_FALSE(hole.has_value());
    EXPECT_EQ(hole.error().code, ErrorCode::NotFound);
    EXPECT_NE(hole.error().message.find("a.1001.dpx"), std::string::npos);
    EXPECT_FALSE(hole.error().hint.empty());
}

TEST(PictureSequence, AFolderInNaturalOrder) {
    const TemporaryFolder folder;
    for (const char* name : {"p10.png", "p9.png", "p1.png", "notes.txt", ".p2.png", "p010.tif"}) {
        touch(folder / name);
    }
    const auto found = find_sequence(folder.path());
    ASSERT_OK(found);
    std::vector<std::string> names;
    for (const auto& file : found->files) {
        names.push_back(file.filename().string());
    }
    EXPECT_EQ(names, (std::vector<std::string>{"p1.png", "p9.png", "p10.png", "p010.tif"}));
}

/// A frame of one colour.
Frame flat(float value, int width = 20, int height = 10) {
    Frame frame(width, height, ColourSpec::srgb());
    std::fill(frame.values().begin(), frame.values().end(), value);
    return frame;
}

float level_of(int n) {
    return static_cast<float>(n * 10) / 255.0F;
}

void write_sequence(const std::filesystem::path& pattern, int frames) {
    for (int n = 0; n < frames; ++n) {
        ASSERT_OK(write_picture(numbered_path(pattern, 100 + n), flat(level_of(n)),
                                PictureFormat::Png, 8));
    }
}

TEST(SequenceReader, ReadsAnyFrame) {
    const TemporaryFolder folder;
    write_sequence(folder / "f.%04d.png", 8);
    for (const auto& path : {folder / "f.%04d.png", folder.path()}) {
        const auto reader = open_reel(path, {.sequence_rate = {24000, 1001}});
        ASSERT_OK(reader);
        const MediaInfo& info = (*reader)->info();
        EXPECT_EQ(info.container, "sequence");
        EXPECT_EQ(info.video.frames, 8);
        EXPECT_EQ(info.video.rate, (Rational{24000, 1001}));
        EXPECT_EQ(info.video.codec, "png");
        EXPECT_EQ(info.video.layout.family, PixelLayout::Family::Rgb);
        EXPECT_EQ(info.video.times.back(), 7);
        for (const int n : {5, 0, 7, 7, 3}) {
            const auto frame = (*reader)->frame(n);
            ASSERT_OK(frame);
            EXPECT_EQ((*frame)->row(0)[0], level_of(n));
        }
        EXPECT_FALSE((*reader)->frame(8).has_value());
        EXPECT_FALSE((*reader)->frame(-1).has_value());
        EXPECT_TRUE((*reader)->damaged().empty());
    }
    EXPECT_EQ(probe(folder / "f.%04d.png").value().video.rate, (Rational{25, 1}));
    EXPECT_FALSE(open_reel(folder.path(), {.sequence_rate = {0, 1}}).has_value());
}

TEST(SequenceReader, AStillIsOneFrame) {
    const TemporaryFolder folder;
    ASSERT_OK(write_picture(folder / "s.tif", flat(1, 33, 17), PictureFormat::Tiff, 16, true));
    const auto reader = open_reel(folder / "s.tif");
    ASSERT_OK(reader);
    const MediaInfo& info = (*reader)->info();
    EXPECT_EQ(info.container, "still");
    EXPECT_EQ(info.video.frames, 1);
    EXPECT_EQ(info.video.width, 33);
    EXPECT_EQ(info.video.layout.bits, 16);
    EXPECT_EQ(info.video.layout.family, PixelLayout::Family::Grey);
    ASSERT_OK((*reader)->frame(0));
}

TEST(SequenceReader, DamagedPicturesRepeatTheOneBefore) {
    const TemporaryFolder folder;
    write_sequence(folder / "f.%04d.png", 8);
    for (const int n : {0, 4, 5}) {
        ASSERT_OK(write_file(numbered_path(folder / "f.%04d.png", 100 + n), "broken"));
    }
    const int shown[] = {1, 1, 2, 3, 3, 3, 6, 7};
    for (const bool backwards : {false, true}) {
        const auto reader = open_reel(folder / "f.%04d.png");
        ASSERT_OK(reader);
        for (int i = 0; i < 8; ++i) {
            const int n = backwards ? 7 - i : i;
            const auto frame = (*reader)->frame(n);
            ASSERT_OK(frame);
            EXPECT_EQ((*frame)->row(0)[0], level_of(shown[n])) << n;
        }
        const auto damaged = (*reader)->damaged();
        ASSERT_EQ(damaged.size(), 3U);
        EXPECT_EQ(damaged[0].frame, 0);
        EXPECT_EQ(damaged[2].frame, 5);
        EXPECT_NE(damaged[2].reason.find("f.0105.png"), std::string::npos);
    }
}

TEST(SequenceReader, AnotherSizeIsAnErrorThatNamesTheFile) {
    const TemporaryFolder folder;
    write_sequence(folder / "f.%04d.png", 3);
    ASSERT_OK(write_picture(folder / "f.0103.png", flat(0, 21, 10), PictureFormat::Png, 8));
    const auto reader = open_reel(folder / "f.%04d.png");
    ASSERT_OK(reader);
    const auto frame = (*reader)->frame(3);
    ASSERT_FALSE(frame.has_value());
    EXPECT_NE(frame.error().message.find("f.0103.png"), std::string::npos);
    EXPECT_FALSE(frame.error().hint.empty());
}

TEST(SequenceReader, APictureThatVanishedIsAnError) {
    const TemporaryFolder folder;
    write_sequence(folder / "f.%04d.png", 3);
    const auto reader = open_reel(folder / "f.%04d.png");
    ASSERT_OK(reader);
    std::filesystem::remove(folder / "f.0101.png");
    const auto frame = (*reader)->frame(1);
    ASSERT_FALSE(frame.has_value());
    EXPECT_EQ(frame.error().code, ErrorCode::NotFound);
    EXPECT_NE(frame.error().message.find("f.0101.png"), std::string::npos);
}

TEST(SequenceReader, NothingButDamageIsAnError) {
    const TemporaryFolder folder;
    ASSERT_OK(write_file(folder / "f.01.png", "broken"));
    ASSERT_OK(write_file(folder / "f.02.png", "broken"));
    const auto reader = open_reel(folder / "f.%02d.png");
    ASSERT_FALSE(reader.has_value());
    EXPECT_EQ(reader.error().code, ErrorCode::Corrupt);
}

} // namespace
} // namespace kinovar::media::test
