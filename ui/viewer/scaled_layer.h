#pragma once

#include "core/preview/picture.h"
#include "core/preview/view_scaler.h"

#include <optional>
#include <vector>

namespace kinovar::ui {

/// A picture as it lies on a canvas, drawn tile by tile when a tile is first needed and kept until
/// the picture or its place changes. Rows of different bands may be drawn by different threads.
class ScaledLayer {
public:
    static constexpr int kBandRows = 64;

    struct Place {
        preview::Placement across;
        preview::Placement down;
        int width = 0; ///< of the canvas
        int height = 0;
        std::uint32_t background = 0; ///< around the picture
        friend bool operator==(const Place&, const Place&) = default;
    };

    /// What the layer shows from now on. Null: background alone.
    void set(const preview::PicturePtr& picture, const Place& place);
    /// Lets go of picture and memory.
    void clear();

    /// Draws what is missing of columns `across` in one band of rows.
    void need(preview::PixelRange across, int band);
    /// Canvas pixels of a row; only those that were needed are drawn.
    [[nodiscard]] const std::uint32_t* row(int y) const {
        return pixels_.data() +
               static_cast<std::size_t>(y) * static_cast<std::size_t>(place_.width);
    }
    /// Of the canvas, covered by the picture; empty without one.
    [[nodiscard]] preview::PixelRange columns() const;
    [[nodiscard]] preview::PixelRange rows() const;
    /// Changes whenever the content does.
    [[nodiscard]] std::uint64_t stamp() const { return stamp_; }

private:
    static constexpr int kTileColumns = 256;
    void draw_tile(int column, int band);

    preview::PicturePtr picture_;
    Place place_;
    std::optional<preview::ViewScaler> scaler_;
    int scaler_width_ = 0;
    int scaler_height_ = 0;
    std::vector<std::uint32_t> pixels_;
    std::vector<char> drawn_; ///< of each tile, band by band
    int tiles_across_ = 0;
    std::uint64_t stamp_ = 0;
};

} // namespace kinovar::ui
