#include "tests/e2e/program.h"

#include <nlohmann/json.hpp>

namespace kinovar::test {
namespace {

TEST(Compare, IdenticalFilmsAreInfinitelyAlike) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_with_ffmpeg("-f lavfi -i testsrc2=size=96x64:rate=25 -frames:v 5 -c:v ffv1 " +
                     quoted(folder / "a.mkv"));
    const ProgramResult run = run_cli(
        {"compare", (folder / "a.mkv").string(), (folder / "a.mkv").string(), "--json", "--quiet"});
    ASSERT_EQ(run.exit_code, 0) << run.err;
    const auto json = nlohmann::json::parse(run.out);
    EXPECT_EQ(json["type"], "result");
    EXPECT_EQ(json["mean"]["psnr_y"], "inf");
    EXPECT_NEAR(json["mean"]["ssim_y"].get<double>(), 1.0, 1e-6);
    EXPECT_EQ(json["frames"].size(), 5U);
}

TEST(Compare, AgreesWithTheFfmpegFilterOnRgb) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_with_ffmpeg(
        "-f lavfi -i testsrc2=size=160x120:rate=25 -frames:v 3 -pix_fmt gbrp -c:v ffv1 " +
        quoted(folder / "a.mkv"));
    make_with_ffmpeg("-i " + quoted(folder / "a.mkv") +
                     " -vf noise=alls=20:allf=t -pix_fmt gbrp -c:v ffv1 " +
                     quoted(folder / "b.mkv"));
    const ProgramResult run = run_cli(
        {"compare", (folder / "a.mkv").string(), (folder / "b.mkv").string(), "--json", "--quiet"});
    ASSERT_EQ(run.exit_code, 0) << run.err;
    const auto json = nlohmann::json::parse(run.out);
    const CommandResult peer =
        run_command("ffmpeg -v error -i " + quoted(folder / "b.mkv") + " -i " +
                    quoted(folder / "a.mkv") + " -lavfi psnr=stats_file=- -f null -");
    // n:1 mse_avg:… psnr_avg:NN.NN psnr_r:…
    const std::size_t at = peer.out.find("psnr_avg:");
    ASSERT_NE(at, std::string::npos) << peer.out << peer.err;
    EXPECT_NEAR(json["frames"][0]["psnr_rgb"].get<double>(), std::stod(peer.out.substr(at + 9)),
                0.02);
}

TEST(Compare, SizesMustAgreeUnlessAligned) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_with_ffmpeg("-f lavfi -i testsrc2=size=96x64:rate=25 -frames:v 2 -c:v ffv1 " +
                     quoted(folder / "a.mkv"));
    make_with_ffmpeg("-f lavfi -i testsrc2=size=192x128:rate=25 -frames:v 2 -c:v ffv1 " +
                     quoted(folder / "b.mkv"));
    const ProgramResult plain =
        run_cli({"compare", (folder / "a.mkv").string(), (folder / "b.mkv").string()});
    EXPECT_EQ(plain.exit_code, 2);
    EXPECT_NE(plain.err.find("--align-scale"), std::string::npos) << plain.err;
    EXPECT_EQ(run_cli({"compare", (folder / "a.mkv").string(), (folder / "b.mkv").string(),
                       "--align-scale", "--luma"})
                  .exit_code,
              0);
}

} // namespace
} // namespace kinovar::test
