#include "core/gallery/morph_field.h"

#include "core/steps/portrait/face/face_geometry.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace kinovar::gallery {

namespace {

using portrait::Point2;

/// Rows of nodes over a frame's height; enough that an eye spans several.
constexpr int kRows = 180;
constexpr int kSmallestGrid = 4;
// Two fields a frame: relaxation from coarse to fine is far quicker than a direct solution.
constexpr int kSweeps = 24;             ///< a level; the coarser ones bring all that is far
constexpr float kOverRelaxation = 1.6F; ///< of successive over-relaxation (D. Young, 1954)
constexpr float kInTriangle = -1e-4F;

Point2 minus(Point2 a, Point2 b) {
    return {a.x - b.x, a.y - b.y};
}

/// A grid with what is known of it.
struct Level {
    MorphField field;
    std::vector<std::uint8_t> known;

    [[nodiscard]] bool knows(int x, int y) const {
        return known[static_cast<std::size_t>(y) * static_cast<std::size_t>(field.columns) +
                     static_cast<std::size_t>(x)] != 0;
    }
    void set(int x, int y, Point2 value) {
        field.at(x, y) = value;
        known[static_cast<std::size_t>(y) * static_cast<std::size_t>(field.columns) +
              static_cast<std::size_t>(x)] = 1;
    }
};

Level halved(const Level& fine) {
    Level coarse;
    coarse.field.columns = (fine.field.columns + 1) / 2;
    coarse.field.rows = (fine.field.rows + 1) / 2;
    const auto nodes = static_cast<std::size_t>(coarse.field.columns) *
                       static_cast<std::size_t>(coarse.field.rows);
    coarse.field.vectors.resize(nodes);
    coarse.known.resize(nodes);
    for (int y = 0; y < coarse.field.rows; ++y) {
        for (int x = 0; x < coarse.field.columns; ++x) {
            Point2 sum;
            int count = 0;
            for (int j = 2 * y; j < std::min(2 * y + 2, fine.field.rows); ++j) {
                for (int i = 2 * x; i < std::min(2 * x + 2, fine.field.columns); ++i) {
                    if (fine.knows(i, j)) {
                        sum.x += fine.field.at(i, j).x;
                        sum.y += fine.field.at(i, j).y;
                        ++count;
                    }
                }
            }
            if (count > 0) {
                const auto n = static_cast<float>(count);
                coarse.set(x, y, {sum.x / n, sum.y / n});
            }
        }
    }
    return coarse;
}

void relax(Level& level) {
    MorphField& field = level.field;
    for (int sweep = 0; sweep < kSweeps; ++sweep) {
        for (int y = 0; y < field.rows; ++y) {
            for (int x = 0; x < field.columns; ++x) {
                if (level.knows(x, y)) {
                    continue;
                }
                // Beyond the edge lies what is at the edge.
                const Point2& left = field.at(std::max(x - 1, 0), y);
                const Point2& right = field.at(std::min(x + 1, field.columns - 1), y);
                const Point2& above = field.at(x, std::max(y - 1, 0));
                const Point2& below = field.at(x, std::min(y + 1, field.rows - 1));
                Point2& here = field.at(x, y);
                here.x +=
                    kOverRelaxation * ((left.x + right.x + above.x + below.x) * 0.25F - here.x);
                here.y +=
                    kOverRelaxation * ((left.y + right.y + above.y + below.y) * 0.25F - here.y);
            }
        }
    }
}

void solve(Level& level) {
    MorphField& field = level.field;
    if (std::min(field.columns, field.rows) > kSmallestGrid) {
        Level coarse = halved(level);
        solve(coarse);
        for (int y = 0; y < field.rows; ++y) {
            for (int x = 0; x < field.columns; ++x) {
                if (!level.knows(x, y)) {
                    field.at(x, y) = coarse.field.at(x / 2, y / 2);
                }
            }
        }
    }
    relax(level);
}

/// Sets the nodes within a triangle to what is linear between its corners.
void draw_triangle(Level& level, const std::array<Point2, 3>& place,
                   const std::array<Point2, 3>& value) {
    const Point2 u = minus(place[1], place[0]);
    const Point2 v = minus(place[2], place[0]);
    const float area = u.x * v.y - u.y * v.x;
    if (std::abs(area) < 1e-9F) {
        return;
    }
    const auto [left, right] = std::minmax({place[0].x, place[1].x, place[2].x});
    const auto [top, bottom] = std::minmax({place[0].y, place[1].y, place[2].y});
    const int x1 = std::min(static_cast<int>(std::floor(right)), level.field.columns - 1);
    const int y1 = std::min(static_cast<int>(std::floor(bottom)), level.field.rows - 1);
    for (int y = std::max(0, static_cast<int>(std::ceil(top))); y <= y1; ++y) {
        for (int x = std::max(0, static_cast<int>(std::ceil(left))); x <= x1; ++x) {
            const Point2 p = minus({static_cast<float>(x), static_cast<float>(y)}, place[0]);
            const float b = (p.x * v.y - p.y * v.x) / area;
            const float c = (u.x * p.y - u.y * p.x) / area;
            const float a = 1 - b - c;
            if (std::min({a, b, c}) >= kInTriangle) {
                level.set(x, y,
                          {a * value[0].x + b * value[1].x + c * value[2].x,
                           a * value[0].y + b * value[1].y + c * value[2].y});
            }
        }
    }
}

void draw_face(Level& level, const Shape& from, const Shape& to) {
    const auto step = static_cast<float>(level.field.step);
    for (const portrait::Triangle& triangle : portrait::face_triangles()) {
        std::array<Point2, 3> place;
        std::array<Point2, 3> value;
        std::size_t corner = 0;
        for (const std::size_t i : {triangle.a, triangle.b, triangle.c}) {
            place[corner] = {to.face[i].x / step, to.face[i].y / step};
            value[corner++] = minus(from.face[i], to.face[i]);
        }
        draw_triangle(level, place, value);
    }
}

/// The outline between two neighbouring rays; what the face has set already stays.
void draw_outline(Level& level, const Shape& from, const Shape& to) {
    for (std::size_t i = 0; i < to.outline.size(); ++i) {
        const std::size_t next = (i + 1) % to.outline.size();
        if (!to.outline[i] || !to.outline[next] || !from.outline[i] || !from.outline[next]) {
            continue;
        }
        const Point2 start = *to.outline[i];
        const Point2 way = minus(*to.outline[next], start);
        const Point2 first = minus(*from.outline[i], start);
        const Point2 last = minus(*from.outline[next], *to.outline[next]);
        const auto step = static_cast<float>(level.field.step);
        const int steps = std::max(1, static_cast<int>(std::hypot(way.x, way.y) / step * 2));
        for (int k = 0; k <= steps; ++k) {
            const float t = static_cast<float>(k) / static_cast<float>(steps);
            const int x = static_cast<int>(std::lround((start.x + t * way.x) / step));
            const int y = static_cast<int>(std::lround((start.y + t * way.y) / step));
            if (x >= 0 && y >= 0 && x < level.field.columns && y < level.field.rows &&
                !level.knows(x, y)) {
                level.set(x, y,
                          {first.x + t * (last.x - first.x), first.y + t * (last.y - first.y)});
            }
        }
    }
}

void draw_border(Level& level) {
    const int right = level.field.columns - 1;
    const int bottom = level.field.rows - 1;
    for (int x = 0; x <= right; ++x) {
        level.set(x, 0, {});
        level.set(x, bottom, {});
    }
    for (int y = 0; y <= bottom; ++y) {
        level.set(0, y, {});
        level.set(right, y, {});
    }
}

} // namespace

void fill_harmonically(MorphField& field, const std::vector<std::uint8_t>& known) {
    Level level{std::move(field), known};
    solve(level);
    field = std::move(level.field);
}

MorphField morph_field(const Shape& from, const Shape& to, int width, int height) {
    Level level;
    level.field.step = std::max(2, height / kRows);
    level.field.columns = (width - 1 + level.field.step - 1) / level.field.step + 1;
    level.field.rows = (height - 1 + level.field.step - 1) / level.field.step + 1;
    const auto nodes =
        static_cast<std::size_t>(level.field.columns) * static_cast<std::size_t>(level.field.rows);
    level.field.vectors.resize(nodes);
    level.known.resize(nodes);
    draw_face(level, from, to);
    draw_outline(level, from, to);
    draw_border(level);
    solve(level);
    return std::move(level.field);
}

} // namespace kinovar::gallery
