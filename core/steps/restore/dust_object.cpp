#include "core/steps/restore/dust_object.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace kinovar::steps::dust {

namespace {

// Lengths in px at this height.
constexpr double kReferenceLines = 480;
constexpr double kReach = 16;
constexpr double kLargestBox = 72; // larger things are not looked for

// A spot is a thing where it matches this much better somewhere near than where the flow leads.
constexpr double kMatchStill = 0.10;
constexpr double kMatchMoving = 0.25;
constexpr double kMovingDistance = 2; // px off the usual movement
constexpr double kLeastError = 1e-3;

int scaled(double length, int lines) {
    return static_cast<int>(std::lround(length * lines / kReferenceLines));
}

/// The spot's pixels and those around it.
std::vector<cv::Point> with_surroundings(const Spot& spot, const cv::Size& size) {
    const cv::Rect box =
        (spot.box + cv::Size(2, 2) - cv::Point(1, 1)) & cv::Rect(cv::Point(0, 0), size);
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

/// Sum of squared differences of the places with themselves in `other` moved by `shift`; stops when
/// above `limit`. Infinite where a place leaves the picture.
double difference_at(const cv::Mat& plane, const std::vector<cv::Point>& places,
                     const cv::Mat& other, const cv::Point& shift, double limit) {
    double sum = 0;
    for (const cv::Point& place : places) {
        const int d = plane.at<std::uint8_t>(place) - other.at<std::uint8_t>(place + shift);
        sum += d * d;
        if (sum > limit) {
            return std::numeric_limits<double>::infinity();
        }
    }
    return sum;
}

cv::Vec2f flow_at(const Flow& flow, const cv::Point& at) {
    const int x = std::clamp(at.x * flow.field.cols / flow.size.width, 0, flow.field.cols - 1);
    const int y = std::clamp(at.y * flow.field.rows / flow.size.height, 0, flow.field.rows - 1);
    return flow.field.at<cv::Vec2f>(y, x);
}

/// Whether the spot is found in a neighbour, near where the flow leads, far better than there.
bool found_near(const cv::Mat& plane, const Spot& spot, const std::vector<cv::Point>& places,
                const Sighting& neighbour, double share, int reach) {
    const double at_flow = difference_at(plane, places, *neighbour.compensated, {},
                                         std::numeric_limits<double>::infinity());
    const double limit = share * (at_flow + kLeastError);
    const cv::Vec2f moved = flow_at(*neighbour.flow, (spot.box.tl() + spot.box.br()) / 2);
    const cv::Point start(cvRound(moved[0]), cvRound(moved[1]));
    const cv::Rect inside(1, 1, plane.cols - 2, plane.rows - 2);
    const cv::Rect grown =
        (spot.box + cv::Size(2, 2) - cv::Point(1, 1)) & cv::Rect(cv::Point(0, 0), plane.size());
    for (int dy = -reach; dy <= reach; ++dy) {
        for (int dx = -reach; dx <= reach; ++dx) {
            const cv::Point shift = start + cv::Point(dx, dy);
            if (((grown + shift) & inside) != grown + shift) {
                continue;
            }
            if (difference_at(plane, places, *neighbour.plane, shift, limit) <= limit) {
                return true;
            }
        }
    }
    return false;
}

/// Median movement to a neighbour.
cv::Vec2f usual_movement(const Flow& flow) {
    std::vector<float> x, y;
    for (int row = 0; row < flow.field.rows; row += 2) {
        const auto* vectors = flow.field.ptr<cv::Vec2f>(row);
        for (int column = 0; column < flow.field.cols; column += 2) {
            x.push_back(vectors[column][0]);
            y.push_back(vectors[column][1]);
        }
    }
    const auto middle = [](std::vector<float>& values) {
        const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
        std::nth_element(values.begin(), at, values.end());
        return *at;
    };
    return {middle(x), middle(y)};
}

} // namespace

void remove_objects(const cv::Mat& plane, const std::vector<Sighting>& neighbours,
                    std::vector<Spot>& spots) {
    const int reach = scaled(kReach, plane.rows);
    const int largest = scaled(kLargestBox, plane.rows);
    const double moving = kMovingDistance * plane.rows / kReferenceLines;
    std::vector<cv::Vec2f> usual;
    for (const Sighting& neighbour : neighbours) {
        usual.push_back(usual_movement(*neighbour.flow));
    }
    const auto is_object = [&](const Spot& spot) {
        if (std::max(spot.box.width, spot.box.height) > largest) {
            return false;
        }
        const cv::Point middle = (spot.box.tl() + spot.box.br()) / 2;
        double share = kMatchStill;
        for (std::size_t i = 0; i < neighbours.size(); ++i) {
            if (cv::norm(flow_at(*neighbours[i].flow, middle) - usual[i]) > moving) {
                share = kMatchMoving;
            }
        }
        const std::vector<cv::Point> places = with_surroundings(spot, plane.size());
        return std::ranges::all_of(neighbours, [&](const Sighting& neighbour) {
            return found_near(plane, spot, places, neighbour, share, reach);
        });
    };
    std::erase_if(spots, is_object);
}

} // namespace kinovar::steps::dust
