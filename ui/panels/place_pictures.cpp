#include "ui/panels/place_pictures.h"

#include <QPainter>
#include <algorithm>

namespace kinovar::ui {

namespace {

constexpr int kGatherMilliseconds = 80;
constexpr double kAround = 0.35;   // of the box, on each side: what it belongs to is seen as well
constexpr double kSmallest = 0.04; // of the picture's width: smaller is not worth enlarging
constexpr int kHatchAlpha = 28;
constexpr QColor kFrame{255, 205, 60};

/// The box with what lies around it, in the proportions of `shape` (width / height in shares).
QRectF part_around(const detect::Box& box, double shape) {
    const QRectF place(QPointF(box[0], box[1]), QPointF(box[2], box[3]));
    double width = std::max(kSmallest, place.width() * (1 + 2 * kAround));
    double height = place.height() * (1 + 2 * kAround);
    if (width < height * shape) {
        width = height * shape;
    } else {
        height = width / shape;
    }
    width = std::min(width, 1.0);
    height = std::min(height, 1.0);
    QRectF part(0, 0, width, height);
    part.moveCenter(place.center());
    part.moveLeft(std::clamp(part.left(), 0.0, 1 - width));
    part.moveTop(std::clamp(part.top(), 0.0, 1 - height));
    return part;
}

void draw_box(QPixmap& picture, const detect::Box& box, const QRectF& part) {
    const auto x = [&](double share) {
        return (share - part.left()) / part.width() * picture.width();
    };
    const auto y = [&](double share) {
        return (share - part.top()) / part.height() * picture.height();
    };
    QPainter painter(&picture);
    painter.setPen(QPen(kFrame, 1));
    painter.drawRect(QRectF(QPointF(x(box[0]), y(box[1])), QPointF(x(box[2]), y(box[3])))
                         .adjusted(0, 0, -1, -1));
}

} // namespace

PlacePictures::PlacePictures(Studio& studio, QObject* parent)
    : QObject(parent), studio_(studio), pictures_(studio) {
    soon_.setSingleShot(true);
    soon_.setInterval(kGatherMilliseconds);
    connect(&soon_, &QTimer::timeout, this, &PlacePictures::changed);
    const auto gather = [this] {
        if (!soon_.isActive()) {
            soon_.start();
        }
    };
    connect(&pictures_, &SmallPictures::arrived, this, gather);
    const auto forget = [this, gather] {
        view_.reset();
        gather();
    };
    connect(&studio_, &Studio::views_changed, this, forget);
    connect(&studio_, &Studio::source_changed, this, forget);
    connect(&studio_, &Studio::reel_changed, this, forget);
    connect(&studio_, &Studio::project_changed, this, forget);
}

QPixmap PlacePictures::get(std::int64_t frame, const detect::Box& box, const QSize& size) {
    if (!view_) {
        view_ = studio_.view({});
    }
    if (!*view_ || (*view_)->full == nullptr || size.isEmpty()) {
        return {};
    }
    const preview::View& view = **view_;
    const pipeline::ClipInfo& info = view.full->info();
    const bool whole = box == detect::Box{};
    const double aspect = info.pixel_aspect.known() ? info.pixel_aspect.value() : 1.0;
    const double shape =
        static_cast<double>(size.width()) / size.height() * info.height / (aspect * info.width);
    const QRectF part = whole ? QRectF(0, 0, 1, 1) : part_around(box, shape);
    QPixmap picture = pictures_.get({view, studio_.frame_in(view, frame), part, size.height()});
    if (!picture.isNull() && !whole) {
        draw_box(picture, box, part);
    }
    return picture;
}

void paint_place(QPainter& painter, const QRect& area, const QPixmap& picture,
                 const QPalette& palette) {
    if (picture.isNull()) {
        QColor hatch = palette.color(QPalette::Text);
        hatch.setAlpha(kHatchAlpha);
        painter.fillRect(area, QBrush(hatch, Qt::BDiagPattern));
        return;
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    QRectF place({}, QSizeF(picture.size()).scaled(area.size(), Qt::KeepAspectRatio));
    place.moveCenter(QRectF(area).center());
    painter.drawPixmap(place, picture, picture.rect());
}

} // namespace kinovar::ui
