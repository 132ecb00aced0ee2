#pragma once

// Private to core/steps/portrait/animate.

#include <cstddef>

/// The inner loop that takes a picture's pixels at places between them, compiled for several
/// instruction sets and chosen at run time.
namespace kinovar::portrait::lanczos {

inline constexpr int kTaps = 8;
inline constexpr int kBefore = 3; ///< taps left of and above the place

/// RGB interleaved.
struct Picture {
    const float* values;
    std::size_t stride; ///< values a row
    int width, height;  ///< px, at least 1
};

/// out[3 i + c] = picture(x[i], y[i])[c], Lanczos with 4 lobes (C. Duchon, "Lanczos filtering in
/// one and two dimensions", 1979) in steps of 1/1024 px, weights summing to 1, edges mirrored
/// without repeating the outermost pixel. A place that is a pixel gives that pixel exactly.
void sample_row(float* out, std::size_t n, const Picture& picture, const float* x, const float* y);

} // namespace kinovar::portrait::lanczos
