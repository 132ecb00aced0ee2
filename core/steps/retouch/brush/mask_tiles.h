#pragma once

#include "core/base/result.h"
#include "core/image/frame.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kinovar::retouch {

/// Coverage as pixels: only tiles that are neither empty nor full take memory. Value type, cheap to
/// copy (tiles are shared). 16 bits a pixel.
class MaskTiles {
public:
    static constexpr int kTile = 128;

    MaskTiles() = default;
    MaskTiles(int width, int height);
    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    [[nodiscard]] bool empty() const; ///< covers nothing

    /// Row-major, width × height, 0 to 65535; `pixels` has that size.
    [[nodiscard]] static MaskTiles from_pixels(int width, int height,
                                               const std::vector<std::uint16_t>& pixels);
    [[nodiscard]] std::vector<std::uint16_t> pixels() const;

    /// A part of the mask; it may reach beyond the edges, where nothing is covered.
    struct Box {
        int x = 0, y = 0, width = 0, height = 0;
    };
    /// All tiles that cover anything; width 0: none.
    [[nodiscard]] Box box() const;
    /// Row-major into `out`, box.width × box.height.
    void read(const Box& box, std::uint16_t* out) const;
    /// What the tiles take in memory.
    [[nodiscard]] std::size_t bytes() const;

    /// Bytes for a project's row: tiles as PNG of 16 bits (ISO/IEC 15948), grey, 128 × 128, those
    /// at the right and bottom filled up with zeros. Untrusted when read: at most 32000 px a side
    /// and 2^27 in all; Corrupt and Unsupported say what is wrong.
    [[nodiscard]] std::string to_bytes() const;
    [[nodiscard]] static Result<MaskTiles> from_bytes(std::string_view bytes);

    friend bool operator==(const MaskTiles&, const MaskTiles&);

private:
    using Tile = std::shared_ptr<const std::vector<std::uint16_t>>; ///< null: `fill` all over
    struct Place {
        Tile tile;
        std::uint16_t fill = 0;
    };
    [[nodiscard]] int tiles_across() const { return (width_ + kTile - 1) / kTile; }
    [[nodiscard]] Box box_of_tile(std::size_t index) const;
    void set_tile(std::size_t index, std::vector<std::uint16_t> pixels);

    int width_ = 0;
    int height_ = 0;
    std::vector<Place> tiles_; // row by row
};

/// Selection by colour, or by likeness to what lies below a place.
struct ColourSelection {
    double x = 0, y = 0;     ///< share of the picture
    double tolerance = 0.08; ///< distance in Oklab-like units at which half is selected
    bool connected = true;   ///< only what hangs together with the place
};
[[nodiscard]] Result<MaskTiles> select_by_colour(const Frame& picture,
                                                 const ColourSelection& selection);

/// The way along edges of the picture from one place to the next: what an edge-snapping lasso draws
/// between two clicks. Shares of the picture in and out. Made ready once a picture; not
/// thread-safe.
class EdgeSnap {
public:
    explicit EdgeSnap(const FramePtr& picture);
    ~EdgeSnap();
    EdgeSnap(const EdgeSnap&) = delete;
    EdgeSnap& operator=(const EdgeSnap&) = delete;
    struct Point {
        double x = 0, y = 0;
    };
    void start(Point at);
    [[nodiscard]] std::vector<Point> way_to(Point at) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// A mask file: PNG or TIFF of any depth, grey (or the luma of what it is). Errors name the file.
[[nodiscard]] Result<MaskTiles> load_mask(const std::string& file);
[[nodiscard]] Status save_mask(const std::string& file, const MaskTiles& mask);

} // namespace kinovar::retouch
