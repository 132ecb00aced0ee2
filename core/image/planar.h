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

/// Planes (Grey: Y; Yuv: Y, Cb, Cr; Rgb: R, G, B, in this order) → Frame. Code values follow
/// H.273, section 8.3, and are exact: (code − zero) / span in float. The matrix is applied by zimg.
/// Chroma is interpolated with the filter whose exact inverse PlanarFromFrame uses
/// (core/image/chroma_taps.h). Nothing is clipped, so an untouched picture comes back the same, the
/// codes outside R'G'B' too: Rgb and Grey bit-identical, Yuv bit-identical up to 12 bits and within
/// 1 step at 16. The exception is BT.2020 with constant luminance, where zimg clips to R'G'B':
/// within 1 step, and only with the transfers of BT.709 and BT.2020.
///
/// Unspecified entries of `colour` are resolved (ColourSpec::resolved) and the frame carries the
/// result. Primaries and transfer are only noted. Chroma size is rounded up, for any picture size.
/// Grey gives R = G = B.
///
/// Built once for a layout, size and colour; `convert` is not thread-safe (own scratch memory), so
/// have one converter a thread. Planes need no alignment; strides may be negative.
///
/// Errors: InvalidArgument (size or layout that makes no sense), Unsupported (a matrix that zimg
/// does not know), OutOfMemory.
class FrameFromPlanar {
public:
    static Result<std::unique_ptr<FrameFromPlanar>> make(const PixelLayout& layout, int width,
                                                         int height, const ColourSpec& colour);
    virtual ~FrameFromPlanar() = default;
    [[nodiscard]] virtual Result<FramePtr> convert(const std::array<ConstPlane, 3>& planes) = 0;
};

/// Frame → planes, stored as `colour` says (matrix, range and siting of the frame's own ColourSpec
/// play no part, primaries and transfer are not converted). Values are clipped to all codes that
/// the bits can hold, 0 … 2^bits − 1, in limited range too; NaN gives 0. Grey takes luma with the
/// weights of the matrix (`luma_weights`; BT.709 or BT.601 by height where the matrix says Rgb or
/// nothing). Bytes behind a row's end are left alone.
///
/// Dither: Ordered is Bayer's 8×8 matrix, ErrorDiffusion is Floyd and Steinberg's; both leave exact
/// codes alone, and the same frame gives the same bytes.
///
/// Threads, resolving and errors as above; InvalidArgument also for a frame of another size.
class PlanarFromFrame {
public:
    static Result<std::unique_ptr<PlanarFromFrame>>
    make(const PixelLayout& layout, int width, int height, const ColourSpec& colour, Dither dither);
    virtual ~PlanarFromFrame() = default;
    [[nodiscard]] virtual Status convert(const Frame& frame,
                                         const std::array<MutablePlane, 3>& planes) = 0;
};

} // namespace kinovar
