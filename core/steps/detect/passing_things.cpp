#include "core/steps/detect/passing_things.h"

#include "core/image/cv_bridge.h"
#include "core/image/luma.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace kinovar::detect {

namespace {

constexpr double kWhite = 255;
constexpr double kBlur = 1.0;       // px of the small picture: grain is no thing
constexpr int kSlack = 5;           // px: how far the flow may be wrong at edges
constexpr double kLeastLevels = 12; // what is nearer to its surroundings is not seen as wrong
constexpr double kLeastNoises = 6;  // or lies within the noise
constexpr double kMadToSigma = 1.4826;
constexpr double kLeastArea = 0.0015; // of the picture; dust is smaller
constexpr double kWholeArea = 0.3;
constexpr int kOpening = 3;
constexpr int kClosing = 9;
// What moved is looked for this far away (share of the width), and known by this correlation.
constexpr double kSearch = 0.2;
constexpr double kSameThing = 0.6;
constexpr double kStaysOverlap = 0.75; // of its box: it stands where it stood
constexpr double kSameContrast = 1.6;  // and contrast, within this factor
// likeness() of whole pictures: of one shot, and of different ones.
constexpr double kAlike = 0.75;
constexpr double kUnlike = 0.55;

double median_of(const cv::Mat& plane) {
    constexpr std::size_t kStep = 7; // every 7th number is plenty
    std::vector<float> values;
    values.reserve(plane.total() / kStep + 1);
    const auto* numbers = plane.ptr<float>();
    for (std::size_t i = 0; i < plane.total(); i += kStep) {
        values.push_back(numbers[i]);
    }
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// What a frame should look like, from below to above, and how noisy that is.
struct Expected {
    cv::Mat low;
    cv::Mat high;
    double noise = 0;
};

/// The other picture moved onto the frame, as bright as the frame as a whole.
cv::Mat moved_onto(const cv::Mat& frame, const cv::Mat& other, const steps::Flow& flow) {
    cv::Mat moved = steps::compensate(other, flow, cv::INTER_LINEAR);
    cv::Mat rest;
    cv::subtract(frame, moved, rest);
    std::vector<cv::Mat> channels;
    cv::split(rest, channels);
    cv::Scalar offset;
    for (int c = 0; c < Frame::kChannels; ++c) {
        offset[c] = median_of(channels[static_cast<std::size_t>(c)]);
    }
    return moved + offset;
}

Expected expected_of(const cv::Mat& frame, const cv::Mat& before, const cv::Mat& after) {
    Expected expected;
    const cv::Mat box = cv::getStructuringElement(cv::MORPH_RECT, {kSlack, kSlack});
    cv::erode(cv::min(before, after), expected.low, box);
    cv::dilate(cv::max(before, after), expected.high, box);
    cv::Mat rest = cv::abs(frame - (before + after) / 2);
    expected.noise = kMadToSigma * median_of(rest.reshape(1));
    return expected;
}

/// How far each pixel lies outside of what was expected, the largest of the channels. CV_32FC1.
cv::Mat outside(const cv::Mat& frame, const Expected& expected) {
    cv::Mat distance = cv::max(cv::Mat(expected.low - frame), cv::Mat(frame - expected.high));
    std::vector<cv::Mat> channels;
    cv::split(distance, channels);
    cv::Mat most = cv::max(channels[0], channels[1]);
    return cv::max(most, channels[2]);
}

/// Where in `in`, around a box, the masked thing is seen best; empty score below what counts.
struct Match {
    double score = 0;
    cv::Point place;
};
Match best_match(const cv::Mat& in, const cv::Mat& thing, const cv::Mat& mask,
                 const cv::Rect& search) {
    cv::Mat scores;
    cv::matchTemplate(in(search), thing, scores, cv::TM_CCOEFF_NORMED, mask);
    cv::patchNaNs(scores, 0);
    cv::threshold(scores, scores, 1.0001, 0, cv::THRESH_TOZERO_INV); // flat places divide by ~0
    Match match;
    cv::minMaxLoc(scores, nullptr, &match.score, nullptr, &match.place);
    match.place += search.tl();
    return match;
}

cv::Rect around(const cv::Rect& box, int margin, const cv::Size& size) {
    return cv::Rect(box.x - margin, box.y - margin, box.width + 2 * margin,
                    box.height + 2 * margin) &
           cv::Rect({}, size);
}

double contrast_of(const cv::Mat& luma, const cv::Mat& mask) {
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(luma, mean, deviation, mask);
    return std::max(deviation[0], 1.0);
}

enum class Whereabouts : std::uint8_t { Nowhere, InPlace, Moved, Copied };

/// Whether a thing of the frame is seen near its place in another frame: it moved, or, where the
/// frame itself shows it there as well, it is a copy. The thing is known with a rim of what is
/// around it: even things have nothing but their outline.
Whereabouts whereabouts(const ComparedFrame& frame, const ComparedFrame& other, const cv::Rect& box,
                        const cv::Mat& mask) {
    const cv::Mat thing = frame.luma(box);
    const int reach = cvRound(kSearch * frame.luma.cols);
    const Match there = best_match(other.luma, thing, mask, around(box, reach, frame.luma.size()));
    if (there.score < kSameThing) {
        return Whereabouts::Nowhere;
    }
    const cv::Rect place(there.place, box.size());
    const double contrast = contrast_of(other.luma(place), mask) / contrast_of(thing, mask);
    if (std::max(contrast, 1 / contrast) > kSameContrast) {
        return Whereabouts::Nowhere;
    }
    if ((place & box).area() > kStaysOverlap * box.area()) {
        return Whereabouts::InPlace;
    }
    const Match here =
        best_match(frame.luma, thing, mask, around(place, kSlack, frame.luma.size()));
    return here.score < kSameThing ? Whereabouts::Moved : Whereabouts::Copied;
}

/// It was there already, or went there.
bool explains(Whereabouts where) {
    return where == Whereabouts::InPlace || where == Whereabouts::Moved;
}

} // namespace

ComparedFrame PassingThings::prepare(const Frame& frame) const {
    const double factor = std::min(1.0, static_cast<double>(kComparedLines) / frame.height());
    ComparedFrame result;
    cv::Mat small;
    cv::resize(mat_view(frame), small, {}, factor, factor, cv::INTER_AREA);
    cv::GaussianBlur(small * kWhite, result.picture, {}, kBlur);
    cv::cvtColor(result.picture, result.luma, cv::COLOR_RGB2GRAY);
    cv::Mat luma(frame.height(), frame.width(), CV_8U);
    luma_of(frame, std::span(luma.ptr<std::uint8_t>(), luma.total()));
    if (factor < 1) {
        cv::resize(luma, luma, result.luma.size(), 0, 0, cv::INTER_AREA);
    }
    result.flow = flow_.prepare(luma);
    result.thumbnail =
        steps::thumbnail_of({luma.ptr<std::uint8_t>(), luma.total()}, luma.cols, luma.rows);
    return result;
}

std::vector<PassingThing> PassingThings::between(const ComparedFrame& before,
                                                 const ComparedFrame& frame,
                                                 const ComparedFrame& after,
                                                 const ComparedFrame* beside) const {
    if (steps::likeness(before.thumbnail, frame.thumbnail) < kUnlike &&
        steps::likeness(frame.thumbnail, after.thumbnail) < kUnlike &&
        steps::likeness(before.thumbnail, after.thumbnail) > kAlike) {
        return {{{0, 0, 1, 1}, 1, cv::mean(cv::abs(frame.luma - before.luma))[0], true, false}};
    }
    const cv::Mat from_before =
        moved_onto(frame.picture, before.picture, flow_.between(frame.flow, before.flow));
    const cv::Mat from_after =
        moved_onto(frame.picture, after.picture, flow_.between(frame.flow, after.flow));
    const Expected expected = expected_of(frame.picture, from_before, from_after);
    const cv::Mat far = outside(frame.picture, expected);
    cv::Mat mask = far > std::max(kLeastLevels, kLeastNoises * expected.noise);
    const auto total = static_cast<double>(mask.total());
    std::vector<PassingThing> things;
    if (cv::countNonZero(mask) > kWholeArea * total) {
        things.push_back({{0, 0, 1, 1}, 1, cv::mean(far, mask)[0], true, false});
        return things;
    }
    cv::morphologyEx(mask, mask, cv::MORPH_OPEN,
                     cv::getStructuringElement(cv::MORPH_ELLIPSE, {kOpening, kOpening}));
    cv::morphologyEx(mask, mask, cv::MORPH_CLOSE,
                     cv::getStructuringElement(cv::MORPH_ELLIPSE, {kClosing, kClosing}));
    cv::Mat labels;
    cv::Mat stats;
    cv::Mat centres;
    const int count = cv::connectedComponentsWithStats(mask, labels, stats, centres);
    for (int i = 1; i < count; ++i) {
        const auto* row = stats.ptr<int>(i);
        const cv::Rect box(row[cv::CC_STAT_LEFT], row[cv::CC_STAT_TOP], row[cv::CC_STAT_WIDTH],
                           row[cv::CC_STAT_HEIGHT]);
        const double area = row[cv::CC_STAT_AREA] / total;
        if (area < kLeastArea) {
            continue;
        }
        const cv::Mat own = labels(box) == i;
        const cv::Rect rimmed = around(box, kSlack, mask.size());
        cv::Mat with_rim;
        cv::dilate(labels(rimmed) == i, with_rim,
                   cv::getStructuringElement(cv::MORPH_RECT, {2 * kSlack + 1, 2 * kSlack + 1}));
        const auto in = [&](const ComparedFrame& other) {
            return whereabouts(frame, other, rimmed, with_rim);
        };
        const Whereabouts then = in(before);
        const Whereabouts later = in(after);
        if (explains(then) || explains(later) ||
            (beside != nullptr && in(*beside) == Whereabouts::Moved)) {
            continue;
        }
        const cv::Rect2d shares(static_cast<double>(box.x) / mask.cols,
                                static_cast<double>(box.y) / mask.rows,
                                static_cast<double>(box.width) / mask.cols,
                                static_cast<double>(box.height) / mask.rows);
        things.push_back({shares, area, cv::mean(far(box), own)[0], false,
                          then == Whereabouts::Copied || later == Whereabouts::Copied});
    }
    return things;
}

} // namespace kinovar::detect
