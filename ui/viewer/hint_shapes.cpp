#include "ui/viewer/hint_shapes.h"

#include <QLineF>
#include <QPolygonF>
#include <algorithm>
#include <cmath>

namespace kinovar::ui {

namespace {

using colourise::HintShape;
using colourise::Place;

double distance_to_segment(QPointF from, QPointF a, QPointF b) {
    const QPointF along = b - a;
    const double length = QPointF::dotProduct(along, along);
    const double share =
        length > 0 ? std::clamp(QPointF::dotProduct(from - a, along) / length, 0.0, 1.0) : 0;
    return QLineF(from, a + share * along).length();
}

double distance_to_line(QPointF from, const QVector<QPointF>& line, bool closed) {
    double nearest = QLineF(from, line.front()).length();
    for (qsizetype i = 1; i < line.size(); ++i) {
        nearest = std::min(nearest, distance_to_segment(from, line[i - 1], line[i]));
    }
    return closed ? std::min(nearest, distance_to_segment(from, line.back(), line.front()))
                  : nearest;
}

} // namespace

HintOutline outline_of(HintShape shape, const std::vector<Place>& places, double size,
                       QSizeF scan) {
    HintOutline outline{shape, {}, size * scan.height()};
    for (const Place& place : places) {
        outline.points.append({place.x * scan.width(), place.y * scan.height()});
    }
    return outline;
}

std::vector<Place> places_of(const QVector<QPointF>& points, QSizeF scan) {
    std::vector<Place> places;
    for (const QPointF& point : points) {
        places.push_back({std::clamp(point.x() / scan.width(), 0.0, 1.0),
                          std::clamp(point.y() / scan.height(), 0.0, 1.0)});
    }
    return places;
}

QPointF handle_of(const HintOutline& outline) {
    if (outline.points.isEmpty()) {
        return {};
    }
    if (outline.shape == HintShape::Region) {
        return QPolygonF(outline.points).boundingRect().center();
    }
    return outline.points[outline.points.size() / 2];
}

double distance_to(const HintOutline& outline, QPointF from) {
    constexpr double kFar = 1e9;
    if (outline.points.isEmpty()) {
        return kFar;
    }
    const bool region = outline.shape == HintShape::Region;
    if (region && QPolygonF(outline.points).containsPoint(from, Qt::OddEvenFill)) {
        return 0;
    }
    const double radius = region ? 0 : outline.radius;
    return std::max(distance_to_line(from, outline.points, region) - radius, 0.0);
}

std::vector<Place> moved(std::vector<Place> places, double dx, double dy) {
    const auto room = [](double least, double most, double by) {
        return std::clamp(by, -least, 1 - most);
    };
    const auto [left, right] = std::minmax_element(
        places.begin(), places.end(), [](const Place& a, const Place& b) { return a.x < b.x; });
    const auto [top, bottom] = std::minmax_element(
        places.begin(), places.end(), [](const Place& a, const Place& b) { return a.y < b.y; });
    if (places.empty()) {
        return places;
    }
    const double across = room(left->x, right->x, dx);
    const double down = room(top->y, bottom->y, dy);
    for (Place& place : places) {
        place.x += across;
        place.y += down;
    }
    return places;
}

QVector<QPointF> thinned(const QVector<QPointF>& line, double apart) {
    QVector<QPointF> kept;
    for (const QPointF& point : line) {
        if (kept.isEmpty() || QLineF(kept.back(), point).length() >= apart) {
            kept.append(point);
        }
    }
    if (kept.size() > 1 && kept.back() != line.back()) {
        kept.back() = line.back();
    }
    return kept;
}

} // namespace kinovar::ui
