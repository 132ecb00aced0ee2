#include "core/steps/retouch/fill/surroundings.h"

#include "core/steps/retouch/fill/heal.h"
#include "core/steps/retouch/fill/membrane.h"
#include "core/steps/retouch/fill/patch_match.h"

#include <opencv2/imgproc.hpp>
#include <opencv2/xphoto/inpainting.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace kinovar::retouch {

namespace {

constexpr int kLeastMargin = 48; // px, of what pieces are taken from
constexpr double kAlike = 0.8;   // heal_misfit() up to which a healed place is one with the rest
constexpr double kSameShape = 0.03;
constexpr double kThin = 14;         // px: frequencies carry shapes across such a hole
constexpr double kPoorShape = 0.08;  // of the picture's height; wider ones are not told well
constexpr double kPoorGround = 0.25; // the same on an even ground

struct Healing {
    cv::Mat pixels;
    double misfit = 0;
};

Healing heal_of(const cv::Mat& picture, const Hole& hole) {
    const cv::Rect part = with_margin(hole, 2 * kHealRing, picture.size());
    const cv::Mat mask = mask_in(hole, part);
    Healing healing;
    cv::Mat filled = picture(part).clone();
    if (const auto offset = heal_offset(picture, hole)) {
        cv::Mat source = filled.clone();
        const cv::Rect there = (part + *offset) & cv::Rect({}, picture.size());
        picture(there).copyTo(source(there - *offset - part.tl()));
        healing.misfit = heal_misfit(filled, source, mask);
        filled = healed(filled, source, mask);
    } else {
        healing.misfit = std::numeric_limits<double>::max();
        fill_membrane(filled, mask);
    }
    healing.pixels = filled(hole.where - part.tl()).clone();
    return healing;
}

/// Without grain and texture, root mean square.
double difference_in_shape(const cv::Mat& one, const cv::Mat& other, const cv::Mat& mask) {
    constexpr double kTexture = 2; // px
    cv::Mat difference = one - other;
    cv::GaussianBlur(difference, difference, {}, kTexture);
    return cv::norm(difference, cv::NORM_L2, mask) /
           std::sqrt(difference.channels() * std::max(cv::countNonZero(mask), 1));
}

/// Across where it is widest, px.
double thickness_of(const Hole& hole) {
    cv::Mat padded;
    cv::copyMakeBorder(hole.mask, padded, 1, 1, 1, 1, cv::BORDER_CONSTANT);
    cv::Mat depth;
    cv::distanceTransform(padded, depth, cv::DIST_L2, cv::DIST_MASK_3);
    double most = 0;
    cv::minMaxLoc(depth, nullptr, &most);
    return 2 * most;
}

} // namespace

cv::Mat fill_by_healing(const cv::Mat& picture, const Hole& hole) {
    return heal_of(picture, hole).pixels;
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
    const double thickness = thickness_of(hole);
    const cv::Mat shapes = thickness <= kThin ? fill_by_frequencies(picture, hole)
                                              : fill_by_patches(picture, hole, stop);
    if (stop.stop_requested()) {
        return {};
    }
    // Healing keeps the texture best, but may bring another thing with it: where what carries
    // shapes on comes to the same picture there is none.
    const Healing healing = heal_of(picture, hole);
    const bool heals =
        shapes.empty() || (healing.misfit <= kAlike &&
                           difference_in_shape(healing.pixels, shapes, hole.mask) <= kSameShape);
    const double poor = heals && !shapes.empty() ? kPoorGround : kPoorShape;
    return {heals ? healing.pixels : shapes, thickness > poor * picture.rows};
}

} // namespace kinovar::retouch
