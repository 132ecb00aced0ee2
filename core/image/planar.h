#pragma once

#include "core/base/result.h"
#include "core/image/frame.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace kinovar {

/// How a picture lies in planes of integers, as codecs want it.
struct PixelLayout {
    enum class Family : std::uint8_t { Grey, Yuv, Rgb };
    Family family = Family::Yuv;
    int bits = 8; ///< 8 … 16 significant bits, in the low bits of 1 or 2 bytes, native endian
    int subsample_x = 1; ///< log2 of chroma subsampling (4:2:0 is 1, 1); 0 for Grey and Rgb
    int subsample_y = 1;

    [[nodiscard]] int bytes_per_sample() const { return bits > 8 ? 2 : 1; }
    [[nodiscard]] int planes() const { return family == Family::Grey ? 1 : 3; }
    friend bool operator==(const PixelLayout&, const PixelLayout&) = default;
};

struct ConstPlane {
    const void* data = nullptr;
    std::ptrdiff_t stride = 0; ///< bytes from row to row
};
struct MutablePlane {
    void* data = nullptr;
    std::ptrdiff_t stride = 0;
};

enum class Dither : std::uint8_t { None, Ordered, ErrorDiffusion };

/// Planes (Grey: Y; Yuv: Y, Cb, Cr; Rgb: R, G, B) → Frame, by zimg. Chroma is interpolated with the
/// filter whose exact inverse PlanarFromFrame uses, so an untouched YUV picture comes back the same
/// (within rounding).
///
/// Built once for a layout, size and (resolved) colour; `convert` is not thread-safe (own scratch
/// memory).
class FrameFromPlanar {
public:
    static Result<std::unique_ptr<FrameFromPlanar>> make(const PixelLayout& layout, int width,
                                                         int height, const ColourSpec& colour);
    virtual ~FrameFromPlanar() = default;
    [[nodiscard]] virtual Result<FramePtr> convert(const std::array<ConstPlane, 3>& planes) = 0;
};

/// Frame → planes. Values are clipped to what the layout and range can hold; Grey takes luma.
/// Dither is deterministic: the same frame gives the same bytes.
class PlanarFromFrame {
public:
    static Result<std::unique_ptr<PlanarFromFrame>>
    make(const PixelLayout& layout, int width, int height, const ColourSpec& colour, Dither dither);
    virtual ~PlanarFromFrame() = default;
    [[nodiscard]] virtual Status convert(const Frame& frame,
                                         const std::array<MutablePlane, 3>& planes) = 0;
};

} // namespace kinovar
