#include "core/steps/retouch/warp/displacement.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace kinovar::retouch {

namespace {

// Of a brush's radius that it moves at once.
constexpr double kStepOfRadius = 0.1;
constexpr double kSoftEdge = 2;       // px, or nodes: standard deviation at the edge of the frozen
constexpr double kStepAtFrozen = 2.5; // times that: what such an edge bears
constexpr double kLeastStretch = 0.05;
constexpr int kUnfoldings = 40;

/// 1 in the middle, 0 from the radius on, smooth at both.
double fall_off(const cv::Point2d& off, double radius) {
    const double rest = 1 - off.dot(off) / (radius * radius);
    return rest > 0 ? rest * rest : 0;
}

/// One step along a field of motion by the midpoint rule: the way back leads home.
template <class Motion>
auto halfway(const Motion& motion) {
    return [motion](const cv::Point2d& node) {
        const cv::Point2d way = motion(node + motion(node) / 2);
        return cv::Vec2f(static_cast<float>(way.x), static_cast<float>(way.y));
    };
}

/// Wendland's function of smoothness C2.
double support(double share) {
    const double rest = 1 - share;
    return rest > 0 ? rest * rest * rest * rest * (4 * share + 1) : 0;
}

cv::Rect2d around(const cv::Point2d& at, double radius) {
    return {at.x - radius, at.y - radius, 2 * radius, 2 * radius};
}

double distance(const cv::Point2d& a, const cv::Point2d& b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

/// Soft at its edge, but never beyond it: what is frozen stays frozen.
cv::Mat softened(const cv::Mat& mobility, double sigma) {
    const int side = 2 * cvCeil(2 * sigma) + 1;
    cv::Mat less;
    cv::erode(mobility, less, cv::getStructuringElement(cv::MORPH_ELLIPSE, {side, side}));
    cv::GaussianBlur(less, less, {}, sigma);
    return cv::min(less, mobility);
}

} // namespace

Displacement::Displacement(const cv::Rect& box, const cv::Mat& mobility, int pitch)
    : box_(box), pitch_(pitch), most_step_(std::numeric_limits<double>::infinity()) {
    const cv::Size nodes((box.width - 1) / pitch + 2, (box.height - 1) / pitch + 2);
    field_ = cv::Mat::zeros(nodes, CV_32FC2);
    if (mobility.empty()) {
        return;
    }
    const double sigma = kSoftEdge * pitch;
    most_step_ = kStepAtFrozen * sigma;
    const cv::Mat soft = softened(mobility, sigma);
    mobility_.create(nodes, CV_32F);
    for (int row = 0; row < nodes.height; ++row) {
        for (int column = 0; column < nodes.width; ++column) {
            mobility_.at<float>(row, column) = soft.at<float>(
                std::min(row * pitch, box.height - 1), std::min(column * pitch, box.width - 1));
        }
    }
}

cv::Point2d Displacement::place_of(int column, int row) const {
    return {static_cast<double>(box_.x + column * pitch_),
            static_cast<double>(box_.y + row * pitch_)};
}

cv::Rect Displacement::nodes_within(const cv::Rect2d& area) const {
    const int x0 = cvFloor((area.x - box_.x) / pitch_);
    const int y0 = cvFloor((area.y - box_.y) / pitch_);
    const int x1 = cvCeil((area.x + area.width - box_.x) / pitch_);
    const int y1 = cvCeil((area.y + area.height - box_.y) / pitch_);
    return cv::Rect(x0, y0, x1 - x0 + 1, y1 - y0 + 1) & cv::Rect({0, 0}, field_.size());
}

cv::Vec2f Displacement::looked_up(const cv::Mat& field, cv::Point2f node) const {
    const float x = std::clamp(node.x, 0.0F, static_cast<float>(field.cols - 1));
    const float y = std::clamp(node.y, 0.0F, static_cast<float>(field.rows - 1));
    const int x0 = std::min(static_cast<int>(x), field.cols - 2);
    const int y0 = std::min(static_cast<int>(y), field.rows - 2);
    const float fx = x - static_cast<float>(x0);
    const float fy = y - static_cast<float>(y0);
    const auto* upper = field.ptr<cv::Vec2f>(y0) + x0;
    const auto* lower = field.ptr<cv::Vec2f>(y0 + 1) + x0;
    return (upper[0] * (1 - fx) + upper[1] * fx) * (1 - fy) +
           (lower[0] * (1 - fx) + lower[1] * fx) * fy;
}

void Displacement::compose(const cv::Rect2d& area, const Step& step) {
    const cv::Rect nodes = nodes_within(area);
    cv::Mat changed(nodes.size(), CV_32FC2);
    for (int y = 0; y < nodes.height; ++y) {
        auto* out = changed.ptr<cv::Vec2f>(y);
        const float* moves =
            mobility_.empty() ? nullptr : mobility_.ptr<float>(nodes.y + y) + nodes.x;
        for (int x = 0; x < nodes.width; ++x) {
            const int column = nodes.x + x;
            const int row = nodes.y + y;
            const cv::Vec2f own = step(place_of(column, row)) * (moves ? moves[x] : 1.0F);
            const auto pitch = static_cast<float>(pitch_);
            out[x] = own == cv::Vec2f()
                         ? field_.at<cv::Vec2f>(row, column)
                         : own + looked_up(field_, {static_cast<float>(column) + own[0] / pitch,
                                                    static_cast<float>(row) + own[1] / pitch});
        }
    }
    if (!nodes.empty()) {
        changed.copyTo(field_(nodes));
    }
}

void Displacement::push(const cv::Point2d& from, const cv::Point2d& to, double radius,
                        double share) {
    const cv::Point2d way = (to - from) * share;
    const double length = std::hypot(way.x, way.y);
    const int steps = std::max(1, cvCeil(length / std::min(kStepOfRadius * radius, most_step_)));
    const cv::Point2d own = way / steps;
    for (int i = 0; i < steps && length > 0; ++i) {
        // The brush itself goes the whole way; what it carries may lag behind.
        const cv::Point2d at = from + (to - from) * ((i + 0.5) / steps);
        compose(around(at, radius), halfway([&](const cv::Point2d& node) {
                    return own * -fall_off(node - at, radius);
                }));
    }
    unfold(nodes_within(around(from, radius) | around(to, radius)));
}

void Displacement::pinch(const Dab& dab, double share) {
    const double longest = std::abs(share) * dab.radius / 2;
    const int steps = std::max(1, cvCeil(longest / most_step_));
    for (int i = 0; i < steps; ++i) {
        compose(around(dab.at, dab.radius), halfway([&](const cv::Point2d& node) {
                    const cv::Point2d off = node - dab.at;
                    return off * (share / steps * fall_off(off, dab.radius));
                }));
    }
    unfold(nodes_within(around(dab.at, dab.radius)));
}

void Displacement::restore(const Dab& dab, double share) {
    const cv::Rect nodes = nodes_within(around(dab.at, dab.radius));
    for (int row = nodes.y; row < nodes.br().y; ++row) {
        for (int column = nodes.x; column < nodes.br().x; ++column) {
            const cv::Point2d off = place_of(column, row) - dab.at;
            const double moves = mobility_.empty() ? 1 : mobility_.at<float>(row, column);
            field_.at<cv::Vec2f>(row, column) *=
                static_cast<float>(1 - share * moves * fall_off(off, dab.radius));
        }
    }
    unfold(nodes);
}

void Displacement::drag(const std::vector<Handle>& handles) {
    double steps = 1;
    cv::Rect2d area;
    for (const Handle& one : handles) {
        const double longest = std::min(kStepOfRadius * one.radius, most_step_);
        steps = std::max(steps, std::ceil(distance(one.from, one.to) / longest));
        area |= around(one.from, one.radius) | around(one.to, one.radius);
    }
    const int count = static_cast<int>(handles.size());
    for (int i = 1; i <= static_cast<int>(steps); ++i) {
        std::vector<cv::Point2d> now;
        cv::Mat1d wanted(count, 2);
        for (int k = 0; k < count; ++k) {
            const Handle& one = handles[static_cast<std::size_t>(k)];
            const cv::Point2d own = (one.to - one.from) / steps;
            now.push_back(one.from + own * i);
            wanted(k, 0) = -own.x;
            wanted(k, 1) = -own.y;
        }
        const auto near = [&](const cv::Point2d& at, std::size_t k) {
            return support(distance(at, now[k]) / handles[k].radius);
        };
        cv::Mat1d kernel(count, count);
        for (int row = 0; row < count; ++row) {
            for (int k = 0; k < count; ++k) {
                kernel(row, k) =
                    near(now[static_cast<std::size_t>(row)], static_cast<std::size_t>(k));
            }
        }
        cv::Mat1d weights;
        cv::solve(kernel, wanted, weights, cv::DECOMP_SVD); // two handles may share a place
        compose(area, [&](const cv::Point2d& node) {
            cv::Vec2d sum;
            for (int k = 0; k < count; ++k) {
                const double weight = near(node, static_cast<std::size_t>(k));
                sum += cv::Vec2d(weights(k, 0), weights(k, 1)) * weight;
            }
            return cv::Vec2f(sum);
        });
    }
    unfold({{0, 0}, field_.size()});
}

namespace {

/// Determinant of the derivative of x + d(x) in the cell below and to the right of a node.
float stretch_at(const cv::Mat& field, int column, int row, float pitch) {
    const cv::Vec2f& here = field.at<cv::Vec2f>(row, column);
    const cv::Vec2f right = (field.at<cv::Vec2f>(row, column + 1) - here) / pitch;
    const cv::Vec2f down = (field.at<cv::Vec2f>(row + 1, column) - here) / pitch;
    return (1 + right[0]) * (1 + down[1]) - right[1] * down[0];
}

/// CV_32F: 1 where a map folds or as good as that.
cv::Mat folds(const cv::Mat& field, float pitch) {
    cv::Mat result = cv::Mat::zeros(field.size(), CV_32F);
    for (int row = 0; row + 1 < field.rows; ++row) {
        for (int column = 0; column + 1 < field.cols; ++column) {
            if (stretch_at(field, column, row, pitch) < kLeastStretch) {
                result.at<float>(row, column) = 1;
            }
        }
    }
    return result;
}

} // namespace

double Displacement::least_stretch() const {
    float least = 1;
    for (int row = 0; row + 1 < field_.rows; ++row) {
        for (int column = 0; column + 1 < field_.cols; ++column) {
            least = std::min(least, stretch_at(field_, column, row, static_cast<float>(pitch_)));
        }
    }
    return least;
}

void Displacement::unfold(const cv::Rect& nodes) {
    constexpr int kReach = 8; // nodes that are smoothed around one that folds
    const cv::Rect part = cv::Rect(nodes.x - kReach, nodes.y - kReach, nodes.width + 2 * kReach,
                                   nodes.height + 2 * kReach) &
                          cv::Rect({0, 0}, field_.size());
    for (int i = 0; i < kUnfoldings && part.width > 1 && part.height > 1; ++i) {
        cv::Mat folded = folds(field_(part), static_cast<float>(pitch_));
        if (cv::countNonZero(folded) == 0) {
            return;
        }
        constexpr int kSide = 7;
        cv::dilate(folded, folded, cv::getStructuringElement(cv::MORPH_ELLIPSE, {kSide, kSide}));
        cv::GaussianBlur(folded, folded, {}, 1);
        if (!mobility_.empty()) {
            folded = folded.mul(mobility_(part));
        }
        cv::Mat smooth;
        cv::GaussianBlur(field_(part), smooth, {}, 2);
        cv::Mat shares;
        cv::merge(std::vector<cv::Mat>{folded, folded}, shares);
        field_(part) += (smooth - field_(part)).mul(shares);
    }
}

cv::Mat Displacement::at_pixels() const {
    cv::Mat result(box_.size(), CV_32FC2);
    const auto pitch = static_cast<float>(pitch_);
    for (int y = 0; y < box_.height; ++y) {
        auto* out = result.ptr<cv::Vec2f>(y);
        for (int x = 0; x < box_.width; ++x) {
            out[x] =
                looked_up(field_, {static_cast<float>(x) / pitch, static_cast<float>(y) / pitch});
        }
    }
    return result;
}

} // namespace kinovar::retouch
