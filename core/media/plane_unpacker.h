#pragma once

// Private to core/media.

#include "core/media/ffmpeg.h"

#include <cstdint>
#include <vector>

namespace kinovar::media {

/// Brings decoded pictures of any pixel format into the planes of a PixelLayout without losing a
/// bit: planar formats by their own planes, packed and big-endian ones by copying. Alpha is
/// dropped, palettes are looked up, samples below 8 bits are spread to 8, float samples become 16
/// bits (the one case that rounds; below 0 and above 1 is clipped).
///
/// Not thread-safe (own scratch memory).
class PlaneUnpacker {
public:
    /// Fails with Unsupported for formats that hold no plain picture (Bayer, XYZ, on a GPU).
    static Result<PlaneUnpacker> make(AVPixelFormat format, int width, int height);

    [[nodiscard]] const PixelLayout& layout() const { return layout_; }
    /// The planes live as long as `frame` and until the next call.
    [[nodiscard]] std::array<ConstPlane, 3> planes(const AVFrame& frame);

private:
    PlaneUnpacker(AVPixelFormat format, const PixelLayout& layout, int width, int height);
    void unpack_plane(const AVFrame& frame, int plane);
    void unpack_row(const AVFrame& frame, int component, int y, int width, void* target);

    AVPixelFormat format_;
    PixelLayout layout_;
    int width_;
    int height_;
    bool direct_; ///< FFmpeg's planes are ours
    std::array<std::vector<std::uint8_t>, 3> planes_;
    std::vector<std::uint32_t> row_;
};

/// What PlaneUnpacker makes of a format.
[[nodiscard]] Result<PixelLayout> unpacked_layout(AVPixelFormat format);

} // namespace kinovar::media
