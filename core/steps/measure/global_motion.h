#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace kinovar::steps {

/// A picture reduced several times, with gradients: what motion of the whole picture is measured
/// on. About 20 bytes a pixel of the reduced luma.
class MotionPicture {
public:
    struct Level {
        int width = 0;
        int height = 0;
        std::vector<float> value;   ///< 8-bit levels, 0 to 255
        std::vector<float> slope_x; ///< per pixel of this level
        std::vector<float> slope_y;
    };

    /// Of a luma of 8-bit levels, row by row. Exceptions of OpenCV and std::bad_alloc pass through.
    MotionPicture(std::span<const std::uint8_t> luma, int width, int height);

    /// [0] is the finest.
    [[nodiscard]] const std::vector<Level>& levels() const { return levels_; }
    /// Pixels of the luma in one pixel of levels()[0].
    [[nodiscard]] double reduction() const { return reduction_; }

private:
    std::vector<Level> levels_;
    double reduction_ = 1;
};

/// Uneven light is described by the first cosines over the picture: across (0 to kAcross − 1) and
/// down.
inline constexpr int kLightAcross = 4;
inline constexpr int kLightDown = 3;
inline constexpr int kLightTerms = kLightAcross * kLightDown;
/// Coefficients of ln(factor); [0] is the mean of the picture.
using LightTerms = std::array<double, kLightTerms>;
/// The value of term i at (u, v), each 0 … 1 over the picture. Term 0 is 1.
[[nodiscard]] double light_basis(int term, double u, double v);

/// A change of tone (blacks lifted, whites dulled) is described by its size at these grey levels,
/// straight in between.
inline constexpr int kToneTerms = 5;
inline constexpr double kToneStep = 255.0 / (kToneTerms - 1);
/// 8-bit levels added at grey 0, kToneStep, … 255.
using ToneTerms = std::array<double, kToneTerms>;

/// How picture B differs from picture A as a whole:
/// B(x + d) ≈ exp(light(x)) · A(x) + tone(A(x)).
struct PictureMotion {
    double dx = 0; ///< px of the luma; what is at x in A lies at x + dx in B
    double dy = 0;
    LightTerms light{};
    ToneTerms tone{};
    double residual = 0; ///< robust standard deviation of what is left, in 8-bit levels
    double matched = 0;  ///< share of the picture that follows this motion, 0 to 1
};

/// Where to begin; found by phase correlation where not given.
struct MotionStart {
    double dx = 0;
    double dy = 0;
};

/// Robust Gauss-Newton alignment from coarse to fine (Baker, Matthews, "Lucas-Kanade 20 years on",
/// IJCV 2004, inverse form) with weights after Geman and McClure; at the end blocks of the picture
/// vote, so that the larger part (the background) decides. Both pictures of one size. Thread-safe.
/// Exceptions of OpenCV pass through.
[[nodiscard]] PictureMotion measure_motion(const MotionPicture& a, const MotionPicture& b,
                                           const MotionStart* start);

} // namespace kinovar::steps
