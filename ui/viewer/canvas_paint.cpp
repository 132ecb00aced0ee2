#include "ui/viewer/canvas.h"

#include <QFontMetricsF>
#include <QPainter>
#include <cmath>

namespace kinovar::ui {

namespace {

constexpr double kEdge = 10; // of the marks from the canvas's edge
constexpr double kPadding = 6;
constexpr QColor kPlate(0, 0, 0, 150);
constexpr QColor kInk(255, 255, 255, 225);

enum class Corner : std::uint8_t { TopLeft, TopRight, BottomLeft, BottomRight };

QRectF plate(const QRect& part, Corner corner, QSizeF size) {
    const bool left = corner == Corner::TopLeft || corner == Corner::BottomLeft;
    const bool top = corner == Corner::TopLeft || corner == Corner::TopRight;
    return {{left ? part.left() + kEdge : part.left() + part.width() - kEdge - size.width(),
             top ? part.top() + kEdge : part.top() + part.height() - kEdge - size.height()},
            size};
}

/// A text on a dark plate, with a turning arc before it where `degrees` is not negative.
void draw_mark(QPainter& painter, const QRect& part, Corner corner, const QString& text,
               int degrees) {
    const QFontMetricsF metrics(painter.font());
    const double ring = degrees < 0 ? 0 : metrics.height() * 0.8;
    const double room = part.width() - 2 * kEdge - 2 * kPadding - 1.5 * ring;
    const QString shown = metrics.elidedText(text, Qt::ElideRight, std::max(room, 0.0));
    const QSizeF size(metrics.horizontalAdvance(shown) + 2 * kPadding + 1.5 * ring,
                      metrics.height() + kPadding);
    const QRectF box = plate(part, corner, size);
    painter.setPen(Qt::NoPen);
    painter.setBrush(kPlate);
    painter.drawRoundedRect(box, 4, 4);
    if (degrees >= 0) {
        constexpr int kArc = 270 * 16;
        painter.setPen(QPen(kInk, 1.6));
        painter.setBrush(Qt::NoBrush);
        const QRectF round(box.left() + kPadding, box.center().y() - ring / 2, ring, ring);
        painter.drawArc(round, -degrees * 16, kArc);
    }
    painter.setPen(kInk);
    painter.drawText(box.adjusted(kPadding + 1.5 * ring, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     shown);
}

} // namespace

void ViewerCanvas::paintEvent(QPaintEvent* event) {
    if (std::abs(image_.devicePixelRatio() - devicePixelRatioF()) > 1e-6) {
        lay_out(); // moved to a screen of another density
    }
    if (stale_) {
        compose();
    }
    QPainter painter(this);
    painter.setClipRegion(event->region()); // tools look what they need not paint
    painter.drawImage(QPointF(0, 0), image_);
    if (empty_) {
        return;
    }
    if (tool_ != nullptr) {
        paint_tool(painter);
    }
    if (what_.comparison.mode == CompareMode::Wipe) {
        WipeHandle::paint(painter, what_.comparison.wipe, size(),
                          drag_ == Drag::Wipe || drag_ == Drag::Turn);
    }
    paint_marks(painter);
    if (loupe_shown_ && mouse_inside_) {
        paint_loupes(painter);
    }
}

void ViewerCanvas::paint_tool(QPainter& painter) {
    const ViewTransform view = geometry_.transform();
    const double ratio = devicePixelRatioF();
    for (const Side side : {Side::A, Side::B}) {
        if (!shows(side)) {
            continue;
        }
        painter.save();
        const bool halves = what_.comparison.mode == CompareMode::SideBySide ||
                            what_.comparison.mode == CompareMode::Butterfly;
        if (halves) {
            painter.setClipRect(part_of(side), Qt::IntersectClip);
        } else if (what_.comparison.mode != CompareMode::Single && side == Side::A) {
            painter.restore(); // one picture's place: once is enough
            continue;
        }
        painter.scale(1 / ratio, 1 / ratio);
        if (side == Side::B && what_.comparison.mode == CompareMode::SideBySide) {
            painter.translate(image_.width() - pane_width(what_.comparison.mode, image_.width()),
                              0);
        } else if (side == Side::B && what_.comparison.mode == CompareMode::Butterfly) {
            painter.translate(2 * ((image_.width() + 1) / 2), 0);
            painter.scale(-1, 1);
        }
        painter.translate(view.left, view.top);
        painter.scale(view.scale_x, view.scale_y);
        tool_->paint(painter, side, 1 / view.scale_y);
        painter.restore();
    }
}

void ViewerCanvas::paint_marks(QPainter& painter) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const Comparison& how = what_.comparison;
    const bool pair = how.mode == CompareMode::Wipe || how.mode == CompareMode::SideBySide ||
                      how.mode == CompareMode::Butterfly;
    const bool alone = how.mode == CompareMode::Single || how.mode == CompareMode::Blink;
    const Side shown =
        how.mode == CompareMode::Blink ? (what_.blink_to_b ? Side::B : Side::A) : how.single;
    if (how.mode == CompareMode::Light && !light_text_.isEmpty()) {
        draw_mark(painter, rect(), Corner::TopLeft, light_text_, -1);
    }
    // A line that is turned over has A to its right.
    const bool swapped = how.mode == CompareMode::Wipe && std::abs(how.wipe.degrees) > 90;
    for (const Side side : {Side::A, Side::B}) {
        const QString& caption = captions_[index(side)];
        const bool left = (side == Side::A) != swapped;
        const QRect part = pair ? part_of(left ? Side::A : Side::B) : rect();
        if (!caption.isEmpty() && (pair || (alone && side == shown))) {
            const QString letter = side == Side::A ? tr("A: %1") : tr("B: %1");
            draw_mark(painter, part, pair && !left ? Corner::TopRight : Corner::TopLeft,
                      letter.arg(caption), -1);
        }
        if (marks_computing(side) && shows(side)) {
            const Corner corner = pair && !left ? Corner::BottomRight : Corner::BottomLeft;
            const bool hidden =
                shows_difference(how.mode) && side == Side::B && marks_computing(Side::A);
            if (!hidden) {
                draw_mark(painter, part, corner, tr("Computing…"), spinner_degrees_);
            }
        }
    }
    painter.restore();
}

void ViewerCanvas::paint_loupes(QPainter& painter) {
    Composition what = what_;
    what.transform = geometry_.transform();
    const QPointF scan = scan_at(mouse_);
    const double ratio = devicePixelRatioF();
    const auto paint = [&](Side side, QPointF middle) {
        loupes_[index(side)].paint(painter, what, side, scan, middle, ratio,
                                   side == Side::A ? tr("A") : tr("B"));
    };
    if (what_.comparison.mode == CompareMode::Single) {
        paint(what_.comparison.single, mouse_);
    } else if (what_.comparison.mode == CompareMode::SideBySide) {
        const QPointF left = geometry_.canvas_at(scan) / ratio;
        const double apart =
            (image_.width() - pane_width(what_.comparison.mode, image_.width())) / ratio;
        painter.save();
        painter.setClipRect(part_of(Side::A));
        paint(Side::A, left);
        painter.setClipRect(part_of(Side::B));
        paint(Side::B, left + QPointF(apart, 0));
        painter.restore();
    } else {
        const QPointF apart(Loupe::kRadius + 3, 0);
        paint(Side::A, mouse_ - apart);
        paint(Side::B, mouse_ + apart);
    }
}

} // namespace kinovar::ui
