// A file decoded and encoded again losslessly is bit-identical for RGB and grey sources, and within
// 1 LSB for YUV.

#include "tests/e2e/program.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace kinovar::test {
namespace {

struct Case {
    const char* format;
    int allowed; ///< LSB
};

int largest_difference(const std::string& a, const std::string& b, bool wide) {
    int largest = 0;
    if (wide) {
        for (std::size_t i = 0; i + 1 < a.size(); i += 2) {
            std::uint16_t x = 0;
            std::uint16_t y = 0;
            std::memcpy(&x, a.data() + i, 2);
            std::memcpy(&y, b.data() + i, 2);
            largest = std::max(largest, std::abs(x - y));
        }
        return largest;
    }
    for (std::size_t i = 0; i < a.size(); ++i) {
        largest = std::max(
            largest, std::abs(static_cast<std::uint8_t>(a[i]) - static_cast<std::uint8_t>(b[i])));
    }
    return largest;
}

class RoundTrip : public testing::TestWithParam<Case> {};

TEST_P(RoundTrip, KeepsEverySample) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    const std::string format = GetParam().format;
    // Sharp test picture plus noise in every plane: the hardest case for chroma.
    make_with_ffmpeg("-f lavfi -i testsrc2=size=178x134:rate=25 -frames:v 6 "
                     "-vf noise=alls=40:allf=t+u,format=" +
                     format + " -c:v ffv1 -level 3 " + quoted(folder / "in.mkv"));
    const ProgramResult run = run_cli({"restore", (folder / "in.mkv").string(),
                                       (folder / "out.mkv").string(), "--codec", "ffv1"});
    ASSERT_EQ(run.exit_code, 0) << run.err;
    const auto pixel_format = [&](const char* name) {
        return run_command(
                   "ffprobe -v error -select_streams v -show_entries stream=pix_fmt -of csv=p=0 " +
                   quoted(folder / name))
            .out;
    };
    EXPECT_EQ(pixel_format("in.mkv"), pixel_format("out.mkv"));
    const std::string before = raw_video(folder / "in.mkv", format);
    const std::string after = raw_video(folder / "out.mkv", format);
    ASSERT_EQ(before.size(), after.size());
    const bool wide = format.find("le") != std::string::npos;
    EXPECT_LE(largest_difference(before, after, wide), GetParam().allowed);
}

INSTANTIATE_TEST_SUITE_P(Formats, RoundTrip,
                         testing::Values(Case{"gray", 0}, Case{"gray10le", 0}, Case{"gray16le", 0},
                                         Case{"gbrp", 0}, Case{"gbrp10le", 0}, Case{"gbrp12le", 0},
                                         Case{"gbrp16le", 0}, Case{"yuv420p", 1},
                                         Case{"yuv422p", 1}, Case{"yuv444p", 1}, Case{"yuv411p", 1},
                                         Case{"yuv420p10le", 1}, Case{"yuv422p10le", 1},
                                         Case{"yuv444p12le", 1}, Case{"yuv420p16le", 2}),
                         [](const auto& made) { return std::string(made.param.format); });

TEST(RoundTripPictures, SixteenBitSequencesComeBackBitIdentical) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "in");
    make_with_ffmpeg("-f lavfi -i testsrc2=size=90x66:rate=25 -frames:v 4 -vf "
                     "noise=alls=40:allf=t+u,format=rgb48 -start_number 7 " +
                     quoted(folder / "in" / "f.%04d.png"));
    for (const char* extension : {"png", "tiff", "dpx"}) {
        const std::filesystem::path out = folder / extension;
        std::filesystem::create_directory(out);
        const std::string pattern = std::string("f.%04d.") + extension;
        const ProgramResult run = run_cli({"restore", (folder / "in" / "f.%04d.png").string(),
                                           (out / pattern).string(), "--depth", "16"});
        ASSERT_EQ(run.exit_code, 0) << run.err;
        for (const char* number : {"0007", "0008", "0009", "0010"}) {
            const std::filesystem::path a = folder / "in" / ("f." + std::string(number) + ".png");
            const std::filesystem::path b = out / ("f." + std::string(number) + "." + extension);
            ASSERT_TRUE(std::filesystem::exists(b)) << b;
            EXPECT_TRUE(raw_video(a, "rgb48le") == raw_video(b, "rgb48le")) << b;
        }
    }
}

} // namespace
} // namespace kinovar::test
