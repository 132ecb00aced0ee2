// Steps and presets of the film chain that are given what they cannot work with: one line that says
// what and how to go on, the right exit code, nothing left behind.

#include "tests/e2e/film_reel.h"

#include <fstream>

namespace kinovar::test {
namespace {

class FilmInput : public testing::Test {
protected:
    void SetUp() override {
        KINOVAR_NEEDS_FFMPEG();
        make_pan(folder_ / "film.mkv", {160, 120, 8});
        make_with_ffmpeg("-i " + quoted(folder_ / "film.mkv") + " -frames:v 1 " +
                         quoted(folder_ / "still.png"));
    }

    [[nodiscard]] std::string path(const std::string& name) const {
        return (folder_ / name).string();
    }
    void write(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / name) << text;
    }
    /// The film through one step fails.
    void refuses(const std::string& step, int exit_code, const std::string& names) const {
        SCOPED_TRACE(step);
        expect_failure(folder_.path(),
                       {"restore", path("film.mkv"), path("out.mkv"), "--step", step}, exit_code,
                       names);
    }
    /// The still through one step fails.
    void refuses_still(const std::string& step, const std::string& names) const {
        SCOPED_TRACE(step);
        expect_failure(folder_.path(),
                       {"restore", path("still.png"), path("out.png"), "--step", step}, 2, names);
    }

    TemporaryFolder folder_;
    AnalysisHome home_;
};

TEST_F(FilmInput, ParametersOutOfRange) {
    refuses("dust:sensitivity=99", 2, "0.25 to 3");
    refuses("dust:sensitivity=much", 2, "sensitivity");
    refuses("dust:colour=1", 2, "colour");
    refuses("degrain:radius=9", 2, "radius");
    refuses("degrain:model=nothing", 2, "kinovar-film-clean");
    refuses("stabilise:border=torn", 2, "mirror");
    refuses("stabilise:border=crop,crop=90", 2, "90 px");
    refuses("levels:black=200,white=100", 2, "white");
    refuses("curves:master=1/2/3", 2, "1/2/3");
    refuses("polish", 2, "polish");
}

TEST_F(FilmInput, NumbersBeyondTheRangeOfAnyParameter) {
    const nlohmann::json result = line_of(run_cli({"steps", "--json"}).out, "result");
    int tried = 0;
    for (const nlohmann::json& step : result["steps"]) {
        for (const nlohmann::json& parameter : step["parameters"]) {
            if (!parameter.contains("maximum")) {
                continue;
            }
            const auto name = parameter["name"].get<std::string>();
            const auto beyond = static_cast<long>(parameter["maximum"].get<double>()) + 1;
            refuses(step["name"].get<std::string>() + ":" + name + "=" + std::to_string(beyond), 2,
                    name);
            ++tried;
        }
    }
    EXPECT_GT(tried, 40);
}

TEST_F(FilmInput, ProtectMasksThatDoNotFit) {
    make_with_ffmpeg("-f lavfi -i color=white:size=64x64 -frames:v 1 -pix_fmt gray " +
                     quoted(folder_ / "small.png"));
    make_with_ffmpeg("-f lavfi -i color=white:size=160x120 -frames:v 1 -pix_fmt rgb24 " +
                     quoted(folder_ / "colour.png"));
    refuses("dust:protect=" + path("small.png"), 2, "64×64");
    refuses("dust:protect=" + path("colour.png"), 1, "colour.png");
    refuses("dust:protect=" + path("none.png"), 1, "none.png");
}

TEST_F(FilmInput, LookUpTables) {
    write("broken.cube", "LUT_3D_SIZE 2\n0 0 0\n1 1 1\n");
    write("huge.cube", "LUT_3D_SIZE 100000\n");
    refuses("lut", 2, "file");
    refuses("lut:file=" + path("none.cube"), 1, "none.cube");
    refuses("lut:file=" + path("broken.cube"), 1, "broken.cube");
    refuses("lut:file=" + path("huge.cube"), 1, "huge.cube");
    refuses("lut:file=" + path("film.mkv"), 1, "film.mkv");
}

TEST_F(FilmInput, CutLists) {
    write("torn.json", R"({"cuts": [{"frame": 2}, )");
    write("words.json", R"({"cuts": [{"frame": "two"}]})");
    write("far.json", R"({"cuts": [{"frame": 900}]})");
    refuses("cuts:file=" + path("none.json"), 1, "none.json");
    refuses("cuts:file=" + path("torn.json"), 1, "torn.json");
    refuses("cuts:file=" + path("words.json"), 1, "words.json");
    refuses("cuts:file=" + path("far.json"), 2, "900");
    refuses("cuts:add=99", 2, "99");
    refuses("cuts:remove=x", 2, "'x'");
}

TEST_F(FilmInput, Rates) {
    refuses("speed:from=30,to=24", 2, "from=30");
    refuses("speed:from=quick", 2, "quick");
    refuses("speed:to=0", 2, "'0'");
    refuses("interpolate:fps=3", 2, "fps=3");
    refuses("telecine", 1, "no pattern");
    refuses("telecine:fps=99", 2, "99");
}

TEST_F(FilmInput, ModelsThatAreNotThere) {
    write("model.pth", "not a network");
    for (const std::string step : {"upscale", "denoise", "deblur", "lowlight", "interpolate"}) {
        refuses(step + ":model=none-like-it", 1, "none-like-it");
        refuses(step + ":model=" + path("model.pth"), 1, "model.pth");
    }
    // Known, but its weights are not installed.
    const AnalysisHome nothing;
    refuses("upscale:model=swinir-classical-x8", 1, "swinir-classical-x8");
}

TEST_F(FilmInput, StillsHaveNoTime) {
    refuses_still("interpolate", "single picture");
    refuses_still("speed", "single picture");
    refuses_still("telecine", "single picture");
    // A step that has nothing to do lets the picture through.
    for (const std::string step : {"deinterlace:order=top", "deinterlace", "deflicker", "stabilise",
                                   "dust", "scratch", "guard"}) {
        SCOPED_TRACE(step);
        const ProgramResult run =
            run_cli({"restore", path("still.png"), path("out.png"), "--step", step, "--quiet"});
        EXPECT_EQ(run.exit_code, 0) << run.err;
        EXPECT_EQ(shape_of(folder_ / "out.png").width, 160);
    }
}

TEST_F(FilmInput, AGuardWithNothingBeforeItPassesThrough) {
    const ProgramResult run = run_cli({"restore", path("film.mkv"), path("out.mkv"), "--step",
                                       "guard", "--codec", "ffv1", "--quiet"});
    ASSERT_EQ(run.exit_code, 0) << run.err;
    EXPECT_TRUE(raw_video(folder_ / "film.mkv", "rgb24") ==
                raw_video(folder_ / "out.mkv", "rgb24"));
}

TEST_F(FilmInput, PresetFiles) {
    write("unknown.json", R"({"title": "X", "steps": [{"step": "polish"}]})");
    write("parameter.json", R"({"title": "X", "steps": [{"step": "dust", "values": {"x": 1}}]})");
    write("range.json",
          R"({"title": "X", "steps": [{"step": "dust", "values": {"sensitivity": 99}}]})");
    write("torn.json", R"({"title": "X", "steps": [)");
    write("empty.json", "");
    const auto refuses_preset = [&](const std::string& preset, int exit_code,
                                    const std::string& names) {
        SCOPED_TRACE(preset);
        expect_failure(folder_.path(),
                       {"restore", path("film.mkv"), path("out.mkv"), "--preset", preset},
                       exit_code, names);
    };
    refuses_preset(path("unknown.json"), 2, "polish");
    refuses_preset(path("parameter.json"), 2, "'x'");
    refuses_preset(path("range.json"), 2, "sensitivity");
    refuses_preset(path("torn.json"), 1, "torn");
    refuses_preset(path("empty.json"), 1, "empty");
    refuses_preset(path("none.json"), 1, "none.json");
    refuses_preset("soviet", 2, "soviet-reel-1940-60");
}

} // namespace
} // namespace kinovar::test
