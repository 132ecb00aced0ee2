#include "core/steps/retouch/brush/outline.h"

#include <algorithm>
#include <cmath>

namespace kinovar::retouch {

namespace {

/// Adds the signed area to the right of a segment that lies inside one row, both ends between 0 and
/// the width: `row` holds changes from pixel to pixel.
void add_in_row(float* row, double x0, double x1, double height) {
    if (x0 > x1) {
        std::swap(x0, x1);
    }
    const int first = static_cast<int>(std::floor(x0));
    const int last = static_cast<int>(std::ceil(x1));
    if (last <= first + 1) {
        const double middle = (x0 + x1) / 2 - first;
        row[first] += static_cast<float>(height * (1 - middle));
        row[first + 1] += static_cast<float>(height * middle);
        return;
    }
    // Area to the left of each column's right edge that the segment leaves uncovered so far.
    const double slope = height / (x1 - x0);
    double before = 0; // covered area of the column before, in full
    for (int x = first; x < last; ++x) {
        const double in = std::max(x0, static_cast<double>(x));
        const double out = std::min(x1, static_cast<double>(x + 1));
        const double risen = (in - x0) * slope;
        const double rise = (out - in) * slope;
        const double area = risen + rise * ((x + 1) - (in + out) / 2);
        row[x] += static_cast<float>(area - before);
        before = area;
    }
    row[last] += static_cast<float>(height - before);
}

/// The same for any place: what lies left of the box counts for all of a row, right of it for
/// nothing.
void add_clipped(float* row, double width, double x0, double x1, double height) {
    const double low = std::min(x0, x1);
    const double high = std::max(x0, x1);
    if (low >= 0 && high <= width) {
        add_in_row(row, x0, x1, height);
        return;
    }
    const double span = high - low;
    const double left = span > 0 ? std::clamp(-low / span, 0.0, 1.0) : (low < 0 ? 1.0 : 0.0);
    const double right =
        span > 0 ? std::clamp((high - width) / span, 0.0, 1.0) : (low > width ? 1.0 : 0.0);
    if (left > 0) {
        add_in_row(row, 0, 0, height * left);
    }
    if (left + right < 1) {
        add_in_row(row, std::max(low, 0.0), std::min(high, width), height * (1 - left - right));
    }
}

void add_edge(cv::Mat& changes, cv::Point2d a, cv::Point2d b) {
    if (a.y == b.y) {
        return;
    }
    double direction = 1;
    if (a.y > b.y) {
        std::swap(a, b);
        direction = -1;
    }
    const double slope = (b.x - a.x) / (b.y - a.y);
    const double width = changes.cols - 2;
    const int first = static_cast<int>(std::floor(std::clamp<double>(a.y, 0, changes.rows)));
    const int end = static_cast<int>(std::ceil(std::clamp<double>(b.y, 0, changes.rows)));
    for (int y = first; y < end; ++y) {
        const double top = std::max<double>(a.y, y);
        const double bottom = std::min<double>(b.y, y + 1);
        add_clipped(changes.ptr<float>(y), width, a.x + (top - a.y) * slope,
                    a.x + (bottom - a.y) * slope, (bottom - top) * direction);
    }
}

} // namespace

cv::Mat fill_outline(const std::vector<cv::Point2d>& points, const cv::Rect& box) {
    // Two columns more: for changes at the right edge.
    cv::Mat changes = cv::Mat::zeros(box.height, box.width + 2, CV_32F);
    const cv::Point2d corner(box.x - 0.5, box.y - 0.5); // edges of pixels, not their middles
    for (std::size_t i = 0; i < points.size(); ++i) {
        add_edge(changes, points[i] - corner, points[(i + 1) % points.size()] - corner);
    }
    cv::Mat cover(box.size(), CV_32F);
    for (int y = 0; y < box.height; ++y) {
        const float* change = changes.ptr<float>(y);
        float* out = cover.ptr<float>(y);
        double sum = 0;
        for (int x = 0; x < box.width; ++x) {
            sum += change[x];
            out[x] = static_cast<float>(std::min(std::abs(sum), 1.0));
        }
    }
    return cover;
}

} // namespace kinovar::retouch
