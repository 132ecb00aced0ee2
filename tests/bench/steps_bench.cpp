// Steps alone, on decoded frames in memory: what a step costs a frame, apart from reading and
// writing.

#include "core/image/cv_bridge.h"
#include "core/image/test_picture.h"
#include "core/pipeline/pull_ahead.h"
#include "core/steps/restore/dust.h"
#include "core/steps/simulate/age.h"
#include "tests/steps/memory_clip.h"

#include <benchmark/benchmark.h>

#include <map>
#include <utility>
#include <vector>

namespace {

using namespace kinovar;

constexpr std::int64_t kFrames = 24;

/// Frames of a moving picture with fresh grain and dust on 0.7 % of it, made once a size.
const pipeline::ClipPtr& moving_film(int width, int height) {
    static std::map<std::pair<int, int>, pipeline::ClipPtr> films;
    pipeline::ClipPtr& film = films[{width, height}];
    if (!film) {
        std::vector<FramePtr> frames;
        for (int n = 0; n < kFrames; ++n) {
            frames.push_back(test_picture(width, height, n));
        }
        steps::simulate::AgeOptions wear;
        wear.scratch = wear.flicker = wear.weave = wear.grain = wear.blur = wear.splice = false;
        const auto worn = steps::simulate::AgeClip::make(
            std::make_shared<steps::test::MemoryClip>(std::move(frames), "bench"), wear);
        film = steps::test::in_memory(**worn, 0, kFrames - 1, "worn").value();
    }
    return film;
}

/// A whole film through a step, with as many workers as the last argument says.
void dust(benchmark::State& state) {
    set_cv_threads(1);
    const pipeline::ClipPtr& film =
        moving_film(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)));
    Job job("bench");
    // Grain is measured once a shot and kept; a film is longer than this one.
    if (const auto clip = steps::DustClip::make(film, {}); clip) {
        static_cast<void>((*clip)->analyse(0, kFrames - 1, job));
    }
    for (auto step : state) {
        const auto clip = steps::DustClip::make(film, {});
        const Status status = pipeline::pull_ahead(
            **clip, {.first = 0, .last = kFrames - 1, .workers = static_cast<int>(state.range(2))},
            job, [](std::int64_t, const FramePtr&) { return Status(); });
        if (!status) {
            state.SkipWithError(status.error().message.c_str());
        }
    }
    state.counters["fps"] =
        benchmark::Counter(static_cast<double>(kFrames) * static_cast<double>(state.iterations()),
                           benchmark::Counter::kIsRate);
}
BENCHMARK(dust)
    ->Args({640, 480, 1})
    ->Args({1920, 1080, 1})
    ->Args({1920, 1080, 2})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

} // namespace
