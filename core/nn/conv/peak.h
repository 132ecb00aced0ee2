#pragma once

namespace kinovar::nn::conv {

/// What this machine's fused multiply-add units reach on floats with `threads` threads, in GFLOP/s
/// (a multiplication and an addition being two), with the instructions that Conv3x3 uses. The best
/// of some runs, which together take about 50 ms.
[[nodiscard]] double measure_peak_gflops(int threads);

} // namespace kinovar::nn::conv
