#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>

namespace kinovar::train {

enum class TrainTask : std::uint8_t {
    Upscale, ///< pictures that were reduced
    Denoise, ///< grain and blur of film
    Colour   ///< colours by hints
};

/// How a network is trained. The schedule (learning rate, precision, loss) runs over the whole
/// budget, which is either a time or a number of steps.
struct TrainOptions {
    int scale = 2;      ///< Upscale only; the others keep the size
    int features = 32;  ///< channels between the convolutions; not for Colour, whose size is fixed
    int depth = 12;     ///< convolutions between the first and the last; not for Colour
    double minutes = 0; ///< budget of time; 0: `steps` counts
    std::int64_t steps = 0;
    std::int64_t seed = 1;
    int batch = 16;                    ///< patches a step
    int patch = 48;                    ///< side of an input patch, px
    double rate = 1e-3;                ///< highest learning rate
    std::int64_t validate_every = 500; ///< steps between validations (and checkpoints)
    int patience = 0; ///< validations without gain after which training ends; 0: never
    std::string precision = "auto"; ///< "float", "mixed" (bfloat16 for most of the time) or "auto"
    int threads = 0;                ///< 0: all processors
    std::string device = "cpu";     ///< "cpu", "cuda", "cuda:1"

    /// Fails where a value is out of its range.
    [[nodiscard]] Status check() const;
};

} // namespace kinovar::train
