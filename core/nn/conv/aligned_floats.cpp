#include "core/nn/conv/aligned_floats.h"

namespace kinovar::nn::conv {

AlignedFloats::AlignedFloats(std::size_t size)
    : floats_(new (std::align_val_t{kAlignment}) float[size]()), size_(size) {}

} // namespace kinovar::nn::conv
