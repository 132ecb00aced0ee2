// The network at work: reel in, enlarged reel out. Skipped where the weights are not installed.

#include "tests/e2e/program.h"

#include <nlohmann/json.hpp>

namespace kinovar::test {
namespace {

bool have_model(const std::string& id) {
    return run_cli({"models", "verify", id}).exit_code == 0;
}

#define KINOVAR_NEEDS_MODEL(id)                                                                    \
    if (!have_model(id)) {                                                                         \
        GTEST_SKIP() << "weights are not installed: kinovar-cli models install " << (id);          \
    }                                                                                              \
    static_assert(true)

TEST(Upscale, AReelComesOutLargerWithItsSound) {
    KINOVAR_NEEDS_FFMPEG();
    KINOVAR_NEEDS_MODEL("realesrgan-x4fast");
    const TemporaryFolder folder;
    make_with_ffmpeg("-f lavfi -i testsrc2=size=96x72:rate=24 -f lavfi -i sine -frames:v 4 "
                     "-shortest -c:v libx264 -c:a aac " +
                     quoted(folder / "reel.mp4"));
    const auto width_of = [&](const std::string& name) {
        return run_command("ffprobe -v error -select_streams v -show_entries stream=width,height "
                           "-of csv=p=0 " +
                           quoted(folder / name))
            .out;
    };
    const auto restore = [&](const std::string& out, std::vector<std::string> more) {
        std::vector<std::string> command{"restore", (folder / "reel.mp4").string(),
                                         (folder / out).string()};
        command.insert(command.end(), more.begin(), more.end());
        return run_cli(command);
    };
    const ProgramResult four = restore("x4.mp4", {"--preset", "enlarge-x4"});
    ASSERT_EQ(four.exit_code, 0) << four.err;
    EXPECT_EQ(width_of("x4.mp4").substr(0, 7), "384,288");
    ASSERT_EQ(restore("x1.5.mkv", {"--step", "upscale:scale=1.5,filter=area"}).exit_code, 0);
    EXPECT_EQ(width_of("x1.5.mkv").substr(0, 7), "144,108");
    EXPECT_EQ(
        run_command(
            "ffprobe -v error -select_streams a -show_entries stream=codec_name -of csv=p=0 " +
            quoted(folder / "x4.mp4"))
            .out.substr(0, 3),
        "aac");
}

TEST(Upscale, BlackAndWhiteFilmStaysBlackAndWhite) {
    KINOVAR_NEEDS_FFMPEG();
    KINOVAR_NEEDS_MODEL("realesrgan-x4fast");
    const TemporaryFolder folder;
    make_with_ffmpeg(
        "-f lavfi -i testsrc2=size=64x48:rate=24 -frames:v 2 -pix_fmt gray -c:v ffv1 " +
        quoted(folder / "reel.mkv"));
    ASSERT_EQ(run_cli({"restore", (folder / "reel.mkv").string(),
                       (folder / "out.%02d.png").string(), "--preset", "enlarge-x2"})
                  .exit_code,
              0);
    const std::string rgb = raw_video(folder / "out.00.png", "rgb24");
    for (std::size_t i = 0; i + 2 < rgb.size(); i += 3) {
        ASSERT_EQ(rgb[i], rgb[i + 1]);
        ASSERT_EQ(rgb[i], rgb[i + 2]);
    }
}

TEST(Upscale, TheOriginOfEveryPixelIsTheModel) {
    KINOVAR_NEEDS_FFMPEG();
    KINOVAR_NEEDS_MODEL("realesrgan-x4fast");
    const TemporaryFolder folder;
    make_with_ffmpeg("-f lavfi -i testsrc2=size=32x24:rate=24 -frames:v 1 " +
                     quoted(folder / "still.png"));
    ASSERT_EQ(run_cli({"restore", (folder / "still.png").string(), (folder / "out.png").string(),
                       "--preset", "enlarge-x2", "--origin", (folder / "origin").string()})
                  .exit_code,
              0);
    const std::string origin = raw_video(folder / "origin" / "000000.png", "gray");
    EXPECT_EQ(origin, std::string(64U * 48U, '\2'));
}

TEST(Upscale, MissingWeightsSayHowToGetThem) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_with_ffmpeg("-f lavfi -i testsrc2=size=32x24:rate=24 -frames:v 1 " +
                     quoted(folder / "still.png"));
    const CommandResult run = run_command("KINOVAR_MODELS=" + quoted(folder / "empty") + " " +
                                          quoted(program_folder() / "kinovar-cli") + " restore " +
                                          quoted(folder / "still.png") + " " +
                                          quoted(folder / "out.png") + " --preset enlarge-x2");
    EXPECT_EQ(run.exit_code, 1);
    EXPECT_NE(run.err.find("kinovar-cli models install realesrgan-x4fast"), std::string::npos)
        << run.err;
    EXPECT_FALSE(std::filesystem::exists(folder / "out.png"));
}

} // namespace
} // namespace kinovar::test
