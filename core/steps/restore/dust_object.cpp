#include "core/steps/restore/dust_object.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kinovar::steps::dust {

namespace {

constexpr double kReferenceLines = 480;
constexpr double kReach = 16;
constexpr double kLargestBox = 72; // larger things are not looked for
constexpr double kNoMatch = 1;

/// The spot's pixels and those around it.
std::vector<cv::Point> with_surroundings(const Spot& spot, const cv::Rect& box) {
    cv::Mat mask = cv::Mat::zeros(box.size(), CV_8U);
    for (const cv::Point& at : spot.pixels) {
        const cv::Rect around = cv::Rect(at.x - 1, at.y - 1, 3, 3) & box;
        mask(around - box.tl()).setTo(255);
    }
    std::vector<cv::Point> places;
    cv::findNonZero(mask, places);
    for (cv::Point& place : places) {
        place += box.tl();
    }
    return places;
}

/// Sum of squared differences of the places with themselves in `other` moved by `shift`; gives up
/// above `limit`.
int difference_at(const cv::Mat& plane, const std::vector<cv::Point>& places, const cv::Mat& other,
                  const cv::Point& shift, int limit) {
    int sum = 0;
    for (const cv::Point& place : places) {
        const int d = plane.at<std::uint8_t>(place) - other.at<std::uint8_t>(place + shift);
        sum += d * d;
        if (sum >= limit) {
            return limit;
        }
    }
    return sum;
}

} // namespace

int scaled_length(double length, int lines) {
    return static_cast<int>(std::lround(length * std::max(1.0, lines / kReferenceLines)));
}

cv::Rect grown_box(const cv::Rect& box, int by, const cv::Size& size) {
    return (box - cv::Point(by, by) + cv::Size(2 * by, 2 * by)) & cv::Rect(cv::Point(0, 0), size);
}

cv::Vec2f flow_at(const Flow& flow, const cv::Point& at) {
    const int x = std::clamp(at.x * flow.field.cols / flow.size.width, 0, flow.field.cols - 1);
    const int y = std::clamp(at.y * flow.field.rows / flow.size.height, 0, flow.field.rows - 1);
    return flow.field.at<cv::Vec2f>(y, x);
}

double match_near(const cv::Mat& plane, const Spot& spot, const Witness& witness) {
    if (std::max(spot.box.width, spot.box.height) > scaled_length(kLargestBox, plane.rows)) {
        return kNoMatch;
    }
    const cv::Rect box = grown_box(spot.box, 1, plane.size());
    const std::vector<cv::Point> places = with_surroundings(spot, box);
    const int at_flow =
        difference_at(plane, places, *witness.compensated, {}, std::numeric_limits<int>::max());
    const cv::Vec2f moved = flow_at(*witness.flow, (spot.box.tl() + spot.box.br()) / 2);
    const cv::Point start(cvRound(moved[0]), cvRound(moved[1]));
    const int reach = scaled_length(kReach, plane.rows);
    const cv::Rect inside(cv::Point(0, 0), plane.size());
    int best = at_flow;
    cv::Point best_shift = start;
    const auto search = [&](const cv::Point& centre, int distance, int step) {
        for (int dy = -distance; dy <= distance; dy += step) {
            for (int dx = -distance; dx <= distance; dx += step) {
                const cv::Point shift = centre + cv::Point(dx, dy);
                if (((box + shift) & inside) != box + shift) {
                    continue;
                }
                const int found = difference_at(plane, places, *witness.plane, shift, best);
                if (found < best) {
                    best = found;
                    best_shift = shift;
                }
            }
        }
    };
    search(start, reach, 2); // planes are blurred: the best place shows a px beside it
    search(best_shift, 1, 1);
    return at_flow > 0 ? static_cast<double>(best) / at_flow : kNoMatch;
}

} // namespace kinovar::steps::dust
