// Strokes: what coverage of one and of five hundred costs, and a point of a stroke that is being
// drawn.

#include "core/image/test_picture.h"
#include "core/preview/picture.h"
#include "core/steps/retouch/brush/cover.h"
#include "core/steps/retouch/brush/kinds.h"
#include "core/steps/retouch/brush/live_stroke.h"

#include <benchmark/benchmark.h>

#include <cmath>
#include <random>

namespace {

using namespace kinovar;
using namespace kinovar::retouch;

constexpr int kPoints = 60;      // a stroke
constexpr double kBrushPx = 100; // diameter at 1080 lines
constexpr double kFullHeight = 1080;

/// A curved stroke about a quarter of the picture long.
Mark stroke(std::mt19937& random, double flow) {
    std::uniform_real_distribution<double> place(0.1, 0.7);
    const Place start{place(random), place(random)};
    Mark mark;
    mark.brush = {.size = kBrushPx / kFullHeight, .flow = flow, .pressure_sizes = false};
    for (int i = 0; i < kPoints; ++i) {
        const double t = static_cast<double>(i) / kPoints;
        mark.points.push_back({{start.x + 0.2 * t, start.y + 0.1 * std::sin(6 * t)}, 1});
    }
    return mark;
}

/// Drawn anew each time. Arguments: strokes, height, flow in hundredths.
void cover(benchmark::State& state) {
    std::mt19937 random(1);
    Area area;
    for (int i = 0; i < state.range(0); ++i) {
        area.marks.push_back(stroke(random, static_cast<double>(state.range(2)) / 100));
    }
    const int height = static_cast<int>(state.range(1));
    const cv::Size size(height * 16 / 9, height);
    Placement placement;
    for (auto step : state) {
        placement.to_now(0, 2) += 1e-6; // what was drawn before does not serve
        benchmark::DoNotOptimize(cover_of(area, size, placement).share.data);
    }
}
BENCHMARK(cover)
    ->ArgNames({"strokes", "height", "flow"})
    ->ArgsProduct({{1, 500}, {1080, 2160}, {100, 20}})
    ->Unit(benchmark::kMillisecond);

/// Another stroke on top of many. Arguments: strokes, height.
void one_more(benchmark::State& state) {
    std::mt19937 random(1);
    Area area;
    for (int i = 0; i < state.range(0); ++i) {
        area.marks.push_back(stroke(random, 1));
    }
    const int height = static_cast<int>(state.range(1));
    const cv::Size size(height * 16 / 9, height);
    benchmark::DoNotOptimize(cover_of(area, size, {}).share.data);
    for (auto step : state) {
        state.PauseTiming();
        area.marks.push_back(stroke(random, 1));
        state.ResumeTiming();
        benchmark::DoNotOptimize(cover_of(area, size, {}).share.data);
    }
}
BENCHMARK(one_more)
    ->ArgNames({"strokes", "height"})
    ->ArgsProduct({{500}, {1080, 2160}})
    ->Unit(benchmark::kMillisecond);

ShownPicture shown(const FramePtr& frame) {
    const preview::PicturePtr picture = preview::picture_of(*frame);
    return {picture->width, picture->height, picture->pixels.data(), frame->colour(), picture};
}

/// A point of a stroke with a 100 px brush (at 1080 lines), with what it changes read back.
/// Arguments: height, flow in hundredths, whether it is a clone.
void live_point(benchmark::State& state) {
    const int height = static_cast<int>(state.range(0));
    const FramePtr picture = test_picture(height * 16 / 9, height);
    std::mt19937 random(1);
    const Mark mark = stroke(random, static_cast<double>(state.range(1)) / 100);
    Fix fix{.kind = state.range(2) == 0 ? Kind(Paint{.colour = {0.5, 0.4, 0.3}})
                                        : Kind(Clone{.offset = {0.0123, 0.01}})};
    fix.area.marks.push_back(mark);
    std::vector<std::uint32_t> pixels;
    std::size_t next = mark.points.size();
    std::unique_ptr<LiveStroke> live;
    for (auto step : state) {
        if (next == mark.points.size()) {
            state.PauseTiming();
            live = std::make_unique<LiveStroke>(shown(picture), nullptr, fix);
            next = 0;
            state.ResumeTiming();
        }
        const PixelRect part = live->add(mark.points[next++]);
        pixels.resize(static_cast<std::size_t>(part.width) * static_cast<std::size_t>(part.height));
        live->read(part, pixels.data(), part.width);
    }
}
BENCHMARK(live_point)
    ->ArgNames({"height", "flow", "clone"})
    ->ArgsProduct({{1080, 2160}, {100, 20}, {0, 1}})
    ->Unit(benchmark::kMillisecond);

/// From the first touch to something that can be shown: what the pen waits for at its start.
void live_start(benchmark::State& state) {
    const int height = static_cast<int>(state.range(0));
    const FramePtr picture = test_picture(height * 16 / 9, height);
    std::mt19937 random(1);
    Fix fix{.kind = Paint{}};
    fix.area.marks.push_back(stroke(random, 1));
    for (auto step : state) {
        LiveStroke live(shown(picture), nullptr, fix);
        benchmark::DoNotOptimize(live.add(fix.area.marks.front().points.front()).width);
    }
}
BENCHMARK(live_start)->ArgName("height")->Arg(1080)->Arg(2160)->Unit(benchmark::kMillisecond);

} // namespace
