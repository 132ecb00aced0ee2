// How long it takes to get a portrait ready and to make a frame of it, beside OpenCV's remap with
// the same filter over the whole picture.
#include "core/image/cv_bridge.h"
#include "core/steps/portrait/animate/animator.h"
#include "tests/steps/portrait/animate/placed_face.h"

#include <benchmark/benchmark.h>
#include <opencv2/imgproc.hpp>

namespace kinovar::portrait {
namespace {

/// A head and shoulders that fill a square picture as they do in a studio portrait.
test::PlacedPortrait studio_portrait(int size) {
    const auto side = static_cast<float>(size);
    return test::placed_portrait(size, size, {{0.5F * side, 0.42F * side, 0.38F * side, 4, 3, -3}});
}

std::unique_ptr<const Animator> animator_of(const test::PlacedPortrait& portrait) {
    auto animator = Animator::prepare(portrait.still, portrait.analysis, {0}, {}, {});
    return animator ? std::move(*animator) : nullptr;
}

void prepare(benchmark::State& state) {
    const auto portrait = studio_portrait(static_cast<int>(state.range(0)));
    for (auto _ : state) {
        benchmark::DoNotOptimize(animator_of(portrait));
    }
}

void frame(benchmark::State& state) {
    const auto portrait = studio_portrait(static_cast<int>(state.range(0)));
    const auto animator = animator_of(portrait);
    FaceMotion motion = test::lively_motion();
    if (state.range(1) == 0) { // the head alone
        for (const Channel channel : {Channel::BlinkLeft, Channel::BlinkRight, Channel::GazeX}) {
            motion[channel] = 0;
        }
    }
    for (auto _ : state) {
        benchmark::DoNotOptimize(animator->render({&motion, 1}));
    }
}

/// One Lanczos sample a pixel by OpenCV, given ready maps: 8-bit weights in steps of 1/32 px.
void opencv_remap(benchmark::State& state) {
    const auto portrait = studio_portrait(static_cast<int>(state.range(0)));
    const cv::Mat source = mat_view(*portrait.still);
    cv::Mat1f x(source.size());
    cv::Mat1f y(source.size());
    for (int row = 0; row < x.rows; ++row) {
        for (int column = 0; column < x.cols; ++column) {
            x(row, column) = static_cast<float>(column) + 0.37F;
            y(row, column) = static_cast<float>(row) - 0.21F;
        }
    }
    cv::Mat out;
    for (auto _ : state) {
        cv::remap(source, out, x, y, cv::INTER_LANCZOS4, cv::BORDER_REFLECT_101);
        benchmark::DoNotOptimize(out.data);
    }
}

BENCHMARK(prepare)
    ->Arg(512)
    ->Arg(1024)
    ->Arg(2048)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();
BENCHMARK(frame)
    ->ArgNames({"size", "lids"})
    ->ArgsProduct({{512, 1024, 2048}, {0, 1}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();
BENCHMARK(opencv_remap)
    ->Arg(512)
    ->Arg(1024)
    ->Arg(2048)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

} // namespace
} // namespace kinovar::portrait
