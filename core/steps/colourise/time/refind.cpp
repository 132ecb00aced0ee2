#include "core/steps/colourise/time/refind.h"

#include <opencv2/features2d.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <vector>

namespace kinovar::colourise {

namespace {

using steps::Flow;

constexpr float kLostPx = 2.8F;      // there and back apart
constexpr float kHomePx = 1.4F;      // of what is found again
constexpr float kUnlike = 10;        // 8-bit levels
constexpr float kAlike = 5;          // of what is found again
constexpr float kBetterBy = 2;       // than what was lost
constexpr double kLeastLost = 0.02;  // of the picture, where it is worth looking
constexpr int kLightAround = 8;      // light is compared about its mean over 1/8 of the height
constexpr int kLightWindow = 7;      // px
constexpr int kFeatures = 1500;      // a picture
constexpr int kCornerContrast = 8;   // 8-bit levels
constexpr float kLikeNoOther = 0.8F; // distance to the best against the second
constexpr double kReach = 0.1;       // of the height: matches so near speak for a place
constexpr std::size_t kSpeakers = 5; // nearest matches
constexpr std::size_t kAgreeing = 3; // of these
constexpr float kAgreementPx = 4;    // with their median
constexpr int kBlock = 4;            // vectors that are decided on at once
constexpr int kSpeckMedian = 5;      // vectors

struct Match {
    cv::Point2f at, to;
};

/// How far light is apart around each vector, but for a change of brightness as a whole.
cv::Mat unlikeness(const MotionPicture& from, const MotionPicture& to, const Flow& flow) {
    cv::Mat difference, around, reduced;
    cv::subtract(from.search, steps::compensate(to.search, flow, cv::INTER_LINEAR), difference,
                 cv::noArray(), CV_32F);
    const int window = difference.rows / kLightAround + 1;
    cv::blur(difference, around, {window, window});
    difference = cv::abs(difference - around);
    cv::blur(difference, difference, {kLightWindow, kLightWindow});
    cv::resize(difference, reduced, flow.field.size(), 0, 0, cv::INTER_AREA);
    return reduced;
}

cv::Mat lost_places(const MotionPicture& from, const MotionPicture& to, const Flow& there,
                    const Flow& back) {
    cv::Mat lost =
        steps::inconsistent(there, back, kLostPx) | (unlikeness(from, to, there) > kUnlike);
    cv::medianBlur(lost, lost, kSpeckMedian);
    return lost;
}

struct Features {
    std::vector<cv::KeyPoint> points;
    cv::Mat descriptors;
};

Features features_of(const MotionPicture& picture, const cv::Mat& places) {
    cv::Mat mask;
    cv::resize(places, mask, picture.search.size(), 0, 0, cv::INTER_NEAREST);
    const auto finder = cv::ORB::create(kFeatures);
    finder->setFastThreshold(kCornerContrast);
    Features features;
    finder->detectAndCompute(picture.search, mask, features.points, features.descriptors);
    return features;
}

/// Those that are each other's best and like no other.
std::vector<Match> matches_between(const Features& here, const Features& key) {
    std::vector<Match> matches;
    if (here.points.empty() || key.points.size() < 2) {
        return matches;
    }
    const cv::BFMatcher matcher(cv::NORM_HAMMING);
    std::vector<std::vector<cv::DMatch>> best;
    std::vector<cv::DMatch> reverse;
    matcher.knnMatch(here.descriptors, key.descriptors, best, 2);
    matcher.match(key.descriptors, here.descriptors, reverse);
    for (const std::vector<cv::DMatch>& two : best) {
        const cv::DMatch& first = two.front();
        if (first.distance < kLikeNoOther * two.back().distance &&
            reverse[static_cast<std::size_t>(first.trainIdx)].trainIdx == first.queryIdx) {
            matches.push_back({here.points[static_cast<std::size_t>(first.queryIdx)].pt,
                               key.points[static_cast<std::size_t>(first.trainIdx)].pt});
        }
    }
    return matches;
}

float median_of(std::vector<float> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// What the nearest matches say of the motion at a place. None: too few, or they do not agree.
std::optional<cv::Vec2f> motion_at(const cv::Point2f& place, const std::vector<Match>& matches,
                                   float reach) {
    std::vector<std::pair<float, std::size_t>> near;
    for (std::size_t i = 0; i < matches.size(); ++i) {
        const cv::Point2f way = matches[i].at - place;
        if (way.dot(way) < reach * reach) {
            near.emplace_back(way.dot(way), i);
        }
    }
    const std::size_t count = std::min(near.size(), kSpeakers);
    if (count < kAgreeing) {
        return std::nullopt;
    }
    std::partial_sort(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(count), near.end());
    std::vector<float> across, down;
    for (std::size_t i = 0; i < count; ++i) {
        const Match& match = matches[near[i].second];
        across.push_back(match.to.x - match.at.x);
        down.push_back(match.to.y - match.at.y);
    }
    const cv::Vec2f median(median_of(across), median_of(down));
    std::size_t agreeing = 0;
    for (std::size_t i = 0; i < count; ++i) {
        agreeing += cv::norm(cv::Vec2f(across[i], down[i]) - median) < kAgreementPx ? 1 : 0;
    }
    return agreeing < kAgreeing ? std::nullopt : std::optional(median);
}

/// Lays what matches say into lost places. Returns whether there was any.
bool lay_matches(const std::vector<Match>& matches, const cv::Mat& lost, Flow& flow) {
    const auto reach = static_cast<float>(kReach * flow.size.height);
    const float scale = static_cast<float>(flow.size.width) / static_cast<float>(lost.cols);
    bool any = false;
    for (int y = 0; y < lost.rows; y += kBlock) {
        for (int x = 0; x < lost.cols; x += kBlock) {
            const cv::Rect block = cv::Rect(x, y, kBlock, kBlock) & cv::Rect({}, lost.size());
            if (cv::countNonZero(lost(block)) == 0) {
                continue;
            }
            const cv::Point2f middle(static_cast<float>(x) + kBlock / 2.0F,
                                     static_cast<float>(y) + kBlock / 2.0F);
            if (const auto motion = motion_at(middle * scale, matches, reach)) {
                flow.field(block).setTo(cv::Scalar((*motion)[0], (*motion)[1]), lost(block));
                any = true;
            }
        }
    }
    return any;
}

/// Where `found` is to be taken instead of `lost`.
cv::Mat better_places(const MotionPicture& from, const MotionPicture& to, const BothWays& found,
                      const BothWays& lost) {
    const cv::Mat unlike = unlikeness(from, to, found.there);
    const cv::Mat home = steps::inconsistent(found.there, found.back, kHomePx) == 0;
    cv::Mat better = home & (unlike < kAlike) &
                     (unlike + kBetterBy < unlikeness(from, to, lost.there)) &
                     lost_places(from, to, lost.there, lost.back);
    cv::medianBlur(better, better, kSpeckMedian);
    return better;
}

std::vector<Match> reversed(std::vector<Match> matches) {
    for (Match& match : matches) {
        std::swap(match.at, match.to);
    }
    return matches;
}

} // namespace

std::optional<BothWays> motion_by_features(const MotionPicture& here, const MotionPicture& key,
                                           const BothWays& lost) {
    const cv::Mat lost_here = lost_places(here, key, lost.there, lost.back);
    const cv::Mat lost_there = lost_places(key, here, lost.back, lost.there);
    const double least = kLeastLost * static_cast<double>(lost_here.total());
    if (cv::countNonZero(lost_here) < least || cv::countNonZero(lost_there) < least) {
        return std::nullopt;
    }
    const std::vector<Match> matches =
        matches_between(features_of(here, lost_here), features_of(key, lost_there));
    BothWays begun{{lost.there.field.clone(), lost.there.size},
                   {lost.back.field.clone(), lost.back.size}};
    if (!lay_matches(matches, lost_here, begun.there) ||
        !lay_matches(reversed(matches), lost_there, begun.back)) {
        return std::nullopt;
    }
    return begun;
}

void adopt_found(const MotionPicture& here, const MotionPicture& key, const BothWays& found,
                 BothWays& lost) {
    const cv::Mat better = better_places(here, key, found, lost);
    const cv::Mat better_back =
        better_places(key, here, {found.back, found.there}, {lost.back, lost.there});
    found.there.field.copyTo(lost.there.field, better);
    found.back.field.copyTo(lost.back.field, better_back);
}

} // namespace kinovar::colourise
