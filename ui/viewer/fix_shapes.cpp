#include "ui/viewer/fix_shapes.h"

#include "core/steps/retouch/brush/mask_tiles.h"
#include "core/steps/retouch/retouch.h"

#include <QBitmap>
#include <QImage>
#include <QPainterPathStroker>
#include <QRegion>
#include <algorithm>
#include <set>

namespace kinovar::ui {

namespace {

/// Across; the edge of a mask is drawn, not measured.
constexpr int kMaskWidth = 320;
constexpr std::uint16_t kHalfCovered = 32768;
constexpr int kMostJoined = 1'500; // corners of paths
constexpr double kLeastWidth = 1;  // scan pixels, of a stroke

QPainterPath line_of(const std::vector<retouch::StrokePoint>& points, QSizeF scan) {
    QPainterPath line;
    for (const retouch::StrokePoint& point : points) {
        const QPointF at = on_scan(point.at, scan);
        line.elementCount() == 0 ? line.moveTo(at) : line.lineTo(at);
    }
    return line;
}

QPainterPath band_of(const std::vector<retouch::StrokePoint>& points, double size, QSizeF scan) {
    const double width = std::max(size * scan.height(), kLeastWidth);
    if (points.size() == 1) {
        QPainterPath dot;
        dot.addEllipse(on_scan(points.front().at, scan), width / 2, width / 2);
        return dot;
    }
    QPainterPathStroker stroker;
    stroker.setWidth(width);
    stroker.setCapStyle(Qt::RoundCap);
    stroker.setJoinStyle(Qt::RoundJoin);
    return stroker.createStroke(line_of(points, scan));
}

/// Of a mask that is made smaller first.
QPainterPath edge_of_mask(const std::string& bytes, QSizeF scan) {
    QPainterPath edge;
    const auto mask = retouch::MaskTiles::from_bytes(bytes);
    if (!mask || mask->empty()) {
        return edge;
    }
    const std::vector<std::uint16_t> pixels = mask->pixels();
    const int width = std::min(mask->width(), kMaskWidth);
    const int height = std::max(1, mask->height() * width / mask->width());
    QImage covered(width, height, QImage::Format_Mono);
    covered.setColorTable({qRgb(255, 255, 255), qRgb(0, 0, 0)});
    for (int y = 0; y < height; ++y) {
        const auto from = static_cast<std::size_t>((2 * y + 1) * mask->height() / (2 * height));
        for (int x = 0; x < width; ++x) {
            const auto at = static_cast<std::size_t>((2 * x + 1) * mask->width() / (2 * width));
            covered.setPixel(
                x, y,
                pixels[from * static_cast<std::size_t>(mask->width()) + at] >= kHalfCovered ? 1U
                                                                                            : 0U);
        }
    }
    edge.addRegion(QRegion(QBitmap::fromImage(covered)));
    return QTransform::fromScale(scan.width() / width, scan.height() / height)
        .map(edge.simplified());
}

void add_warp(const retouch::Warp& warp, QSizeF scan, QPainterPath& edge) {
    for (const retouch::WarpMove& move : warp.moves) {
        if (!move.points.empty()) {
            edge.addPath(band_of(move.points, move.size, scan));
        }
    }
    for (const retouch::WarpHandle& handle : warp.handles) {
        const double radius = handle.radius * scan.height();
        edge.addEllipse(on_scan(handle.from, scan), radius, radius);
    }
}

/// What a mark leaves of an edge. Paths of many corners are only put together, since joining them
/// takes seconds.
void lay(const retouch::Mark& mark, QSizeF scan, QPainterPath& edge) {
    QPainterPath shape;
    if (mark.shape == retouch::Mark::Shape::Outline) {
        shape = line_of(mark.points, scan);
        shape.closeSubpath();
    } else {
        shape = band_of(mark.points, mark.brush.size, scan);
    }
    if (edge.elementCount() + shape.elementCount() <= kMostJoined) {
        shape.setFillRule(Qt::WindingFill);
        shape = shape.simplified();
        edge = mark.adds ? edge.united(shape) : edge.subtracted(shape);
    } else if (mark.adds) {
        edge.addPath(shape);
    }
}

} // namespace

QTransform transform_of(const ShareMap& map, QSizeF scan) {
    const double aspect = scan.width() / scan.height();
    return {map[0], map[3] / aspect,       map[1] * aspect,
            map[4], map[2] * scan.width(), map[5] * scan.height()};
}

QPainterPath edge_of(const retouch::Fix& fix, QSizeF scan) {
    QPainterPath edge = fix.area.mask.empty() ? QPainterPath() : edge_of_mask(fix.area.mask, scan);
    edge.setFillRule(Qt::WindingFill);
    const auto* warp = std::get_if<retouch::Warp>(&fix.kind);
    const bool gestures = warp != nullptr && !(warp->moves.empty() && warp->handles.empty());
    for (const retouch::Mark& mark : fix.area.marks) {
        if (!gestures && !mark.points.empty()) {
            lay(mark, scan, edge);
        }
    }
    if (gestures) {
        add_warp(*warp, scan, edge);
    }
    return edge;
}

const QPainterPath& FixShapes::edge(const retouch::FixPtr& fix, QSizeF scan) {
    Known& known = known_[fix->id];
    if (known.fix != fix || known.scan != scan) {
        known = {fix, scan, edge_of(*fix, scan)};
    }
    return known.edge;
}

QRectF FixShapes::box(const retouch::Fix& fix, QSizeF scan) {
    const auto box = steps::fix_box(fix);
    return {on_scan({box[0], box[1]}, scan), on_scan({box[2], box[3]}, scan)};
}

void FixShapes::keep_only(const std::vector<retouch::FixPtr>& fixes) {
    std::set<std::int64_t> ids;
    for (const retouch::FixPtr& fix : fixes) {
        ids.insert(fix->id);
    }
    std::erase_if(known_, [&](const auto& one) { return !ids.contains(one.first); });
}

} // namespace kinovar::ui
