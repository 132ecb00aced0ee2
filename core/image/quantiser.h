#pragma once

#include "core/image/planar.h"
#include "core/image/sample_scale.h"

#include <vector>

namespace kinovar {

/// Turns float rows of one plane into code values. Rows come in order from 0; row 0 starts a new
/// picture. Private to core/image; not thread-safe.
///
/// Ordered: Bayer's 8×8 matrix, of an amplitude a little below one step, so that a value that is
/// a code already stays it. Error diffusion: Floyd and Steinberg (1976), left to right; values are
/// clipped to the codes first, the error is what the nearest whole number misses, so a picture of
/// exact codes is left alone too.
class Quantiser {
public:
    Quantiser(const SampleScale& scale, int bits, int width, Dither dither);

    /// `target`: 1 or 2 bytes a sample.
    void write_row(const float* values, int y, void* target);

private:
    template <class Sample>
    void write(const float* values, int y, Sample* target);
    template <class Sample>
    void diffuse(const float* values, Sample* target);

    SampleScale scale_;
    bool wide_;
    std::size_t width_;
    Dither dither_;
    std::vector<float> error_; ///< what the row above leaves to pixel i − 1, in code steps
};

} // namespace kinovar
