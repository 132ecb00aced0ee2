// Memory stays flat over film length.

#include "tests/e2e/program.h"

namespace kinovar::test {
namespace {

constexpr int kShort = 120;
constexpr int kLong = 10 * kShort;
constexpr double kAllowedGrowth = 1.10;

TEST(Memory, AFilmTenTimesAsLongPeaksWithinTenPercent) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    const auto peak_of = [&](int frames) {
        const std::filesystem::path reel = folder / (std::to_string(frames) + ".mkv");
        make_with_ffmpeg("-f lavfi -i testsrc2=size=640x480:rate=24 -f lavfi -i sine -frames:v " +
                         std::to_string(frames) +
                         " -shortest -c:v libx264 -preset ultrafast -c:a flac " + quoted(reel));
        const ProgramResult run = run_cli(
            {"restore", reel.string(), (folder / "out.mkv").string(), "--speed", "ultrafast"});
        EXPECT_EQ(run.exit_code, 0) << run.err;
        return run.peak_kb;
    };
    const long short_peak = peak_of(kShort);
    const long long_peak = peak_of(kLong);
    RecordProperty("short_peak_kb", std::to_string(short_peak));
    RecordProperty("long_peak_kb", std::to_string(long_peak));
    EXPECT_LE(static_cast<double>(long_peak), kAllowedGrowth * static_cast<double>(short_peak));
}

} // namespace
} // namespace kinovar::test
