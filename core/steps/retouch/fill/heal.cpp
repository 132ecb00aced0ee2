#include "core/steps/retouch/fill/heal.h"

#include "core/steps/retouch/fill/membrane.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace kinovar::retouch {

namespace {

constexpr double kBorderBlur = 2;      // px, of the difference along the border
constexpr double kReach = 64.0 / 1080; // of the picture's height, beside the hole's own size
constexpr int kLeastReach = 40;        // px
constexpr int kMostSide = 96;          // of a hole that is looked for at full size, px
constexpr double kUsualVariance = 1.5; // of the ring's: more is another thing
constexpr double kAlienWeight = 1;
constexpr double kLightWeight = 0.1; // of a difference in light, which healing takes out

/// The part of a picture in which a source is looked for, and the hole in it; both perhaps smaller
/// than they are.
struct SearchField {
    cv::Mat picture;
    cv::Mat hole; ///< CV_32F, 1: to be filled
    cv::Rect box; ///< the hole and the ring around it
    int scale = 1;
};

SearchField field_of(const cv::Mat& picture, const Hole& hole) {
    const int size = std::max(hole.where.width, hole.where.height);
    const int reach = std::max(kLeastReach, cvRound(kReach * picture.rows)) + size + 2 * kHealRing;
    const cv::Rect part = with_margin(hole, reach, picture.size());
    SearchField field;
    field.scale = (size + kMostSide - 1) / kMostSide;
    field.picture = picture(part);
    mask_in(hole, part).convertTo(field.hole, CV_32F, 1.0 / 255);
    cv::Rect box = hole.where - part.tl();
    if (field.scale > 1) {
        const cv::Size small(part.width / field.scale, part.height / field.scale);
        cv::resize(field.picture, field.picture, small, 0, 0, cv::INTER_AREA);
        cv::resize(field.hole, field.hole, small, 0, 0, cv::INTER_AREA);
        field.hole = cv::Mat(field.hole > 0) / 255;
        field.hole.convertTo(field.hole, CV_32F);
        box = cv::boundingRect(cv::Mat(field.hole > 0));
    }
    const cv::Rect grown(box.x - kHealRing, box.y - kHealRing, box.width + 2 * kHealRing,
                         box.height + 2 * kHealRing);
    field.box = grown & cv::Rect({}, field.picture.size());
    return field;
}

cv::Mat correlation(const cv::Mat& where, const cv::Mat& what) {
    cv::Mat result;
    cv::matchTemplate(where, what, result, cv::TM_CCORR);
    return result;
}

/// Squared difference of the rings at every place of the field, of their mean only a part. What
/// lies inside of the ring there should vary no more than the ring of the hole does.
cv::Mat costs_of(const SearchField& field, const cv::Mat& ring) {
    const cv::Mat inner = field.hole(field.box);
    const double inner_count = cv::sum(inner)[0];
    std::vector<cv::Mat> planes;
    cv::split(field.picture, planes);
    const double count = cv::sum(ring)[0];
    cv::Mat squares = cv::Mat::zeros(field.picture.size(), CV_32F);
    cv::Mat costs;
    for (cv::Mat& plane : planes) {
        // Small numbers: their squares are subtracted from each other.
        plane -= plane(field.box).dot(ring) / count;
        squares += plane.mul(plane);
        const cv::Mat target = plane(field.box).mul(ring);
        const cv::Mat means = correlation(plane, ring) / count;
        const cv::Mat inner_means = correlation(plane, inner) / inner_count;
        const cv::Mat variance =
            correlation(plane.mul(plane), inner) / inner_count - inner_means.mul(inner_means);
        const double usual = kUsualVariance * target.dot(target) / count;
        const cv::Mat part = -2 * correlation(plane, target) -
                             (1 - kLightWeight) * count * means.mul(means) + target.dot(target) +
                             kAlienWeight * count * cv::max(variance - usual, 0);
        costs = costs.empty() ? part : costs + part;
    }
    return costs + correlation(squares, ring);
}

} // namespace

cv::Mat healed(const cv::Mat& picture, const cv::Mat& source, const cv::Mat& mask) {
    cv::Mat ring;
    ring_around(mask, kHealRing).convertTo(ring, CV_32F, 1.0 / 255);
    cv::Mat weights;
    cv::merge(std::array{ring, ring, ring}, weights);
    cv::Mat difference = (picture - source).mul(weights);
    cv::GaussianBlur(difference, difference, {}, kBorderBlur);
    cv::GaussianBlur(weights, weights, {}, kBorderBlur);
    constexpr double kLeastWeight = 1e-3;
    difference /= cv::max(weights, kLeastWeight);
    fill_membrane(difference, mask);
    cv::Mat result = picture.clone();
    cv::Mat(source + difference).copyTo(result, mask);
    return result;
}

double heal_misfit(const cv::Mat& picture, const cv::Mat& source, const cv::Mat& mask) {
    const cv::Mat ring = ring_around(mask, kHealRing);
    cv::Mat difference = picture - source;
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(difference, mean, deviation, ring);
    const double all = cv::norm(deviation);
    cv::Mat zero = ring == 0;
    difference -= mean;
    difference.setTo(cv::Scalar::all(0), zero);
    cv::Mat known;
    ring.convertTo(known, CV_32F, 1.0 / 255);
    cv::Mat weights;
    cv::merge(std::array{known, known, known}, weights);
    cv::GaussianBlur(difference, difference, {}, kBorderBlur);
    cv::GaussianBlur(weights, weights, {}, kBorderBlur);
    constexpr double kLeastWeight = 1e-3;
    difference /= cv::max(weights, kLeastWeight);
    cv::meanStdDev(difference, mean, deviation, ring);
    const double coarse = cv::norm(deviation);
    constexpr double kUnseen = 0.01; // such a difference shows nowhere
    return coarse / (std::sqrt(std::max(all * all - coarse * coarse, 0.0)) + kUnseen);
}

std::optional<cv::Point> heal_offset(const cv::Mat& picture, const Hole& hole) {
    const SearchField field = field_of(picture, hole);
    const cv::Mat mask = cv::Mat(field.hole(field.box) > 0);
    cv::Mat ring;
    ring_around(mask, kHealRing).convertTo(ring, CV_32F, 1.0 / 255);
    if (cv::countNonZero(ring) == 0) {
        return {};
    }
    cv::Mat costs = costs_of(field, ring);
    // Neither what fills the hole nor what it is compared by may lie in the hole itself.
    const cv::Mat footprint = cv::max(ring, field.hole(field.box));
    constexpr double kTouched = 0.5;
    const cv::Mat allowed = correlation(field.hole, footprint) < kTouched;
    if (cv::countNonZero(allowed) == 0) {
        return {};
    }
    cv::Point best;
    cv::minMaxLoc(costs, nullptr, nullptr, &best, nullptr, allowed);
    return (best - field.box.tl()) * field.scale;
}

} // namespace kinovar::retouch
