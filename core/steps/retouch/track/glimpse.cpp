#include "core/steps/retouch/track/glimpse.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace kinovar::retouch {

namespace {

constexpr double kGrainBlur = 1.0; // samples
constexpr int kParts = 4;          // each way
constexpr double kPlain = 1.5;     // 8-bit levels: a part that varies less says nothing
constexpr double kAlike = 0.6;
constexpr double kLeastSeen = 0.25; // of a part, or it says nothing
constexpr double kStructureBlur = 1.5;
constexpr double kLeastSlope = 1.0; // 8-bit levels a sample, root mean square, its weaker direction
constexpr int kTaps = 4;
constexpr double kFocusReach = 4; // px
constexpr double kLeastFocus = 0.08;

/// Weights of the four samples around a place (Keys, "Cubic convolution interpolation", 1981).
std::array<float, kTaps> cubic(float t) {
    const float t2 = t * t;
    const float t3 = t2 * t;
    return {-0.5F * t3 + t2 - 0.5F * t, 1.5F * t3 - 2.5F * t2 + 1, -1.5F * t3 + 2 * t2 + 0.5F * t,
            0.5F * t3 - 0.5F * t2};
}

float cubic_sum(const std::array<float, kTaps>& weights, const std::uint8_t* values) {
    return weights[0] * values[0] + weights[1] * values[1] + weights[2] * values[2] +
           weights[3] * values[3];
}

float value_at(const cv::Mat& picture, double x, double y) {
    const int left = static_cast<int>(std::floor(x));
    const int top = static_cast<int>(std::floor(y));
    const auto across = cubic(static_cast<float>(x - left));
    const auto down = cubic(static_cast<float>(y - top));
    const bool inside = left >= 1 && top >= 1 && left + 2 < picture.cols && top + 2 < picture.rows;
    float sum = 0;
    for (int j = 0; j < kTaps; ++j) {
        const auto* row = picture.ptr<std::uint8_t>(std::clamp(top - 1 + j, 0, picture.rows - 1));
        if (inside) {
            sum += down[static_cast<std::size_t>(j)] * cubic_sum(across, row + left - 1);
            continue;
        }
        std::array<std::uint8_t, kTaps> values{};
        for (int i = 0; i < kTaps; ++i) {
            values[static_cast<std::size_t>(i)] =
                row[std::clamp(left - 1 + i, 0, picture.cols - 1)];
        }
        sum += down[static_cast<std::size_t>(j)] * cubic_sum(across, values.data());
    }
    return sum;
}

struct Correlation {
    double value = 0;
    double spread = 0; ///< the smaller one's standard deviation
    double weight = 0;
};

Correlation correlation(const cv::Mat& a, const cv::Mat& b, const cv::Mat& weight) {
    double sum = 0, sum_a = 0, sum_b = 0, aa = 0, bb = 0, ab = 0;
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
            ab += w * va * vb;
        }
    }
    if (sum <= 0) {
        return {};
    }
    const double variance_a = std::max(0.0, aa / sum - sum_a * sum_a / (sum * sum));
    const double variance_b = std::max(0.0, bb / sum - sum_b * sum_b / (sum * sum));
    const double covariance = ab / sum - sum_a * sum_b / (sum * sum);
    // Glimpses without any structure are neither alike nor different.
    const double noise = 0.25;
    return {covariance / std::sqrt((variance_a + noise) * (variance_b + noise)),
            std::sqrt(std::max(variance_a, variance_b)), sum};
}

} // namespace

PatchGrid PatchGrid::over(const cv::Rect2d& window) {
    PatchGrid grid;
    grid.window = window;
    grid.spacing = std::max(1.0, std::max(window.width, window.height) / kMostSide);
    grid.size = {std::max(2, static_cast<int>(window.width / grid.spacing)),
                 std::max(2, static_cast<int>(window.height / grid.spacing))};
    return grid;
}

PatchGrid PatchGrid::coarse(int margin) const {
    constexpr int kFactor = 2;
    PatchGrid grid;
    grid.spacing = kFactor * spacing;
    grid.size = {std::max(2, size.width / kFactor) + 2 * margin,
                 std::max(2, size.height / kFactor) + 2 * margin};
    const cv::Size2d extent(grid.size.width * grid.spacing, grid.size.height * grid.spacing);
    grid.window = {centre().x - extent.width / 2, centre().y - extent.height / 2, extent.width,
                   extent.height};
    return grid;
}

Affine PatchGrid::to_picture() const {
    const cv::Point2d middle = centre();
    return {spacing, 0,       middle.x - spacing * (size.width - 1) / 2,
            0,       spacing, middle.y - spacing * (size.height - 1) / 2};
}

cv::Mat focus_map(const PatchGrid& grid, const cv::Rect2d& box) {
    const Affine map = grid.to_picture();
    cv::Mat focus(grid.size, CV_32F);
    for (int y = 0; y < grid.size.height; ++y) {
        for (int x = 0; x < grid.size.width; ++x) {
            focus.at<float>(y, x) =
                static_cast<float>(focus_at(apply(map, cv::Point2d(x, y)), box));
        }
    }
    return focus;
}

double focus_at(const cv::Point2d& at, const cv::Rect2d& box) {
    const double across = std::max({box.x - at.x, at.x - box.br().x, 0.0});
    const double down = std::max({box.y - at.y, at.y - box.br().y, 0.0});
    const double far = (across * across + down * down) / (2 * kFocusReach * kFocusReach);
    return kLeastFocus + (1 - kLeastFocus) * std::exp(-far);
}

Glimpse glimpse_of(const WorkPicture& picture, const PatchGrid& grid, const Affine& pose) {
    const Affine map = after(pose, grid.to_picture());
    const double spacing = std::sqrt(std::abs(determinant(map)));
    const int level = std::clamp(static_cast<int>(std::floor(std::log2(std::max(1.0, spacing)))), 0,
                                 picture.levels() - 1);
    const cv::Mat& layer = picture.level(level);
    const double reduction =
        1.0 / (1 << level); // a layer's pixel i lies at pixel 2·i of the one below
    const cv::Size whole = picture.size();
    Glimpse glimpse{cv::Mat(grid.size, CV_32F), cv::Mat(grid.size, CV_32F)};
    for (int y = 0; y < grid.size.height; ++y) {
        for (int x = 0; x < grid.size.width; ++x) {
            const cv::Point2d at = apply(map, cv::Point2d(x, y));
            const bool inside =
                at.x >= 0 && at.y >= 0 && at.x <= whole.width - 1 && at.y <= whole.height - 1;
            glimpse.seen.at<float>(y, x) = inside ? 1.0F : 0.0F;
            glimpse.values.at<float>(y, x) =
                inside ? value_at(layer, at.x * reduction, at.y * reduction) : 0.0F;
        }
    }
    return glimpse;
}

Likeness likeness(const Glimpse& a, const Glimpse& b) {
    const cv::Mat weight = a.seen.mul(b.seen);
    cv::Mat smooth_a, smooth_b;
    cv::GaussianBlur(a.values, smooth_a, cv::Size(), kGrainBlur);
    cv::GaussianBlur(b.values, smooth_b, cv::Size(), kGrainBlur);
    const Correlation whole = correlation(smooth_a, smooth_b, weight);
    const double most = cv::sum(a.seen)[0];
    Likeness found{whole.value, 0, 1, most > 0 ? whole.weight / most : 0};
    int alike = 0;
    int telling = 0;
    for (int j = 0; j < kParts; ++j) {
        for (int i = 0; i < kParts; ++i) {
            const cv::Rect part(
                cv::Point(i * weight.cols / kParts, j * weight.rows / kParts),
                cv::Point((i + 1) * weight.cols / kParts, (j + 1) * weight.rows / kParts));
            if (part.empty()) {
                continue;
            }
            const Correlation one = correlation(smooth_a(part), smooth_b(part), weight(part));
            if (one.spread < kPlain || one.weight < kLeastSeen * part.area()) {
                continue;
            }
            ++telling;
            alike += one.value > kAlike ? 1 : 0;
            found.worst = std::min(found.worst, one.value);
        }
    }
    found.parts = telling > 0 ? static_cast<double>(alike) / telling : std::max(0.0, found.all);
    if (telling == 0) {
        found.worst = found.all;
    }
    return found;
}

bool has_structure(const Glimpse& glimpse) {
    cv::Mat smooth, slope_x, slope_y;
    cv::GaussianBlur(glimpse.values, smooth, cv::Size(), kStructureBlur);
    const double half = 0.5;
    cv::Sobel(smooth, slope_x, CV_32F, 1, 0, 1, half);
    cv::Sobel(smooth, slope_y, CV_32F, 0, 1, 1, half);
    cv::Mat inner; // slopes at the picture's edge are none
    cv::erode(glimpse.seen, inner, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    const double count = std::max(1.0, cv::sum(inner)[0]);
    const double xx = cv::sum(slope_x.mul(slope_x).mul(inner))[0] / count;
    const double yy = cv::sum(slope_y.mul(slope_y).mul(inner))[0] / count;
    const double xy = cv::sum(slope_x.mul(slope_y).mul(inner))[0] / count;
    const double weaker = (xx + yy) / 2 - std::sqrt((xx - yy) * (xx - yy) / 4 + xy * xy);
    return weaker > kLeastSlope * kLeastSlope;
}

} // namespace kinovar::retouch
