#pragma once

// Private to core/steps/portrait/animate.

#include "core/image/frame.h"
#include "core/steps/portrait/animate/local_operator.h"

#include <vector>

namespace kinovar::portrait {

/// A colour in the encoded range 0–1.
struct Rgb {
    float r = 0, g = 0, b = 0;
    friend Rgb operator+(Rgb x, Rgb y) { return {x.r + y.r, x.g + y.g, x.b + y.b}; }
    friend Rgb operator*(Rgb x, float f) { return {x.r * f, x.g * f, x.b * f}; }
    [[nodiscard]] float lightness() const { return .299F * r + .587F * g + .114F * b; }
};

[[nodiscard]] inline Rgb mix(Rgb a, Rgb b, float t) {
    return a * (1 - t) + b * t;
}

/// Median of each channel; black where there is none.
[[nodiscard]] Rgb median(std::vector<Rgb> colours);
/// Mean of the darkest share (0–1) by lightness.
[[nodiscard]] Rgb darkest(std::vector<Rgb> colours, float share);

/// A copy of a part of a still.
class StillPatch {
public:
    StillPatch() = default;
    /// `place` is cut to the picture; it may end up empty.
    StillPatch(const Frame& still, PixelRect place);

    [[nodiscard]] const PixelRect& place() const { return place_; }
    [[nodiscard]] bool empty() const { return pixels_.empty(); }
    [[nodiscard]] StillPatch part(PixelRect place) const;
    [[nodiscard]] bool inside(Point2 place) const;
    /// Bilinear; beyond the patch its edge. Pixel coordinates of the still.
    [[nodiscard]] Rgb at(Point2 place) const;
    /// Mean over a square of that half width, px.
    [[nodiscard]] Rgb mean_at(Point2 place, float half_width) const;
    [[nodiscard]] Rgb& pixel(int x, int y);
    [[nodiscard]] const Rgb& pixel(int x, int y) const;

private:
    PixelRect place_;
    std::vector<Rgb> pixels_;
};

/// Lays a colour over what already covers pixel i.
void lay_colour_over(LocalPixels& pixels, std::size_t i, Rgb colour, float alpha);

/// The part of the picture around points, with a margin, in whole pixels.
[[nodiscard]] PixelRect rect_around(const std::vector<Point2>& points, float margin);

} // namespace kinovar::portrait
