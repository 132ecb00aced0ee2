#include "core/image/test_picture.h"
#include "core/nn/image_runner.h"

#include <benchmark/benchmark.h>

namespace kinovar::nn {
namespace {

/// Args: width, height, tile (0: by the memory budget).
void upscale(benchmark::State& state, const char* id) {
    static const bool tuned = [] {
        tune_allocator();
        set_threads(0);
        return true;
    }();
    (void)tuned;
    const auto model = load_model(id);
    if (!model) {
        state.SkipWithError(model.error().one_line().c_str());
        return;
    }
    const auto width = static_cast<int>(state.range(0));
    const auto height = static_cast<int>(state.range(1));
    const FramePtr frame = test_picture(width, height);
    RunOptions options;
    options.tile = static_cast<int>(state.range(2));
    for (auto _ : state) {
        benchmark::DoNotOptimize(run_image(**model, *frame, options));
    }
    state.counters["Mpx/s"] =
        benchmark::Counter(width * height / 1e6, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK_CAPTURE(upscale, x4fast, "realesrgan-x4fast")
    ->Args({640, 480, 0})
    ->Args({640, 480, 128})
    ->Args({640, 480, 256})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(upscale, x4plus, "realesrgan-x4plus")
    ->Args({128, 128, 0})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

} // namespace
} // namespace kinovar::nn
