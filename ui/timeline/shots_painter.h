#pragma once

#include "ui/timeline/timeline_painter.h"

namespace kinovar::ui {

/// Draws the lane of the shots: pictures, titles, badges, cuts.
class ShotsPainter {
public:
    ShotsPainter(QPainter& painter, const TimelineLook& look, const TimelineColours& colours,
                 ThumbnailPixmaps* thumbnails);
    void paint();

private:
    void paint_narrow(const TimelineShot& shot, int x, int end, int index);
    void paint_wide(const TimelineShot& shot, int x, int end, int index);
    void paint_strip(const TimelineShot& shot, const QRect& area);
    void paint_picture(std::int64_t frame, const QRect& area);
    void paint_title(const TimelineShot& shot, const QRect& area);
    [[nodiscard]] QColor title_colour(const TimelineShot& shot, int index) const;
    [[nodiscard]] int x_of(std::int64_t frame) const;

    QPainter& painter_;
    const TimelineLook& look_;
    const TimelineColours& colours_;
    ThumbnailPixmaps* thumbnails_;
    QRect lane_;
    int picture_width_ = 1;
    int title_height_ = 1;
};

/// The frame whose picture stands for a shot.
[[nodiscard]] std::int64_t poster_frame(std::int64_t first, std::int64_t last);
/// Frames from one picture of a strip to the next: 1, 2, 3, 4, 6, 8, 12 … so that scrolling and
/// zooming mostly show pictures that are there already.
[[nodiscard]] std::int64_t strip_step(double pixels_a_frame, int picture_width);

} // namespace kinovar::ui
