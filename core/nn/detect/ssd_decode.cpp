#include "core/nn/detect/ssd_decode.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kinovar::nn {

namespace {

constexpr float kMaxLogit = 100; // raw ones reach -845, beyond what exp() can take
constexpr std::size_t kBoxNumbers = 4;

float sigmoid(float logit) {
    return 1 / (1 + std::exp(-std::clamp(logit, -kMaxLogit, kMaxLogit)));
}

/// Whether `count` rows of `used` numbers, `stride` apart, lie within `size` numbers.
bool rows_fit(std::size_t size, std::size_t count, int stride, std::size_t used) {
    const auto step = static_cast<std::size_t>(std::max(stride, 0));
    return count > 0 && step >= used && size >= used && (size - used) / step >= count - 1;
}

Detection decode_row(const SsdLayout& layout, Point2 anchor, std::span<const float> row) {
    const auto side = static_cast<float>(layout.side);
    const Point2 origin = {anchor.x * side, anchor.y * side};
    const Point2 centre = {row[0] + origin.x, row[1] + origin.y};
    Detection found;
    found.x0 = centre.x - row[2] / 2;
    found.y0 = centre.y - row[3] / 2;
    found.x1 = centre.x + row[2] / 2;
    found.y1 = centre.y + row[3] / 2;
    for (std::size_t i = kBoxNumbers; i + 1 < row.size(); i += 2) {
        found.points.push_back({row[i] + origin.x, row[i + 1] + origin.y});
    }
    return found;
}

/// The mean of `members`, weighted by score; score and anchor are those of the first.
Detection blend(const std::vector<Detection>& members) {
    Detection mean = members.front();
    float weight = 0;
    mean.x0 = mean.y0 = mean.x1 = mean.y1 = 0;
    std::fill(mean.points.begin(), mean.points.end(), Point2{});
    for (const Detection& one : members) {
        weight += one.score;
        mean.x0 += one.score * one.x0;
        mean.y0 += one.score * one.y0;
        mean.x1 += one.score * one.x1;
        mean.y1 += one.score * one.y1;
        for (std::size_t i = 0; i < mean.points.size(); ++i) {
            mean.points[i].x += one.score * one.points[i].x;
            mean.points[i].y += one.score * one.points[i].y;
        }
    }
    for (float* value : {&mean.x0, &mean.y0, &mean.x1, &mean.y1}) {
        *value /= weight;
    }
    for (Point2& point : mean.points) {
        point = {point.x / weight, point.y / weight};
    }
    return mean;
}

std::vector<Detection> suppress(std::vector<Detection> candidates, const SsdLayout& layout,
                                Suppression how) {
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Detection& a, const Detection& b) { return a.score > b.score; });
    std::vector<Detection> kept;
    while (!candidates.empty() && kept.size() < static_cast<std::size_t>(layout.max_boxes)) {
        const Detection best = candidates.front();
        const auto rest =
            std::stable_partition(candidates.begin(), candidates.end(), [&](const Detection& one) {
                return one.anchor == best.anchor || overlap_of(best, one) > layout.max_overlap;
            });
        kept.push_back(how == Suppression::Blend ? blend({candidates.begin(), rest}) : best);
        candidates.erase(candidates.begin(), rest);
    }
    return kept;
}

} // namespace

std::vector<Point2> make_anchors(std::span<const AnchorGrid> grids) {
    constexpr float kCentre = 0.5F;
    std::vector<Point2> anchors;
    for (const AnchorGrid& grid : grids) {
        const auto cells = static_cast<float>(grid.cells);
        for (int y = 0; y < grid.cells; ++y) {
            for (int x = 0; x < grid.cells; ++x) {
                anchors.insert(anchors.end(), static_cast<std::size_t>(grid.per_cell),
                               {(static_cast<float>(x) + kCentre) / cells,
                                (static_cast<float>(y) + kCentre) / cells});
            }
        }
    }
    return anchors;
}

SsdLayout blazeface_back_layout() {
    SsdLayout layout;
    layout.grids = {{16, 2}, {8, 6}};
    layout.key_points = 6;
    layout.min_score = 0.2F;
    layout.max_overlap = 0.1F;
    return layout;
}

SsdLayout palm_layout() {
    SsdLayout layout;
    layout.grids = {{32, 2}, {16, 2}, {8, 6}};
    layout.key_points = 7;
    layout.min_score = 0.5F;
    layout.max_overlap = 0.2F;
    layout.max_boxes = 6;
    return layout;
}

float overlap_of(const Detection& a, const Detection& b) {
    const auto area = [](const Detection& one) {
        return std::max(0.0F, one.x1 - one.x0) * std::max(0.0F, one.y1 - one.y0);
    };
    const float width = std::min(a.x1, b.x1) - std::max(a.x0, b.x0);
    const float height = std::min(a.y1, b.y1) - std::max(a.y0, b.y0);
    const float shared = std::max(0.0F, width) * std::max(0.0F, height);
    const float together = area(a) + area(b) - shared;
    return together > 0 ? shared / together : 0;
}

Result<std::vector<Detection>> decode_ssd(const SsdLayout& layout, std::span<const float> logits,
                                          int logit_stride, std::span<const float> boxes,
                                          int box_stride, Suppression how) {
    const std::vector<Point2> anchors = make_anchors(layout.grids);
    const std::size_t used = kBoxNumbers + 2 * static_cast<std::size_t>(layout.key_points);
    if (!rows_fit(logits.size(), anchors.size(), logit_stride, 1) ||
        !rows_fit(boxes.size(), anchors.size(), box_stride, used)) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{} scores and {} numbers of boxes do not fit {} anchors",
                                   logits.size(), boxes.size(), anchors.size()));
    }
    std::vector<Detection> candidates;
    for (std::size_t i = 0; i < anchors.size(); ++i) {
        const float score = sigmoid(logits[i * static_cast<std::size_t>(logit_stride)]);
        if (!(score > layout.min_score)) {
            continue;
        }
        Detection found = decode_row(layout, anchors[i],
                                     boxes.subspan(i * static_cast<std::size_t>(box_stride), used));
        found.score = score;
        found.anchor = static_cast<int>(i);
        candidates.push_back(std::move(found));
    }
    return suppress(std::move(candidates), layout, how);
}

} // namespace kinovar::nn
