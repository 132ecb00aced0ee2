#pragma once

#include "core/image/frame.h"
#include "core/steps/retouch/fix.h"

#include <cstdint>
#include <memory>

namespace kinovar::retouch {

/// A part of a picture, px.
struct PixelRect {
    int x = 0, y = 0, width = 0, height = 0;
    [[nodiscard]] bool empty() const { return width <= 0 || height <= 0; }
};

/// What a stroke looks like while it is drawn: only what each new point changes is worked out, so
/// its cost goes by the brush and not by the picture. Paint, clone and reveal look as they will be;
/// other kinds show their source or a tint. Not thread-safe.
class LiveStroke {
public:
    /// `picture`: what is seen; `source`: where pixels come from (its frame shifted already), null
    /// for kinds without. `fix`: kind and settings; the brush is that of its last mark, whose
    /// points are ignored.
    LiveStroke(FramePtr picture, FramePtr source, Fix fix);
    ~LiveStroke();
    LiveStroke(const LiveStroke&) = delete;
    LiveStroke& operator=(const LiveStroke&) = delete;

    /// The part that looks different now.
    PixelRect add(const StrokePoint& point);
    /// Premultiplied ARGB32 of a part, as QImage has it: what is to be laid over the picture.
    void read(const PixelRect& part, std::uint32_t* pixels, int stride_in_pixels) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace kinovar::retouch
