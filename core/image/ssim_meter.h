#pragma once

#include "core/image/float_rows.h"
#include "core/image/metrics_kernels.h"

#include <vector>

namespace kinovar {

/// Sum of SSIM over two planes that arrive row by row; holds eleven rows of local means. See
/// core/image/metrics.h for the definition. Private to core/image; not thread-safe.
class SsimMeter {
public:
    static constexpr int kWindow = 11;

    SsimMeter(int width, int height);

    /// The next row of both planes, values in [0,1].
    void add_row(const float* a, const float* b);
    /// Over all positions where the window lies inside, after the last row.
    [[nodiscard]] double sum() const { return sum_; }
    [[nodiscard]] double positions() const { return static_cast<double>(positions_); }

private:
    static constexpr std::size_t kTerms = rows::SsimTerms::kCount;

    std::size_t width_;
    std::vector<float> taps_x_;
    std::vector<float> taps_y_;
    FloatRows terms_;
    FloatRows means_; ///< ring of rows for each term
    std::vector<const float*> window_;
    std::size_t rows_seen_ = 0;
    std::size_t positions_ = 0;
    double sum_ = 0;
};

} // namespace kinovar
