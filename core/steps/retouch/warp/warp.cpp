#include "core/steps/retouch/warp/warp.h"

#include "core/steps/retouch/brush/cover.h"
#include "core/steps/retouch/warp/displacement.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::retouch {

namespace {

constexpr double kDabSpacing = 0.25; // of the radius, between two dabs of a pinch
constexpr double kPinch = 0.12;      // of the way to the middle, a dab of full strength
constexpr double kRestore = 0.35;    // of what was moved, likewise
constexpr double kFinest = 10;       // nodes a radius
constexpr int kMostPitch = 8;        // px from node to node
constexpr double kLeastRadius = 1.5; // px
constexpr double kMargin = 2;        // px around what moves

/// Places of the fix in pixels of this frame.
class Ground {
public:
    Ground(const Task& task)
        : task_(task), to_now_(task.placement.to_now),
          scale_(
              std::sqrt(std::abs(to_now_(0, 0) * to_now_(1, 1) - to_now_(0, 1) * to_now_(1, 0)))) {}

    [[nodiscard]] cv::Point2d then(const Place& place) const {
        constexpr double kHalf = 0.5; // from edges of pixels to their centres
        return {place.x * task_.picture.cols - kHalf, place.y * task_.picture.rows - kHalf};
    }
    [[nodiscard]] cv::Point2d now(const cv::Point2d& then) const {
        return cv::Point2d(to_now_(0, 0) * then.x + to_now_(0, 1) * then.y + to_now_(0, 2),
                           to_now_(1, 0) * then.x + to_now_(1, 1) * then.y + to_now_(1, 2));
    }
    [[nodiscard]] cv::Point2d now(const Place& place) const { return now(then(place)); }
    /// Of a length as share of the height.
    [[nodiscard]] double length(double share) const { return share * task_.picture.rows * scale_; }
    [[nodiscard]] double radius(double diameter) const {
        return std::max(length(diameter) / 2, kLeastRadius);
    }

    [[nodiscard]] Displacement::Handle handle(const WarpHandle& one) const {
        const auto landmark = static_cast<std::size_t>(one.landmark);
        const auto& mesh = task_.placement.mesh;
        const auto& mesh_then = task_.placement.mesh_then;
        const double felt = std::max(length(one.radius), kLeastRadius);
        if (one.landmark < 0 || landmark >= mesh.size() || landmark >= mesh_then.size()) {
            return {now(one.from), now(one.to), felt};
        }
        const cv::Point2d from = mesh[landmark];
        return {from, from + now(one.to) - now(cv::Point2d(mesh_then[landmark])), felt};
    }

private:
    const Task& task_;
    cv::Matx23d to_now_;
    double scale_;
};

/// What moves, and how finely it must be computed.
struct Extent {
    cv::Rect2d box;
    double least_radius = 1e9;
    void add(const cv::Point2d& at, double radius) {
        const double reach = radius + kMargin;
        box |= cv::Rect2d(at.x - reach, at.y - reach, 2 * reach, 2 * reach);
        least_radius = std::min(least_radius, radius);
    }
};

Extent extent_of(const Warp& warp, const Ground& ground) {
    Extent extent;
    for (const WarpHandle& one : warp.handles) {
        const auto handle = ground.handle(one);
        extent.add(handle.from, handle.radius);
        extent.add(handle.to, handle.radius);
    }
    for (const WarpMove& move : warp.moves) {
        for (const StrokePoint& point : move.points) {
            extent.add(ground.now(point.at), ground.radius(move.size));
        }
    }
    return extent;
}

/// How far each place of the box may move, 0 to 1; empty: all of it. A box without a place that may
/// move becomes empty.
cv::Mat mobility_of(const Area& area, const Task& task, cv::Rect& box) {
    const bool adds = !area.mask.empty() || area.inverted ||
                      std::any_of(area.marks.begin(), area.marks.end(),
                                  [](const Mark& mark) { return mark.adds; });
    if (!adds && area.marks.empty()) {
        return {};
    }
    Area drawn = area;
    if (!adds) {
        for (Mark& mark : drawn.marks) {
            mark.adds = true;
        }
    }
    const Cover cover = cover_of(drawn, task.picture.size(), task.placement);
    if (adds) {
        box &= cover.where;
    }
    cv::Mat mobility = cv::Mat::zeros(box.size(), CV_32F);
    const cv::Rect common = box & cover.where;
    if (!common.empty()) {
        cover.share(common - cover.where.tl()).copyTo(mobility(common - box.tl()));
    }
    return adds ? mobility : cv::Mat(1 - mobility);
}

/// Dabs along a gesture, evenly; a brush that rests goes on working.
template <class Work>
void for_each_dab(const WarpMove& move, const Ground& ground, double radius, const Work& work) {
    double ahead = 0; // px to the next dab
    cv::Point2d before;
    double pressure = 0;
    for (std::size_t i = 0; i < move.points.size(); ++i) {
        const cv::Point2d at = ground.now(move.points[i].at);
        const double length = i == 0 ? 0 : std::hypot(at.x - before.x, at.y - before.y);
        if (length == 0) {
            work(at, move.points[i].pressure);
            ahead = kDabSpacing * radius;
        }
        double gone = 0;
        for (; length - gone > ahead; gone += ahead, ahead = kDabSpacing * radius) {
            const double share = (gone + ahead) / length;
            work(before + (at - before) * share,
                 pressure + (move.points[i].pressure - pressure) * share);
        }
        ahead -= length - gone;
        before = at;
        pressure = move.points[i].pressure;
    }
}

void play(const WarpMove& move, const Ground& ground, Displacement& field) {
    const double radius = ground.radius(move.size);
    switch (move.kind) {
    case WarpMove::Kind::Push:
        for (std::size_t i = 1; i < move.points.size(); ++i) {
            const double pressure = (move.points[i - 1].pressure + move.points[i].pressure) / 2;
            field.push(ground.now(move.points[i - 1].at), ground.now(move.points[i].at), radius,
                       std::clamp(move.strength * pressure, 0.0, 1.0));
        }
        break;
    case WarpMove::Kind::Pinch:
    case WarpMove::Kind::Bloat: {
        const double way = move.kind == WarpMove::Kind::Pinch ? kPinch : -kPinch;
        for_each_dab(move, ground, radius, [&](const cv::Point2d& at, double pressure) {
            field.pinch({at, radius}, way * move.strength * pressure);
        });
        break;
    }
    case WarpMove::Kind::Restore:
        for_each_dab(move, ground, radius, [&](const cv::Point2d& at, double pressure) {
            field.restore({at, radius}, std::min(kRestore * 2 * move.strength * pressure, 1.0));
        });
        break;
    }
}

cv::Mat sampled(const cv::Mat& picture, const cv::Rect& box, const cv::Mat& displacement) {
    cv::Mat map(box.size(), CV_32FC2);
    for (int y = 0; y < box.height; ++y) {
        const auto* moved = displacement.ptr<cv::Vec2f>(y);
        auto* out = map.ptr<cv::Vec2f>(y);
        for (int x = 0; x < box.width; ++x) {
            out[x] =
                moved[x] + cv::Vec2f(static_cast<float>(box.x + x), static_cast<float>(box.y + y));
        }
    }
    cv::Mat result;
    cv::remap(picture, result, map, {}, cv::INTER_LANCZOS4, cv::BORDER_REFLECT_101);
    return result;
}

} // namespace

Result<Patch> patch_of(const Warp& warp, const Task& task) {
    const Ground ground(task);
    const Extent extent = extent_of(warp, ground);
    const cv::Rect picture({0, 0}, task.picture.size());
    cv::Rect box = cv::Rect(cv::Point(cvFloor(extent.box.x), cvFloor(extent.box.y)),
                            cv::Point(cvCeil(extent.box.br().x), cvCeil(extent.box.br().y))) &
                   picture;
    Patch patch;
    patch.keeps_origin = true;
    if (box.empty()) {
        return patch;
    }
    const cv::Mat mobility = mobility_of(task.fix.area, task, box);
    if (box.empty()) {
        return patch;
    }
    const int pitch = std::clamp(cvFloor(extent.least_radius / kFinest), 1, kMostPitch);
    Displacement field(box, mobility, pitch);
    if (!warp.handles.empty()) {
        std::vector<Displacement::Handle> handles;
        for (const WarpHandle& one : warp.handles) {
            handles.push_back(ground.handle(one));
        }
        field.drag(handles);
    }
    for (const WarpMove& move : warp.moves) {
        play(move, ground, field);
    }
    const cv::Mat displacement = field.at_pixels();
    if (cv::countNonZero(displacement.reshape(1)) == 0) {
        return patch;
    }
    patch.where = box;
    patch.pixels = sampled(task.picture, box, displacement);
    patch.cover = cv::Mat(box.size(), CV_32F, cv::Scalar(1));
    return patch;
}

} // namespace kinovar::retouch
