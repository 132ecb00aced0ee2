#pragma once

#include "core/steps/retouch/fix.h"
#include "ui/studio/fix_pose.h"

#include <QPainterPath>
#include <QPointF>
#include <QSizeF>
#include <QTransform>
#include <map>
#include <optional>

namespace kinovar::ui {

// Fixes as they lie on the scan, in its pixels.

[[nodiscard]] inline QPointF on_scan(retouch::Place place, QSizeF scan) {
    return {place.x * scan.width(), place.y * scan.height()};
}
[[nodiscard]] inline retouch::Place share_at(QPointF scan, QSizeF size) {
    return {scan.x() / size.width(), scan.y() / size.height()};
}
[[nodiscard]] QTransform transform_of(const ShareMap& map, QSizeF scan);

/// The edge of what a fix covers where it was drawn: outlines, the way of brushes at their full
/// width, the edge of a mask; of warps what their gestures and handles reach.
[[nodiscard]] QPainterPath edge_of(const retouch::Fix& fix, QSizeF scan);

/// Edges of fixes, each made once.
class FixShapes {
public:
    /// Valid until the next call for the same fix.
    [[nodiscard]] const QPainterPath& edge(const retouch::FixPtr& fix, QSizeF scan);
    /// That lies around the edge, where it was drawn; does not need the edge.
    [[nodiscard]] static QRectF box(const retouch::Fix& fix, QSizeF scan);
    /// Forgets those that are no longer there.
    void keep_only(const std::vector<retouch::FixPtr>& fixes);

private:
    struct Known {
        retouch::FixPtr fix;
        QSizeF scan;
        QPainterPath edge;
    };
    std::map<std::int64_t, Known> known_;
};

} // namespace kinovar::ui
