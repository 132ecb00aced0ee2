// Films and pictures that steps make of one still: times, marks, credentials, sound of their own.

#include "core/credentials/credentials.h"
#include "core/media/media_info.h"
#include "core/project/reel_edits.h"
#include "core/render/project_render.h"
#include "core/steps/kit/step_kit.h"
#include "tests/support/support.h"

#include <fstream>

namespace kinovar::render {
namespace {

namespace fs = std::filesystem;
using test::quoted;
using test::run_command;
using test::TemporaryFolder;

constexpr int kFrames = 60;
constexpr Rational kRate{25, 1};

/// Plays a still as a film of frames that differ, as a step does that brings it to life.
struct AliveOptions {
    int frames = kFrames;
    bool credited = false;
    std::string sound;
    static const FieldList<AliveOptions>& fields() {
        static const FieldList<AliveOptions> list =
            FieldList<AliveOptions>()
                .add(&AliveOptions::frames, {"frames", "Frames", "How many."})
                .add(&AliveOptions::credited, {"credited", "Credited", "With credentials."})
                .add(&AliveOptions::sound, {"sound", "Sound", "A film."});
        return list;
    }
};

std::shared_ptr<const credentials::Credentials> alive_credentials() {
    credentials::Credentials made;
    made.action = "A still was given motion for a test.";
    made.models = {{"a-model", "MIT"}};
    made.consents.push_back({.person = "A. Person",
                             .relation = "self",
                             .granted_by = "A. Person",
                             .ground = "own portrait",
                             .date = "2024-05-09"});
    return std::make_shared<credentials::Credentials>(std::move(made));
}

class AliveClip final : public pipeline::Clip {
public:
    AliveClip(pipeline::ClipPtr still, const AliveOptions& options)
        : still_(std::move(still)), info_(still_->info()) {
        auto timeline = std::make_shared<pipeline::Timeline>();
        timeline->base = {1, 25};
        for (int n = 0; n < options.frames; ++n) {
            timeline->starts.push_back(n);
        }
        info_.timeline = std::move(timeline);
        info_.frames = options.frames;
        info_.rate = kRate;
        info_.key = steps::step_key(still_->info(), "alive", 1, options);
        info_.sound = options.sound;
        if (options.credited) {
            info_.credentials = alive_credentials();
        }
    }
    [[nodiscard]] const pipeline::ClipInfo& info() const override { return info_; }
    [[nodiscard]] Result<FramePtr> frame(std::int64_t n,
                                         const pipeline::Pull& pull) const override {
        KINOVAR_TRY_ASSIGN(const FramePtr still, still_->frame(0, pull));
        auto moved = std::make_shared<Frame>(*still);
        std::fill_n(moved->row(0), Frame::kChannels * 8, static_cast<float>(n) / kFrames);
        return FramePtr(std::move(moved));
    }

private:
    pipeline::ClipPtr still_;
    pipeline::ClipInfo info_;
};

std::span<const pipeline::StepType> types() {
    static const std::array list{steps::step_type<AliveOptions>(
        {"alive", "Alive", "Plays a still."},
        [](const AliveOptions& options, pipeline::ClipPtr input) -> Result<pipeline::ClipPtr> {
            return std::make_shared<AliveClip>(std::move(input), options);
        })};
    return list;
}

pipeline::Chain alive(const AliveOptions& options = {}) {
    return {{{"alive", AliveOptions::fields().values_of(options)}}};
}

class CreditedRender : public testing::Test {
protected:
    void SetUp() override {
        if (run_command("ffmpeg -version").exit_code != 0) {
            GTEST_SKIP() << "the program ffmpeg is not installed";
        }
        make("-f lavfi -i testsrc2=size=160x120 -frames:v 1 " + quoted(folder / "still.png"));
    }
    static void make(const std::string& arguments) {
        const auto made = run_command("ffmpeg -v error -y " + arguments);
        ASSERT_EQ(made.exit_code, 0) << made.err;
    }
    [[nodiscard]] RenderRequest request(const std::string& output,
                                        const AliveOptions& options = {}) const {
        RenderRequest wanted;
        wanted.input = folder / "still.png";
        wanted.output = folder / output;
        wanted.chain = alive(options);
        return wanted;
    }
    static Result<RenderReport> run(const RenderRequest& wanted) {
        Job job("test");
        return render(types(), wanted, job);
    }
    static std::string probe_text(const fs::path& file, const std::string& options) {
        return run_command("ffprobe -v error " + options + " " + quoted(file)).out;
    }
    static std::string bytes(const fs::path& file) {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> list;
        for (const auto& entry : fs::directory_iterator(folder.path())) {
            list.push_back(entry.path().filename().string());
        }
        std::sort(list.begin(), list.end());
        return list;
    }

    TemporaryFolder folder;
};

TEST_F(CreditedRender, AStillBecomesAFilmWithItsTimes) {
    const auto report = run(request("film.mp4"));
    ASSERT_OK(report);
    EXPECT_EQ(report->frames, kFrames);
    EXPECT_EQ(report->credentials, nullptr);
    EXPECT_TRUE(report->differences.empty());
    const auto info = media::probe(folder / "film.mp4");
    ASSERT_OK(info);
    EXPECT_EQ(info->video.frames, kFrames);
    EXPECT_EQ(info->video.rate, kRate);
    EXPECT_EQ(probe_text(folder / "film.mp4", "-show_entries format=duration -of csv=p=0"),
              "2.400000\n");
    EXPECT_EQ(names(), (std::vector<std::string>{"film.mp4", "still.png"}));
}

TEST_F(CreditedRender, AReelMadeOfAStillRendersAsAnyReel) {
    auto document = project::Document::create(folder / "a.kinovar").value();
    const auto info = media::probe(folder / "still.png");
    ASSERT_OK(info);
    ASSERT_OK(document->apply(project::add_reel(*document, *info).value()));
    const project::Id reel = document->all<project::Reel>().begin()->first;
    const auto edit = project::set_source_chain(*document, reel, alive(), kFrames, kRate, 160, 120);
    ASSERT_OK(document->apply(*edit));
    ASSERT_OK(document->apply(project::set_cuts(*document, reel, {20})));
    project::RenderJob wanted{.reel = reel, .first = 0, .last = kFrames - 1};
    wanted.output = folder / "whole.mp4";
    Job job("test");
    const auto whole = render_project(types(), *document, wanted, job);
    ASSERT_OK(whole);
    EXPECT_EQ(whole->frames, kFrames);
    ASSERT_OK(run(request("plain.mp4")));
    EXPECT_EQ(bytes(folder / "whole.mp4"), bytes(folder / "plain.mp4"));
    wanted.first = 20;
    wanted.output = folder / "part.mp4";
    const auto part = render_project(types(), *document, wanted, job);
    ASSERT_OK(part);
    EXPECT_EQ(part->frames, kFrames - 20);

    const auto shorter =
        project::set_source_chain(*document, reel, alive({.frames = 30}), kFrames, kRate, 160, 120);
    ASSERT_OK(document->apply(*shorter));
    const auto refused = render_project(types(), *document, wanted, job);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Refused);
}

TEST_F(CreditedRender, CredentialsAreInEveryKindOfExport) {
    fs::create_directory(folder / "frames");
    for (const std::string name : {"a.mp4", "a.mov", "a.mkv", "a.gif"}) {
        const auto report = run(request(name, {.frames = 12, .credited = true}));
        ASSERT_OK(report);
        ASSERT_NE(report->credentials, nullptr);
        EXPECT_TRUE(report->credentials->software.starts_with("Kinovar ")) << name;
        EXPECT_TRUE(report->differences.empty()) << name << ": " << report->differences[0].what;
        const auto read = credentials::read_credentials(folder / name);
        ASSERT_OK(read);
        EXPECT_EQ(read->action, alive_credentials()->action) << name;
        EXPECT_EQ(read->consents, alive_credentials()->consents) << name;
        EXPECT_EQ(fs::exists(folder / (name + ".xmp")), name == "a.mkv") << name;
    }
    const std::string tags = probe_text(folder / "a.mkv", "-show_entries format_tags");
    EXPECT_NE(tags.find("A still was given motion"), std::string::npos) << tags;
    EXPECT_NE(tags.find("A. Person"), std::string::npos) << tags;
    EXPECT_NE(probe_text(folder / "a.mp4", "-show_entries format_tags").find("A still was given"),
              std::string::npos);
    ASSERT_OK(run(request("frames/%03d.png", {.frames = 3, .credited = true})));
    for (const char* name : {"000.png", "002.png", "%03d.png"}) {
        const auto read = credentials::read_credentials(folder / "frames" / name);
        ASSERT_OK(read);
        EXPECT_EQ(read->models, alive_credentials()->models) << name;
    }
    EXPECT_EQ(std::distance(fs::directory_iterator(folder / "frames"), {}), 4);
    ASSERT_OK(run(request("one.png", {.frames = 1, .credited = true})));
    EXPECT_OK(credentials::read_credentials(folder / "one.png"));
    EXPECT_FALSE(fs::exists(folder / "one.png.xmp"));
    EXPECT_EQ(names(), (std::vector<std::string>{"a.gif", "a.mkv", "a.mkv.xmp", "a.mov", "a.mp4",
                                                 "frames", "one.png", "still.png"}));
}

TEST_F(CreditedRender, TheSoundOfAnotherFilmIsPutToThePictures) {
    make("-f lavfi -i testsrc=rate=30 -f lavfi -i sine=440 -t 5 -c:v mpeg4 -c:a aac "
         "-metadata title=Driver -metadata:s:v:0 title=Camera " +
         quoted(folder / "driver.mp4"));
    for (const std::string name : {"a.mp4", "a.mov", "a.mkv"}) {
        AliveOptions options;
        options.sound = (folder / "driver.mp4").string();
        const auto report = run(request(name, options));
        ASSERT_OK(report);
        EXPECT_TRUE(report->differences.empty()) << name << ": " << report->differences[0].what;
        const std::string streams =
            probe_text(folder / name, "-show_entries stream=codec_type -of csv=p=0");
        EXPECT_EQ(streams, "video\naudio\n") << name;
        const auto duration = [&](const std::string& what) {
            return probe_text(folder / name, "-select_streams " + what +
                                                 " -show_entries packet=pts_time -of csv=p=0");
        };
        const std::string times = duration("a");
        const double last = std::stod(times.substr(times.rfind('\n', times.size() - 2) + 1));
        EXPECT_NEAR(last, 2.4, 0.05) << name;
        const std::string tags = probe_text(folder / name, "-show_format -show_streams");
        EXPECT_EQ(tags.find("Driver"), std::string::npos) << tags;
        EXPECT_EQ(tags.find("Camera"), std::string::npos) << tags;
    }
    auto onto_itself = request("driver.mp4", {.sound = (folder / "driver.mp4").string()});
    const auto refused = run(onto_itself);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::NotWritable);
}

TEST_F(CreditedRender, ThePartsOfAnExportAreTheSameAsTheWhole) {
    const AliveOptions options{.frames = 100, .credited = true};
    ASSERT_OK(run(request("whole.mkv", options)));
    Job* running = nullptr;
    Job stopping("test", [&](const Job::Event& event) {
        if (event.progress.done > 60) {
            running->request_stop();
        }
    });
    running = &stopping;
    const auto cut = render(types(), request("cut.mkv", options), stopping);
    ASSERT_FALSE(cut);
    EXPECT_EQ(cut.error().code, ErrorCode::Cancelled);
    EXPECT_FALSE(fs::exists(folder / "cut.mkv"));
    const auto rest = run(request("cut.mkv", options));
    ASSERT_OK(rest);
    EXPECT_GT(rest->resumed_frames, 0);
    EXPECT_TRUE(bytes(folder / "cut.mkv") == bytes(folder / "whole.mkv"));
    EXPECT_EQ(bytes(folder / "cut.mkv.xmp"), bytes(folder / "whole.mkv.xmp"));
}

} // namespace
} // namespace kinovar::render
