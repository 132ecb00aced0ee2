#include "core/media/plane_unpacker.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

extern "C" {
#include <libavutil/imgutils.h>
}

namespace kinovar::media {

namespace {

constexpr int kByteBits = 8;
constexpr unsigned kRedShift = 16;
constexpr int kDeepestBits = 16;
constexpr int kFloatBits = 32;

/// Planar, in our order and byte order, once alpha is left aside.
bool is_direct(const AVPixFmtDescriptor& format, const PixelLayout& layout) {
    const std::uint64_t unwanted = AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM |
                                   AV_PIX_FMT_FLAG_FLOAT | AV_PIX_FMT_FLAG_BE;
    if ((format.flags & unwanted) != 0) {
        return false;
    }
    for (int i = 0; i < layout.planes(); ++i) {
        const AVComponentDescriptor& part = format.comp[i];
        if (part.depth != layout.bits || part.shift != 0 || part.offset != 0 ||
            part.step != layout.bytes_per_sample()) {
            return false;
        }
    }
    return true;
}

int unpacked_bits(const AVPixFmtDescriptor& format) {
    if ((format.flags & AV_PIX_FMT_FLAG_FLOAT) != 0) {
        return kDeepestBits;
    }
    int bits = kByteBits;
    for (int i = 0; i < format.nb_components; ++i) {
        bits = std::max(bits, format.comp[i].depth);
    }
    return bits;
}

bool is_plain(const AVPixFmtDescriptor& format, AVPixelFormat number) {
    const std::uint64_t odd = AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_BAYER;
    if ((format.flags & odd) != 0 || number == AV_PIX_FMT_XYZ12LE || number == AV_PIX_FMT_XYZ12BE ||
        number == AV_PIX_FMT_UYYVYY411) {
        return false;
    }
    const bool is_float = (format.flags & AV_PIX_FMT_FLAG_FLOAT) != 0;
    return is_float ? format.comp[0].depth == kFloatBits : unpacked_bits(format) <= kDeepestBits;
}

/// A sample of `depth` bits at `bits` bits: full scale stays full scale.
std::uint32_t spread(std::uint32_t value, int depth, int bits) {
    const std::uint32_t from = (1U << static_cast<unsigned>(depth)) - 1;
    const std::uint32_t to = (1U << static_cast<unsigned>(bits)) - 1;
    return (value * to + from / 2) / from;
}

std::uint32_t look_up(const std::uint8_t* palette, std::uint32_t index) {
    std::uint32_t colour = 0;
    std::memcpy(&colour, palette + index * sizeof colour, sizeof colour);
    return colour;
}

std::uint32_t from_float(std::uint32_t raw) {
    const float value = std::bit_cast<float>(raw);
    constexpr float kFull = (1 << kDeepestBits) - 1;
    // A comparison with NaN is false, so NaN becomes black.
    return value > 0 ? static_cast<std::uint32_t>(std::lround(std::min(value, 1.0F) * kFull)) : 0;
}

} // namespace

Result<PixelLayout> unpacked_layout(AVPixelFormat format) {
    const AVPixFmtDescriptor* facts = av_pix_fmt_desc_get(format);
    if (facts == nullptr || !is_plain(*facts, format)) {
        return failure(ErrorCode::Unsupported,
                       std::string("pictures in the pixel format ") +
                           (facts == nullptr ? "unknown" : facts->name) + " cannot be read",
                       "convert the file first, to FFV1 in .mkv with an RGB or YUV pixel format");
    }
    PixelLayout layout;
    layout.bits = unpacked_bits(*facts);
    layout.subsample_x = 0;
    layout.subsample_y = 0;
    if ((facts->flags & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL)) != 0) {
        layout.family = PixelLayout::Family::Rgb;
    } else if (facts->nb_components < 3) {
        layout.family = PixelLayout::Family::Grey;
    } else {
        layout.family = PixelLayout::Family::Yuv;
        layout.subsample_x = facts->log2_chroma_w;
        layout.subsample_y = facts->log2_chroma_h;
    }
    return layout;
}

PlaneUnpacker::PlaneUnpacker(AVPixelFormat format, const PixelLayout& layout, int width, int height)
    : format_(format), layout_(layout), width_(width), height_(height),
      direct_(is_direct(*av_pix_fmt_desc_get(format), layout)) {}

Result<PlaneUnpacker> PlaneUnpacker::make(AVPixelFormat format, int width, int height) {
    KINOVAR_TRY_ASSIGN(const PixelLayout layout, unpacked_layout(format));
    return PlaneUnpacker(format, layout, width, height);
}

std::array<ConstPlane, 3> PlaneUnpacker::planes(const AVFrame& frame) {
    std::array<ConstPlane, 3> result;
    const AVPixFmtDescriptor& facts = *av_pix_fmt_desc_get(format_);
    for (int i = 0; i < layout_.planes(); ++i) {
        ConstPlane& plane = result[static_cast<std::size_t>(i)];
        if (direct_) {
            const int source = facts.comp[i].plane;
            plane = {frame.data[source], frame.linesize[source]};
        } else {
            unpack_plane(frame, i);
            const int width = i == 0 ? width_ : AV_CEIL_RSHIFT(width_, layout_.subsample_x);
            plane = {planes_[static_cast<std::size_t>(i)].data(),
                     std::ptrdiff_t{width} * layout_.bytes_per_sample()};
        }
    }
    return result;
}

void PlaneUnpacker::unpack_plane(const AVFrame& frame, int plane) {
    const int width = plane == 0 ? width_ : AV_CEIL_RSHIFT(width_, layout_.subsample_x);
    const int height = plane == 0 ? height_ : AV_CEIL_RSHIFT(height_, layout_.subsample_y);
    const std::size_t stride =
        static_cast<std::size_t>(width) * static_cast<std::size_t>(layout_.bytes_per_sample());
    auto& bytes = planes_[static_cast<std::size_t>(plane)];
    bytes.resize(stride * static_cast<std::size_t>(height));
    row_.resize(static_cast<std::size_t>(width));
    for (int y = 0; y < height; ++y) {
        unpack_row(frame, plane, y, width, bytes.data() + stride * static_cast<std::size_t>(y));
    }
}

void PlaneUnpacker::unpack_row(const AVFrame& frame, int component, int y, int width,
                               void* target) {
    const AVPixFmtDescriptor& facts = *av_pix_fmt_desc_get(format_);
    const bool palette = (facts.flags & AV_PIX_FMT_FLAG_PAL) != 0;
    const std::uint8_t* data[4] = {frame.data[0], frame.data[1], frame.data[2], frame.data[3]};
    // A palette is one component, the index, into native-endian words of A, R, G, B bytes.
    av_read_image_line2(row_.data(), data, frame.linesize, &facts, 0, y, palette ? 0 : component,
                        width, 0, sizeof(std::uint32_t));
    if (palette) {
        const unsigned shift = kRedShift - kByteBits * static_cast<unsigned>(component);
        for (std::uint32_t& value : row_) {
            value = look_up(frame.data[1], value) >> shift & UINT8_MAX;
        }
    }
    if ((facts.flags & AV_PIX_FMT_FLAG_FLOAT) != 0) {
        std::transform(row_.begin(), row_.end(), row_.begin(), from_float);
    } else if (const int depth = palette ? kByteBits : facts.comp[component].depth;
               depth < layout_.bits) {
        std::transform(row_.begin(), row_.end(), row_.begin(),
                       [&](std::uint32_t value) { return spread(value, depth, layout_.bits); });
    }
    if (format_ == AV_PIX_FMT_MONOWHITE) {
        for (std::uint32_t& value : row_) {
            value = UINT8_MAX - value;
        }
    }
    if (layout_.bytes_per_sample() == 1) {
        std::copy(row_.begin(), row_.end(), static_cast<std::uint8_t*>(target));
    } else {
        std::copy(row_.begin(), row_.end(), static_cast<std::uint16_t*>(target));
    }
}

} // namespace kinovar::media
