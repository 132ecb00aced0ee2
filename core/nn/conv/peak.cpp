#include "core/nn/conv/peak.h"

#include "core/nn/conv/targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/nn/conv/peak.cpp"
#include <hwy/foreach_target.h>
// foreach_target.h comes before it.
#include "core/nn/conv/vectors-inl.h"

#include <hwy/highway.h>

#include <algorithm>
#include <chrono>
#include <cmath>

HWY_BEFORE_NAMESPACE();
namespace kinovar::nn::conv::HWY_NAMESPACE {

/// Independent sums: more than latency times units of any processor, and within the registers.
constexpr int kChains = kManyRegisters ? 24 : 12;

/// Runs the units; returns the operations done. `sink` keeps the compiler from leaving them out.
double multiply_and_add(int rounds, float* sink) {
    const Tag tag;
    Vector sums[kChains];
    HWY_UNROLL(24)
    for (int i = 0; i < kChains; ++i) {
        sums[i] = hn::Set(tag, static_cast<float>(i));
    }
    const Vector factor = hn::Set(tag, 0.5F);
    for (int round = 0; round < rounds; ++round) {
        HWY_UNROLL(24)
        for (int i = 0; i < kChains; ++i) {
            sums[i] = hn::MulAdd(sums[i], factor, factor);
        }
    }
    Vector total = hn::Zero(tag);
    HWY_UNROLL(24)
    for (int i = 0; i < kChains; ++i) {
        total = hn::Add(total, sums[i]);
    }
    *sink = hn::GetLane(total);
    return 2.0 * rounds * kChains * kLanes;
}

} // namespace kinovar::nn::conv::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinovar::nn::conv {

HWY_EXPORT(multiply_and_add);

double measure_peak_gflops(int threads) {
    constexpr int kRuns = 10;
    constexpr int kRounds = 1'000'000;
    using Clock = std::chrono::steady_clock;
    double best = 0;
    for (int run = 0; run < kRuns; ++run) {
        double operations = 0;
        float sum = 0;
        const auto start = Clock::now();
#pragma omp parallel num_threads(threads) reduction(+ : operations, sum)
        {
            float sink = 0;
            operations += HWY_DYNAMIC_DISPATCH(multiply_and_add)(kRounds, &sink);
            sum += sink;
        }
        const std::chrono::duration<double, std::nano> time = Clock::now() - start;
        if (std::isfinite(sum)) { // always; the sums are used, so they are worked out
            best = std::max(best, operations / time.count());
        }
    }
    return best;
}

} // namespace kinovar::nn::conv
#endif
