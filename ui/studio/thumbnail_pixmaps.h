#pragma once

#include "core/preview/picture.h"

#include <QCache>
#include <QPixmap>
#include <functional>

namespace kinovar::ui {

/// Thumbnails at the height at which they are drawn, so that painting only copies. GUI thread.
class ThumbnailPixmaps {
public:
    /// Gives the small picture of a frame, or null and has it made (Thumbnails::get).
    using Ask = std::function<preview::PicturePtr(std::int64_t frame)>;

    explicit ThumbnailPixmaps(Ask ask);
    /// Null pixmap: not there yet. `height` in device pixels; another height drops the others.
    [[nodiscard]] QPixmap get(std::int64_t frame, int height, double device_pixel_ratio);
    /// What was asked for before came from another film.
    void clear();

private:
    Ask ask_;
    QCache<std::int64_t, QPixmap> pixmaps_; ///< cost in kilobytes
    int height_ = 0;
};

} // namespace kinovar::ui
