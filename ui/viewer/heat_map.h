#pragma once

#include "core/preview/view_scaler.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace kinovar::ui {

class Bands;
class ScaledLayer;

/// How far each place of one layer strays from another: the difference of luma, averaged over a
/// neighbourhood before its sign is dropped, so that finer detail, which cancels out, does not
/// count. One byte a canvas pixel, 0 to 255.
class HeatMap {
public:
    struct Setting {
        double radius = 0; ///< of the neighbourhood, in canvas pixels
        int full = 1;      ///< levels of 255 that give 255
        friend bool operator==(const Setting&, const Setting&) = default;
    };

    /// Works on all of the canvas; nothing where neither layer nor setting has changed.
    void make(ScaledLayer& reference, ScaledLayer& layer, int width, int height, Setting setting,
              Bands& bands);
    /// Writes the strengths of columns `across` in row y.
    void read(int y, preview::PixelRange across, std::uint8_t* out) const;

private:
    static constexpr int kCell = 4; ///< canvas pixels across and down
    void sum_band(ScaledLayer& reference, ScaledLayer& layer, int band);
    void blur(int radius);
    void spread_row(int row);
    [[nodiscard]] std::int32_t* cell_row(int row) {
        return cells_.data() + std::ptrdiff_t{row} * cells_across_;
    }

    int width_ = 0;
    int height_ = 0;
    Setting setting_;
    std::uint64_t reference_stamp_ = 0;
    std::uint64_t layer_stamp_ = 0;
    int cells_across_ = 0;
    int cells_down_ = 0;
    preview::PixelRange inner_across_; ///< cells that the pictures cover wholly
    preview::PixelRange inner_down_;
    std::vector<std::int32_t> cells_;     ///< sums of luma differences
    std::vector<std::uint8_t> strengths_; ///< a row for each row of cells, canvas columns
};

/// From clear over yellow to red, for heat().
struct HeatColours {
    std::array<std::uint32_t, 256> colours{};
    std::array<std::uint16_t, 256> opacity{};
    /// Strengths below `least` stay clear.
    void make(int opacity_percent, int least);
};

} // namespace kinovar::ui
