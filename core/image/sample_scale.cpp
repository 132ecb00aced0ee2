#include "core/image/sample_scale.h"

#include <string>

namespace kinovar {

namespace {

constexpr int kLeastBits = 8;
constexpr int kMostBits = 16;
constexpr int kMostSubsampling = 2;

// Limited range at 8 bits.
constexpr int kBlack = 16;
constexpr int kLumaSpan = 219;
constexpr int kChromaSpan = 224;

float top_code(int bits) {
    return static_cast<float>((1 << bits) - 1);
}

float at_depth(int code, int bits) {
    return static_cast<float>(code << (bits - kLeastBits));
}

} // namespace

SampleScale SampleScale::luma(int bits, Range range) {
    if (range == Range::Full) {
        return {0.0F, top_code(bits), top_code(bits)};
    }
    return {at_depth(kBlack, bits), at_depth(kLumaSpan, bits), top_code(bits)};
}

SampleScale SampleScale::chroma(int bits, const ColourSpec& colour) {
    const auto middle = static_cast<float>(1 << (bits - 1));
    if (colour.range == Range::Full) {
        return {middle, top_code(bits), top_code(bits)};
    }
    const int span = colour.matrix == Matrix::YCgCo ? kLumaSpan : kChromaSpan;
    return {middle, at_depth(span, bits), top_code(bits)};
}

Status check_layout(const PixelLayout& layout, int width, int height) {
    if (width <= 0 || height <= 0) {
        return failure(ErrorCode::InvalidArgument, "a picture of " + std::to_string(width) + "×" +
                                                       std::to_string(height) + " pixels");
    }
    if (layout.bits < kLeastBits || layout.bits > kMostBits) {
        return failure(ErrorCode::InvalidArgument, std::to_string(layout.bits) + " bits a sample",
                       "8 to 16 are possible");
    }
    const int most = layout.family == PixelLayout::Family::Yuv ? kMostSubsampling : 0;
    if (layout.subsample_x < 0 || layout.subsample_x > most || layout.subsample_y < 0 ||
        layout.subsample_y > most) {
        return failure(ErrorCode::InvalidArgument,
                       "chroma subsampling 2^" + std::to_string(layout.subsample_x) + " × 2^" +
                           std::to_string(layout.subsample_y));
    }
    return {};
}

} // namespace kinovar
