#include "tests/bench/colour/colour_speed.h"

#include "core/steps/colourise/engine/colouriser.h"
#include "core/steps/colourise/engine/lab.h"
#include "core/steps/colourise/engine/propagate.h"
#include "tests/bench/colour/hint_places.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <functional>

namespace kinovar::bench {

namespace {

constexpr int kRuns = 9;

struct Cost {
    double ms;     ///< by the clock on the wall
    double cpu_ms; ///< of all threads: what counts on a busy machine
};

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

Cost median_ms(const std::function<void()>& work) {
    using Clock = std::chrono::steady_clock;
    constexpr double kMs = 1000;
    std::vector<double> wall;
    std::vector<double> cpu;
    for (int run = 0; run < kRuns; ++run) {
        const auto start = Clock::now();
        const std::clock_t cpu_start = std::clock();
        work();
        cpu.push_back(kMs * static_cast<double>(std::clock() - cpu_start) / CLOCKS_PER_SEC);
        wall.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    }
    return {median(wall), median(cpu)};
}

std::string line(const std::string& what, const Cost& cost) {
    return fmt::format("| {} | {:.1f} | {:.1f} |\n", what, cost.ms, cost.cpu_ms);
}

colourise::Seeds some_seeds(const Frame& frame, const colourise::Guide& guide, int count) {
    constexpr std::uint64_t kDraw = 7;
    const cv::Mat ab = colourise::chroma_of(frame);
    return colourise::seeds_of(true_hints(ab, random_places(ab.size(), count, kDraw)),
                               guide.work.size());
}

std::string parts_of(const colourise::Guide& guide, const colourise::Seeds& seeds) {
    std::string text;
    text += line("of these: spread_smoothly",
                 median_ms([&] { static_cast<void>(spread_smoothly(guide, seeds)); }));
    text += line("spread_by_likeness",
                 median_ms([&] { static_cast<void>(spread_by_likeness(guide, seeds)); }));
    text += line("spread_from_nearest",
                 median_ms([&] { static_cast<void>(spread_from_nearest(guide, seeds)); }));
    return text;
}

} // namespace

Result<std::string> colour_speed(const Frame& frame, const std::vector<std::string>& models) {
    const cv::Mat lightness = colourise::lightness_of(frame);
    const colourise::Guide guide = colourise::make_guide(lightness);
    std::string text =
        fmt::format("| {}×{} | ms | CPU ms |\n|---|---|---|\n", frame.width(), frame.height());
    text +=
        line("lightness_of", median_ms([&] { static_cast<void>(colourise::lightness_of(frame)); }));
    text +=
        line("make_guide", median_ms([&] { static_cast<void>(colourise::make_guide(lightness)); }));
    std::vector<std::string> names{"blend"};
    names.insert(names.end(), models.begin(), models.end());
    constexpr std::array kCounts{1, 10, 50, 200};
    for (const std::string& name : names) {
        KINOVAR_TRY_ASSIGN(const auto colouriser, colourise::make_colouriser(name));
        for (const int count : kCounts) {
            const auto seeds = some_seeds(frame, guide, count);
            Status status;
            const Cost cost = median_ms([&] {
                if (auto chroma = colouriser->colour(guide, seeds, {}); !chroma) {
                    status = tl::unexpected(chroma.error());
                }
            });
            KINOVAR_TRY(status);
            text += line(fmt::format("{}, {} hints", name, count), cost);
        }
    }
    const auto seeds = some_seeds(frame, guide, kCounts.back());
    text += parts_of(guide, seeds);
    const cv::Mat ab = spread_by_likeness(guide, seeds);
    text += line("enlarge_along",
                 median_ms([&] { static_cast<void>(colourise::enlarge_along(guide, ab)); }));
    const cv::Mat whole = colourise::enlarge_along(guide, ab);
    text += line("with_chroma",
                 median_ms([&] { static_cast<void>(colourise::with_chroma(frame, whole)); }));
    return text;
}

} // namespace kinovar::bench
