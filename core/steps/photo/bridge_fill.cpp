#include "core/steps/photo/bridge_fill.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

namespace kinovar::steps {

namespace {

constexpr int kDirections = 16; // of half a turn

/// A line across the damage, from one whole place to the next.
struct Chord {
    cv::Point one, other;
    float to_one = 0;
    float to_other = 0;
};

class Bridger {
public:
    Bridger(const cv::Mat& picture, const cv::Mat& mask, double widest)
        : mask_(mask), widest_(static_cast<float>(widest)) {
        cv::cvtColor(picture, grey_, cv::COLOR_RGB2GRAY);
        // Means of what is whole around each place: single grains of a rim draw streaks.
        const cv::Size window{3, 3};
        cv::Mat whole;
        cv::Mat(mask == 0).convertTo(whole, CV_32F, 1.0 / 255);
        cv::Mat three;
        cv::merge(std::vector<cv::Mat>(3, whole), three);
        cv::boxFilter(picture.mul(three), calm_, CV_32F, window);
        cv::boxFilter(three, three, CV_32F, window);
        cv::divide(calm_, three, calm_);
    }

    /// What belongs at a damaged place; nothing where it is too wide.
    [[nodiscard]] std::optional<cv::Vec3f> at(const cv::Point& place) const {
        constexpr float kSlant = 2; // an edge may cross the damage at a slant
        cv::Vec3f sum(0, 0, 0);
        float weights = 0;
        float shortest = std::numeric_limits<float>::max();
        for (int i = 0; i < kDirections; ++i) {
            const float angle = static_cast<float>(CV_PI) * static_cast<float>(i) / kDirections;
            const cv::Point2f way(std::cos(angle), std::sin(angle));
            const std::optional<Chord> chord = chord_of(place, way, kSlant * widest_);
            if (!chord) {
                continue;
            }
            const float length = chord->to_one + chord->to_other;
            const float cost = length * length * (unlikeness(*chord, way) + kNoise * kNoise);
            const float weight = 1 / (cost * cost);
            sum += weight / length *
                   (chord->to_other * calm_.at<cv::Vec3f>(chord->one) +
                    chord->to_one * calm_.at<cv::Vec3f>(chord->other));
            weights += weight;
            shortest = std::min(shortest, length);
        }
        if (shortest > widest_) {
            return {};
        }
        return sum / weights;
    }

private:
    static constexpr float kNoise = 0.02F; // difference that says nothing

    [[nodiscard]] bool inside(const cv::Point& place) const {
        return place.x >= 0 && place.y >= 0 && place.x < mask_.cols && place.y < mask_.rows;
    }
    [[nodiscard]] bool known(const cv::Point& place) const {
        return inside(place) && mask_.at<std::uint8_t>(place) == 0;
    }

    /// Way to the first whole place; 0 where there is none within `farthest`.
    [[nodiscard]] float way_out(const cv::Point& from, const cv::Point2f& way, float farthest,
                                cv::Point& end) const {
        for (float far = 1; far <= farthest; ++far) {
            end = cv::Point(cv::Point2f(from) + far * way);
            if (!inside(end)) {
                return 0;
            }
            if (known(end)) {
                return far;
            }
        }
        return 0;
    }

    [[nodiscard]] std::optional<Chord> chord_of(const cv::Point& place, const cv::Point2f& way,
                                                float longest) const {
        Chord chord;
        chord.to_one = way_out(place, way, longest, chord.one);
        chord.to_other = way_out(place, -way, longest, chord.other);
        if (chord.to_one == 0 || chord.to_other == 0 || chord.to_one + chord.to_other > longest) {
            return {};
        }
        return chord;
    }

    /// Mean squared difference of the picture at both ends, across the chord.
    [[nodiscard]] float unlikeness(const Chord& chord, const cv::Point2f& way) const {
        constexpr int kProfile = 2; // px to each side
        float sum = 0;
        int count = 0;
        for (int i = -kProfile; i <= kProfile; ++i) {
            const cv::Point aside(static_cast<float>(i) * cv::Point2f(-way.y, way.x));
            if (known(chord.one + aside) && known(chord.other + aside)) {
                const float off =
                    grey_.at<float>(chord.one + aside) - grey_.at<float>(chord.other + aside);
                sum += off * off;
                ++count;
            }
        }
        return sum / static_cast<float>(std::max(count, 1));
    }

    const cv::Mat& mask_;
    cv::Mat grey_;
    cv::Mat calm_;
    float widest_;
};

} // namespace

void bridge_narrow(cv::Mat& picture, cv::Mat& mask, double widest) {
    const cv::Mat broken = picture.clone();
    const cv::Mat damaged = mask.clone();
    const Bridger bridger(broken, damaged, widest);
    for (int y = 0; y < mask.rows; ++y) {
        for (int x = 0; x < mask.cols; ++x) {
            if (damaged.at<std::uint8_t>(y, x) != 0) {
                if (const auto value = bridger.at({x, y})) {
                    picture.at<cv::Vec3f>(y, x) = *value;
                    mask.at<std::uint8_t>(y, x) = 0;
                }
            }
        }
    }
    constexpr int kGrain = 3; // px
    cv::Mat calm;
    cv::medianBlur(picture, calm, kGrain);
    calm.copyTo(picture, damaged & (mask == 0));
}

} // namespace kinovar::steps
