#include "ui/studio/fix_pose.h"

#include <cmath>
#include <numbers>

namespace kinovar::ui {

namespace {

constexpr double kHalfTurn = 180; // degrees
constexpr double kFlat = 1e-12;

double area_scale(const ShareMap& map) {
    return map[0] * map[4] - map[1] * map[3];
}

retouch::Place middle_of(const std::array<double, 4>& box) {
    return {(box[0] + box[2]) / 2, (box[1] + box[3]) / 2};
}

void bring_back(std::vector<retouch::StrokePoint>& points, const ShareMap& back) {
    for (retouch::StrokePoint& point : points) {
        point.at = mapped(back, point.at);
    }
}

} // namespace

retouch::Place mapped(const ShareMap& map, retouch::Place place) {
    return {map[0] * place.x + map[1] * place.y + map[2],
            map[3] * place.x + map[4] * place.y + map[5]};
}

ShareMap inverted(const ShareMap& map) {
    const double area = area_scale(map);
    if (std::abs(area) < kFlat) {
        return {1, 0, 0, 0, 1, 0};
    }
    const double a = map[4] / area;
    const double b = -map[1] / area;
    const double c = -map[3] / area;
    const double d = map[0] / area;
    return {a, b, -(a * map[2] + b * map[5]), c, d, -(c * map[2] + d * map[5])};
}

double scale_of(const ShareMap& map) {
    return std::sqrt(std::abs(area_scale(map)));
}

retouch::Pose pose_of(const ShareMap& map, const std::array<double, 4>& box, double aspect) {
    const retouch::Place middle = middle_of(box);
    const retouch::Place now = mapped(map, middle);
    // In square units.
    const double across = map[1] * aspect;
    const double down = map[3] / aspect;
    return {now.x - middle.x, now.y - middle.y, scale_of(map),
            std::atan2(down - across, map[0] + map[4]) * kHalfTurn / std::numbers::pi};
}

ShareMap map_of(const retouch::Pose& pose, const std::array<double, 4>& box, double aspect) {
    const double angle = pose.turn * std::numbers::pi / kHalfTurn;
    const double along = pose.scale * std::cos(angle);
    const double aside = pose.scale * std::sin(angle);
    ShareMap map{along, -aside / aspect, 0, aside * aspect, along, 0};
    const retouch::Place middle = middle_of(box);
    const retouch::Place turned = mapped(map, middle);
    map[2] = middle.x + pose.dx - turned.x;
    map[5] = middle.y + pose.dy - turned.y;
    return map;
}

retouch::Mark brought_back(retouch::Mark mark, const ShareMap& map) {
    bring_back(mark.points, inverted(map));
    mark.brush.size /= scale_of(map);
    return mark;
}

retouch::WarpMove brought_back(retouch::WarpMove move, const ShareMap& map) {
    bring_back(move.points, inverted(map));
    move.size /= scale_of(map);
    return move;
}

} // namespace kinovar::ui
