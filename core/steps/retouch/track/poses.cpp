#include "core/steps/retouch/track/poses.h"

#include "core/steps/retouch/brush/cover.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace kinovar::retouch {

namespace {

constexpr double kFirstCentre = 0.5; // of the first pixel, from the picture's edge
constexpr double kHalfTurn = 180;    // degrees

} // namespace

std::vector<Key> all_keys(const Fix& fix) {
    std::vector<Key> keys = fix.keys;
    const auto at_drawn = [&](const Key& key) { return key.frame == fix.drawn_at; };
    if (std::none_of(keys.begin(), keys.end(), at_drawn)) {
        keys.push_back({fix.drawn_at, {}});
    }
    std::stable_sort(keys.begin(), keys.end(),
                     [](const Key& a, const Key& b) { return a.frame < b.frame; });
    return keys;
}

cv::Rect2d area_box(const Fix& fix) {
    const cv::Rect2d whole(0, 0, 1, 1);
    const cv::Rect2d box = box_of(fix.area);
    return fix.area.inverted || box.empty() ? whole : box;
}

Affine map_of(const Pose& pose, const cv::Rect2d& box, const cv::Size& size) {
    const double angle = pose.turn * std::numbers::pi / kHalfTurn;
    const double along = pose.scale * std::cos(angle);
    const double across = pose.scale * std::sin(angle);
    const cv::Rect2d place = in_pixels(box, size);
    const cv::Point2d middle = (place.tl() + place.br()) / 2;
    const Affine turned{along, -across, 0, across, along, 0};
    const cv::Point2d off = middle - apply(turned, middle);
    return moved(turned, off + cv::Point2d(pose.dx * size.width, pose.dy * size.height));
}

Pose pose_at(const std::vector<Key>& keys, std::int64_t frame) {
    const auto after =
        std::find_if(keys.begin(), keys.end(), [&](const Key& key) { return key.frame >= frame; });
    if (after == keys.end()) {
        return keys.back().pose;
    }
    if (after == keys.begin() || after->frame == frame) {
        return after->pose;
    }
    const Key& before = *(after - 1);
    const double share = static_cast<double>(frame - before.frame) /
                         static_cast<double>(after->frame - before.frame);
    const Pose& a = before.pose;
    const Pose& b = after->pose;
    return {std::lerp(a.dx, b.dx, share), std::lerp(a.dy, b.dy, share),
            std::lerp(a.scale, b.scale, share), std::lerp(a.turn, b.turn, share)};
}

cv::Rect2d in_pixels(const cv::Rect2d& box, const cv::Size& size) {
    return {box.x * size.width - kFirstCentre, box.y * size.height - kFirstCentre,
            box.width * size.width, box.height * size.height};
}

cv::Rect2d box_after(const Affine& map, const cv::Rect2d& box) {
    const cv::Point2d start = apply(map, box.tl());
    cv::Point2d least = start;
    cv::Point2d most = start;
    for (const cv::Point2d& corner :
         {cv::Point2d(box.br().x, box.y), cv::Point2d(box.x, box.br().y), box.br()}) {
        const cv::Point2d at = apply(map, corner);
        least = {std::min(least.x, at.x), std::min(least.y, at.y)};
        most = {std::max(most.x, at.x), std::max(most.y, at.y)};
    }
    return {least, most};
}

Affine mixed(const Affine& a, const Affine& b, double share) {
    Affine mix;
    for (int i = 0; i < mix.rows * mix.cols; ++i) {
        mix.val[i] = std::lerp(a.val[i], b.val[i], share);
    }
    return mix;
}

} // namespace kinovar::retouch
