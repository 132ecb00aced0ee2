#include "ui/studio/thumbnail_pixmaps.h"

#include <QImage>

namespace kinovar::ui {

namespace {

constexpr int kMostKilobytes = 48 * 1024;
constexpr int kBytesAPixel = 4;
constexpr int kKilobyte = 1024;

} // namespace

ThumbnailPixmaps::ThumbnailPixmaps(Ask ask) : ask_(std::move(ask)), pixmaps_(kMostKilobytes) {}

void ThumbnailPixmaps::clear() {
    pixmaps_.clear();
}

QPixmap ThumbnailPixmaps::get(std::int64_t frame, int height, double device_pixel_ratio) {
    if (height != height_) {
        pixmaps_.clear();
        height_ = height;
    }
    if (const QPixmap* kept = pixmaps_.object(frame)) {
        return *kept;
    }
    const preview::PicturePtr picture = ask_ && height > 0 ? ask_(frame) : nullptr;
    if (picture == nullptr || picture->pixels.empty()) {
        return {};
    }
    const QImage image(reinterpret_cast<const uchar*>(picture->pixels.data()), picture->width,
                       picture->height, picture->width * kBytesAPixel, QImage::Format_RGB32);
    QPixmap pixmap = QPixmap::fromImage(image.scaledToHeight(height, Qt::SmoothTransformation));
    pixmap.setDevicePixelRatio(device_pixel_ratio);
    const int cost = 1 + pixmap.width() * pixmap.height() * kBytesAPixel / kKilobyte;
    pixmaps_.insert(frame, new QPixmap(pixmap), cost);
    return pixmap;
}

} // namespace kinovar::ui
