#pragma once

#include "core/image/frame.h"
#include "core/steps/retouch/fix.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace kinovar::retouch {

class GrainTile;

/// A part of a picture, px.
struct PixelRect {
    int x = 0, y = 0, width = 0, height = 0;
    [[nodiscard]] bool empty() const { return width <= 0 || height <= 0; }
};

/// A picture as the screen has it: 0xffRRGGBB, rows without padding.
struct ShownPicture {
    int width = 0;
    int height = 0;
    const std::uint32_t* pixels = nullptr;
    ColourSpec colour;
    std::shared_ptr<const void> owner; ///< keeps the pixels
};

/// What a stroke looks like while it is drawn: only what each new point changes is worked out, so
/// its cost goes by the brush and not by the picture, from the first point on. Paint, clone and
/// reveal look as they will be; other kinds show their source or a tint, strokes that take away a
/// pale one. Not thread-safe.
class LiveStroke {
public:
    /// `picture`: what is seen; `source`: where pixels come from (its frame shifted already); null:
    /// the picture itself, or a kind without. `fix`: kind and settings; the brush is that of its
    /// last mark, whose points are ignored.
    LiveStroke(ShownPicture picture, FramePtr source, Fix fix);
    ~LiveStroke();
    LiveStroke(const LiveStroke&) = delete;
    LiveStroke& operator=(const LiveStroke&) = delete;

    /// The part that looks different now.
    PixelRect add(const StrokePoint& point);

    using Grain = std::shared_ptr<const GrainTile>;
    /// Measures the grain around the stroke as it is now; empty: it needs none. Takes longer than
    /// a point may, so a thread of its own runs it; it keeps what it looks at.
    [[nodiscard]] std::function<Grain()> grain_work() const;
    /// What came of it; the part that looks different now.
    PixelRect set_grain(Grain grain);

    /// Premultiplied ARGB32 of a part, as QImage has it: what is to be laid over the picture.
    void read(const PixelRect& part, std::uint32_t* pixels, int stride_in_pixels) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace kinovar::retouch
