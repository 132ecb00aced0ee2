// `kinovar-cli colourise` as a user runs it.

#include "core/media/picture_file.h"
#include "tests/e2e/film_reel.h"
#include "tests/e2e/program.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace kinovar::test {
namespace {

constexpr int kWidth = 320;
constexpr int kHeight = 240;
constexpr int kFrames = 16;

/// Sixteen grey frames of a real film and the first one in colour.
class Colourise : public testing::Test {
protected:
    void SetUp() override {
        if (!have_program("ffmpeg")) {
            GTEST_SKIP() << "the ffmpeg program is not installed";
        }
        const std::filesystem::path clip = shared_folder() / "data/clips/woman_restaurant.mkv";
        if (shared_folder().empty() || !std::filesystem::exists(clip)) {
            GTEST_SKIP() << "shared data is missing: data/clips";
        }
        const std::string size = std::to_string(kWidth) + ":" + std::to_string(kHeight);
        make_with_ffmpeg("-i " + quoted(clip) + " -vf scale=" + size + ",format=gray -frames:v " +
                         std::to_string(kFrames) + " -c:v ffv1 " + quoted(folder_ / "grey.mkv"));
        make_with_ffmpeg("-i " + quoted(clip) + " -vf scale=" + size + " -frames:v 1 " +
                         quoted(folder_ / "key.png"));
        std::ofstream(folder_ / "hints.json") << R"({"version": 1, "hints": [
            {"at": [0.5, 0.5], "frame": 0, "colour": "#c08060", "citation": "a guess"},
            {"at": [0.1, 0.1], "frame": 0, "colour": "#405080"},
            {"shape": "stroke", "at": [[0.7, 0.8], [0.9, 0.8]], "frame": 8, "ab": [-20, 20]}]})";
    }

    [[nodiscard]] std::string path(const std::string& name) const {
        return (folder_ / name).string();
    }
    [[nodiscard]] std::vector<std::string> command(const std::string& in, const std::string& out,
                                                   const std::vector<std::string>& more) const {
        std::vector<std::string> all = {"colourise", path(in), path(out)};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }
    void run(const std::string& in, const std::string& out, const std::vector<std::string>& more) {
        const ProgramResult result = run_cli(command(in, out, more));
        ASSERT_EQ(result.exit_code, 0) << result.err;
    }
    /// Luma planes of a film as the decoder gives them.
    [[nodiscard]] std::string luma_of(const std::string& name) const {
        return raw_video(folder_ / name, "gray");
    }
    /// Largest difference of the two films' luma, in 8-bit levels.
    [[nodiscard]] int luma_change(const std::string& one, const std::string& other) const {
        const std::string a = luma_of(one);
        const std::string b = luma_of(other);
        EXPECT_EQ(a.size(), b.size());
        int most = 0;
        for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
            most = std::max(most, std::abs(static_cast<int>(static_cast<unsigned char>(a[i])) -
                                           static_cast<int>(static_cast<unsigned char>(b[i]))));
        }
        return most;
    }
    /// Largest distance of chroma samples from grey.
    [[nodiscard]] int most_colour(const std::string& name) const {
        const std::string planes = raw_video(folder_ / name, "yuv444p");
        const std::size_t plane = std::size_t{kWidth} * kHeight;
        int most = 0;
        for (std::size_t i = 0; i < planes.size(); ++i) {
            if (i / plane % 3 != 0) {
                most = std::max(most, std::abs(static_cast<unsigned char>(planes[i]) - 128));
            }
        }
        return most;
    }
    TemporaryFolder folder_;
};

TEST_F(Colourise, HintsGiveColourAndTakeNoLight) {
    for (const char* codec : {"ffv1", "h264"}) {
        const std::vector<std::string> flags = {
            "--hints", path("hints.json"), "--codec", codec, "--crf", "0"};
        run("grey.mkv", "out.mkv",
            std::string(codec) == "h264"
                ? flags
                : std::vector<std::string>(flags.begin(), flags.end() - 2));
        EXPECT_LE(luma_change("grey.mkv", "out.mkv"), 1) << codec;
        EXPECT_GT(most_colour("out.mkv"), 10) << codec;
        std::filesystem::remove(folder_ / "out.mkv");
    }
}

TEST_F(Colourise, AReferenceFrameColoursTheFilm) {
    run("grey.mkv", "out.mkv", {"--reference", "0:" + path("key.png"), "--codec", "ffv1"});
    EXPECT_LE(luma_change("grey.mkv", "out.mkv"), 1);
    EXPECT_GT(most_colour("out.mkv"), 10);
    // Both together, and a part of the film.
    run("grey.mkv", "part.mkv",
        {"--reference", "0:" + path("key.png"), "--hints", path("hints.json"), "--codec", "ffv1",
         "--frames", "4-7"});
    EXPECT_EQ(luma_of("part.mkv").size(), std::size_t{4} * kWidth * kHeight);
}

TEST_F(Colourise, APartOfTheFilmIsWhatItIsInTheWhole) {
    const std::vector<std::string> flags = {"--hints", path("hints.json"), "--codec", "ffv1"};
    run("grey.mkv", "whole.mkv", flags);
    std::vector<std::string> part = flags;
    part.insert(part.end(), {"--frames", "6-9"});
    run("grey.mkv", "part.mkv", part);
    const std::string whole = raw_video(folder_ / "whole.mkv", "yuv444p");
    const std::size_t frame = std::size_t{3} * kWidth * kHeight;
    EXPECT_TRUE(raw_video(folder_ / "part.mkv", "yuv444p") == whole.substr(6 * frame, 4 * frame));
}

TEST_F(Colourise, AStillGivesAStill) {
    make_with_ffmpeg("-i " + quoted(folder_ / "grey.mkv") + " -frames:v 1 " +
                     quoted(folder_ / "grey.png"));
    std::ofstream(folder_ / "one.json")
        << R"({"hints": [{"at": [0.5, 0.5], "colour": "#c08060"}]})";
    run("grey.png", "out.png", {"--hints", path("one.json")});
    const auto before = media::read_picture(folder_ / "grey.png");
    const auto after = media::read_picture(folder_ / "out.png");
    ASSERT_OK(before);
    ASSERT_OK(after);
    bool colour = false;
    for (std::size_t i = 0; i < (*after)->values().size(); i += Frame::kChannels) {
        const float* was = &(*before)->values()[i];
        const float* is = &(*after)->values()[i];
        const float luma = 0.2126F * is[0] + 0.7152F * is[1] + 0.0722F * is[2];
        ASSERT_LE(std::abs(luma - was[0]), 1.0F / 255) << i;
        colour = colour || is[0] - is[2] > 0.1F;
    }
    EXPECT_TRUE(colour);
}

TEST_F(Colourise, AKilledRunGoesOnBitIdentically) {
    const std::vector<std::string> flags = {"--hints", path("hints.json"), "--codec", "ffv1"};
    const auto start = std::chrono::steady_clock::now();
    run("grey.mkv", "unbroken.mkv", flags);
    const auto whole = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - start);
    for (const int part : {4, 2}) {
        (void)run_cli(command("grey.mkv", "killed.mkv", flags), whole / part);
    }
    run("grey.mkv", "killed.mkv", flags);
    EXPECT_TRUE(bytes_of(folder_ / "killed.mkv") == bytes_of(folder_ / "unbroken.mkv"));
}

TEST_F(Colourise, FaultsAreOneLineWithAWayOut) {
    make_with_ffmpeg("-f lavfi -i testsrc=size=100x200 -frames:v 1 " +
                     quoted(folder_ / "tall.png"));
    make_with_ffmpeg("-f lavfi -i testsrc=size=320x240 -frames:v 1 " +
                     quoted(folder_ / "other.png"));
    std::ofstream(folder_ / "late.json")
        << R"({"hints": [{"at": [0.5, 0.5], "frame": 16, "colour": "#c08060"}]})";
    std::ofstream(folder_ / "broken.json")
        << R"({"hints": [{"at": [0.5, 2], "colour": "#000000"}]})";
    const std::string key = path("key.png");
    const auto fails = [&](const std::vector<std::string>& flags, int code,
                           const std::string& names) {
        SCOPED_TRACE(names);
        expect_failure(folder_.path(), command("grey.mkv", "out.mkv", flags), code, names);
    };
    fails({}, 2, "--hints");
    fails({"--hints", path("none.json")}, 1, "none.json");
    fails({"--hints", path("broken.json")}, 1, "hint 1");
    fails({"--hints", path("late.json")}, 2, "frame 16");
    fails({"--reference", "16:" + key}, 2, "frame 16");
    fails({"--reference", key}, 2, "key.png");
    fails({"--reference", "0:" + path("none.png")}, 1, "none.png");
    fails({"--reference", "0:" + path("tall.png")}, 2, "tall.png");
    fails({"--reference", "0:" + path("other.png")}, 2, "other.png");
    fails({"--reference", "0:" + key, "--reference", "0:" + key}, 2, "frame 0");
    fails({"--hints", path("hints.json"), "--model",
           (shared_folder() / "parity/g2_span_x4/weights.pth").string()},
          2, "does not colour");
    fails({"--hints", path("hints.json"), "--model", "nobody"}, 1, "nobody");
    expect_failure(folder_.path(), command("grey.mkv", "grey.mkv", {"--hints", path("hints.json")}),
                   1, "grey.mkv");
}

} // namespace
} // namespace kinovar::test
