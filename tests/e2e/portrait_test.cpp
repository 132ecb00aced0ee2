// Photographs that come to life, as a user runs it: formats, sound, credentials, wrong input,
// resuming, and as a reel of a project.

#include "core/credentials/credentials.h"
#include "core/media/picture_file.h"
#include "core/pipeline/chain.h"
#include "core/pipeline/source_clip.h"
#include "core/steps/portrait/animate/animator.h"
#include "core/steps/portrait/portrait.h"
#include "core/steps/step_catalogue.h"
#include "tests/e2e/program.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

namespace kinovar::test {
namespace {

namespace fs = std::filesystem;

constexpr int kFrames = 8;

class Portraits : public testing::Test {
protected:
    void SetUp() override {
        KINOVAR_NEEDS_FFMPEG();
        KINOVAR_NEEDS_SHARED(stills, "data/portraits/stills");
        make_with_ffmpeg("-i " + quoted(stills / "official_gov_jared-polis.jpg") +
                         " -vf scale=-2:360 " + quoted(folder / "photo.png"));
        const ProgramResult found = run_cli({"portrait", "analyse", photo(), "--json"});
        if (found.exit_code != 0 && found.err.find("model") != std::string::npos) {
            GTEST_SKIP() << "weights are missing: " << found.err;
        }
        ASSERT_EQ(found.exit_code, 0) << found.err;
    }
    [[nodiscard]] std::string photo() const { return (folder / "photo.png").string(); }
    [[nodiscard]] std::vector<std::string> command(const std::string& out,
                                                   std::vector<std::string> more = {}) const {
        std::vector<std::string> all{"portrait",  photo(), (folder / out).string(),
                                     "--seconds", "0.8",   "--fps",
                                     "10",        "--json"};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }
    [[nodiscard]] std::string probe(const std::string& name, const std::string& options) const {
        return run_command("ffprobe -v error " + options + " " + quoted(folder / name)).out;
    }
    /// The JSON line of the result.
    static nlohmann::json result_of(const ProgramResult& run) {
        std::istringstream lines(run.out);
        nlohmann::json last;
        for (std::string line; std::getline(lines, line);) {
            const auto json = nlohmann::json::parse(line);
            last = json["type"] == "result" ? json : last;
        }
        return last;
    }
    void write_consent(const std::string& name) const {
        std::ofstream(folder / name)
            << R"({"person": "J. P.", "relation": "self", "granted_by": "J. P.",)"
            << R"( "ground": "own portrait", "date": "2024-05-09"})";
    }

    TemporaryFolder folder;
};

TEST_F(Portraits, EveryFormatMovesAndSaysWhatItIs) {
    write_consent("consent.json");
    for (const std::string name : {"a.mp4", "a.mov", "a.gif", "a.webp"}) {
        const ProgramResult run =
            run_cli(command(name, {"--consent", (folder / "consent.json").string()}));
        ASSERT_EQ(run.exit_code, 0) << run.err;
        const auto result = result_of(run);
        EXPECT_EQ(result["frames"], kFrames) << name;
        EXPECT_TRUE(result["differences"].empty()) << name << result["differences"].dump();
        EXPECT_EQ(result["credentials"]["consents"][0]["person"], "J. P.") << name;
        const auto read = credentials::read_credentials(folder / name);
        ASSERT_OK(read);
        EXPECT_EQ(read->digital_source_type, "compositeWithTrainedAlgorithmicMedia");
        EXPECT_EQ(read->consents.front().person, "J. P.");
        EXPECT_FALSE(read->models.empty());
    }
    EXPECT_EQ(probe("a.mp4", "-show_entries format=duration -of csv=p=0"), "0.800000\n");
    const ProgramResult frames = run_cli(command("%03d.png"));
    ASSERT_EQ(frames.exit_code, 0) << frames.err;
    EXPECT_OK(credentials::read_credentials(folder / "003.png"));
    EXPECT_OK(credentials::read_credentials(folder / "%03d.png"));
}

TEST_F(Portraits, ALoopGoesRoundExactly) {
    const ProgramResult run = run_cli(command("%03d.png", {"--loops", "2"}));
    ASSERT_EQ(run.exit_code, 0) << run.err;
    EXPECT_EQ(result_of(run)["frames"], 2 * kFrames);
    EXPECT_TRUE(bytes_of(folder / "000.png") == bytes_of(folder / "008.png"));
    EXPECT_TRUE(bytes_of(folder / "005.png") == bytes_of(folder / "013.png"));
    EXPECT_FALSE(bytes_of(folder / "000.png") == bytes_of(folder / "002.png"));
}

TEST_F(Portraits, TheStepLeavesTheBackgroundBitForBit) {
    const auto source = pipeline::SourceClip::open(folder / "photo.png");
    ASSERT_OK(source);
    const pipeline::Chain chain{{{"portrait", {{"seconds", 0.8}, {"fps", 10.0}}}}};
    const auto clips = pipeline::build(steps::step_catalogue(), chain, *source);
    ASSERT_OK(clips);
    ASSERT_EQ(clips->back()->info().frames, kFrames);
    const FramePtr still = (*source)->frame(0, {}).value();
    const auto analysis = steps::analysis_of_still(*source, {});
    ASSERT_OK(analysis);
    const std::vector<int> faces = portrait::choose_faces(**analysis, "largest").value();
    const auto animator = portrait::Animator::prepare(still, **analysis, faces, {}, {});
    ASSERT_OK(animator);
    const std::vector<std::uint8_t> support = (*animator)->support();
    const auto untouched = std::count(support.begin(), support.end(), 0);
    EXPECT_GT(untouched, static_cast<std::ptrdiff_t>(support.size() / 10));
    bool moves = false;
    for (int n = 0; n < kFrames; ++n) {
        const auto frame = clips->back()->frame(n, {});
        ASSERT_OK(frame);
        std::int64_t changed = 0;
        for (std::size_t i = 0; i < support.size(); ++i) {
            const auto at = static_cast<std::ptrdiff_t>(i * Frame::kChannels);
            const bool same = std::equal(still->values().begin() + at,
                                         still->values().begin() + at + Frame::kChannels,
                                         (*frame)->values().begin() + at);
            changed += support[i] == 0 && !same ? 1 : 0;
            moves = moves || !same;
        }
        EXPECT_EQ(changed, 0) << n;
    }
    EXPECT_TRUE(moves);
}

TEST_F(Portraits, TheDrivingClipLendsItsMotionAndItsSound) {
    KINOVAR_NEEDS_SHARED(driver, "data/driving/d0_man_smile.mp4");
    make_with_ffmpeg("-i " + quoted(driver) +
                     " -f lavfi -i sine=440 -t 0.6 -c:v libx264 -c:a aac " +
                     "-metadata title=Driver " + quoted(folder / "driver.mp4"));
    const std::string clip = (folder / "driver.mp4").string();
    const ProgramResult run =
        run_cli({"portrait", photo(), (folder / "a.mp4").string(), "--driving", clip, "--json"});
    ASSERT_EQ(run.exit_code, 0) << run.err;
    EXPECT_TRUE(result_of(run)["differences"].empty()) << result_of(run).dump();
    EXPECT_EQ(probe("a.mp4", "-show_entries stream=codec_type -of csv=p=0"), "video\naudio\n");
    EXPECT_EQ(probe("a.mp4", "-show_format").find("Driver"), std::string::npos);
    ASSERT_EQ(
        run_cli({"portrait", photo(), (folder / "b.mp4").string(), "--driving", clip, "--no-sound"})
            .exit_code,
        0);
    EXPECT_EQ(probe("b.mp4", "-show_entries stream=codec_type -of csv=p=0"), "video\n");
    ASSERT_EQ(
        run_cli({"portrait", photo(), (folder / "b.gif").string(), "--driving", clip}).exit_code,
        0);
}

TEST_F(Portraits, WrongInputGetsOneLineAndLeavesNothing) {
    KINOVAR_NEEDS_SHARED(nobody, "data/portraits/stills/if_landscape_no_face.jpg");
    std::ofstream(folder / "bad.json") << "{\"seconds\": ";
    std::ofstream(folder / "half.json") << R"({"person": "A. Person"})";
    make_with_ffmpeg("-f lavfi -i testsrc2=size=64x48:rate=25 -frames:v 3 -c:v ffv1 " +
                     quoted(folder / "film.mkv"));
    const auto with = [&](std::vector<std::string> more) { return command("out.mp4", more); };
    const auto wrong = [&](const std::vector<std::string>& run, int code, const std::string& says) {
        auto plain = run;
        std::erase(plain, "--json");
        expect_failure(folder.path(), plain, code, says);
    };
    const std::string out = (folder / "out.mp4").string();
    wrong({"portrait", (folder / "none.png").string(), out}, 1, "none.png");
    wrong({"portrait", nobody.string(), out}, 3, "face");
    wrong({"portrait", (folder / "film.mkv").string(), out}, 2, "film.mkv");
    wrong(with({"--preset", "dance"}), 2, "dance");
    wrong(with({"--script", "smile, sing"}), 2, "sing");
    wrong(with({"--curves", (folder / "bad.json").string()}), 1, "curves");
    std::ofstream(folder / "prose.json") << "turn left, then smile";
    wrong(with({"--curves", (folder / "prose.json").string()}), 1, "prose.json holds no");
    wrong(with({"--consent", (folder / "half.json").string()}), 2, "granted_by");
    wrong(with({"--face", "7"}), 2, "7");
    wrong(with({"--size", "huge"}), 2, "huge");
    wrong(with({"--strengths", "nose=2"}), 2, "nose");
    wrong(with({"--max-size", "1M"}), 2, "H.264");
    wrong(with({"--driving", (folder / "none.mp4").string()}), 1, "none.mp4");
}

TEST_F(Portraits, AKilledRunGoesOnBitIdentically) {
    const auto long_run = [&](const std::string& out) {
        return std::vector<std::string>{"portrait", photo(), (folder / out).string(), "--seconds",
                                        "6"};
    };
    ASSERT_EQ(run_cli(long_run("whole.mkv")).exit_code, 0);
    const fs::path journal = folder / ".cut.mkv.kinovar-render" / "journal";
    ProgramResult run;
    bool resumed = false;
    for (int patience = 2000; run.exit_code != 0; patience += 1500) {
        run = run_cli(long_run("cut.mkv"), std::chrono::milliseconds(patience));
        EXPECT_EQ(fs::exists(folder / "cut.mkv"), run.exit_code == 0);
        resumed = resumed || fs::exists(journal);
    }
    EXPECT_TRUE(resumed);
    EXPECT_TRUE(bytes_of(folder / "cut.mkv") == bytes_of(folder / "whole.mkv"));
    EXPECT_TRUE(bytes_of(folder / "cut.mkv.xmp") == bytes_of(folder / "whole.mkv.xmp"));
}

TEST_F(Portraits, AReelOfAProjectIsTheSameFilm) {
    const std::string project = (folder / "a.kinovar").string();
    ASSERT_EQ(run_cli({"project", "new", project}).exit_code, 0);
    ASSERT_EQ(
        run_cli({"project", "consent", "add", project, "--person", "J. P.", "--relation", "self",
                 "--granted-by", "J. P.", "--ground", "own portrait", "--date", "2024-05-09"})
            .exit_code,
        0);
    const ProgramResult added = run_cli({"project", "portrait", project, photo(), "--seconds",
                                         "0.8", "--fps", "10", "--consent", "1"});
    ASSERT_EQ(added.exit_code, 0) << added.err;
    const ProgramResult info = run_cli({"project", "info", project, "--json"});
    const auto reel = result_of(info)["reels"][0];
    EXPECT_EQ(reel["frames"], kFrames);
    EXPECT_EQ(reel["source_chain"][0], "portrait");
    EXPECT_EQ(run_cli({"project", "check", project}).exit_code, 0);
    const ProgramResult rendered =
        run_cli({"render", project, (folder / "reel.mp4").string(), "--json"});
    ASSERT_EQ(rendered.exit_code, 0) << rendered.err;
    EXPECT_EQ(result_of(rendered)["credentials"]["consents"][0]["person"], "J. P.");
    write_consent("consent.json");
    ASSERT_EQ(
        run_cli(command("alone.mp4", {"--consent", (folder / "consent.json").string()})).exit_code,
        0);
    EXPECT_TRUE(bytes_of(folder / "reel.mp4") == bytes_of(folder / "alone.mp4"));
}

TEST(ProjectConsents, AreAddedListedAndRemoved) {
    const TemporaryFolder folder;
    const std::string project = (folder / "a.kinovar").string();
    ASSERT_EQ(run_cli({"project", "new", project}).exit_code, 0);
    const std::vector<std::string> half{"project", "consent", "add", project, "--person", "A. B."};
    expect_failure(folder.path(), half, 2, "granted_by");
    expect_failure(folder.path(), {"project", "consent", "remove", project, "1"}, 2, "1");
    const std::string record = R"({"person": "A. B.", "relation": "self", "granted_by": "A. B.",)"
                               R"( "ground": "own portrait", "date": "2024-05-09"})";
    ASSERT_EQ(run_cli({"project", "consent", "add", project, "--file", record}).exit_code, 0);
    const ProgramResult listed = run_cli({"project", "consent", "list", project});
    EXPECT_NE(listed.out.find("1: A. B., by A. B. (self), own portrait"), std::string::npos)
        << listed.out;
    ASSERT_EQ(run_cli({"project", "consent", "remove", project, "1"}).exit_code, 0);
    EXPECT_NE(run_cli({"project", "consent", "list", project}).out.find("no consents"),
              std::string::npos);
}

} // namespace
} // namespace kinovar::test
