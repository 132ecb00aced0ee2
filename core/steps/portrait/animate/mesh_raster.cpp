#include "core/steps/portrait/animate/mesh_raster.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kinovar::portrait {

MeshRaster::MeshRaster(const Grid& grid, const std::array<Point3, kLandmarks>& points)
    : mask_(grid.size(), std::uint8_t{0}) {
    constexpr float kEdge = -1e-4F; // neighbours share what lies on their edge
    cv::Mat1f nearest(grid.size(), std::numeric_limits<float>::max());
    cv::Mat1i cell_at(grid.size(), -1);
    for (const Triangle& t : face_triangles()) {
        const Point2 a = grid.node({points[t.a].x, points[t.a].y});
        const Point2 b = grid.node({points[t.b].x, points[t.b].y});
        const Point2 c = grid.node({points[t.c].x, points[t.c].y});
        const float area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
        if (std::abs(area) < 1e-9F) {
            continue;
        }
        const auto first = [](float u, float v, float w) {
            return std::max(0, static_cast<int>(std::floor(std::min({u, v, w}))));
        };
        const auto last = [](float u, float v, float w, int count) {
            return std::min(count - 1, static_cast<int>(std::ceil(std::max({u, v, w}))));
        };
        for (int row = first(a.y, b.y, c.y); row <= last(a.y, b.y, c.y, grid.rows); ++row) {
            for (int column = first(a.x, b.x, c.x); column <= last(a.x, b.x, c.x, grid.columns);
                 ++column) {
                const auto x = static_cast<float>(column);
                const auto y = static_cast<float>(row);
                const float wb = ((x - a.x) * (c.y - a.y) - (c.x - a.x) * (y - a.y)) / area;
                const float wc = ((b.x - a.x) * (y - a.y) - (x - a.x) * (b.y - a.y)) / area;
                const float wa = 1 - wb - wc;
                const float z = wa * points[t.a].z + wb * points[t.b].z + wc * points[t.c].z;
                if (std::min({wa, wb, wc}) < kEdge || z >= nearest(row, column)) {
                    continue;
                }
                nearest(row, column) = z;
                int& cell = cell_at(row, column);
                if (cell < 0) {
                    cell = static_cast<int>(cells_.size());
                    cells_.emplace_back();
                }
                cells_[static_cast<std::size_t>(cell)] = {column, row, t, wa, wb, wc};
                mask_(row, column) = 255;
            }
        }
    }
}

} // namespace kinovar::portrait
