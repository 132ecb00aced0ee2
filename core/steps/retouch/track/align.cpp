#include "core/steps/retouch/track/align.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace kinovar::retouch {

namespace {

constexpr int kRounds = 20;
constexpr double kStill = 0.005;     // samples: a round that moves less is the last
constexpr double kFarthest = 6;      // samples from where it began
constexpr double kDamping = 1e-3;    // of the shape, which a plain glimpse leaves open
constexpr double kLeastSeen = 0.2;   // of what counts
constexpr float kCounts = 0.5F;      // samples that say what difference is usual
constexpr double kMediansKept = 4;   // how far beyond the usual difference a sample still counts
constexpr double kLeastSpread = 1.5; // 8-bit levels
constexpr int kUnknowns = 8;         // four of shape, two of place, gain and offset
using Normal = cv::Matx<double, kUnknowns, kUnknowns>;
using Vector = cv::Vec<double, kUnknowns>;

struct Moments {
    double mean_a = 0, mean_b = 0, gain = 1; ///< a ≈ gain · (b − mean_b) + mean_a
};

Moments moments(const cv::Mat& a, const cv::Mat& b, const cv::Mat& weight) {
    double sum = 0, sum_a = 0, sum_b = 0, aa = 0, bb = 0;
    for (int y = 0; y < a.rows; ++y) {
        for (int x = 0; x < a.cols; ++x) {
            const double w = weight.at<float>(y, x);
            const double va = a.at<float>(y, x);
            const double vb = b.at<float>(y, x);
            sum += w;
            sum_a += w * va;
            sum_b += w * vb;
            aa += w * va * va;
            bb += w * vb * vb;
        }
    }
    Moments result{sum_a / sum, sum_b / sum, 1};
    const double variance_a = aa / sum - result.mean_a * result.mean_a;
    const double variance_b = bb / sum - result.mean_b * result.mean_b;
    constexpr double kLeastVariance = 0.25;
    result.gain =
        std::sqrt(std::max(variance_a, kLeastVariance) / std::max(variance_b, kLeastVariance));
    return result;
}

/// What is left of `now` beside the glimpse once the light is the same.
cv::Mat difference(const cv::Mat& glimpse, const cv::Mat& now, const Moments& light) {
    cv::Mat left;
    cv::addWeighted(now, light.gain, glimpse, -1, light.mean_a - light.gain * light.mean_b, left);
    return left;
}

/// Samples that differ more than usual count less.
cv::Mat robust_weight(const cv::Mat& left, const cv::Mat& seen) {
    std::vector<float> sizes;
    sizes.reserve(left.total());
    for (int y = 0; y < left.rows; ++y) {
        for (int x = 0; x < left.cols; ++x) {
            if (seen.at<float>(y, x) >= kCounts) {
                sizes.push_back(std::abs(left.at<float>(y, x)));
            }
        }
    }
    if (sizes.empty()) {
        return seen;
    }
    const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
    std::nth_element(sizes.begin(), middle, sizes.end());
    const double spread = std::max(kLeastSpread, kMediansKept * static_cast<double>(*middle));
    cv::Mat weight(left.size(), CV_32F);
    for (int y = 0; y < left.rows; ++y) {
        for (int x = 0; x < left.cols; ++x) {
            const double share = left.at<float>(y, x) / spread;
            const double kept = 1 / ((1 + share * share) * (1 + share * share));
            weight.at<float>(y, x) = static_cast<float>(seen.at<float>(y, x) * kept);
        }
    }
    return weight;
}

/// Adds an equation, of the normal equations' upper half.
void add_row(const std::array<double, kUnknowns>& row, double weight, double value, Normal& normal,
             Vector& right) {
    for (int i = 0; i < kUnknowns; ++i) {
        const double weighed = weight * row[static_cast<std::size_t>(i)];
        right(i) += weighed * value;
        for (int j = i; j < kUnknowns; ++j) {
            normal(i, j) += weighed * row[static_cast<std::size_t>(j)];
        }
    }
}

} // namespace

Aligner::Aligner(PatchGrid grid, Glimpse glimpse) : grid_(grid), glimpse_(std::move(glimpse)) {
    const double half = 0.5;
    cv::Sobel(glimpse_.values, slope_x_, CV_32F, 1, 0, 1, half);
    cv::Sobel(glimpse_.values, slope_y_, CV_32F, 0, 1, 1, half);
    // Next to samples outside of the picture there are no slopes.
    cv::erode(glimpse_.seen, glimpse_.seen, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    counting_ = cv::sum(glimpse_.seen)[0];
}

std::optional<Affine> Aligner::improvement(const cv::Mat& left, const cv::Mat& weight) const {
    const cv::Size size = grid_.size;
    const double reach = std::max(size.width, size.height) / 2.0;
    const cv::Point2d middle((size.width - 1) / 2.0, (size.height - 1) / 2.0);
    Normal normal = Normal::zeros();
    Vector right = Vector::all(0);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const double w = weight.at<float>(y, x);
            if (w <= 0) {
                continue;
            }
            const double u = (x - middle.x) / reach;
            const double v = (y - middle.y) / reach;
            const double gx = slope_x_.at<float>(y, x);
            const double gy = slope_y_.at<float>(y, x);
            add_row({gx * u, gx * v, gy * u, gy * v, gx, gy, glimpse_.values.at<float>(y, x), 1}, w,
                    left.at<float>(y, x), normal, right);
        }
    }
    for (int i = 0; i < kUnknowns; ++i) {
        normal(i, i) *= 1 + kDamping;
        for (int j = 0; j < i; ++j) {
            normal(i, j) = normal(j, i);
        }
    }
    Vector step;
    if (!cv::solve(normal, right, step, cv::DECOMP_CHOLESKY)) {
        return std::nullopt;
    }
    // x → x + shape · (x − middle) / reach + move.
    const Affine small{1 + step(0) / reach,
                       step(1) / reach,
                       step(4) - (step(0) * middle.x + step(1) * middle.y) / reach,
                       step(2) / reach,
                       1 + step(3) / reach,
                       step(5) - (step(2) * middle.x + step(3) * middle.y) / reach};
    return determinant(small) > 0 ? std::optional(inverse(small)) : std::nullopt;
}

std::optional<Affine> Aligner::align(const WorkPicture& picture, const Affine& start) const {
    const Affine to_picture = grid_.to_picture();
    const Affine to_samples = inverse(to_picture);
    Affine pose = start;
    cv::Mat weight;
    for (int round = 0; round < kRounds; ++round) {
        const Glimpse now = glimpse_of(picture, grid_, pose);
        const cv::Mat seen = now.seen.mul(glimpse_.seen);
        if (cv::sum(seen)[0] < kLeastSeen * counting_) {
            return std::nullopt;
        }
        const cv::Mat weighing = weight.empty() ? seen : cv::Mat(weight.mul(now.seen));
        const cv::Mat left =
            difference(glimpse_.values, now.values, moments(glimpse_.values, now.values, weighing));
        weight = robust_weight(left, seen);
        const auto change = improvement(left, weight);
        if (!change) {
            return std::nullopt;
        }
        const Affine next = after(pose, after(to_picture, after(*change, to_samples)));
        const double moved_by = apart(grid_, next, pose) / grid_.spacing;
        pose = next;
        if (!(apart(grid_, pose, start) < kFarthest * grid_.spacing)) {
            return std::nullopt;
        }
        if (moved_by < kStill) {
            break;
        }
    }
    return pose;
}

double apart(const PatchGrid& grid, const Affine& a, const Affine& b) {
    const cv::Rect2d& window = grid.window;
    double most = 0;
    for (const cv::Point2d& corner : {window.tl(), cv::Point2d(window.br().x, window.y),
                                      cv::Point2d(window.x, window.br().y), window.br()}) {
        most = std::max(most, cv::norm(apply(a, corner) - apply(b, corner)));
    }
    return most;
}

} // namespace kinovar::retouch
