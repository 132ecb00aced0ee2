#include "ui/viewer/scaled_layer.h"

#include <algorithm>

namespace kinovar::ui {

using preview::PixelRange;

void ScaledLayer::set(const preview::PicturePtr& picture, const Place& place) {
    const bool moved = !(place == place_);
    if (picture == picture_ && !moved) {
        return;
    }
    picture_ = picture;
    place_ = place;
    ++stamp_;
    tiles_across_ = (place.width + kTileColumns - 1) / kTileColumns;
    const int bands = (place.height + kBandRows - 1) / kBandRows;
    pixels_.resize(static_cast<std::size_t>(place.width) * static_cast<std::size_t>(place.height));
    drawn_.assign(static_cast<std::size_t>(tiles_across_) * static_cast<std::size_t>(bands), 0);
    if (picture_ == nullptr || picture_->width < 1 || picture_->height < 1) {
        scaler_.reset();
    } else if (moved || !scaler_ || picture_->width != scaler_width_ ||
               picture_->height != scaler_height_) {
        scaler_width_ = picture_->width;
        scaler_height_ = picture_->height;
        scaler_.emplace(scaler_width_, scaler_height_, place.across, place.down, place.width,
                        place.height);
    }
}

void ScaledLayer::clear() {
    picture_.reset();
    scaler_.reset();
    place_ = {};
    pixels_ = {};
    drawn_ = {};
    ++stamp_;
}

PixelRange ScaledLayer::columns() const {
    return scaler_ ? scaler_->columns() : PixelRange{};
}

PixelRange ScaledLayer::rows() const {
    return scaler_ ? scaler_->rows() : PixelRange{};
}

void ScaledLayer::need(PixelRange across, int band) {
    const int first = std::max(across.first, 0) / kTileColumns;
    const int end = std::min((across.end + kTileColumns - 1) / kTileColumns, tiles_across_);
    for (int column = first; column < end; ++column) {
        char& drawn =
            drawn_[static_cast<std::size_t>(band) * static_cast<std::size_t>(tiles_across_) +
                   static_cast<std::size_t>(column)];
        if (drawn == 0) {
            draw_tile(column, band);
            drawn = 1;
        }
    }
}

void ScaledLayer::draw_tile(int column, int band) {
    const PixelRange across{column * kTileColumns,
                            std::min((column + 1) * kTileColumns, place_.width)};
    const PixelRange down{band * kBandRows, std::min((band + 1) * kBandRows, place_.height)};
    const auto stride = static_cast<std::ptrdiff_t>(place_.width);
    const auto both = [](PixelRange a, PixelRange b) {
        return PixelRange{std::max(a.first, b.first), std::min(a.end, b.end)};
    };
    const PixelRange inner_across = both(across, columns());
    const PixelRange inner_down = both(down, rows());
    const bool whole = inner_across == across && inner_down == down;
    if (!whole) {
        for (int y = down.first; y < down.end; ++y) {
            std::fill_n(pixels_.data() + stride * y + across.first, across.end - across.first,
                        place_.background);
        }
    }
    if (scaler_ && !inner_across.empty() && !inner_down.empty()) {
        scaler_->draw(picture_->pixels.data(), inner_across, inner_down,
                      pixels_.data() + stride * inner_down.first + inner_across.first, stride);
    }
}

} // namespace kinovar::ui
