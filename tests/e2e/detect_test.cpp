#include "tests/e2e/program.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

namespace kinovar::test {
namespace {

using nlohmann::json;

json detected(const std::string& what, const std::filesystem::path& film) {
    const ProgramResult run = run_cli({"detect", what, film.string(), "--json", "--quiet"});
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return json::parse(run.out, nullptr, false);
}

/// 20 frames of one scene, then 20 of another.
void make_two_scenes(const std::filesystem::path& film) {
    make_with_ffmpeg(
        "-f lavfi -i testsrc2=size=320x240:rate=25 -f lavfi -i "
        "mandelbrot=size=320x240:rate=25:start_scale=0.6 -filter_complex "
        "'[0]trim=end_frame=20,format=yuv420p[a];[1]trim=end_frame=20,format=yuv420p[b];"
        "[a][b]concat' -c:v ffv1 " +
        quoted(film));
}

/// 48 frames of a still picture, aged with one effect.
json age_still(const TemporaryFolder& folder, const std::vector<std::string>& without) {
    const auto clean = folder / "still.mkv";
    make_with_ffmpeg("-f lavfi -i mandelbrot=size=320x240:rate=25:start_scale=0.6 -vf "
                     "trim=end_frame=1,loop=loop=47:size=1:start=0,format=gray -frames:v 48 "
                     "-c:v ffv1 " +
                     quoted(clean));
    std::vector<std::string> arguments{"age",
                                       clean.string(),
                                       (folder / "aged.mkv").string(),
                                       "--seed",
                                       "4",
                                       "--truth",
                                       (folder / "truth").string(),
                                       "--quiet",
                                       "--no-dust",
                                       "--no-scratch",
                                       "--no-splice"};
    arguments.insert(arguments.end(), without.begin(), without.end());
    EXPECT_EQ(run_cli(arguments).exit_code, 0);
    std::ifstream file(folder / "truth" / "truth.json");
    return json::parse(file, nullptr, false);
}

/// Of two rows of numbers, −1 … 1.
double correlation(const std::vector<double>& a, const std::vector<double>& b) {
    double mean_a = 0;
    double mean_b = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        mean_a += a[i] / static_cast<double>(a.size());
        mean_b += b[i] / static_cast<double>(a.size());
    }
    double both = 0;
    double only_a = 0;
    double only_b = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        both += (a[i] - mean_a) * (b[i] - mean_b);
        only_a += (a[i] - mean_a) * (a[i] - mean_a);
        only_b += (b[i] - mean_b) * (b[i] - mean_b);
    }
    return both / std::sqrt(only_a * only_b);
}

std::vector<double> column(const json& frames, const char* name) {
    std::vector<double> values;
    for (const json& frame : frames) {
        values.push_back(frame[name].get<double>());
    }
    return values;
}

TEST(Detect, FindsTheCutAndGivesAListThatRestoreTakesBack) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_two_scenes(folder / "film.mkv");
    const ProgramResult run = run_cli({"detect", "cuts", (folder / "film.mkv").string(), "--json",
                                       "--quiet", "--out", (folder / "cuts.json").string()});
    ASSERT_EQ(run.exit_code, 0) << run.err;
    const json result = json::parse(run.out);
    EXPECT_EQ(result["type"], "result");
    ASSERT_EQ(result["shots"].size(), 2U) << run.out;
    EXPECT_EQ(result["shots"][0], json({{"first", 0}, {"last", 19}}));
    EXPECT_EQ(result["shots"][1], json({{"first", 20}, {"last", 39}}));
    ASSERT_EQ(result["cuts"].size(), 1U);
    EXPECT_EQ(result["cuts"][0]["frame"], 20);
    EXPECT_EQ(result["cuts"][0]["kind"], "cut");
    const ProgramResult restored =
        run_cli({"restore", (folder / "film.mkv").string(), (folder / "out.mkv").string(), "--step",
                 "cuts:file=" + (folder / "cuts.json").string(), "--codec", "ffv1", "--quiet"});
    EXPECT_EQ(restored.exit_code, 0) << restored.err;
}

TEST(Detect, FindsTheWeaveThatWasDone) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    const json truth = age_still(folder, {"--no-flicker", "--no-grain"});
    const json found = detected("weave", folder / "aged.mkv");
    for (const char* axis : {"dx", "dy"}) {
        EXPECT_GT(correlation(column(truth["frames"], axis), column(found["frames"], axis)), 0.9)
            << axis;
    }
}

TEST(Detect, FindsTheFlickerThatWasDone) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    const json truth = age_still(folder, {"--no-weave", "--no-grain"});
    const json found = detected("flicker", folder / "aged.mkv");
    EXPECT_GT(correlation(column(truth["frames"], "gain"), column(found["frames"], "gain")), 0.9);
}

TEST(Detect, AllInOneObject) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_two_scenes(folder / "film.mkv");
    const json result = detected("all", folder / "film.mkv");
    EXPECT_EQ(result["cuts"]["shots"].size(), 2U);
    EXPECT_EQ(result["flicker"]["frames"].size(), 40U);
    EXPECT_EQ(result["weave"]["frames"].size(), 40U);
    ASSERT_EQ(result["grain"]["grain"].size(), 2U);
    EXPECT_EQ(result["grain"]["grain"][1]["first"], 20);
}

TEST(Detect, AStillHasOneShotAndNoUnsteadiness) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_with_ffmpeg("-f lavfi -i testsrc2=size=160x120 -frames:v 1 " +
                     quoted(folder / "still.png"));
    const json result = detected("all", folder / "still.png");
    EXPECT_EQ(result["cuts"]["shots"], json::array({{{"first", 0}, {"last", 0}}}));
    EXPECT_EQ(result["weave"]["rms_x"], 0);
    EXPECT_EQ(result["flicker"]["rms"], 0);
}

TEST(Detect, SaysWhatItCannotDo) {
    const TemporaryFolder folder;
    EXPECT_EQ(run_cli({"detect", "beauty", "film.mkv"}).exit_code, 2);
    const ProgramResult missing = run_cli({"detect", "cuts", (folder / "no.mkv").string()});
    EXPECT_EQ(missing.exit_code, 1);
    EXPECT_NE(missing.err.find("no.mkv"), std::string::npos) << missing.err;
}

} // namespace
} // namespace kinovar::test
