// `kinovar-cli fix` and the renders of repaired shots, as a user runs them.

#include "tests/e2e/film_reel.h"
#include "tests/e2e/program.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace kinovar::test {
namespace {

constexpr int kWidth = 192;
constexpr int kHeight = 144;
constexpr int kFrames = 12;

/// A project with a short pan whose frames all have a black spot that goes with the picture's
/// frame.
class FixCommand : public testing::Test {
protected:
    void SetUp() override {
        if (!have_program("ffmpeg")) {
            GTEST_SKIP() << "the ffmpeg program is not installed";
        }
        make_pan(folder_ / "clean.mkv", {kWidth, kHeight, kFrames});
        make_with_ffmpeg("-i " + quoted(folder_ / "clean.mkv") +
                         " -vf drawbox=x=92:y=68:w=8:h=8:c=black:t=fill -c:v ffv1 " +
                         quoted(folder_ / "spot.mkv"));
        run({"project", "new", path("film.kinovar")});
        run({"project", "add", path("film.kinovar"), path("spot.mkv")});
    }
    [[nodiscard]] std::string path(const std::string& name) const {
        return (folder_ / name).string();
    }
    ProgramResult run(const std::vector<std::string>& command) const {
        ProgramResult result = run_cli(command);
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return result;
    }
    void write_fixes(const std::string& name, const std::string& kind,
                     const std::string& with = "{}") const {
        std::ofstream(folder_ / name)
            << R"({"version": 1, "fixes": [{"kind": ")" << kind << R"(", "with": )" << with
            << R"(, "first": 0, "last": 999, "drawn_at": 0, "follow": "still", "marks": [)"
            << R"({"brush": {"size": 0.12, "hardness": 0.9}, "points": [[0.5, 0.5]]}]}]})";
    }
    /// Mean difference of the two films' grey around the spot at a frame, 8-bit levels.
    [[nodiscard]] double difference(const std::string& a, const std::string& b, int frame) const {
        const std::string one = raw_video(folder_ / a, "gray");
        const std::string other = raw_video(folder_ / b, "gray");
        EXPECT_EQ(one.size(), other.size());
        double sum = 0;
        int count = 0;
        for (int y = 60; y < 84; ++y) {
            for (int x = 84; x < 108; ++x) {
                const auto at = static_cast<std::size_t>((frame * kHeight + y) * kWidth + x);
                sum += std::abs(static_cast<unsigned char>(one[at]) -
                                static_cast<unsigned char>(other[at]));
                ++count;
            }
        }
        return sum / count;
    }

    TemporaryFolder folder_;
};

TEST_F(FixCommand, HealsASpotThroughTheFilm) {
    write_fixes("fixes.json", "heal");
    run({"fix", "apply", path("film.kinovar"), path("fixes.json")});
    const ProgramResult listed = run({"fix", "list", path("film.kinovar"), "--check", "--json"});
    const nlohmann::json fixes = line_of(listed.out, "result")["fixes"];
    ASSERT_EQ(fixes.size(), 1U);
    EXPECT_EQ(fixes[0]["kind"], "heal");
    EXPECT_EQ(fixes[0]["last"], kFrames - 1); // cut to the shot
    EXPECT_EQ(fixes[0]["drawn"], kFrames);
    run({"render", path("film.kinovar"), path("out.mkv"), "--codec", "ffv1"});
    for (const int frame : {0, kFrames / 2, kFrames - 1}) {
        EXPECT_LT(difference("out.mkv", "clean.mkv", frame),
                  difference("spot.mkv", "clean.mkv", frame) * 0.75)
            << frame;
    }
}

TEST_F(FixCommand, FillsFromRealPixelsOfOtherFrames) {
    write_fixes("fixes.json", "inpaint", R"({"method": "neighbours"})");
    run({"fix", "apply", path("film.kinovar"), path("fixes.json")});
    run({"render", path("film.kinovar"), path("out.mkv"), "--codec", "ffv1", "--origin",
         path("origins")});
    EXPECT_LT(difference("out.mkv", "clean.mkv", kFrames / 2),
              difference("spot.mkv", "clean.mkv", kFrames / 2) / 4);
    EXPECT_FALSE(names_in(folder_ / "origins").empty());
}

TEST_F(FixCommand, ExportedFixesComeBackTheSame) {
    write_fixes("fixes.json", "paint", R"({"colour": [1, 0, 0]})");
    run({"fix", "apply", path("film.kinovar"), path("fixes.json")});
    run({"fix", "export", path("film.kinovar"), path("again.json")});
    run({"project", "new", path("second.kinovar")});
    run({"project", "add", path("second.kinovar"), path("spot.mkv")});
    run({"fix", "apply", path("second.kinovar"), path("again.json")});
    run({"render", path("film.kinovar"), path("a.mkv"), "--codec", "ffv1"});
    run({"render", path("second.kinovar"), path("b.mkv"), "--codec", "ffv1"});
    EXPECT_EQ(raw_video(folder_ / "a.mkv", "rgb24"), raw_video(folder_ / "b.mkv", "rgb24"));
    EXPECT_NE(raw_video(folder_ / "a.mkv", "rgb24"), raw_video(folder_ / "spot.mkv", "rgb24"));
}

TEST_F(FixCommand, WorksOnAFilmWithoutAProject) {
    write_fixes("fixes.json", "paint", R"({"colour": [1, 0, 0], "grain": false})");
    run({"restore", path("spot.mkv"), path("out.mkv"), "--codec", "ffv1", "--step",
         "retouch:fixes=" + path("fixes.json")});
    EXPECT_GT(difference("out.mkv", "spot.mkv", 3), 0);
}

TEST_F(FixCommand, WrongInputsLeaveEverythingAsItWas) {
    std::ofstream(folder_ / "text.json") << "no fixes at all";
    std::ofstream(folder_ / "late.json")
        << R"({"fixes": [{"kind": "heal", "first": 90, "last": 95, "drawn_at": 90}]})";
    std::ofstream(folder_ / "odd.json") << R"({"fixes": [{"kind": "explode"}]})";
    const auto apply = [&](const std::string& file) {
        return std::vector<std::string>{"fix", "apply", path("film.kinovar"), path(file)};
    };
    expect_failure(folder_.path(), apply("missing.json"), 1, "missing.json");
    expect_failure(folder_.path(), apply("text.json"), 1, "text.json");
    expect_failure(folder_.path(), apply("late.json"), 2, "frame 90");
    expect_failure(folder_.path(), apply("odd.json"), 1, "explode");
    expect_failure(folder_.path(), {"fix", "list", path("spot.mkv")}, 1, "spot.mkv");
    const ProgramResult listed = run({"fix", "list", path("film.kinovar"), "--json"});
    EXPECT_TRUE(line_of(listed.out, "result")["fixes"].empty());
}

} // namespace
} // namespace kinovar::test
