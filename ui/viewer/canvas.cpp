#include "ui/viewer/canvas.h"

#include <QEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace kinovar::ui {

namespace {

constexpr int kSpinnerTick = 80;  // milliseconds
constexpr int kSpinnerStep = 30;  // degrees
constexpr int kCalmBefore = 200;  // milliseconds that a computation may take unmarked
constexpr double kMostBlink = 20; // changes a second
constexpr double kLeastBlink = 0.2;

std::uint32_t surround(const QPalette& palette) {
    // Neutral, and darker than the window, so that the eye judges the picture and not its frame.
    const QColor window = palette.color(QPalette::Window);
    const int grey = window.lightness() < 128 ? window.lightness() * 2 / 3 : 150;
    return QColor(grey, grey, grey).rgb();
}

} // namespace

ViewerCanvas::ViewerCanvas(QWidget* parent) : QWidget(parent) {
    setObjectName("viewer.canvas");
    setAccessibleName(tr("Picture"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(160, 90);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    for (CanvasNotice*& notice : notices_) {
        notice = new CanvasNotice(this);
    }
    notices_[0]->setObjectName("viewer.notice.a");
    notices_[1]->setObjectName("viewer.notice.b");
    empty_notice_ = new CanvasNotice(this);
    empty_notice_->setObjectName("viewer.notice.empty");
    spinner_.setInterval(kSpinnerTick);
    connect(&spinner_, &QTimer::timeout, this, [this] {
        spinner_degrees_ = (spinner_degrees_ + kSpinnerStep) % 360;
        update();
    });
    connect(&blink_, &QTimer::timeout, this, [this] {
        what_.blink_to_b = !what_.blink_to_b;
        touch();
    });
    what_.background = surround(palette());
    lay_out();
}

void ViewerCanvas::touch() {
    stale_ = true;
    update();
}

void ViewerCanvas::lay_out() {
    const double ratio = devicePixelRatioF();
    const int width = std::max(1, static_cast<int>(std::ceil(this->width() * ratio)));
    const int height = std::max(1, static_cast<int>(std::ceil(this->height() * ratio)));
    if (image_.width() != width || image_.height() != height) {
        image_ = QImage(width, height, QImage::Format_RGB32);
    }
    image_.setDevicePixelRatio(ratio);
    geometry_.set_canvas(width, height, what_.comparison.mode);
    place_notices();
    moved_view();
}

void ViewerCanvas::moved_view() {
    touch();
    Q_EMIT view_changed();
}

void ViewerCanvas::set_scan(QSize size, double pixel_aspect) {
    geometry_.set_scan(size.width(), size.height(), pixel_aspect);
    moved_view();
}

void ViewerCanvas::set_pictures(const std::array<ShownSide, 2>& sides, const ShownSide& scan) {
    what_.sides = sides;
    what_.scan = scan;
    touch();
    if (mouse_inside_) {
        report_hover(mouse_);
    }
}

void ViewerCanvas::set_light(const ShownSide& light, const QString& text) {
    what_.light = light;
    light_text_ = text;
    touch();
}

void ViewerCanvas::set_comparison(const Comparison& comparison) {
    const bool other_mode = comparison.mode != what_.comparison.mode;
    what_.comparison = comparison;
    if (other_mode) {
        lay_out();
    } else {
        place_notices();
    }
    set_up_blink();
    show_cursor(mouse_);
    touch();
}

void ViewerCanvas::set_captions(const QString& a, const QString& b) {
    captions_ = {a, b};
    update();
}

void ViewerCanvas::set_computing(Side side, bool computing) {
    const std::size_t i = index(side);
    if (computing && !computing_[i]) {
        computing_since_[i].start();
    }
    if (computing_[i] != computing) {
        computing_[i] = computing;
        update();
    }
    const bool any = computing_[0] || computing_[1];
    if (any && !spinner_.isActive()) {
        spinner_.start();
    } else if (!any) {
        spinner_.stop();
    }
}

bool ViewerCanvas::marks_computing(Side side) const {
    return computing_[index(side)] && computing_since_[index(side)].elapsed() >= kCalmBefore;
}

void ViewerCanvas::set_notice(Side side, const std::optional<Notice>& notice) {
    has_notice_[index(side)] = notice.has_value();
    if (notice) {
        notices_[index(side)]->show_notice(*notice);
    }
    place_notices();
}

void ViewerCanvas::set_empty_notice(const std::optional<Notice>& notice) {
    empty_ = notice.has_value();
    if (notice) {
        empty_notice_->show_notice(*notice);
    }
    place_notices();
    update();
}

bool ViewerCanvas::shows(Side side) const {
    return what_.comparison.mode != CompareMode::Single || what_.comparison.single == side;
}

QRect ViewerCanvas::part_of(Side side) const {
    if (what_.comparison.mode == CompareMode::Single) {
        return rect();
    }
    const int half = width() / 2;
    return side == Side::A ? QRect(0, 0, half, height()) : QRect(width() - half, 0, half, height());
}

void ViewerCanvas::place_notices() {
    for (const Side side : {Side::A, Side::B}) {
        CanvasNotice* notice = notices_[index(side)];
        const bool shown = !empty_ && has_notice_[index(side)] && shows(side);
        if (shown) {
            notice->stand_in(part_of(side));
        }
        notice->setVisible(shown);
    }
    if (empty_) {
        empty_notice_->stand_in(rect());
    }
    empty_notice_->setVisible(empty_);
}

void ViewerCanvas::fit() {
    geometry_.fit();
    moved_view();
}

void ViewerCanvas::set_zoom(double zoom) {
    geometry_.set_zoom(zoom);
    moved_view();
}

void ViewerCanvas::zoom_by(double factor) {
    if (mouse_inside_) {
        geometry_.zoom_at(mouse_ * devicePixelRatioF(), geometry_.zoom() * factor);
    } else {
        geometry_.set_zoom(geometry_.zoom() * factor);
    }
    moved_view();
}

void ViewerCanvas::pan(QPointF by) {
    geometry_.pan(by * devicePixelRatioF());
    moved_view();
}

void ViewerCanvas::restore_view(bool fits, double zoom, QPointF centre) {
    if (fits) {
        geometry_.fit();
    } else {
        geometry_.set_zoom(zoom);
        geometry_.set_centre(centre);
    }
    moved_view();
}

void ViewerCanvas::set_loupe(bool shown) {
    if (loupe_shown_ != shown) {
        loupe_shown_ = shown;
        update();
        Q_EMIT loupe_changed(shown);
    }
}

void ViewerCanvas::set_picking(bool picking) {
    if (picking_ != picking) {
        picking_ = picking;
        show_cursor(mouse_);
        Q_EMIT picking_changed(picking);
    }
}

void ViewerCanvas::set_tool(ViewerTool* tool) {
    if (tool_ != nullptr && tool_ != tool) {
        tool_->cancel();
    }
    tool_ = tool;
    drag_ = Drag::None;
    pen_down_ = false;
    show_cursor(mouse_);
    update();
}

void ViewerCanvas::update_scan(const QRectF& part) {
    constexpr int kSmooth = 2; // that lines and scaling reach over the edge
    const double ratio = devicePixelRatioF();
    const ViewTransform view = geometry_.transform();
    const QRectF left(view.left + part.x() * view.scale_x, view.top + part.y() * view.scale_y,
                      part.width() * view.scale_x, part.height() * view.scale_y);
    const auto repaint = [&](const QRectF& on_canvas) {
        update(QRectF(on_canvas.topLeft() / ratio, on_canvas.size() / ratio)
                   .toAlignedRect()
                   .adjusted(-kSmooth, -kSmooth, kSmooth, kSmooth));
    };
    repaint(left);
    if (what_.comparison.mode == CompareMode::SideBySide) {
        repaint(
            left.translated(image_.width() - pane_width(what_.comparison.mode, image_.width()), 0));
    } else if (what_.comparison.mode == CompareMode::Butterfly) {
        const double mirror = 2.0 * ((image_.width() + 1) / 2);
        repaint({mirror - left.right(), left.top(), left.width(), left.height()});
    }
}

QPointF ViewerCanvas::scan_at(QPointF at) const {
    return geometry_.scan_at(at * devicePixelRatioF());
}

QPointF ViewerCanvas::point_at(QPointF scan) const {
    return geometry_.canvas_at(scan) / devicePixelRatioF();
}

Inspected ViewerCanvas::inspect(QPointF scan) const {
    Inspected below;
    below.pixel =
        QPoint(static_cast<int>(std::floor(scan.x())), static_cast<int>(std::floor(scan.y())));
    const auto colour_of = [&](const ShownSide& side) -> std::optional<QColor> {
        if (side.picture == nullptr || side.box.width <= 0 || side.box.height <= 0) {
            return std::nullopt;
        }
        const double x = (scan.x() - side.box.left) / side.box.width * side.picture->width;
        const double y = (scan.y() - side.box.top) / side.box.height * side.picture->height;
        if (x < 0 || y < 0 || x >= side.picture->width || y >= side.picture->height) {
            return std::nullopt;
        }
        return QColor(QRgb(side.picture->row(static_cast<int>(y))[static_cast<int>(x)]));
    };
    below.a = colour_of(what_.sides[0]);
    below.b = colour_of(what_.sides[1]);
    below.inside = below.a.has_value() || below.b.has_value();
    return below;
}

void ViewerCanvas::report_hover(QPointF at) {
    Q_EMIT hovered(inspect(scan_at(at)));
}

void ViewerCanvas::set_up_blink() {
    const bool on = what_.comparison.mode == CompareMode::Blink && isVisible();
    if (!on) {
        blink_.stop();
        return;
    }
    const double rate = std::clamp(what_.comparison.blink_rate, kLeastBlink, kMostBlink);
    const int interval = static_cast<int>(std::lround(1000 / rate));
    if (!blink_.isActive() || blink_.interval() != interval) {
        blink_.start(interval);
    }
}

void ViewerCanvas::edit_wipe(const WipeLine& line) {
    what_.comparison.wipe = line;
    touch();
    Q_EMIT comparison_edited(what_.comparison);
}

void ViewerCanvas::compose() {
    what_.transform = geometry_.transform();
    composer_.compose(what_, {reinterpret_cast<std::uint32_t*>(image_.bits()), image_.width(),
                              image_.height(), image_.bytesPerLine() / 4});
    stale_ = false;
}

void ViewerCanvas::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    lay_out();
}

void ViewerCanvas::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        what_.background = surround(palette());
        touch();
    }
}

void ViewerCanvas::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    set_up_blink();
}

void ViewerCanvas::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    blink_.stop();
}

} // namespace kinovar::ui
