#include "core/steps/colourise/engine/seeds.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::colourise {

namespace {

/// Fixed-point digits of OpenCV's drawing.
constexpr int kShift = 4;
constexpr int kNobody = -1;
/// Pixels from a point's own that it covers at the least.
constexpr float kLeastRadius = 1;
/// Samples along a line and inside a region lie so many radii apart, and at least so many px.
constexpr float kSampleStep = 4;

/// In px, pixel centres at whole numbers; the picture's very border counts as its outermost pixels.
float in_pixels(double share, int length) {
    const float at = static_cast<float>(share) * static_cast<float>(length) - 0.5F;
    const bool inside = share >= 0 && share <= 1;
    return inside ? std::clamp(at, 0.0F, static_cast<float>(length - 1)) : at;
}
cv::Point2f in_pixels(const Place& place, const cv::Size& size) {
    return {in_pixels(place.x, size.width), in_pixels(place.y, size.height)};
}

cv::Point fixed(const cv::Point2f& place) {
    constexpr float kOne = 1 << kShift;
    return {cvRound(place.x * kOne), cvRound(place.y * kOne)};
}

/// Draws hints by number into a picture of owners and remembers where each may be sampled.
class SeedCanvas {
public:
    explicit SeedCanvas(const cv::Size& size) : owner(size, CV_32S, cv::Scalar(kNobody)) {}

    /// Samples of the hint, not yet looked at.
    std::vector<cv::Point2f> draw(const PlacedHint& hint, int number) {
        std::vector<cv::Point2f> places;
        for (const Place& place : hint.places) {
            places.push_back(in_pixels(place, owner.size()));
        }
        const float radius = static_cast<float>(hint.size) * static_cast<float>(owner.rows);
        switch (hint.shape) {
        case HintShape::Point:
            return draw_points(places, radius, number);
        case HintShape::Stroke:
            return draw_stroke(places, radius, number);
        case HintShape::Region:
            return draw_region(places, number);
        }
        return {};
    }

    cv::Mat owner; ///< CV_32S

private:
    void draw_dot(const cv::Point2f& place, float radius, int number) {
        const int cx = cvRound(place.x);
        const int cy = cvRound(place.y);
        const int reach = static_cast<int>(std::ceil(std::max(radius, kLeastRadius)));
        for (int y = std::max(0, cy - reach); y <= std::min(owner.rows - 1, cy + reach); ++y) {
            for (int x = std::max(0, cx - reach); x <= std::min(owner.cols - 1, cx + reach); ++x) {
                const bool close = std::max(std::abs(x - cx), std::abs(y - cy)) <= 1;
                const cv::Point2f way = cv::Point2f(cv::Point(x, y)) - place;
                if (close || way.dot(way) <= radius * radius) {
                    owner.at<int>(y, x) = number;
                }
            }
        }
    }

    std::vector<cv::Point2f> draw_points(const std::vector<cv::Point2f>& places, float radius,
                                         int number) {
        for (const cv::Point2f& place : places) {
            draw_dot(place, radius, number);
        }
        return places;
    }

    std::vector<cv::Point2f> draw_stroke(const std::vector<cv::Point2f>& places, float radius,
                                         int number) {
        std::vector<cv::Point2f> samples;
        const float step = kSampleStep * std::max(radius, kLeastRadius);
        const int width = 2 * std::max(1, cvRound(radius)) + 1;
        for (std::size_t i = 0; i < places.size(); ++i) {
            const cv::Point2f from = places[i];
            const cv::Point2f to = places[std::min(i + 1, places.size() - 1)];
            cv::line(owner, fixed(from), fixed(to), cv::Scalar(number), width, cv::LINE_8, kShift);
            draw_dot(from, radius, number);
            const auto length = static_cast<float>(cv::norm(to - from));
            for (float at = 0; at < length; at += step) {
                samples.push_back(from + (to - from) * (at / length));
            }
        }
        if (!places.empty()) {
            samples.push_back(places.back());
        }
        return samples;
    }

    std::vector<cv::Point2f> draw_region(const std::vector<cv::Point2f>& places, int number) {
        std::vector<cv::Point> outline;
        for (const cv::Point2f& place : places) {
            outline.push_back(fixed(place));
        }
        if (outline.empty()) {
            return {};
        }
        cv::fillPoly(owner, std::vector<std::vector<cv::Point>>{outline}, cv::Scalar(number),
                     cv::LINE_8, kShift);
        return grid_within(cv::boundingRect(places), number);
    }

    /// At most about a hundred places of the box that belong to the hint.
    [[nodiscard]] std::vector<cv::Point2f> grid_within(cv::Rect box, int number) const {
        constexpr double kSamples = 100;
        box &= cv::Rect(cv::Point(), owner.size());
        const int step = std::max(2, static_cast<int>(std::ceil(std::sqrt(box.area() / kSamples))));
        std::vector<cv::Point2f> samples;
        for (int y = box.y; y < box.y + box.height; y += step) {
            for (int x = box.x; x < box.x + box.width; x += step) {
                if (owner.at<int>(y, x) == number) {
                    samples.emplace_back(cv::Point(x, y));
                }
            }
        }
        return samples;
    }
};

/// Every n-th so that not more than `most` are left.
void thin(std::vector<Seeds::Seed>& seeds, std::size_t most) {
    if (seeds.size() <= most) {
        return;
    }
    const std::size_t count = seeds.size();
    for (std::size_t i = 0; i < most; ++i) {
        seeds[i] = seeds[i * count / most];
    }
    seeds.resize(most);
}

} // namespace

cv::Point pixel_of(const Seeds::Seed& seed, const cv::Size& size) {
    return {std::clamp(cvRound(seed.place.x), 0, size.width - 1),
            std::clamp(cvRound(seed.place.y), 0, size.height - 1)};
}

Seeds seeds_of(std::span<const PlacedHint> hints, const cv::Size& size) {
    Seeds result;
    result.size = size;
    result.ab = cv::Mat::zeros(size, CV_32FC2);
    result.weight = cv::Mat::zeros(size, CV_32F);
    SeedCanvas canvas(size);
    std::vector<std::vector<cv::Point2f>> samples;
    for (const PlacedHint& hint : hints) {
        samples.push_back(canvas.draw(hint, static_cast<int>(samples.size())));
    }
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const int number = canvas.owner.at<int>(y, x);
            if (number != kNobody) {
                const PlacedHint& hint = hints[static_cast<std::size_t>(number)];
                result.ab.at<cv::Vec2f>(y, x) = {hint.colour.a, hint.colour.b};
                result.weight.at<float>(y, x) = static_cast<float>(hint.strength);
            }
        }
    }
    const cv::Rect picture(cv::Point(), size);
    for (std::size_t i = 0; i < hints.size(); ++i) {
        for (const cv::Point2f& place : samples[i]) {
            const cv::Point pixel(cvRound(place.x), cvRound(place.y));
            // Later hints may have covered it.
            if (picture.contains(pixel) && canvas.owner.at<int>(pixel) == static_cast<int>(i) &&
                hints[i].strength > 0) {
                result.seeds.push_back({place,
                                        {hints[i].colour.a, hints[i].colour.b},
                                        static_cast<float>(hints[i].strength)});
            }
        }
    }
    thin(result.seeds, Seeds::kMostSeeds);
    return result;
}

} // namespace kinovar::colourise
