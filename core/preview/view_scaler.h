#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace kinovar::preview {

/// Where a whole picture lies, in pixels of the canvas: its left edge, its length. Picture pixel i
/// covers from start + i·length/n to start + (i + 1)·length/n.
struct Placement {
    double start = 0;
    double length = 0;
    friend bool operator==(const Placement&, const Placement&) = default;
};

/// Pixels first to end − 1.
struct PixelRange {
    int first = 0;
    int end = 0;
    [[nodiscard]] bool empty() const { return end <= first; }
    friend bool operator==(const PixelRange&, const PixelRange&) = default;
};

/// How the picture's pixels become the canvas's: above this many canvas pixels to one of the
/// picture each shows as a square.
inline constexpr double kSquaresAbove = 4;

/// Draws pictures of one size at one place of a canvas: Catmull-Rom where they are enlarged, up to
/// kSquaresAbove; a triangle over the pixels that fall together (no aliasing) where they are
/// reduced; a plain copy where pixels meet pixels. Immutable, so any thread may draw.
class ViewScaler {
public:
    /// Sizes at least 1; the lengths above 0. Canvas of canvas_width × canvas_height pixels.
    ViewScaler(int width, int height, Placement across, Placement down, int canvas_width,
               int canvas_height);

    /// Canvas pixels whose centre the picture covers.
    [[nodiscard]] PixelRange columns() const { return columns_.range; }
    [[nodiscard]] PixelRange rows() const { return rows_.range; }

    /// Draws canvas pixels across × down, all within columns() and rows(). `pixels` is the picture,
    /// width × height words without padding; `out` is where canvas pixel (across.first, down.first)
    /// goes, with `stride` pixels from row to row.
    void draw(const std::uint32_t* pixels, PixelRange across, PixelRange down, std::uint32_t* out,
              std::ptrdiff_t stride) const;

private:
    enum class Kind : std::uint8_t { Copy, Squares, Smooth };
    struct Axis {
        PixelRange range; ///< of canvas pixels covered
        Kind kind = Kind::Smooth;
        int taps = 1;                     ///< even across
        std::vector<std::int32_t> starts; ///< first tap of each
        std::vector<std::int16_t> weights;
    };
    [[nodiscard]] static Axis make_axis(int size, Placement place, int canvas, Kind kind,
                                        bool in_pairs);
    void draw_squares(const std::uint32_t* pixels, PixelRange across, PixelRange down,
                      std::uint32_t* out, std::ptrdiff_t stride) const;
    void draw_smooth(const std::uint32_t* pixels, PixelRange across, PixelRange down,
                     std::uint32_t* out, std::ptrdiff_t stride) const;

    int width_;
    int height_;
    Axis columns_;
    Axis rows_;
};

} // namespace kinovar::preview
