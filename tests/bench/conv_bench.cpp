#include "core/nn/conv/conv3x3.h"
#include "core/nn/conv/peak.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <random>
#include <thread>
#include <utility>
#include <vector>

namespace kinovar::nn::conv {
namespace {

constexpr double kGiga = 1e9;

std::vector<float> random_values(std::size_t count) {
    std::mt19937 random(1);
    std::uniform_real_distribution<float> values(-1, 1);
    std::vector<float> list(count);
    std::generate(list.begin(), list.end(), [&] { return values(random); });
    return list;
}

struct Picture {
    Picture(int height, int width, int channels)
        : values(random_values(static_cast<std::size_t>(height) * static_cast<std::size_t>(width) *
                               static_cast<std::size_t>(channels))),
          view{
              values.data(), height, width, channels, static_cast<std::ptrdiff_t>(width) * channels,
              channels} {}
    [[nodiscard]] ConstView read() const {
        return {view.data, view.height, view.width, view.channels, view.step_y, view.step_x};
    }
    std::vector<float> values;
    View view;
};

Conv3x3 random_convolution(int in, int out) {
    return {random_values(static_cast<std::size_t>(in) * static_cast<std::size_t>(out) * 9),
            random_values(static_cast<std::size_t>(out)), out, in};
}

/// GFLOP/s of the plain convolution, and these as a share of what the arithmetic units reach
/// without Winograd's saving (above 100 % therefore).
void report(benchmark::State& state, double flops, int threads) {
    static const double alone = measure_peak_gflops(1);
    static const double all =
        measure_peak_gflops(static_cast<int>(std::thread::hardware_concurrency()));
    const double peak = threads == 1 ? alone : all;
    using benchmark::Counter;
    state.counters["GFLOP/s"] = Counter(flops / kGiga, Counter::kIsIterationInvariantRate);
    state.counters["%peak"] =
        Counter(100 * flops / kGiga / peak, Counter::kIsIterationInvariantRate);
    state.SetLabel(instruction_set());
}

/// Args: input and output channels, width, height, threads (0: all).
void convolve(benchmark::State& state) {
    const auto arg = [&](int i) { return static_cast<int>(state.range(i)); };
    const int threads = arg(4) > 0 ? arg(4) : static_cast<int>(std::thread::hardware_concurrency());
    const Conv3x3 conv = random_convolution(arg(0), arg(1));
    const Picture input(arg(3), arg(2), arg(0));
    const Picture output(arg(3), arg(2), arg(1));
    const std::vector<float> slopes(static_cast<std::size_t>(arg(1)), 0.25F);
    Epilogue epilogue;
    epilogue.activation = Activation::PRelu;
    epilogue.slopes = slopes;
    for (auto _ : state) {
        conv.run(input.read(), output.view, epilogue, threads);
    }
    report(state, conv.flops(arg(3), arg(2)), threads);
}
void shapes(benchmark::internal::Benchmark* bench) {
    constexpr std::pair<int, int> kChannels[] = {{3, 64},   {64, 64},  {64, 48},  {32, 32},
                                                 {64, 32},  {96, 32},  {128, 32}, {160, 32},
                                                 {192, 64}, {192, 192}};
    for (const auto& [in, out] : kChannels) {
        for (const int threads : {1, 0}) {
            bench->Args({in, out, 640, 480, threads});
            bench->Args({in, out, 128, 128, threads});
        }
    }
}
BENCHMARK(convolve)->Apply(shapes)->UseRealTime()->Unit(benchmark::kMillisecond);

/// The convolutions of an x4fast network: 3→64, 32 times 64→64 with a slope per channel, 64→48.
/// Args: width, height.
void chain(benchmark::State& state) {
    constexpr int kBody = 32;
    constexpr int kChannels = 64;
    const auto width = static_cast<int>(state.range(0));
    const auto height = static_cast<int>(state.range(1));
    const int threads = static_cast<int>(std::thread::hardware_concurrency());
    const Conv3x3 first = random_convolution(3, kChannels);
    const Conv3x3 body = random_convolution(kChannels, kChannels);
    const Conv3x3 last = random_convolution(kChannels, 48);
    const Picture input(height, width, 3);
    Picture a(height, width, kChannels);
    Picture b(height, width, kChannels);
    const Picture output(height, width, 48);
    const std::vector<float> slopes(kChannels, 0.25F);
    Epilogue epilogue;
    epilogue.activation = Activation::PRelu;
    epilogue.slopes = slopes;
    // Keeps the values within range however deep the chain.
    epilogue.scale = 0.05F;
    for (auto _ : state) {
        first.run(input.read(), a.view, epilogue, threads);
        for (int i = 0; i < kBody; i += 2) {
            body.run(a.read(), b.view, epilogue, threads);
            body.run(b.read(), a.view, epilogue, threads);
        }
        last.run(a.read(), output.view, {}, threads);
    }
    report(state,
           first.flops(height, width) + kBody * body.flops(height, width) +
               last.flops(height, width),
           threads);
}
BENCHMARK(chain)->Args({640, 480})->Args({128, 128})->UseRealTime()->Unit(benchmark::kMillisecond);

} // namespace
} // namespace kinovar::nn::conv
