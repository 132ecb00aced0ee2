// Colours of whole films, hints of projects and reports on the command line.

#include "tests/e2e/program.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace kinovar::test {
namespace {

class ColourFilm : public testing::Test {
protected:
    void SetUp() override {
        KINOVAR_NEEDS_FFMPEG();
        make_with_ffmpeg("-f lavfi -i testsrc2=size=64x48:rate=25 -frames:v 12 -pix_fmt gray "
                         "-c:v ffv1 " +
                         quoted(folder / "grey.mkv"));
        ASSERT_EQ(run_cli({"project", "new", file()}).exit_code, 0);
        ASSERT_EQ(run_cli({"project", "add", file(), path("grey.mkv")}).exit_code, 0);
        std::ofstream(folder / "hints.json") << R"({"version": 1, "hints": [
            {"at": [0.4, 0.3], "frames": [0, 11], "frame": 2, "colour": "#a05040",
             "citation": "<script>alert(1)</script> tunic, inventory no. 12", "documented": true},
            {"at": [0.7, 0.6], "frames": [3, 5], "frame": 3, "colour": "#4050a0"}]})";
    }
    [[nodiscard]] std::string path(const std::string& name) const {
        return (folder / name).string();
    }
    [[nodiscard]] std::string file() const { return path("film.kinovar"); }

    TemporaryFolder folder;
};

TEST_F(ColourFilm, TintedGreyKeepsItsLuma) {
    const ProgramResult tinted = run_cli({"restore", path("grey.mkv"), path("amber.mkv"), "--codec",
                                          "ffv1", "--step", "tint:tint=amber,tone=sepia"});
    ASSERT_EQ(tinted.exit_code, 0) << tinted.err;
    const std::string before = raw_video(folder / "grey.mkv", "gray");
    const std::string planes = raw_video(folder / "amber.mkv", "yuv444p");
    ASSERT_EQ(planes.size(), 3 * before.size());
    constexpr std::size_t kPlane = 64 * 48;
    int most = 0;
    bool coloured = false;
    for (std::size_t i = 0; i < before.size(); ++i) {
        const std::size_t frame = i / kPlane * kPlane * 3;
        const auto at = [&](std::size_t plane) {
            return static_cast<unsigned char>(planes[frame + plane * kPlane + i % kPlane]);
        };
        constexpr int kNoColour = 128;
        coloured = coloured || std::abs(at(1) - kNoColour) > 8;
        most = std::max(most, std::abs(at(0) - static_cast<unsigned char>(before[i])));
    }
    EXPECT_TRUE(coloured);
    EXPECT_LE(most, 1) << "levels: the rounding of two conversions";
}

TEST_F(ColourFilm, HintsGoIntoAProjectAndOutAgain) {
    ASSERT_EQ(run_cli({"project", "hints", file(), "import", path("hints.json")}).exit_code, 0);
    const ProgramResult again = run_cli({"project", "hints", file(), "import", path("hints.json")});
    EXPECT_NE(again.out.find("0 added, 2 were there"), std::string::npos) << again.out;
    const ProgramResult list = run_cli({"project", "hints", file(), "list"});
    EXPECT_NE(list.out.find("2 hints, 0 references"), std::string::npos) << list.out;
    EXPECT_NE(list.out.find("documented: <script>"), std::string::npos) << list.out;
    ASSERT_EQ(run_cli({"project", "hints", file(), "export", path("out.json")}).exit_code, 0);
    ASSERT_EQ(run_cli({"project", "new", path("second.kinovar")}).exit_code, 0);
    ASSERT_EQ(run_cli({"project", "add", path("second.kinovar"), path("grey.mkv")}).exit_code, 0);
    ASSERT_EQ(
        run_cli({"project", "hints", path("second.kinovar"), "import", path("out.json")}).exit_code,
        0);
    ASSERT_EQ(run_cli({"project", "hints", path("second.kinovar"), "export", path("same.json")})
                  .exit_code,
              0);
    EXPECT_EQ(bytes_of(folder / "out.json"), bytes_of(folder / "same.json"));
}

TEST_F(ColourFilm, ReportsOfProjectsAndFiles) {
    ASSERT_EQ(run_cli({"project", "hints", file(), "import", path("hints.json")}).exit_code, 0);
    const ProgramResult made = run_cli({"report", file(), "-o", path("report.html")});
    ASSERT_EQ(made.exit_code, 0) << made.err;
    const std::string page = bytes_of(folder / "report.html");
    EXPECT_NE(page.find("1 of 2 hints and references are documented (50 %)"), std::string::npos);
    EXPECT_NE(page.find("inventory no. 12"), std::string::npos);
    EXPECT_EQ(page.find("<script"), std::string::npos);
    ASSERT_EQ(run_cli({"report", path("grey.mkv"), "-o", path("file.html")}).exit_code, 0);
    EXPECT_NE(bytes_of(folder / "file.html").find("There are none"), std::string::npos);
}

TEST_F(ColourFilm, WhatIsWrongIsSaid) {
    expect_failure(folder.path(), {"project", "hints", file(), "import", path("none.json")}, 1,
                   "none.json");
    std::ofstream(folder / "late.json")
        << R"({"version": 1, "hints": [{"at": [0.4, 0.3], "frames": [5, 90], "frame": 5, "colour": "#a05040"}]})";
    expect_failure(folder.path(), {"project", "hints", file(), "import", path("late.json")}, 2,
                   "5-90");
    std::ofstream(folder / "bad.json") << "{\"hints\": 7}";
    expect_failure(folder.path(), {"project", "hints", file(), "import", path("bad.json")}, 1,
                   "bad.json");
    expect_failure(folder.path(), {"project", "hints", file(), "list", "--reel", "3"}, 2, "reel 3");
    expect_failure(folder.path(), {"report", file(), "-o", path("report.pdf")}, 1, "report.pdf");
    expect_failure(folder.path(), {"report", file(), "-o", path("report.txt")}, 2, "report.txt");
    expect_failure(folder.path(), {"report", path("none.kinovar"), "-o", path("r.html")}, 1,
                   "none.kinovar");
    expect_failure(folder.path(), {"report", path("hints.json"), "-o", path("r.html")}, 1,
                   "hints.json");
    expect_failure(folder.path(), {"restore", path("grey.mkv"), path("o.mkv"), "--step", "palette"},
                   2, "palette");
}

} // namespace
} // namespace kinovar::test
