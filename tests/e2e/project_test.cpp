// Projects on the command line: made, filled, checked and rendered.

#include "core/project/reel_edits.h"
#include "core/render/project_render.h"
#include "core/steps/step_catalogue.h"
#include "tests/e2e/program.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

namespace kinovar::test {
namespace {

using project::Document;
using project::EditBuilder;
using project::Id;

constexpr int kFrames = 30;

class Projects : public testing::Test {
protected:
    void SetUp() override {
        KINOVAR_NEEDS_FFMPEG();
        make_with_ffmpeg("-f lavfi -i testsrc2=size=64x48:rate=25 -frames:v " +
                         std::to_string(kFrames) + " -c:v ffv1 " + quoted(folder / "reel.mkv"));
        ASSERT_EQ(run_cli({"project", "new", file()}).exit_code, 0);
        ASSERT_EQ(run_cli({"project", "add", file(), (folder / "reel.mkv").string()}).exit_code, 0);
    }
    [[nodiscard]] std::string file() const { return (folder / "film.kinovar").string(); }
    [[nodiscard]] std::string out(const std::string& name) const {
        return (folder / name).string();
    }
    /// Two cuts; the second shot picks a take that brightens it, and has another that leaves it as
    /// it is.
    void cut() {
        const auto document = Document::open(file()).value();
        const Id reel = document->all<project::Reel>().begin()->first;
        ASSERT_OK(document->apply(project::set_cuts(*document, reel, {10, 20})));
        EditBuilder builder(*document);
        project::Shot shot = *document->get<project::Shot>(document->shot_at(reel, 10));
        shot.pick = builder.insert(
            project::Take{.shot = shot.id, .name = "bright", .chain = pipeline::Chain{{levels()}}});
        builder.insert(project::Take{.shot = shot.id, .name = "plain", .chain = pipeline::Chain{}});
        builder.update(shot);
        ASSERT_OK(document->apply(builder.finish("Takes")));
    }
    static pipeline::StepSpec levels() { return {"levels", {{"gamma", 2.0}}}; }
    [[nodiscard]] std::string raw(const std::string& name) const {
        return raw_video(folder / name, "yuv420p");
    }
    ProgramResult render(const std::string& name, std::vector<std::string> more = {}) {
        std::vector<std::string> command{"render", file(), out(name), "--codec", "ffv1"};
        command.insert(command.end(), more.begin(), more.end());
        return run_cli(command);
    }

    static constexpr std::size_t kFrameBytes = 64 * 48 * 3 / 2;
    TemporaryFolder folder;
};

TEST_F(Projects, AreToldAbout) {
    cut();
    const ProgramResult told = run_cli({"project", "info", file(), "--json"});
    ASSERT_EQ(told.exit_code, 0) << told.err;
    const auto json = nlohmann::json::parse(told.out);
    ASSERT_EQ(json["reels"].size(), 1U);
    const auto& reel = json["reels"][0];
    EXPECT_EQ(reel["frames"], kFrames);
    EXPECT_EQ(reel["media_found"], true);
    ASSERT_EQ(reel["shots"].size(), 3U);
    EXPECT_EQ(reel["shots"][1]["first"], 10);
    EXPECT_EQ(reel["shots"][1]["pick"], 1);
    EXPECT_EQ(reel["shots"][1]["takes"][1]["name"], "plain");
    EXPECT_NE(run_cli({"project", "info", file()}).out.find("30 frames of 64×48"),
              std::string::npos);
    EXPECT_EQ(run_cli({"project", "check", file()}).exit_code, 0);
}

TEST_F(Projects, RenderEachShotByItsChain) {
    cut();
    const std::string source = raw("reel.mkv");
    const ProgramResult all = render("all.mkv");
    ASSERT_EQ(all.exit_code, 0) << all.err;
    const std::string result = raw("all.mkv");
    ASSERT_EQ(result.size(), kFrames * kFrameBytes);
    for (std::size_t n = 0; n < kFrames; ++n) {
        const bool changed = n >= 10 && n < 20;
        EXPECT_EQ(
            result.compare(n * kFrameBytes, kFrameBytes, source, n * kFrameBytes, kFrameBytes) != 0,
            changed)
            << n;
    }
    ASSERT_EQ(render("shot.mkv", {"--shot", "2"}).exit_code, 0);
    EXPECT_TRUE(raw("shot.mkv") == result.substr(10 * kFrameBytes, 10 * kFrameBytes));
    ASSERT_EQ(render("take.mkv", {"--shot", "2", "--take", "2"}).exit_code, 0);
    EXPECT_TRUE(raw("take.mkv") == source.substr(10 * kFrameBytes, 10 * kFrameBytes));
    ASSERT_EQ(render("part.mkv", {"--frames", "5-14"}).exit_code, 0);
    EXPECT_TRUE(raw("part.mkv") == result.substr(5 * kFrameBytes, 10 * kFrameBytes));
}

TEST_F(Projects, AJobOfTheWindowBecomesARequest) {
    cut();
    const auto document = Document::open(file()).value();
    const Id reel = document->all<project::Reel>().begin()->first;
    const render::RenderOptions options{.codec = "h265", .crf = 20, .depth = "10", .drop = true};
    EXPECT_EQ(render::RenderOptions::from_json(options.to_json()).value(), options);
    project::RenderJob job{.reel = reel, .first = 5, .last = 24, .output = folder / "out.mkv"};
    job.options = options.to_json();
    const auto request = render::render_request(*document, job);
    ASSERT_OK(request);
    EXPECT_EQ(request->codec, media::Codec::H265);
    EXPECT_EQ(request->encode.depth, 10);
    EXPECT_TRUE(request->drop_unsupported);
    EXPECT_EQ(request->source_frames->first, 5);
    ASSERT_EQ(request->shot_chains.size(), 1U);
    EXPECT_EQ(request->shots->shot_of(12, {}).value(), (pipeline::Shot{10, 19}));
    job.options = "{\"codec\": \"wmv\"}";
    EXPECT_FALSE(render::render_request(*document, job));
    job.options.clear();
    EXPECT_OK(render::render_request(*document, job));
    job.reel = 999;
    EXPECT_FALSE(render::render_request(*document, job));
}

TEST_F(Projects, AStoppedRenderGoesOnUnlessAChainChanged) {
    make_with_ffmpeg("-f lavfi -i testsrc2=size=64x48:rate=25 -frames:v 120 -c:v ffv1 " +
                     quoted(folder / "long.mkv"));
    const auto document = Document::create(folder / "long.kinovar").value();
    const auto info = media::probe(folder / "long.mkv");
    ASSERT_OK(info);
    ASSERT_OK(document->apply(project::add_reel(*document, *info).value()));
    const Id reel = document->all<project::Reel>().begin()->first;
    ASSERT_OK(document->apply(project::set_cuts(*document, reel, {10, 20})));
    const project::RenderJob job{.reel = reel,
                                 .first = 0,
                                 .last = 119,
                                 .output = folder / "out.mkv",
                                 .options = "{\"codec\": \"ffv1\"}"};
    // Stops after the first finished piece.
    const auto stopped = [&] {
        Job* self = nullptr;
        Job worker("stopped", [&](const Job::Event& event) {
            if (event.progress.stage == "restore" && event.progress.done > 60) {
                self->request_stop();
            }
        });
        self = &worker;
        return render::render_project(steps::step_catalogue(), *document, job, worker);
    };
    const auto finished = [&] {
        Job worker("finished");
        return render::render_project(steps::step_catalogue(), *document, job, worker);
    };
    ASSERT_FALSE(stopped());
    auto report = finished();
    ASSERT_OK(report);
    EXPECT_GT(report->resumed_frames, 0);
    std::filesystem::remove(folder / "out.mkv");
    ASSERT_FALSE(stopped());
    EditBuilder builder(*document);
    project::Shot shot = *document->get<project::Shot>(document->shot_at(reel, 10));
    shot.pick =
        builder.insert(project::Take{.shot = shot.id, .chain = pipeline::Chain{{levels()}}});
    builder.update(shot);
    ASSERT_OK(document->apply(builder.finish("Take")));
    report = finished();
    ASSERT_OK(report);
    EXPECT_EQ(report->resumed_frames, 0) << "those pieces belong to another film";
}

TEST_F(Projects, FramesOfTheReelAreMeantWhereAStepChangesTheRate) {
    cut();
    {
        const auto document = Document::open(file()).value();
        EditBuilder builder(*document);
        for (const auto& [id, take] : document->all<project::Take>()) {
            builder.remove(id);
        }
        project::Reel reel = document->all<project::Reel>().begin()->second;
        reel.chain.steps = {{"speed", {{"from", "12.5"}, {"to", "25"}}}};
        builder.update(reel);
        ASSERT_OK(document->apply(builder.finish("Speed")));
    }
    const ProgramResult all = render("all.mkv");
    ASSERT_EQ(all.exit_code, 0) << all.err;
    ASSERT_EQ(render("shot.mkv", {"--shot", "2"}).exit_code, 0);
    const std::size_t frames = raw("all.mkv").size() / kFrameBytes;
    ASSERT_EQ(frames, 2U * kFrames);
    EXPECT_TRUE(raw("shot.mkv") ==
                raw("all.mkv").substr(frames / 3 * kFrameBytes, frames / 3 * kFrameBytes));
}

TEST_F(Projects, WhatIsWrongIsSaid) {
    std::ofstream(folder / "text.mkv") << "This is no film.";
    expect_failure(folder.path(), {"project", "new", file()}, 1, "film.kinovar");
    expect_failure(folder.path(), {"project", "info", out("none.kinovar")}, 1, "none.kinovar");
    expect_failure(folder.path(), {"project", "add", file(), out("text.mkv")}, 1, "text.mkv");
    expect_failure(folder.path(), {"project", "info", out("reel.mkv")}, 1, "reel.mkv");
    expect_failure(folder.path(), {"render", file(), out("o.mkv"), "--shot", "2"}, 2, "shot 2");
    expect_failure(folder.path(), {"render", file(), out("o.mkv"), "--reel", "2"}, 2, "reel 2");
    expect_failure(folder.path(), {"render", file(), out("o.mkv"), "--shot", "1", "--take", "1"}, 2,
                   "take 1");
    expect_failure(folder.path(), {"render", file(), out("o.mkv"), "--frames", "20-90"}, 2,
                   "20-90");
    EXPECT_EQ(run_cli({"render", file(), out("o.mkv"), "--take", "1"}).exit_code, 2);
    EXPECT_EQ(run_cli({"project"}).exit_code, 2);
    std::filesystem::rename(folder / "reel.mkv", folder / "moved.mkv");
    make_with_ffmpeg("-f lavfi -i testsrc2=size=64x48:rate=25 -frames:v 12 -c:v ffv1 " +
                     quoted(folder / "reel.mkv"));
    expect_failure(folder.path(), {"render", file(), out("o.mkv")}, 3, "12 frames");
    std::filesystem::remove(folder / "reel.mkv");
    expect_failure(folder.path(), {"render", file(), out("o.mkv")}, 1, "reel.mkv");
    EXPECT_EQ(run_cli({"project", "check", file()}).exit_code, 1);
    EXPECT_NE(run_cli({"project", "info", file()}).out.find("not there"), std::string::npos);
}

TEST_F(Projects, SeveralReelsAreChosenFrom) {
    ASSERT_EQ(run_cli({"project", "add", file(), out("reel.mkv")}).exit_code, 0);
    expect_failure(folder.path(), {"render", file(), out("o.mkv")}, 2, "2 reels");
    EXPECT_EQ(render("o.mkv", {"--reel", "2", "--all"}).exit_code, 0);
    EXPECT_TRUE(raw("o.mkv") == raw("reel.mkv"));
}

} // namespace
} // namespace kinovar::test
