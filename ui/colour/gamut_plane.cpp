#include "ui/colour/gamut_plane.h"

#include "ui/studio/colour.h"
#include "ui/studio/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <optional>

namespace kinovar::ui {

namespace {

using colourise::Ab;

constexpr float kReach = 110; // of a* and b*: all that sRGB has
constexpr int kPicturePixels = 112;
constexpr int kLumaSteps = 100; // pictures differ by this much at least
constexpr double kHeights = 10; // of the text
constexpr double kHandle = 6;
constexpr double kRing = 2;
constexpr float kStep = 1;
constexpr float kBigStep = 5;
constexpr int kHatchAlpha = 60;
constexpr int kAxisAlpha = 70;

Ab clipped(Ab colour) {
    return {std::clamp(colour.a, -kReach, kReach), std::clamp(colour.b, -kReach, kReach)};
}

float rounded(float luma) {
    return std::round(luma * kLumaSteps) / kLumaSteps;
}

/// Where a key leads; nothing: it is none of the plane's.
std::optional<Ab> after_key(Ab colour, const QKeyEvent& event) {
    const float step = event.modifiers() & Qt::ShiftModifier ? kBigStep : kStep;
    switch (event.key()) {
    case Qt::Key_Left:
        return Ab{colour.a - step, colour.b};
    case Qt::Key_Right:
        return Ab{colour.a + step, colour.b};
    case Qt::Key_Up:
        return Ab{colour.a, colour.b + step};
    case Qt::Key_Down:
        return Ab{colour.a, colour.b - step};
    case Qt::Key_Home:
        return Ab{};
    default:
        return std::nullopt;
    }
}

} // namespace

QImage gamut_picture(float luma, int size) {
    QImage picture(size, size, QImage::Format_ARGB32_Premultiplied);
    picture.fill(Qt::transparent);
    const float scale = 2 * kReach / static_cast<float>(size);
    for (int y = 0; y < size; ++y) {
        auto* line = reinterpret_cast<QRgb*>(picture.scanLine(y));
        for (int x = 0; x < size; ++x) {
            const Ab ab{(static_cast<float>(x) + 0.5F) * scale - kReach,
                        kReach - (static_cast<float>(y) + 0.5F) * scale};
            if (colourise::in_gamut(luma, ab)) {
                line[x] = colour_at(luma, ab).rgb();
            }
        }
    }
    return picture;
}

GamutPlane::GamutPlane(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("hints.plane"));
    setAccessibleName(tr("Colour: green to red across, blue to yellow upwards"));
    setToolTip(tr("The colours that exist at this light. Drag the handle, or use the arrow keys; "
                  "with Shift they go further, Home is grey."));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::CrossCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize GamutPlane::sizeHint() const {
    const int side = static_cast<int>(kHeights * fontMetrics().height());
    return {side, side};
}

QRectF GamutPlane::area() const {
    return QRectF(rect()).adjusted(1, 1, -1, -1);
}

QPointF GamutPlane::to_widget(Ab colour) const {
    const QRectF all = area();
    const Ab at = clipped(colour);
    return {all.left() + (at.a + kReach) / (2 * kReach) * all.width(),
            all.top() + (kReach - at.b) / (2 * kReach) * all.height()};
}

void GamutPlane::set_luma(float luma) {
    if (rounded(luma) != rounded(luma_)) {
        picture_ = {};
    }
    luma_ = luma;
    update();
}

void GamutPlane::set_colour(Ab colour) {
    if (!(colour == colour_)) {
        colour_ = colour;
        setAccessibleDescription(tr("a %1, b %2", "chroma of a colour")
                                     .arg(std::round(colour.a))
                                     .arg(std::round(colour.b)));
        update();
    }
}

void GamutPlane::paintEvent(QPaintEvent*) {
    if (picture_.isNull()) {
        picture_ = gamut_picture(rounded(luma_), kPicturePixels);
    }
    QPainter painter(this);
    const QRectF all = area();
    painter.fillRect(all, palette().color(QPalette::Base));
    QColor hatch = palette().color(QPalette::Text);
    hatch.setAlpha(kHatchAlpha);
    painter.fillRect(all, QBrush(hatch, Qt::BDiagPattern));
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(all, picture_);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor axis(theme::is_dark() ? Qt::black : Qt::white);
    axis.setAlpha(kAxisAlpha);
    painter.setPen(axis);
    const QPointF grey = to_widget({});
    painter.drawLine(QPointF(all.left(), grey.y()), QPointF(all.right(), grey.y()));
    painter.drawLine(QPointF(grey.x(), all.top()), QPointF(grey.x(), all.bottom()));
    painter.setPen(hasFocus() ? theme::accent() : palette().color(QPalette::Mid));
    painter.drawRect(all);
    paint_handle(painter);
}

void GamutPlane::paint_handle(QPainter& painter) const {
    const QPointF at = to_widget(colour_);
    painter.setPen(QPen(Qt::black, kRing + 2));
    painter.setBrush(colour_at(luma_, colour_));
    painter.drawEllipse(at, kHandle, kHandle);
    painter.setPen(QPen(Qt::white, kRing));
    painter.drawEllipse(at, kHandle, kHandle);
}

void GamutPlane::drag_to(const QPointF& place) {
    const QRectF all = area();
    const auto share = [](double from, double length) {
        return static_cast<float>(std::clamp(from / length, 0.0, 1.0));
    };
    move_to({share(place.x() - all.left(), all.width()) * 2 * kReach - kReach,
             kReach - share(place.y() - all.top(), all.height()) * 2 * kReach});
}

void GamutPlane::move_to(Ab colour) {
    // Whole numbers: what is told is what the boxes beside it show.
    const Ab there = clipped({std::round(colour.a), std::round(colour.b)});
    in_gesture_ = true;
    set_colour(there);
    Q_EMIT edited(there, true);
}

void GamutPlane::end_gesture() {
    if (in_gesture_) {
        in_gesture_ = false;
        Q_EMIT edited(colour_, false);
    }
}

void GamutPlane::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        drag_to(event->position());
    }
}

void GamutPlane::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton) {
        drag_to(event->position());
    }
}

void GamutPlane::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        end_gesture();
    }
}

void GamutPlane::keyPressEvent(QKeyEvent* event) {
    if (const auto next = after_key(colour_, *event)) {
        move_to(*next);
    } else {
        QWidget::keyPressEvent(event);
    }
}

bool GamutPlane::event(QEvent* event) {
    // Before the arrow keys move the playhead.
    if (event->type() == QEvent::ShortcutOverride &&
        after_key(colour_, *static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void GamutPlane::focusOutEvent(QFocusEvent* event) {
    end_gesture();
    update();
    QWidget::focusOutEvent(event);
}

} // namespace kinovar::ui
