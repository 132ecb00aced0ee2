#pragma once

#include "ui/viewer/compose.h"

#include <QPointF>
#include <QSizeF>

namespace kinovar::ui {

/// Zoom and pan: how scan pixels lie on the canvas. All canvas lengths are device pixels. The same
/// for both sides, so that they never part.
class ViewGeometry {
public:
    static constexpr double kMostZoom = 64;
    static constexpr double kLeastZoom = 1.0 / 64;

    /// Size of the scan and the width of its pixels (pixel aspect). The zoom stays.
    void set_scan(int width, int height, double pixel_aspect);
    void set_canvas(int width, int height, CompareMode mode);

    [[nodiscard]] bool has_scan() const { return scan_width_ > 0; }
    [[nodiscard]] bool fits() const { return fits_; } ///< follows the size of the canvas
    /// Device pixels to one of the scan, downwards.
    [[nodiscard]] double zoom() const;
    [[nodiscard]] double fit_zoom() const;
    [[nodiscard]] QPointF centre() const { return centre_; } ///< in scan pixels

    void fit();
    void set_zoom(double zoom);                ///< the middle of the pane stays
    void zoom_at(QPointF canvas, double zoom); ///< the point below `canvas` stays
    void pan(QPointF by);                      ///< the picture follows a hand
    void set_centre(QPointF scan);

    [[nodiscard]] ViewTransform transform() const;
    [[nodiscard]] QPointF scan_at(QPointF canvas) const;
    /// In the left pane.
    [[nodiscard]] QPointF canvas_at(QPointF scan) const;
    /// The side whose picture lies below a point, where that is one.
    [[nodiscard]] Side side_at(QPointF canvas, const Comparison& how) const;

private:
    [[nodiscard]] QPointF in_pane(QPointF canvas) const;
    void keep_in_sight();

    int scan_width_ = 0;
    int scan_height_ = 0;
    double pixel_aspect_ = 1;
    int canvas_width_ = 1;
    int canvas_height_ = 1;
    CompareMode mode_ = CompareMode::Single;
    bool fits_ = true;
    double zoom_ = 1;
    QPointF centre_;
};

} // namespace kinovar::ui
