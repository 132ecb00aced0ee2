#include "ui/viewer/stroke_overlay.h"

#include <array>
#include <cstdlib>
#include <new>
#include <utility>

namespace kinovar::ui {

namespace {
constexpr double kBeyond = 1; // scan pixels that smooth scaling reaches over
constexpr std::size_t kLevels = 256;
constexpr int kPixelBytes = 4;

/// Zeros that take memory only where they are touched: a large picture starts at once.
QImage clear_image(int width, int height) {
    void* zeros = std::calloc(static_cast<std::size_t>(width) * static_cast<std::size_t>(height),
                              kPixelBytes);
    if (zeros == nullptr) {
        throw std::bad_alloc();
    }
    return {static_cast<uchar*>(zeros),          width,      height, width * kPixelBytes,
            QImage::Format_ARGB32_Premultiplied, &std::free, zeros};
}

} // namespace

StrokeOverlay::StrokeOverlay(const preview::PicturePtr& picture, const ColourSpec& colour,
                             FramePtr source, retouch::Fix fix)
    : stroke_({picture->width, picture->height, picture->pixels.data(), colour, picture},
              std::move(source), std::move(fix)),
      image_(clear_image(picture->width, picture->height)) {}

QRectF StrokeOverlay::on_scan(const QRect& part, QSizeF scan) const {
    const double across = scan.width() / image_.width();
    const double down = scan.height() / image_.height();
    return {part.x() * across, part.y() * down, part.width() * across, part.height() * down};
}

QRectF StrokeOverlay::add(const retouch::StrokePoint& point, QSizeF scan) {
    return read(stroke_.add(point), scan);
}

QRectF StrokeOverlay::set_grain(retouch::LiveStroke::Grain grain, QSizeF scan) {
    return read(stroke_.set_grain(std::move(grain)), scan);
}

QRectF StrokeOverlay::read(const retouch::PixelRect& changed, QSizeF scan) {
    const QRect part = QRect(changed.x, changed.y, changed.width, changed.height) & image_.rect();
    if (part.isEmpty()) {
        return {};
    }
    auto* first = reinterpret_cast<std::uint32_t*>(image_.scanLine(part.y())) + part.x();
    stroke_.read({part.x(), part.y(), part.width(), part.height()}, first,
                 static_cast<int>(image_.bytesPerLine()) / kPixelBytes);
    touched_ |= part;
    return on_scan(part, scan).adjusted(-kBeyond, -kBeyond, kBeyond, kBeyond);
}

void StrokeOverlay::paint(QPainter& painter, QSizeF scan) const {
    if (touched_.isEmpty()) {
        return;
    }
    const QRectF all(QPointF(), scan);
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    // The whole picture, cut to what is touched: parts drawn one by one would show seams.
    painter.setClipRect(on_scan(touched_.adjusted(-1, -1, 1, 1), scan), Qt::IntersectClip);
    painter.drawImage(all, image_);
    painter.restore();
}

FramePtr frame_of(const preview::Picture& picture, const ColourSpec& colour) {
    static const auto shares = [] {
        std::array<float, kLevels> table{};
        for (std::size_t i = 0; i < table.size(); ++i) {
            table.at(i) = static_cast<float>(i) / static_cast<float>(kLevels - 1);
        }
        return table;
    }();
    auto frame = std::make_shared<Frame>(picture.width, picture.height, colour);
    float* out = frame->values().data();
    for (const std::uint32_t pixel : picture.pixels) {
        out[0] = shares[(pixel >> 16U) & 0xffU];
        out[1] = shares[(pixel >> 8U) & 0xffU];
        out[2] = shares[pixel & 0xffU];
        out += Frame::kChannels;
    }
    return frame;
}

} // namespace kinovar::ui
