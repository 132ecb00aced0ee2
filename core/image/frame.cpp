#include "core/image/frame.h"

#include "core/image/frame_memory.h"

#include <algorithm>
#include <cassert>

namespace kinovar {

void Frame::Free::operator()(float* memory) const {
    give_back_frame_memory(memory, bytes);
}

Frame::Frame(int width, int height, ColourSpec colour)
    : width_(width), height_(height), colour_(colour),
      values_(take_frame_memory(value_count() * sizeof(float)),
              Free{value_count() * sizeof(float)}) {
    assert(width > 0 && height > 0);
}

Frame::Frame(const Frame& other) : Frame(other.width_, other.height_, other.colour_) {
    std::copy_n(other.values_.get(), value_count(), values_.get());
    origin_ = other.origin_;
}

std::size_t Frame::bytes() const {
    return sizeof(Frame) + value_count() * sizeof(float) + (origin_ ? origin_->pixels.size() : 0);
}

} // namespace kinovar
