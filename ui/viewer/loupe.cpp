#include "ui/viewer/loupe.h"

#include <QFontMetricsF>
#include <QPainterPath>
#include <cmath>

namespace kinovar::ui {

void Loupe::paint(QPainter& painter, Composition what, Side side, QPointF scan, QPointF middle,
                  double ratio, const QString& caption) {
    const int size = static_cast<int>(std::ceil(2 * kRadius * ratio));
    if (image_.width() != size) {
        image_ = QImage(size, size, QImage::Format_RGB32);
    }
    image_.setDevicePixelRatio(ratio);
    what.comparison.mode = CompareMode::Single;
    what.comparison.single = side;
    what.transform.scale_x *= kTimes;
    what.transform.scale_y *= kTimes;
    what.transform.left = std::round(size / 2.0 - scan.x() * what.transform.scale_x);
    what.transform.top = std::round(size / 2.0 - scan.y() * what.transform.scale_y);
    composer_.compose(what, {reinterpret_cast<std::uint32_t*>(image_.bits()), size, size,
                             image_.bytesPerLine() / 4});
    const QRectF round(middle.x() - kRadius, middle.y() - kRadius, 2 * kRadius, 2 * kRadius);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath path;
    path.addEllipse(round);
    painter.save();
    painter.setClipPath(path, Qt::IntersectClip);
    painter.drawImage(round.topLeft(), image_);
    const QFontMetricsF metrics(painter.font());
    const QRectF foot(round.left(), round.bottom() - 1.8 * metrics.height(), round.width(),
                      1.8 * metrics.height());
    painter.fillRect(foot, QColor(0, 0, 0, 140));
    painter.setPen(Qt::white);
    painter.drawText(foot, Qt::AlignHCenter | Qt::AlignVCenter, caption);
    painter.restore();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, 140), 4));
    painter.drawEllipse(round);
    painter.setPen(QPen(QColor(255, 255, 255, 210), 1.5));
    painter.drawEllipse(round);
    painter.restore();
}

} // namespace kinovar::ui
