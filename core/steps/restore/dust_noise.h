#pragma once

#include "core/base/result.h"

#include <opencv2/core.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace kinovar::steps::dust {

/// Standard deviation of the grain of a plane that dirt is looked for in, by grey.
struct NoiseCurve {
    static constexpr int kBins = 12; ///< of equal width over 0 … 256
    std::array<float, kBins> sigma{};

    /// Between the middles of the bins interpolated. `grey`, result: 8-bit levels.
    [[nodiscard]] float at(float grey) const;

    [[nodiscard]] std::string bytes() const;
    [[nodiscard]] static Result<NoiseCurve> from_bytes(std::string_view bytes);
};

/// Measures grain where a frame agrees with its neighbours and has no detail: by the median of
/// what is left, which small dirt does not move.
class NoiseMeter {
public:
    /// A frame and its neighbours, compensated and matched in brightness (CV_8U).
    void add(const cv::Mat& plane, const cv::Mat& before, const cv::Mat& after);

    /// Bins without pixels take the nearest bin's value; no pixels at all give the least noise.
    [[nodiscard]] NoiseCurve curve() const;

private:
    static constexpr int kLargest = 256; // |2 I − P − N|, in half levels
    std::array<std::array<std::int64_t, kLargest>, NoiseCurve::kBins> counts_{};
};

} // namespace kinovar::steps::dust
