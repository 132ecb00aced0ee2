#pragma once

#include "ui/studio/thumbnail_pixmaps.h"
#include "ui/timeline/lane_layout.h"
#include "ui/timeline/time_scale.h"
#include "ui/timeline/timeline_colours.h"
#include "ui/timeline/timeline_data.h"

#include <QPainter>

namespace kinovar::ui {

/// How the timeline looks at this moment.
struct TimelineLook {
    const TimelineData& data;
    const TimeScale& scale;
    const LaneLayout& layout;
    const std::set<project::Id>& selected_shots;
    project::Id selected_marker = 0;
};

/// Where a span lies in its lane, from top to bottom, among so many rows.
[[nodiscard]] QRect row_of(const QRect& lane, const TimelineSpan& span, int rows);

/// Draws everything that does not move with the playhead. What it costs goes by the pixels, not by
/// the length of the film: only what is visible, and one stroke for what shares a pixel.
class TimelinePainter {
public:
    /// All outlive the painter; `thumbnails` null: hatches only.
    TimelinePainter(QPainter& painter, const TimelineLook& look, const TimelineColours& colours,
                    ThumbnailPixmaps* thumbnails);
    void paint();

private:
    void paint_lanes();
    void paint_ruler();
    void paint_cache();
    void paint_markers();
    void paint_sound();
    void paint_flags();
    void paint_fixes();
    void paint_fix_keys(const QRect& row);
    void paint_fit();
    void paint_diamond(const QPointF& middle, double half, const QColor& colour);
    void paint_hints();
    void paint_confidence();
    void paint_range();
    [[nodiscard]] int x_of(std::int64_t frame) const;
    [[nodiscard]] static QColor colour_of(const TimelineSpan& span, const QColor& colour);

    QPainter& painter_;
    const TimelineLook& look_;
    const TimelineColours& colours_;
    ThumbnailPixmaps* thumbnails_;
};

} // namespace kinovar::ui
