#include "ui/viewer/view_geometry.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kinovar::ui {

void ViewGeometry::set_scan(int width, int height, double pixel_aspect) {
    const bool other = width != scan_width_ || height != scan_height_;
    scan_width_ = width;
    scan_height_ = height;
    pixel_aspect_ = pixel_aspect > 0 ? pixel_aspect : 1;
    if (other && fits_) {
        fit();
    }
    keep_in_sight();
}

void ViewGeometry::set_canvas(int width, int height, CompareMode mode) {
    canvas_width_ = std::max(1, width);
    canvas_height_ = std::max(1, height);
    mode_ = mode;
    keep_in_sight();
}

double ViewGeometry::fit_zoom() const {
    if (!has_scan()) {
        return 1;
    }
    const double pane = pane_width(mode_, canvas_width_);
    return std::clamp(std::min(pane / (scan_width_ * pixel_aspect_),
                               static_cast<double>(canvas_height_) / scan_height_),
                      kLeastZoom, kMostZoom);
}

double ViewGeometry::zoom() const {
    return fits_ ? fit_zoom() : zoom_;
}

void ViewGeometry::fit() {
    fits_ = true;
    centre_ = {scan_width_ / 2.0, scan_height_ / 2.0};
}

void ViewGeometry::set_zoom(double zoom) {
    zoom_ = std::clamp(zoom, kLeastZoom, kMostZoom);
    fits_ = false;
    keep_in_sight();
}

void ViewGeometry::zoom_at(QPointF canvas, double zoom) {
    // From the exact centre, not from where rounding puts the picture: many small zooms must not
    // let it drift.
    const QPointF pane = in_pane(canvas);
    const QPointF from_middle(pane.x() - pane_width(mode_, canvas_width_) / 2.0,
                              pane.y() - canvas_height_ / 2.0);
    const auto reach = [&](double at_zoom) {
        return QPointF(from_middle.x() / (at_zoom * pixel_aspect_), from_middle.y() / at_zoom);
    };
    const QPointF below = centre_ + reach(this->zoom());
    zoom_ = std::clamp(zoom, kLeastZoom, kMostZoom);
    fits_ = false;
    centre_ = below - reach(zoom_);
    keep_in_sight();
}

void ViewGeometry::pan(QPointF by) {
    if (fits_) {
        return;
    }
    centre_ -= QPointF(by.x() / (zoom_ * pixel_aspect_), by.y() / zoom_);
    keep_in_sight();
}

void ViewGeometry::set_centre(QPointF scan) {
    centre_ = scan;
    keep_in_sight();
}

void ViewGeometry::keep_in_sight() {
    if (!has_scan()) {
        return;
    }
    const double across = scan_width_ * pixel_aspect_ * zoom();
    const double down = scan_height_ * zoom();
    // What fits is in the middle; of what does not, no edge passes the middle.
    centre_.setX(across <= pane_width(mode_, canvas_width_)
                     ? scan_width_ / 2.0
                     : std::clamp(centre_.x(), 0.0, static_cast<double>(scan_width_)));
    centre_.setY(down <= canvas_height_
                     ? scan_height_ / 2.0
                     : std::clamp(centre_.y(), 0.0, static_cast<double>(scan_height_)));
}

ViewTransform ViewGeometry::transform() const {
    ViewTransform view;
    view.scale_y = zoom();
    view.scale_x = view.scale_y * pixel_aspect_;
    // Whole device pixels, so that 1:1 is a copy and both sides fall on the same ones.
    view.left = std::round(pane_width(mode_, canvas_width_) / 2.0 - centre_.x() * view.scale_x);
    view.top = std::round(canvas_height_ / 2.0 - centre_.y() * view.scale_y);
    return view;
}

QPointF ViewGeometry::in_pane(QPointF canvas) const {
    if (mode_ == CompareMode::SideBySide && canvas.x() >= canvas_width_ / 2.0) {
        return {canvas.x() - (canvas_width_ - pane_width(mode_, canvas_width_)), canvas.y()};
    }
    if (mode_ == CompareMode::Butterfly) {
        const double axis =
            (canvas_width_ + 1) / 2; // NOLINT(bugprone-integer-division): a pixel's edge
        return canvas.x() < axis ? canvas : QPointF(2 * axis - canvas.x(), canvas.y());
    }
    return canvas;
}

QPointF ViewGeometry::scan_at(QPointF canvas) const {
    const ViewTransform view = transform();
    const QPointF pane = in_pane(canvas);
    return {(pane.x() - view.left) / view.scale_x, (pane.y() - view.top) / view.scale_y};
}

QPointF ViewGeometry::canvas_at(QPointF scan) const {
    const ViewTransform view = transform();
    return {view.left + scan.x() * view.scale_x, view.top + scan.y() * view.scale_y};
}

Side ViewGeometry::side_at(QPointF canvas, const Comparison& how) const {
    switch (how.mode) {
    case CompareMode::SideBySide:
    case CompareMode::Butterfly:
        return canvas.x() < canvas_width_ / 2.0 ? Side::A : Side::B;
    case CompareMode::Wipe: {
        const double turn = how.wipe.degrees * std::numbers::pi / 180;
        const double away = (canvas.x() - how.wipe.x * canvas_width_) * std::cos(turn) +
                            (canvas.y() - how.wipe.y * canvas_height_) * std::sin(turn);
        return away < 0 ? Side::A : Side::B;
    }
    case CompareMode::Single:
        return how.single;
    case CompareMode::Difference:
    case CompareMode::Light:
    case CompareMode::Blink:
        break;
    }
    return Side::B;
}

} // namespace kinovar::ui
