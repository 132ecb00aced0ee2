#include "core/steps/restore/dust_object.h"

#include "core/steps/restore/dust_kernel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace kinovar::steps::dust {

namespace {

constexpr double kReferenceLines = 480;
constexpr double kReach = 16;
constexpr double kLargestBox = 72; // larger things are not looked for
constexpr double kNoMatch = 1;

/// A spot's pixels and those around it.
class SpotShape {
public:
    SpotShape(const cv::Mat& plane, const Spot& spot, const cv::Rect& box)
        : stride_(whole_steps(box.width)), rows_(static_cast<std::size_t>(box.height)),
          pixels_(stride_ * rows_), mask_(stride_ * rows_) {
        for (int y = 0; y < box.height; ++y) {
            std::copy_n(plane.ptr(box.y + y) + box.x, box.width, row_of(pixels_, y));
        }
        for (const cv::Point& at : spot.pixels) {
            const cv::Rect around = cv::Rect(at.x - 1, at.y - 1, 3, 3) & box;
            for (int y = around.y; y < around.br().y; ++y) {
                std::fill_n(row_of(mask_, y - box.y) + (around.x - box.x), around.width, kBelongs);
            }
        }
    }

    [[nodiscard]] std::size_t stride() const { return stride_; }
    /// From what lies at `other`; gives up above `limit`.
    [[nodiscard]] int difference(const std::uint8_t* other, std::size_t stride, int limit) const {
        return squared_difference({pixels_.data(), mask_.data(), stride_, rows_}, other, stride,
                                  limit);
    }

private:
    static constexpr std::uint8_t kBelongs = 255;

    static std::size_t whole_steps(int width) {
        return (static_cast<std::size_t>(width) + Shape::kStep - 1) / Shape::kStep * Shape::kStep;
    }
    std::uint8_t* row_of(std::vector<std::uint8_t>& values, int y) const {
        return values.data() + static_cast<std::size_t>(y) * stride_;
    }

    std::size_t stride_, rows_;
    std::vector<std::uint8_t> pixels_, mask_;
};

/// A part of a plane, with room beside it for the last step of a shape.
class Surroundings {
public:
    Surroundings(const cv::Mat& plane, const cv::Rect& part, std::size_t room)
        : part_(part), stride_(static_cast<std::size_t>(part.width) + room),
          pixels_(stride_ * static_cast<std::size_t>(part.height)) {
        for (int y = 0; y < part.height; ++y) {
            std::copy_n(plane.ptr(part.y + y) + part.x, part.width, at({part.x, part.y + y}));
        }
    }

    [[nodiscard]] bool contains(const cv::Rect& box) const { return (box & part_) == box; }
    [[nodiscard]] std::size_t stride() const { return stride_; }
    [[nodiscard]] std::uint8_t* at(const cv::Point& place) {
        return pixels_.data() + static_cast<std::size_t>(place.y - part_.y) * stride_ +
               static_cast<std::size_t>(place.x - part_.x);
    }

private:
    cv::Rect part_;
    std::size_t stride_;
    std::vector<std::uint8_t> pixels_;
};

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
    const SpotShape shape(plane, spot, box);
    Surroundings under(*witness.compensated, box, shape.stride());
    const int at_flow =
        shape.difference(under.at(box.tl()), under.stride(), std::numeric_limits<int>::max());
    const cv::Vec2f moved = flow_at(*witness.flow, (spot.box.tl() + spot.box.br()) / 2);
    const cv::Point start(cvRound(moved[0]), cvRound(moved[1]));
    const int reach = scaled_length(kReach, plane.rows);
    const cv::Rect searched = grown_box(box + start, reach + 1, plane.size());
    if (searched.empty()) {
        return kNoMatch;
    }
    Surroundings around(*witness.plane, searched, shape.stride());
    int best = at_flow;
    cv::Point best_shift = start;
    const auto search = [&](const cv::Point& centre, int distance, int step) {
        for (int dy = -distance; dy <= distance; dy += step) {
            for (int dx = -distance; dx <= distance; dx += step) {
                const cv::Point shift = centre + cv::Point(dx, dy);
                const cv::Rect there = box + shift;
                if (!around.contains(there)) {
                    continue;
                }
                const int found = shape.difference(around.at(there.tl()), around.stride(), best);
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
