#include "core/steps/retouch/skin/surface.h"

#include "core/base/mix64.h"
#include "core/steps/retouch/skin/bands.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::retouch {

namespace {

constexpr double kFinestNodes = 8;   // px from node to node of what the points say
constexpr double kNodesAcross = 40;  // of the points' box, at most
constexpr double kReach = 0.06;      // of that box: how far a point is heard
constexpr double kLoneWeight = 0.05; // below this sum of weights `to_now` is heard as well

constexpr double kFreshShare = 0.15; // of the power that is new in each frame
constexpr int kMostLattice = 6000;   // px: what lies further out has no texture

cv::Matx23d inverse(const cv::Matx23d& matrix) {
    cv::Matx23d result;
    cv::invertAffineTransform(matrix, result);
    return result;
}

cv::Vec2f mapped(const cv::Matx23d& matrix, double x, double y) {
    return {static_cast<float>(matrix(0, 0) * x + matrix(0, 1) * y + matrix(0, 2)),
            static_cast<float>(matrix(1, 0) * x + matrix(1, 1) * y + matrix(1, 2))};
}

/// What the points say beside `to_then`, on nodes `pitch` px apart from the box's corner on.
cv::Mat corrections(const cv::Rect& box, const Surface& surface, const cv::Matx23d& to_then,
                    double pitch, double reach) {
    std::vector<cv::Vec2f> said;
    for (std::size_t i = 0; i < surface.now.size(); ++i) {
        said.push_back(cv::Vec2f(surface.then[i].x, surface.then[i].y) -
                       mapped(to_then, surface.now[i].x, surface.now[i].y));
    }
    cv::Mat nodes(cvCeil(box.height / pitch) + 1, cvCeil(box.width / pitch) + 1, CV_32FC2);
    for (int row = 0; row < nodes.rows; ++row) {
        for (int column = 0; column < nodes.cols; ++column) {
            const cv::Point2d at(box.x + column * pitch, box.y + row * pitch);
            cv::Vec2f sum;
            double weights = kLoneWeight;
            for (std::size_t i = 0; i < said.size(); ++i) {
                const double dx = (surface.now[i].x - at.x) / reach;
                const double dy = (surface.now[i].y - at.y) / reach;
                const double weight = std::exp(-(dx * dx + dy * dy) / 2);
                sum += said[i] * static_cast<float>(weight);
                weights += weight;
            }
            nodes.at<cv::Vec2f>(row, column) = sum / static_cast<float>(weights);
        }
    }
    return nodes;
}

/// About normal, within ±3.5: without the outliers that look like freckles.
float normal_at(std::uint64_t key, int x, int y) {
    std::uint64_t bits =
        mix64(key ^ ((static_cast<std::uint64_t>(static_cast<std::uint32_t>(y)) << 32U) |
                     static_cast<std::uint32_t>(x)));
    double sum = 0;
    constexpr int kParts = 4; // uniform numbers of 16 bits
    for (int i = 0; i < kParts; ++i, bits >>= 16U) {
        sum += static_cast<double>(bits & 0xFFFFU) / 65535.0;
    }
    const double kSpread = std::sqrt(12.0 / kParts);
    return static_cast<float>((sum - kParts / 2.0) * kSpread);
}

cv::Mat white(const cv::Rect& lattice, std::uint64_t key) {
    cv::Mat noise(lattice.size(), CV_32F);
    for (int y = 0; y < noise.rows; ++y) {
        auto* row = noise.ptr<float>(y);
        for (int x = 0; x < noise.cols; ++x) {
            row[x] = normal_at(key, lattice.x + x, lattice.y + y);
        }
    }
    return noise;
}

/// Brought to standard deviation 1.
cv::Mat normalised(const cv::Mat& band) {
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(band, mean, deviation);
    constexpr double kLeast = 1e-6;
    return (band - mean[0]) / std::max(deviation[0], kLeast);
}

cv::Mat laid(const cv::Mat& band, const cv::Mat& map, const cv::Point& corner) {
    cv::Mat result;
    cv::remap(band, result,
              map - cv::Scalar(static_cast<double>(corner.x), static_cast<double>(corner.y)), {},
              cv::INTER_LANCZOS4, cv::BORDER_REFLECT_101);
    return normalised(result);
}

} // namespace

cv::Mat surface_map(const cv::Rect& box, const Surface& surface) {
    const cv::Matx23d to_then = inverse(surface.to_now);
    cv::Mat map(box.size(), CV_32FC2);
    for (int y = 0; y < box.height; ++y) {
        for (int x = 0; x < box.width; ++x) {
            map.at<cv::Vec2f>(y, x) = mapped(to_then, box.x + x, box.y + y);
        }
    }
    if (surface.now.empty() || surface.now.size() != surface.then.size()) {
        return map;
    }
    const cv::Rect2f hull = cv::boundingRect(surface.now);
    const double side = std::max(hull.width, hull.height);
    const double pitch = std::max(kFinestNodes, side / kNodesAcross);
    const cv::Mat nodes = corrections(box, surface, to_then, pitch, kReach * side);
    const cv::Matx23d spread{1 / pitch, 0, 0, 0, 1 / pitch, 0};
    cv::Mat dense;
    cv::warpAffine(nodes, dense, spread, box.size(), cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                   cv::BORDER_REPLICATE);
    return map + dense;
}

NoiseBands noise_on(const cv::Mat& map, const cv::Point& corner, std::int64_t frame,
                    std::uint64_t seed) {
    constexpr int kRim = 8; // px that filters need
    std::vector<cv::Mat> places;
    cv::split(map, places);
    double left = 0;
    double right = 0;
    double top = 0;
    double bottom = 0;
    cv::minMaxLoc(places[0], &left, &right);
    cv::minMaxLoc(places[1], &top, &bottom);
    cv::Rect lattice(cvFloor(left) - kRim, cvFloor(top) - kRim, cvCeil(right - left) + 2 * kRim,
                     cvCeil(bottom - top) + 2 * kRim);
    lattice.width = std::min(lattice.width, kMostLattice);
    lattice.height = std::min(lattice.height, kMostLattice);
    const Bands on_surface = bands_of(white(lattice, mix64(seed)));
    const Bands fresh = bands_of(
        white({corner, map.size()}, mix64(seed ^ mix64(static_cast<std::uint64_t>(frame) + 1))));
    const double stays = std::sqrt(1 - kFreshShare);
    const double comes = std::sqrt(kFreshShare);
    return {laid(on_surface.fine, map, lattice.tl()) * stays + normalised(fresh.fine) * comes,
            laid(on_surface.middle, map, lattice.tl()) * stays + normalised(fresh.middle) * comes};
}

} // namespace kinovar::retouch
