#include "core/steps/retouch/fill/surroundings.h"

#include "core/steps/retouch/fill/heal.h"
#include "core/steps/retouch/fill/membrane.h"
#include "core/steps/retouch/fill/patch_match.h"

#include <opencv2/imgproc.hpp>
#include <opencv2/xphoto/inpainting.hpp>

#include <algorithm>

namespace kinovar::retouch {

namespace {

constexpr int kLeastMargin = 48; // px, of what pieces are taken from

} // namespace

cv::Mat fill_by_healing(const cv::Mat& picture, const Hole& hole) {
    const cv::Rect part = with_margin(hole, 2 * kHealRing, picture.size());
    const cv::Mat mask = mask_in(hole, part);
    cv::Mat filled = picture(part).clone();
    if (const auto offset = heal_offset(picture, hole)) {
        cv::Mat source = filled.clone();
        const cv::Rect there = (part + *offset) & cv::Rect({}, picture.size());
        picture(there).copyTo(source(there - *offset - part.tl()));
        filled = healed(filled, source, mask);
    } else {
        fill_membrane(filled, mask);
    }
    return filled(hole.where - part.tl()).clone();
}

cv::Mat fill_by_patches(const cv::Mat& picture, const Hole& hole, const std::stop_token& stop) {
    const int margin = std::max({kLeastMargin, hole.where.width, hole.where.height});
    const cv::Rect part = with_margin(hole, margin, picture.size());
    const cv::Mat mask = mask_in(hole, part);
    const cv::Mat voted = patch_match_fill(picture(part), mask, stop);
    if (voted.empty()) {
        return {};
    }
    return healed(picture(part), voted, mask)(hole.where - part.tl()).clone();
}

cv::Mat fill_by_frequencies(const cv::Mat& picture, const Hole& hole) {
    constexpr int kMargin = 32; // px
    const cv::Rect part = with_margin(hole, kMargin, picture.size());
    cv::Mat bytes;
    constexpr double kWhite = 255;
    picture(part).convertTo(bytes, CV_8UC3, kWhite);
    const cv::Mat mask = mask_in(hole, part);
    cv::Mat filled;
    cv::xphoto::inpaint(bytes, mask == 0, filled, cv::xphoto::INPAINT_FSR_FAST);
    filled.convertTo(filled, CV_32FC3, 1 / kWhite);
    cv::Mat result = picture(part).clone();
    filled.copyTo(result, mask);
    return result(hole.where - part.tl()).clone();
}

Invented invent_from_surroundings(const cv::Mat& picture, const Hole& hole,
                                  const std::stop_token& stop) {
    constexpr int kSpot = 12; // px, across
    if (std::min(hole.where.width, hole.where.height) <= kSpot) {
        return {fill_by_healing(picture, hole), false};
    }
    Invented invented{fill_by_patches(picture, hole, stop), false};
    if (invented.pixels.empty() && !stop.stop_requested()) {
        invented.pixels = fill_by_healing(picture, hole);
    }
    return invented;
}

} // namespace kinovar::retouch
