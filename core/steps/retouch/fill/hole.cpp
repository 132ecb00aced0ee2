#include "core/steps/retouch/fill/hole.h"

#include <opencv2/imgproc.hpp>

#include <utility>

namespace kinovar::retouch {

Hole hole_of(const Cover& cover) {
    constexpr double kShows = 0.02;
    if (cover.where.empty()) {
        return {};
    }
    const cv::Mat mask = cover.share > kShows;
    const cv::Rect box = cv::boundingRect(mask);
    if (box.empty()) {
        return {};
    }
    return {box + cover.where.tl(), mask(box).clone()};
}

Patch patch_at(const Cover& cover, const Hole& hole, cv::Mat pixels) {
    Patch patch;
    patch.where = hole.where;
    patch.pixels = std::move(pixels);
    patch.cover = cover.share(hole.where - cover.where.tl()).clone();
    return patch;
}

cv::Rect with_margin(const Hole& hole, int margin, const cv::Size& picture) {
    const cv::Rect grown(hole.where.x - margin, hole.where.y - margin,
                         hole.where.width + 2 * margin, hole.where.height + 2 * margin);
    return grown & cv::Rect({}, picture);
}

cv::Mat mask_in(const Hole& hole, const cv::Rect& part) {
    cv::Mat mask = cv::Mat::zeros(part.size(), CV_8U);
    const cv::Rect both = hole.where & part;
    if (!both.empty()) {
        hole.mask(both - hole.where.tl()).copyTo(mask(both - part.tl()));
    }
    return mask;
}

cv::Mat ring_around(const cv::Mat& mask, int width) {
    const int side = 2 * width + 1;
    cv::Mat ring;
    cv::dilate(mask, ring, cv::getStructuringElement(cv::MORPH_ELLIPSE, {side, side}));
    ring.setTo(0, mask);
    return ring;
}

} // namespace kinovar::retouch
