#include "core/steps/retouch/fill/content_walk.h"

#include "core/steps/retouch/fill/membrane.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::retouch {

namespace {

constexpr int kMargin = 64;      // around what is followed, for the search of motion, px
constexpr int kLeastWindow = 32; // that motion can be found in, px
constexpr int kHoleEdge = 6;     // around a hole where flow is not to be trusted, px
constexpr int kSeenEdge = 3;     // around a hole where its pixels tinge what is sampled, px

cv::Mat grown(const cv::Mat& mask, int by) {
    cv::Mat result;
    const int side = 2 * by + 1;
    cv::dilate(mask, result, cv::getStructuringElement(cv::MORPH_RECT, {side, side}));
    return result;
}

/// Vectors at the places, bilinear.
cv::Mat looked_up(const cv::Mat& field, const cv::Mat& places, int border = cv::BORDER_REPLICATE) {
    cv::Mat values;
    cv::remap(field, values, places, cv::noArray(), cv::INTER_LINEAR, border);
    return values;
}

cv::Point mean_of(const cv::Mat& vectors) {
    const cv::Scalar mean = cv::mean(vectors);
    return {cvRound(mean[0]), cvRound(mean[1])};
}

} // namespace

WalkFrame walk_frame(const cv::Mat& picture, Hole hole) {
    cv::Mat luma;
    cv::cvtColor(picture, luma, cv::COLOR_RGB2GRAY);
    if (!hole.where.empty()) {
        const cv::Rect part = with_margin(hole, 2, picture.size());
        cv::Mat bridged = luma(part);
        fill_membrane(bridged, mask_in(hole, part));
    }
    WalkFrame frame;
    constexpr double kWhite = 255;
    luma.convertTo(frame.luma, CV_8U, kWhite);
    frame.coarse = steps::FlowFinder().prepare(frame.luma);
    frame.hole = std::move(hole);
    return frame;
}

/// Motion from a window of one frame to the next and back.
struct ContentWalk::Motion {
    cv::Mat there;   ///< CV_32FC2, of a window of this frame
    cv::Mat back;    ///< of the window of the next frame
    cv::Mat bridged; ///< CV_8U, 255: there is no motion of its own here
};

ContentWalk::ContentWalk(WalkFrame start, const cv::Rect& part)
    : here_(std::move(start)), places_(part.size(), CV_32FC2),
      doubt_(cv::Mat::zeros(part.size(), CV_32F)),
      flow_(cv::DISOpticalFlow::create(cv::DISOpticalFlow::PRESET_MEDIUM)) {
    for (int y = 0; y < part.height; ++y) {
        for (int x = 0; x < part.width; ++x) {
            places_.at<cv::Vec2f>(y, x) = {static_cast<float>(part.x + x),
                                           static_cast<float>(part.y + y)};
        }
    }
}

ContentWalk::Motion ContentWalk::motion_to(const WalkFrame& next, const cv::Rect& window,
                                           const cv::Point& shift) {
    const cv::Mat from = here_.luma(window).clone();
    const cv::Mat to = next.luma(window + shift).clone();
    Motion motion;
    flow_->calc(from, to, motion.there);
    flow_->calc(to, from, motion.back);
    // A hole of the next frame spoils the motion of what goes there.
    const cv::Point way = shift + mean_of(motion.there);
    const cv::Mat own = grown(mask_in(here_.hole, window), kHoleEdge);
    const cv::Mat others = grown(mask_in(next.hole, window + way), kHoleEdge);
    motion.bridged = own | others;
    fill_membrane(motion.there, motion.bridged);
    const cv::Mat own_there = grown(mask_in(here_.hole, window + shift - way), kHoleEdge);
    const cv::Mat others_there = grown(mask_in(next.hole, window + shift), kHoleEdge);
    fill_membrane(motion.back, own_there | others_there);
    return motion;
}

void ContentWalk::step(WalkFrame next) {
    const cv::Rect picture({}, here_.luma.size());
    const cv::Point shift = steps::FlowFinder::shift_between(here_.coarse, next.coarse);
    std::vector<cv::Mat> axes;
    cv::split(places_, axes);
    double left = 0, right = 0, top = 0, bottom = 0;
    cv::minMaxLoc(axes[0], &left, &right);
    cv::minMaxLoc(axes[1], &top, &bottom);
    const cv::Rect wanted(cv::Point(cvFloor(left) - kMargin, cvFloor(top) - kMargin),
                          cv::Point(cvCeil(right) + kMargin + 1, cvCeil(bottom) + kMargin + 1));
    const cv::Rect window = wanted & picture & (picture - shift);
    over_ = over_ || window.width < kLeastWindow || window.height < kLeastWindow;
    if (over_) {
        return;
    }
    const Motion motion = motion_to(next, window, shift);
    const cv::Scalar to_window(window.x, window.y);
    const cv::Mat inside = places_ - to_window;
    const cv::Mat way = looked_up(motion.there, inside);
    const cv::Mat home = looked_up(motion.back, inside + way);
    const cv::Mat bridged = looked_up(motion.bridged, inside, cv::BORDER_CONSTANT);
    for (int y = 0; y < doubt_.rows; ++y) {
        for (int x = 0; x < doubt_.cols; ++x) {
            if (bridged.at<std::uint8_t>(y, x) == 0) {
                const cv::Vec2f astray = way.at<cv::Vec2f>(y, x) + home.at<cv::Vec2f>(y, x);
                float& doubt = doubt_.at<float>(y, x);
                doubt = std::max(doubt, static_cast<float>(cv::norm(astray)));
            }
        }
    }
    places_ += way + cv::Scalar(shift.x, shift.y);
    here_ = std::move(next);
}

cv::Mat ContentWalk::seen() const {
    cv::Mat seen(places_.size(), CV_8U);
    const cv::Rect picture({}, here_.luma.size());
    const cv::Rect part = with_margin(here_.hole, kSeenEdge, picture.size());
    const cv::Mat hole =
        here_.hole.where.empty() ? cv::Mat() : grown(mask_in(here_.hole, part), kSeenEdge);
    for (int y = 0; y < seen.rows; ++y) {
        for (int x = 0; x < seen.cols; ++x) {
            const cv::Vec2f place = places_.at<cv::Vec2f>(y, x);
            const cv::Point at(cvRound(place[0]), cvRound(place[1]));
            const bool inside = place[0] >= 0 && place[1] >= 0 &&
                                place[0] <= static_cast<float>(picture.width - 1) &&
                                place[1] <= static_cast<float>(picture.height - 1);
            const bool broken =
                !hole.empty() && part.contains(at) && hole.at<std::uint8_t>(at - part.tl()) != 0;
            seen.at<std::uint8_t>(y, x) = inside && !broken ? 255 : 0;
        }
    }
    return seen;
}

} // namespace kinovar::retouch
