// The film chain from the command line: every preset and every step on a short worn film, and what
// is promised of a chain as a whole.

#include "tests/e2e/film_reel.h"

#include <fmt/format.h>
#include <sys/mount.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <fstream>
#include <random>

namespace kinovar::test {
namespace {

using nlohmann::json;

constexpr FilmShape kSmall{160, 120, 10};
constexpr const char* kFilmPreset = "soviet-reel-1940-60";

class FilmChain : public testing::Test {
protected:
    void SetUp() override { KINOVAR_NEEDS_FFMPEG(); }

    [[nodiscard]] std::string path(const std::string& name) const {
        return (folder_ / name).string();
    }
    /// restore IN OUT --quiet and more, exit code 0 expected.
    void restore(const std::string& in, const std::string& out,
                 const std::vector<std::string>& more) const {
        const ProgramResult run = run_cli(with({"restore", path(in), path(out), "--quiet"}, more));
        EXPECT_EQ(run.exit_code, 0) << run.err;
    }

    TemporaryFolder folder_;
    AnalysisHome home_;
};

std::vector<std::string> preset_names() {
    std::vector<std::string> names;
    for (const auto& entry :
         std::filesystem::directory_iterator(source_folder() / "resources" / "presets")) {
        names.push_back(entry.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

/// How many times larger a preset makes the picture.
double scale_of(const std::string& preset) {
    std::ifstream file(source_folder() / "resources" / "presets" / (preset + ".json"));
    const json content = json::parse(file);
    double scale = 1;
    for (const json& step : content["steps"]) {
        if (step["step"] == "upscale") {
            scale *= step["values"]["scale"].get<double>();
        }
    }
    return scale;
}

bool says_that_a_model_is_missing(const ProgramResult& run) {
    return run.exit_code == 1 && run.err.find("kinovar-cli models install") != std::string::npos;
}

bool is_grey(const std::filesystem::path& film) {
    const std::string rgb = raw_video(film, "rgb24");
    for (std::size_t i = 0; i + 2 < rgb.size(); i += 3) {
        if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2]) {
            return false;
        }
    }
    return !rgb.empty();
}

class FilmPreset : public FilmChain, public testing::WithParamInterface<std::string> {};

TEST_P(FilmPreset, RunsOnAWornFilm) {
    make_worn_pan(folder_ / "worn.mkv", kSmall);
    const ProgramResult run = run_cli({"restore", path("worn.mkv"), path("out.mkv"), "--preset",
                                       GetParam(), "--codec", "ffv1", "--json"});
    if (says_that_a_model_is_missing(run)) {
        GTEST_SKIP() << run.err;
    }
    ASSERT_EQ(run.exit_code, 0) << run.err;
    const double scale = scale_of(GetParam());
    EXPECT_EQ(shape_of(folder_ / "out.mkv"),
              (FilmShape{static_cast<int>(std::lround(kSmall.width * scale)),
                         static_cast<int>(std::lround(kSmall.height * scale)), kSmall.frames}));
    EXPECT_TRUE(line_of(run.out, "result")["differences"].empty()) << run.out;
    EXPECT_TRUE(is_grey(folder_ / "out.mkv")) << "black and white became coloured";
}

INSTANTIATE_TEST_SUITE_P(Shipped, FilmPreset, testing::ValuesIn(preset_names()),
                         [](const testing::TestParamInfo<std::string>& one) {
                             std::string name = one.param;
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

/// The steps of `kinovar-cli steps --json`, those with a neural model by default or those without.
std::vector<json> listed_steps(bool with_model) {
    const ProgramResult run = run_cli({"steps", "--json"});
    const json result = line_of(run.out, "result");
    std::vector<json> steps;
    for (const json& step : result["steps"]) {
        bool names_model = false;
        for (const json& parameter : step["parameters"]) {
            names_model = names_model || (parameter["name"] == "model" && step["name"] != "speed" &&
                                          parameter["default"] != "none");
        }
        if (names_model == with_model) {
            steps.push_back(step);
        }
    }
    return steps;
}

/// The shape of a film after a step with its defaults.
FilmShape shape_after(const std::string& step, FilmShape shape) {
    if (step == "upscale") {
        return {shape.width * 4, shape.height * 4, shape.frames};
    }
    if (step == "interpolate") {
        shape.frames *= 2;
    }
    return shape;
}

TEST_F(FilmChain, EveryStepWithoutAModelRunsAloneAndKeepsGreyGrey) {
    make_worn_pan(folder_ / "worn.mkv", kSmall);
    std::ofstream(folder_ / "darker.cube") << "LUT_1D_SIZE 2\n0 0 0\n0.9 0.9 0.9\n";
    const std::vector<json> steps = listed_steps(false);
    EXPECT_GE(steps.size(), 16U);
    for (const json& step : steps) {
        const auto name = step["name"].get<std::string>();
        SCOPED_TRACE(name);
        if (name == "telecine" || name == "portrait") {
            continue; // refuse films without a pattern, and films; see below and Portraits
        }
        std::string text = name;
        if (name == "lut") {
            text += ":file=" + path("darker.cube");
        } else if (name == "palette") {
            text += ":frame=0"; // it needs a reference
        }
        restore("worn.mkv", "out.mkv", {"--step", text, "--codec", "ffv1"});
        EXPECT_EQ(shape_of(folder_ / "out.mkv"), shape_after(name, kSmall));
        EXPECT_EQ(is_grey(folder_ / "out.mkv"), name != "tint"); // which is there to give a colour
        std::filesystem::remove(folder_ / "out.mkv");
    }
}

TEST_F(FilmChain, TelecineRunsOnAFilmWithAPattern) {
    make_worn_pan(folder_ / "worn.mkv", {160, 120, 24});
    make_with_ffmpeg("-i " + quoted(folder_ / "worn.mkv") + " -vf telecine=pattern=23 -c:v ffv1 " +
                     quoted(folder_ / "video.mkv"));
    ASSERT_EQ(shape_of(folder_ / "video.mkv").frames, 30);
    restore("video.mkv", "out.mkv", {"--step", "telecine", "--codec", "ffv1"});
    EXPECT_EQ(shape_of(folder_ / "out.mkv"), (FilmShape{160, 120, 24}));
    EXPECT_TRUE(is_grey(folder_ / "out.mkv"));
}

TEST_F(FilmChain, EveryStepWithAModelRunsAloneAndKeepsGreyGrey) {
    // Small, since the heaviest models take seconds for a picture.
    const FilmShape tiny{64, 64, 3};
    make_worn_pan(folder_ / "worn.mkv", tiny);
    std::string missing;
    const std::vector<json> steps = listed_steps(true);
    EXPECT_GE(steps.size(), 5U);
    for (const json& step : steps) {
        const auto name = step["name"].get<std::string>();
        SCOPED_TRACE(name);
        const ProgramResult run = run_cli({"restore", path("worn.mkv"), path("out.mkv"), "--quiet",
                                           "--step", name, "--codec", "ffv1"});
        if (says_that_a_model_is_missing(run)) {
            missing += fmt::format("{}: {}", name, run.err);
            continue;
        }
        ASSERT_EQ(run.exit_code, 0) << run.err;
        EXPECT_EQ(shape_of(folder_ / "out.mkv"), shape_after(name, tiny));
        EXPECT_TRUE(is_grey(folder_ / "out.mkv"));
        std::filesystem::remove(folder_ / "out.mkv");
    }
    if (!missing.empty()) {
        GTEST_SKIP() << missing;
    }
}

TEST_F(FilmChain, OriginPlanesSayWhereThePixelsComeFrom) {
    const std::size_t pixels = 160 * 120;
    const auto planes = [&](const std::string& in, const std::vector<std::string>& more) {
        std::filesystem::remove_all(folder_ / "origin");
        restore(in, "out.mkv", with({"--codec", "ffv1", "--origin", path("origin")}, more));
        return raw_video(folder_ / "origin" / "%06d.png", "gray");
    };
    make_worn_pan(folder_ / "worn.mkv", kSmall);
    // Nothing touched it: all scan.
    EXPECT_EQ(planes("worn.mkv", {}), std::string(kSmall.frames * pixels, '\0'));
    // The whole chain: planes of the picture's size, known values, some of them neighbours.
    const std::string chain = planes("worn.mkv", {"--preset", kFilmPreset});
    EXPECT_EQ(chain.size(), kSmall.frames * pixels);
    EXPECT_LE(*std::max_element(chain.begin(), chain.end()), 3);
    EXPECT_GT(std::count(chain.begin(), chain.end(), 1), 0);
    // A model: everything.
    const ProgramResult upscale = run_cli({"restore", path("worn.mkv"), path("large.mkv"), "--step",
                                           "upscale:model=kinovar-sr-x2,scale=2", "--frames", "0-1",
                                           "--origin", path("large_origin"), "--quiet"});
    ASSERT_EQ(upscale.exit_code, 0) << upscale.err;
    EXPECT_EQ(raw_video(folder_ / "large_origin" / "%06d.png", "gray"),
              std::string(2 * 4 * pixels, '\2'));
}

TEST_F(FilmChain, DustIsFilledFromTheNeighboursAndNothingElseIsTouched) {
    make_worn_pan(folder_ / "worn.mkv", kSmall,
                  {"--no-scratch", "--no-flicker", "--no-weave", "--no-grain", "--no-blur",
                   "--no-splice", "--truth", path("truth")});
    restore("worn.mkv", "out.mkv",
            {"--step", "dust", "--codec", "ffv1", "--origin", path("origin")});
    const std::string before = raw_video(folder_ / "worn.mkv", "gray");
    const std::string after = raw_video(folder_ / "out.mkv", "gray");
    const std::string origin = raw_video(folder_ / "origin" / "%06d.png", "gray");
    const std::string truth = raw_video(folder_ / "truth" / "dust" / "%06d.png", "gray");
    ASSERT_EQ(before.size(), after.size());
    ASSERT_EQ(before.size(), origin.size());
    ASSERT_EQ(before.size(), truth.size());
    std::size_t dirty = 0;
    std::size_t filled = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        ASSERT_TRUE(origin[i] == 0 || origin[i] == 1) << int{origin[i]};
        ASSERT_TRUE(origin[i] == 1 || before[i] == after[i]) << "a scan's pixel was changed, " << i;
        dirty += truth[i] != 0 ? 1 : 0;
        filled += truth[i] != 0 && origin[i] == 1 ? 1 : 0;
    }
    ASSERT_GT(dirty, 200U);
    EXPECT_GT(filled, dirty / 2);
}

TEST_F(FilmChain, WhatWasAnalysedIsNotAnalysedAgain) {
    make_worn_pan(folder_ / "worn.mkv", kSmall);
    restore("worn.mkv", "first.mkv", {"--preset", kFilmPreset, "--crf", "10"});
    const std::vector<std::string> results = home_.results();
    EXPECT_GE(results.size(), 4U);
    restore("worn.mkv", "second.mkv", {"--preset", kFilmPreset, "--crf", "20"});
    EXPECT_TRUE(home_.results() == results) << "results were made again, or others";
}

TEST_F(FilmChain, ACacheThatCannotBeWrittenDoesNoHarm) {
    make_worn_pan(folder_ / "worn.mkv", kSmall);
    const std::vector<std::string> more{"--preset", kFilmPreset};
    restore("worn.mkv", "normal.mkv", more);
    std::ofstream(folder_ / "a_file") << "in the way";
    {
        const AnalysisHome nowhere(folder_ / "a_file");
        restore("worn.mkv", "nowhere.mkv", more);
    }
    EXPECT_TRUE(bytes_of(folder_ / "nowhere.mkv") == bytes_of(folder_ / "normal.mkv"));
    std::filesystem::create_directory(folder_ / "fixed");
    if (::mount("tmpfs", (folder_ / "fixed").c_str(), "tmpfs", MS_RDONLY, "size=300k") != 0) {
        GTEST_SKIP() << "a read-only file system cannot be mounted here (needs root)";
    }
    {
        const AnalysisHome fixed(folder_ / "fixed");
        restore("worn.mkv", "fixed.mkv", more);
    }
    ::umount((folder_ / "fixed").c_str());
    EXPECT_TRUE(bytes_of(folder_ / "fixed.mkv") == bytes_of(folder_ / "normal.mkv"));
}

TEST_F(FilmChain, DamagedResultsOfAnAnalysisAreMadeAgain) {
    make_worn_pan(folder_ / "worn.mkv", kSmall);
    restore("worn.mkv", "first.mkv", {"--preset", kFilmPreset});
    const std::size_t count = home_.results().size();
    const std::filesystem::path kept =
        std::filesystem::path(std::getenv("XDG_CACHE_HOME")) / "kinovar" / "analysis";
    for (const auto& entry : std::filesystem::recursive_directory_iterator(kept)) {
        if (entry.is_regular_file()) {
            std::filesystem::resize_file(entry.path(), entry.file_size() / 2);
        }
    }
    restore("worn.mkv", "second.mkv", {"--preset", kFilmPreset});
    EXPECT_TRUE(bytes_of(folder_ / "first.mkv") == bytes_of(folder_ / "second.mkv"));
    EXPECT_EQ(home_.results().size(), count);
}

TEST_F(FilmChain, ARangeHasThePicturesOfTheWhole) {
    const FilmShape shape{160, 120, 20};
    make_worn_pan(folder_ / "worn.mkv", shape);
    const std::vector<std::string> more{"--preset", kFilmPreset, "--codec",
                                        "ffv1",     "--depth",   "16"};
    restore("worn.mkv", "whole.mkv", more);
    const std::string whole = raw_video(folder_ / "whole.mkv", "gray16le");
    const std::size_t frame_bytes = whole.size() / static_cast<std::size_t>(shape.frames);
    const AnalysisHome fresh;
    restore("worn.mkv", "part.mkv", with(more, {"--frames", "5-9"}));
    EXPECT_TRUE(raw_video(folder_ / "part.mkv", "gray16le") ==
                whole.substr(5 * frame_bytes, 5 * frame_bytes));
}

TEST_F(FilmChain, ThePicturesDoNotDependOnTheNumberOfThreads) {
    make_worn_pan(folder_ / "worn.mkv", {160, 120, 20});
    const std::vector<std::string> more{"--preset", kFilmPreset, "--codec",  "ffv1",
                                        "--depth",  "16",        "--threads"};
    restore("worn.mkv", "one.mkv", with(more, {"1"}));
    const AnalysisHome fresh;
    restore("worn.mkv", "two.mkv", with(more, {"2"}));
    EXPECT_TRUE(raw_video(folder_ / "one.mkv", "gray16le") ==
                raw_video(folder_ / "two.mkv", "gray16le"));
}

TEST_F(FilmChain, AKilledFilmGoesOnBitIdentically) {
    constexpr int kKills = 4;
    constexpr unsigned kSeed = 4;
    make_worn_pan(folder_ / "worn.mkv", {160, 120, 120});
    const std::vector<std::string> more{"--preset", kFilmPreset};
    const auto start = std::chrono::steady_clock::now();
    restore("worn.mkv", "unbroken.mkv", more);
    const auto whole = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - start);
    const AnalysisHome fresh; // so that the analysis is killed too
    const std::vector<std::string> command{"restore",  path("worn.mkv"), path("killed.mkv"),
                                           "--preset", kFilmPreset,      "--quiet"};
    std::mt19937 random(kSeed);
    std::uniform_int_distribution<long> moment(1, std::max<long>(2, whole.count()));
    for (int i = 0; i < kKills; ++i) {
        const ProgramResult run = run_cli(command, std::chrono::milliseconds(moment(random)));
        ASSERT_TRUE(run.exit_code == 128 + SIGKILL || run.exit_code == 0) << run.err;
    }
    ASSERT_EQ(run_cli(command).exit_code, 0);
    EXPECT_TRUE(bytes_of(folder_ / "killed.mkv") == bytes_of(folder_ / "unbroken.mkv"));
    EXPECT_EQ(names_in(folder_.path()),
              (std::vector<std::string>{"killed.mkv", "unbroken.mkv", "worn.mkv"}));
}

} // namespace
} // namespace kinovar::test
