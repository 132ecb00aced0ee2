#include "core/image/frame.h"

#include <algorithm>
#include <cassert>
#include <new>

namespace kinovar {

namespace {

constexpr std::align_val_t kAlignment{64};

} // namespace

void Frame::Free::operator()(float* memory) const {
    ::operator delete[](memory, kAlignment);
}

Frame::Frame(int width, int height, ColourSpec colour)
    : width_(width), height_(height), colour_(colour) {
    assert(width > 0 && height > 0);
    values_.reset(static_cast<float*>(::operator new[](value_count() * sizeof(float), kAlignment)));
}

Frame::Frame(const Frame& other) : Frame(other.width_, other.height_, other.colour_) {
    std::copy_n(other.values_.get(), value_count(), values_.get());
    origin_ = other.origin_;
}

std::size_t Frame::bytes() const {
    return sizeof(Frame) + value_count() * sizeof(float) + (origin_ ? origin_->pixels.size() : 0);
}

} // namespace kinovar
