// A story from end to end: an AI-like shot is looked over, repaired by hand through sixty frames,
// its model is changed, and the repairs are still where they belong.

#include "core/project/document.h"
#include "core/render/project_fixes.h"
#include "tests/e2e/film_reel.h"
#include "tests/e2e/program.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace kinovar::test {
namespace {

constexpr int kSide = 256;
constexpr int kFrames = 60;
constexpr int kGlitch = 24;
constexpr int kClear = 60; ///< levels: what paint changes here, and texture or small moves do not

/// Where two films differ at a frame: the middle, px, and how many pixels do.
struct Difference {
    double x = 0;
    double y = 0;
    int pixels = 0;
};

class RetouchStory : public testing::Test {
protected:
    void SetUp() override {
        if (!have_program("ffmpeg")) {
            GTEST_SKIP() << "the ffmpeg program is not installed";
        }
        const auto clip = shared_folder() / "data/driving/d0_man_smile.mp4";
        if (shared_folder().empty() || !std::filesystem::exists(clip)) {
            GTEST_SKIP() << "shared data is missing: data/driving";
        }
        // Smoothed as models do, and one frame with a patch that does not belong there.
        const std::string size = std::to_string(kSide);
        make_with_ffmpeg("-i " + quoted(clip) + " -vf \"scale=" + size + ":" + size +
                         ",bilateral=sigmaS=3:sigmaR=0.1," +
                         "drawbox=x=20:y=30:w=28:h=28:c=black:t=fill:enable='eq(n\\," +
                         std::to_string(kGlitch) + ")'\" -frames:v " + std::to_string(kFrames) +
                         " -an -c:v ffv1 " + quoted(folder_ / "shot.mkv"));
    }
    [[nodiscard]] std::string path(const std::string& name) const {
        return (folder_ / name).string();
    }
    ProgramResult run(const std::vector<std::string>& command) const {
        ProgramResult result = run_cli(command);
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return result;
    }
    void write_fixes() const {
        const std::string through = R"("first": 0, "last": 59, "drawn_at": 0, "follow": "region")";
        std::ofstream(folder_ / "fixes.json") << R"({"version": 1, "fixes": [
            {"kind": "inpaint", "with": {"method": "neighbours"}, "first": 24, "last": 24,
             "drawn_at": 24, "marks": [{"shape": "outline", "points":
             [[0.07, 0.11], [0.2, 0.11], [0.2, 0.24], [0.07, 0.24]]}]},
            {"kind": "warp", "with": {"moves": [{"kind": "bloat", "size": 0.2, "strength": 0.6,
             "points": [[0.5, 0.62], [0.5, 0.62]]}]}, )"
                                              << through << R"(, "marks": [{"brush": {"size": 0.3},
             "points": [[0.5, 0.62]]}]},
            {"kind": "texture", "with": {"what": "synthetic", "strength": 1}, )"
                                              << through << R"(, "marks": [{"brush": {"size": 0.16},
             "points": [[0.36, 0.6]]}]},
            {"kind": "paint", "with": {"colour": [0, 0, 0.2], "grain": false}, )"
                                              << through << R"(, "marks": [{"brush": {"size": 0.06},
             "points": [[0.5, 0.3]]}]}]})";
    }
    /// Whether the Review queue has something at a frame.
    [[nodiscard]] bool flagged(std::int64_t frame) const {
        const auto document =
            project::Document::open(folder_ / "film.kinovar", project::Access::ReadOnly);
        EXPECT_OK(document);
        const auto& flags = (*document)->all<project::Flag>();
        return std::any_of(flags.begin(), flags.end(), [&](const auto& one) {
            return one.second.first <= frame && one.second.last >= frame;
        });
    }
    void put_model_before_the_repairs() const {
        const auto document = project::Document::open(folder_ / "film.kinovar");
        ASSERT_OK(document);
        project::Reel reel = (*document)->all<project::Reel>().begin()->second;
        reel.chain.steps.insert(
            reel.chain.steps.begin(),
            {"upscale", {{"model", std::string("kinovar-sr-x2")}, {"scale", 2.0}}, true});
        project::EditBuilder builder(**document);
        builder.update(reel);
        ASSERT_OK((*document)->apply(builder.finish("Add model")));
    }
    [[nodiscard]] nlohmann::json checked() const {
        return line_of(run({"fix", "list", path("film.kinovar"), "--check", "--json"}).out,
                       "result")["fixes"];
    }
    /// Of two films of `side` pixels at a frame.
    [[nodiscard]] Difference difference(const std::string& a, const std::string& b, int side,
                                        int frame) const {
        const std::string one = raw_video(folder_ / a, "gray");
        const std::string other = raw_video(folder_ / b, "gray");
        Difference found;
        const auto begin = static_cast<std::size_t>(frame) * static_cast<std::size_t>(side * side);
        for (int i = 0; i < side * side; ++i) {
            const auto at = begin + static_cast<std::size_t>(i);
            if (std::abs(static_cast<unsigned char>(one[at]) -
                         static_cast<unsigned char>(other[at])) > kClear) {
                found.x += i % side;
                found.y += i / side;
                ++found.pixels;
            }
        }
        found.x /= std::max(found.pixels, 1);
        found.y /= std::max(found.pixels, 1);
        return found;
    }

    TemporaryFolder folder_;
};

TEST_F(RetouchStory, RepairsOutliveAChangeOfModel) {
    run({"project", "new", path("film.kinovar")});
    run({"project", "add", path("film.kinovar"), path("shot.mkv")});

    // The program proposes …
    const ProgramResult looked =
        run({"detect", "glitches", path("shot.mkv"), "--project", path("film.kinovar"), "--json"});
    EXPECT_TRUE(flagged(kGlitch)) << looked.out;

    // … and a hand repairs, through all frames.
    write_fixes();
    run({"fix", "apply", path("film.kinovar"), path("fixes.json")});
    nlohmann::json fixes = checked();
    ASSERT_EQ(fixes.size(), 4U);
    EXPECT_EQ(fixes[1]["drawn"], kFrames) << fixes.dump(1);
    EXPECT_EQ(fixes[2]["drawn"], kFrames) << fixes.dump(1);
    EXPECT_EQ(fixes[3]["drawn"], kFrames) << fixes.dump(1);
    run({"render", path("film.kinovar"), path("small.mkv"), "--codec", "ffv1"});
    const Difference patch = difference("small.mkv", "shot.mkv", kSide, kGlitch);
    EXPECT_GT(patch.pixels, 28 * 28 / 4);

    // Another model, twice the size: the same places.
    put_model_before_the_repairs();
    fixes = checked();
    ASSERT_EQ(fixes.size(), 4U);
    EXPECT_EQ(fixes[1]["drawn"], kFrames) << fixes.dump(1);
    EXPECT_EQ(fixes[2]["drawn"], kFrames) << fixes.dump(1);
    EXPECT_EQ(fixes[3]["drawn"], kFrames) << fixes.dump(1);
    run({"render", path("film.kinovar"), path("large.mkv"), "--codec", "ffv1"});
    run({"restore", path("shot.mkv"), path("plain.mkv"), "--codec", "ffv1", "--step",
         "upscale:model=kinovar-sr-x2,scale=2"});
    EXPECT_EQ(shape_of(folder_ / "large.mkv"), (FilmShape{2 * kSide, 2 * kSide, kFrames}));
    for (const int frame : {0, 20, 40, kFrames - 1}) {
        const Difference before = difference("small.mkv", "shot.mkv", kSide, frame);
        const Difference after = difference("large.mkv", "plain.mkv", 2 * kSide, frame);
        ASSERT_GT(before.pixels, 30) << frame;
        ASSERT_GT(after.pixels, 30) << frame;
        EXPECT_NEAR(after.x / 2, before.x, 0.01 * kSide) << frame;
        EXPECT_NEAR(after.y / 2, before.y, 0.01 * kSide) << frame;
    }
}

} // namespace
} // namespace kinovar::test
