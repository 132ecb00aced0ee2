#include "core/image/metrics.h"
#include "core/image/planar.h"
#include "core/image/resize.h"
#include "core/image/test_picture.h"

#include <benchmark/benchmark.h>

#include <array>
#include <vector>

namespace kinovar {
namespace {

constexpr int kWidth = 1920;
constexpr int kHeight = 1080;

/// Memory for the planes of one picture.
struct Planes {
    explicit Planes(const PixelLayout& layout) {
        for (int i = 0; i < layout.planes(); ++i) {
            const bool chroma = i > 0 && layout.family == PixelLayout::Family::Yuv;
            const int width = chroma ? kWidth >> layout.subsample_x : kWidth;
            const int height = chroma ? kHeight >> layout.subsample_y : kHeight;
            const std::ptrdiff_t stride = std::ptrdiff_t{width} * layout.bytes_per_sample();
            auto& memory = bytes[static_cast<std::size_t>(i)];
            memory.resize(static_cast<std::size_t>(stride) * static_cast<std::size_t>(height), 100);
            out[static_cast<std::size_t>(i)] = {memory.data(), stride};
            in[static_cast<std::size_t>(i)] = {memory.data(), stride};
        }
    }
    std::array<std::vector<unsigned char>, 3> bytes;
    std::array<MutablePlane, 3> out{};
    std::array<ConstPlane, 3> in{};
};

PixelLayout layout_of(const benchmark::State& state) {
    const int sub = state.range(1) == 420 ? 1 : 0;
    return {PixelLayout::Family::Yuv, static_cast<int>(state.range(0)), sub, sub};
}

void frame_from_planar(benchmark::State& state) {
    const PixelLayout layout = layout_of(state);
    const Planes planes(layout);
    auto convert = FrameFromPlanar::make(layout, kWidth, kHeight, ColourSpec::bt709());
    for (auto _ : state) {
        benchmark::DoNotOptimize((*convert)->convert(planes.in));
    }
}
BENCHMARK(frame_from_planar)
    ->Args({8, 420})
    ->Args({10, 420})
    ->Args({8, 444})
    ->Unit(benchmark::kMillisecond);

void planar_from_frame(benchmark::State& state) {
    const PixelLayout layout = layout_of(state);
    Planes planes(layout);
    const FramePtr frame = test_picture(kWidth, kHeight);
    auto convert =
        PlanarFromFrame::make(layout, kWidth, kHeight, ColourSpec::bt709(), Dither::Ordered);
    for (auto _ : state) {
        benchmark::DoNotOptimize((*convert)->convert(*frame, planes.out));
    }
}
BENCHMARK(planar_from_frame)
    ->Args({8, 420})
    ->Args({10, 420})
    ->Args({8, 444})
    ->Unit(benchmark::kMillisecond);

void halve(benchmark::State& state) {
    const FramePtr frame = test_picture(kWidth, kHeight);
    const auto filter = static_cast<ResizeFilter>(state.range(0));
    for (auto _ : state) {
        benchmark::DoNotOptimize(resize(*frame, kWidth / 2, kHeight / 2, filter));
    }
}
BENCHMARK(halve)
    ->Arg(static_cast<int>(ResizeFilter::Lanczos))
    ->Arg(static_cast<int>(ResizeFilter::Area))
    ->Unit(benchmark::kMillisecond);

void metrics(benchmark::State& state) {
    const FramePtr a = test_picture(kWidth, kHeight, 0);
    const FramePtr b = test_picture(kWidth, kHeight, 1);
    for (auto _ : state) {
        benchmark::DoNotOptimize(compare_pictures(*a, *b));
    }
}
BENCHMARK(metrics)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace kinovar
