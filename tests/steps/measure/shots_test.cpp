#include "core/image/resize.h"
#include "core/pipeline/chain.h"
#include "core/pipeline/shot_chains.h"
#include "core/pipeline/source_clip.h"
#include "core/steps/measure/shots.h"
#include "core/steps/restore/cuts.h"
#include "core/steps/step_catalogue.h"
#include "tests/steps/memory_clip.h"
#include "tests/support/support.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <random>

namespace kinovar::steps {
namespace {

using test::MemoryClip;

/// One of many places, a little noisy, seen by a camera at x.
FramePtr look_at(int place, double x, double gain, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> grain(0, 0.02F);
    auto frame = std::make_shared<Frame>(128, 96, ColourSpec::bt601());
    for (int row = 0; row < frame->height(); ++row) {
        for (int column = 0; column < frame->width(); ++column) {
            double value = 0.5;
            for (int wave = 1; wave <= 6; ++wave) {
                const double angle = 1.7 * wave + 2.9 * place;
                const double number = 0.05 + 0.03 * ((wave * 5 + place * 3) % 7);
                value +=
                    0.08 *
                    std::sin(number * ((column + x) * std::cos(angle) + row * std::sin(angle)) +
                             place * wave);
            }
            std::fill_n(frame->row(row) + Frame::kChannels * column, Frame::kChannels,
                        static_cast<float>(gain * value) + grain(random));
        }
    }
    return frame;
}

struct Scene {
    int place;
    int frames;
    double speed = 0;
    std::function<double(int)> gain = [](int) { return 1.0; };
};

std::shared_ptr<MemoryClip> film_of(const std::vector<Scene>& scenes, std::string_view name) {
    std::vector<FramePtr> frames;
    for (const Scene& scene : scenes) {
        for (int i = 0; i < scene.frames; ++i) {
            frames.push_back(look_at(scene.place, scene.speed * i, scene.gain(i),
                                     static_cast<unsigned>(frames.size())));
        }
    }
    return std::make_shared<MemoryClip>(std::move(frames), name);
}

std::vector<CutEvent> events_of(const pipeline::ClipPtr& film) {
    const auto facts = Survey(film).facts(0, film->info().frames - 1, {});
    EXPECT_TRUE(facts);
    return find_events(*facts, 0);
}

std::vector<std::int64_t> frames_of(const std::vector<CutEvent>& events, CutKind kind) {
    std::vector<std::int64_t> frames;
    for (const CutEvent& event : events) {
        if (event.kind == kind) {
            frames.push_back(event.frame);
        }
    }
    return frames;
}

using Numbers = std::vector<std::int64_t>;

TEST(Cuts, EveryCutIsFoundAndNothingElse) {
    const auto film = film_of({{1, 20, 1.5}, {2, 5}, {3, 30, -2}, {4, 70, 0.3}, {5, 8}}, "cuts");
    EXPECT_EQ(frames_of(events_of(film), CutKind::Cut), (Numbers{20, 25, 55, 125}));
}

TEST(Cuts, AFlashIsNoCut) {
    const auto flash = [](int i) { return i == 12 || i == 20 || i == 21 ? 1.8 : 1.0; };
    const auto film = film_of({{1, 40, 0.5, flash}}, "flash");
    const auto events = events_of(film);
    EXPECT_EQ(frames_of(events, CutKind::Cut), Numbers());
    EXPECT_EQ(frames_of(events, CutKind::Flash), Numbers{12});
}

TEST(Cuts, AFastPanIsNoCut) {
    const auto film = film_of({{1, 12}, {1, 12, 9}, {1, 12}}, "pan");
    EXPECT_LE(frames_of(events_of(film), CutKind::Cut).size(), 1U); // the jump back to the start
}

TEST(Cuts, FadesAreFlagged) {
    const auto out = [](int i) { return i < 20 ? 1.0 : std::max(0.0, 1 - (i - 20) / 14.0); };
    const auto in = [](int i) { return std::min(1.0, i / 14.0); };
    const auto film = film_of({{1, 38, 0, out}, {2, 40, 0, in}}, "fades");
    const auto events = events_of(film);
    EXPECT_EQ(frames_of(events, CutKind::FadeOut).size(), 1U);
    EXPECT_EQ(frames_of(events, CutKind::FadeIn).size(), 1U);
}

TEST(Shots, AreTheSameFromWhereverOneAsks) {
    const auto film = film_of({{1, 90, 0.2}, {2, 50}, {3, 33}}, "shots");
    for (const std::int64_t from : {0, 89, 90, 139, 140, 172}) {
        const auto shot = shots_of(film)->shot_of(from, {});
        ASSERT_TRUE(shot);
        const pipeline::Shot wanted = from < 90    ? pipeline::Shot{0, 89}
                                      : from < 140 ? pipeline::Shot{90, 139}
                                                   : pipeline::Shot{140, 172};
        EXPECT_EQ(*shot, wanted) << from;
    }
}

TEST(Shots, OfSharedClipsInARowAreTheClips) {
    KINOVAR_NEEDS_SHARED(data, "data");
    std::vector<FramePtr> frames;
    Numbers starts;
    for (const char* name : {"clips/pan_otters.mkv", "film/great_train_robbery_1903.mkv",
                             "clips/woman_restaurant.mkv", "film/market_street_1906.mkv"}) {
        const auto source = pipeline::SourceClip::open(data / name);
        ASSERT_TRUE(source);
        starts.push_back(static_cast<std::int64_t>(frames.size()));
        for (std::int64_t n = 0; n < 40; ++n) {
            const auto frame = (*source)->frame(n, {});
            ASSERT_TRUE(frame);
            const auto sized = resize(**frame, 320, 240, ResizeFilter::Area);
            ASSERT_TRUE(sized);
            frames.push_back(*sized);
        }
    }
    starts.erase(starts.begin());
    const auto film = std::make_shared<MemoryClip>(std::move(frames), "shared clips");
    EXPECT_EQ(frames_of(events_of(film), CutKind::Cut), starts);
}

Result<std::vector<pipeline::ClipPtr>> with_cuts(const pipeline::ClipPtr& film,
                                                 std::string_view parameters) {
    pipeline::Chain chain;
    KINOVAR_TRY_ASSIGN(pipeline::StepSpec step,
                       pipeline::step_from_text(step_catalogue(), parameters));
    chain.steps.push_back(std::move(step));
    return pipeline::build(step_catalogue(), chain, film);
}

pipeline::Shot shot_at(const pipeline::ClipPtr& clip, std::int64_t n) {
    const auto shot = clip->info().shots->shot_of(n, {});
    EXPECT_TRUE(shot);
    return shot.value_or(pipeline::Shot{});
}

TEST(CutsStep, APersonHasTheLastWord) {
    const auto film = film_of({{1, 20}, {2, 20}, {3, 20}}, "hand");
    const auto clips = with_cuts(film, "cuts:add=30+50,remove=40");
    ASSERT_TRUE(clips);
    EXPECT_EQ(shot_at(clips->back(), 5), (pipeline::Shot{0, 19}));
    EXPECT_EQ(shot_at(clips->back(), 25), (pipeline::Shot{20, 29}));
    EXPECT_EQ(shot_at(clips->back(), 41), (pipeline::Shot{30, 49}));
    EXPECT_EQ(shot_at(clips->back(), 59), (pipeline::Shot{50, 59}));
    const auto one = with_cuts(film, "cuts:mode=none");
    ASSERT_TRUE(one);
    EXPECT_EQ(shot_at(one->back(), 30), (pipeline::Shot{0, 59}));
    EXPECT_NE((*clips).back()->info().key, (*one).back()->info().key);
}

TEST(CutsStep, KeepsTheShotsOfAProject) {
    const auto film = film_of({{1, 20}, {2, 20}, {3, 20}}, "project");
    const pipeline::ClipPtr given = pipeline::with_shots(film, listed_shots({7, 33}, 60));
    const auto clips = with_cuts(given, "cuts:add=50");
    ASSERT_TRUE(clips);
    EXPECT_EQ(shot_at(clips->back(), 19), (pipeline::Shot{7, 32}));
    EXPECT_EQ(shot_at(clips->back(), 45), (pipeline::Shot{33, 49}));
    Job job("test");
    EXPECT_TRUE(clips->back()->analyse(0, 59, job));
    EXPECT_EQ(job.progress().total, 0) << "there is nothing to look for";
}

TEST(CutsStep, ReadsAListThatWasEdited) {
    const kinovar::test::TemporaryFolder folder;
    std::ofstream(folder / "cuts.json")
        << R"({"cuts": [{"frame": 15, "kind": "cut"}, {"frame": 22, "kind": "flash"}]})";
    const auto film = film_of({{1, 20}, {2, 20}}, "list");
    const auto clips = with_cuts(film, "cuts:file=" + (folder / "cuts.json").string());
    ASSERT_TRUE(clips);
    EXPECT_EQ(shot_at(clips->back(), 30), (pipeline::Shot{15, 39}));
}

TEST(CutsStep, SaysWhatIsWrongWithItsInput) {
    const kinovar::test::TemporaryFolder folder;
    const auto film = film_of({{1, 20}}, "wrong");
    for (const char* bad : {"cuts:add=20", "cuts:add=0", "cuts:add=x", "cuts:remove=3;4",
                            "cuts:file=/no/such/file.json", "cuts:mode=perhaps"}) {
        EXPECT_FALSE(with_cuts(film, bad)) << bad;
    }
    for (const char* text : {"", "{}", "[{\"frame\": \"x\"}]", "[[[[[[1]]]]]]", "[1, 200]"}) {
        std::ofstream(folder / "bad.json") << text;
        const auto clips = with_cuts(film, "cuts:file=" + (folder / "bad.json").string());
        ASSERT_FALSE(clips) << text;
        EXPECT_NE(clips.error().message.find("bad.json"), std::string::npos) << text;
        EXPECT_FALSE(clips.error().hint.empty()) << text;
    }
}

} // namespace
} // namespace kinovar::steps
