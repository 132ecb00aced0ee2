#pragma once

#include "core/preview/picture.h"
#include "ui/viewer/bands.h"
#include "ui/viewer/compare.h"
#include "ui/viewer/heat_map.h"
#include "ui/viewer/scaled_layer.h"

#include <array>
#include <cstddef>

namespace kinovar::ui {

/// Where the scan lies on a pane, in device pixels: its top left corner and the size of one of its
/// pixels. A pane is the whole canvas, or half of it side by side.
struct ViewTransform {
    double scale_x = 1;
    double scale_y = 1;
    double left = 0;
    double top = 0;
    friend bool operator==(const ViewTransform&, const ViewTransform&) = default;
};

/// The part of the scan that a picture covers, in scan pixels: all of it, whatever the picture's
/// own size, but for reels of another shape.
struct ScanBox {
    double left = 0;
    double top = 0;
    double width = 0;
    double height = 0;
    friend bool operator==(const ScanBox&, const ScanBox&) = default;
};

struct ShownSide {
    preview::PicturePtr picture; ///< null: background
    preview::PicturePtr origin;  ///< for Overlay::Origin; null: none is laid over
    ScanBox box;
};

/// All that a composed picture depends on.
struct Composition {
    Comparison comparison;
    bool blink_to_b = false; ///< which one Blink shows now
    std::array<ShownSide, 2> sides;
    ShownSide scan;  ///< what Overlay::Fidelity compares with
    ShownSide light; ///< what CompareMode::Light shows
    ViewTransform transform;
    std::uint32_t background = 0xff000000U;
};

/// 32-bit pixels that somebody else holds.
struct PixelCanvas {
    std::uint32_t* pixels = nullptr;
    int width = 0;
    int height = 0;
    std::ptrdiff_t stride = 0; ///< pixels from row to row
    [[nodiscard]] std::uint32_t* row(int y) const { return pixels + stride * y; }
};

/// Width of each of the panes of a canvas; they stand at its left and right edge.
[[nodiscard]] int pane_width(CompareMode mode, int canvas_width);

/// Draws compositions. What comes out depends on the composition alone; between calls the scaled
/// pictures are kept, so that moving a wipe line, blinking or changing the gain costs only the
/// blend. One thread at a time; works on two.
class Composer {
public:
    Composer() = default;
    void compose(const Composition& what, const PixelCanvas& canvas);
    /// Lets go of all pictures.
    void clear();

private:
    /// A run of pixels of a canvas row that one side fills.
    struct Run {
        Side side;
        preview::PixelRange across; ///< of the canvas
        int layer_first;            ///< layer column of across.first; mirrored: of the last
        bool mirrored;
    };
    struct Runs {
        std::array<Run, 2> runs;
        int count = 0;
        void add(const Run& run) {
            if (!run.across.empty()) {
                runs[static_cast<std::size_t>(count++)] = run;
            }
        }
    };

    void place_layers();
    [[nodiscard]] ScaledLayer::Place place_of(const ShownSide& side) const;
    [[nodiscard]] bool overlays(Side side) const;
    void make_heat();
    [[nodiscard]] Runs runs_of(int y) const;
    void need(const Runs& runs, int band);
    void draw_band(int band);
    void draw_row(int y);
    void draw_run(const Run& run, int y, std::uint32_t* out);
    void lay_over(const Run& run, int y, std::uint32_t* pixels);
    void heat_over(const Run& run, int y, std::uint32_t* pixels);
    void draw_difference(int y, std::uint32_t* out);

    Bands bands_;
    const Composition* what_ = nullptr; ///< during compose()
    PixelCanvas canvas_;
    int pane_ = 0;
    std::array<ScaledLayer, 2> layers_;
    std::array<ScaledLayer, 2> origins_;
    ScaledLayer scan_;
    ScaledLayer light_;
    std::array<HeatMap, 2> heat_;
    HeatColours heat_colours_;
};

} // namespace kinovar::ui
