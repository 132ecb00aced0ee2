#pragma once

#include "core/preview/picture.h"
#include "core/steps/retouch/brush/live_stroke.h"

#include <QImage>
#include <QPainter>
#include <QSizeF>

namespace kinovar::ui {

/// A stroke laid over the picture while it is drawn, and until the picture with it is there. GUI
/// thread.
class StrokeOverlay {
public:
    /// As retouch::LiveStroke.
    StrokeOverlay(const preview::PicturePtr& picture, const ColourSpec& colour, FramePtr source,
                  retouch::Fix fix);

    /// What looks different now, in pixels of a scan of that size; empty: nothing.
    QRectF add(const retouch::StrokePoint& point, QSizeF scan);
    /// As retouch::LiveStroke.
    [[nodiscard]] std::function<retouch::LiveStroke::Grain()> grain_work() const {
        return stroke_.grain_work();
    }
    QRectF set_grain(retouch::LiveStroke::Grain grain, QSizeF scan);
    /// The painter's coordinates are scan pixels.
    void paint(QPainter& painter, QSizeF scan) const;

private:
    QRectF read(const retouch::PixelRect& changed, QSizeF scan);
    [[nodiscard]] QRectF on_scan(const QRect& part, QSizeF scan) const;

    retouch::LiveStroke stroke_;
    QImage image_; ///< of the picture's size
    QRect touched_;
};

/// A picture that is shown, as tools look at it.
[[nodiscard]] FramePtr frame_of(const preview::Picture& picture, const ColourSpec& colour);

} // namespace kinovar::ui
