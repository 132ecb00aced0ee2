#include "core/steps/retouch/skin/quilt.h"

#include "core/base/mix64.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <limits>
#include <vector>

namespace kinovar::retouch {

namespace {

constexpr int kLargest = 40; // px: side of a piece
constexpr int kSmallest = 10;
constexpr int kLeastPlaces = 24; // that pieces can be taken from
constexpr int kTries = 48;       // places that are looked at for each piece
constexpr double kAsGood = 1.25; // times the least difference: as good as the best
constexpr int kOverlap = 3;      // a piece's side over the overlap

/// Top left corners of pieces that lie in what is usable.
std::vector<cv::Point> corners(const cv::Mat& usable, int side) {
    cv::Mat sums;
    cv::integral(usable / 255, sums, CV_32S);
    std::vector<cv::Point> list;
    for (int y = 0; y + side <= usable.rows; ++y) {
        for (int x = 0; x + side <= usable.cols; ++x) {
            const int inside = sums.at<int>(y + side, x + side) - sums.at<int>(y, x + side) -
                               sums.at<int>(y + side, x) + sums.at<int>(y, x);
            if (inside == side * side) {
                list.emplace_back(x, y);
            }
        }
    }
    return list;
}

/// Columns, one a row, of the cheapest way from top to bottom.
std::vector<int> cheapest_way(const cv::Mat& costs) {
    cv::Mat sums = costs.clone();
    for (int y = 1; y < sums.rows; ++y) {
        for (int x = 0; x < sums.cols; ++x) {
            float least = sums.at<float>(y - 1, x);
            if (x > 0) {
                least = std::min(least, sums.at<float>(y - 1, x - 1));
            }
            if (x + 1 < sums.cols) {
                least = std::min(least, sums.at<float>(y - 1, x + 1));
            }
            sums.at<float>(y, x) += least;
        }
    }
    std::vector<int> way(static_cast<std::size_t>(sums.rows));
    for (int y = sums.rows - 1; y >= 0; --y) {
        const auto row = static_cast<std::size_t>(y);
        const int from = y == sums.rows - 1 ? 0 : std::max(0, way[row + 1] - 1);
        const int to = y == sums.rows - 1 ? sums.cols : std::min(sums.cols, way[row + 1] + 2);
        const auto* values = sums.ptr<float>(y);
        way[row] = static_cast<int>(std::min_element(values + from, values + to) - values);
    }
    return way;
}

class Quilt {
public:
    Quilt(const cv::Mat& sample, std::vector<cv::Point> places, int side, std::uint64_t seed)
        : sample_(sample), places_(std::move(places)), used_(places_.size()), side_(side),
          overlap_(std::max(2, side / kOverlap)), chance_(mix64(seed)) {}

    cv::Mat sewn(const cv::Size& size) {
        const int step = side_ - overlap_;
        quilt_ = cv::Mat::zeros(size.height + side_, size.width + side_, CV_32F);
        for (int y = 0; y < size.height; y += step) {
            for (int x = 0; x < size.width; x += step) {
                sew({x, y}, sample_(cv::Rect(best_for({x, y}), cv::Size(side_, side_))));
            }
        }
        return quilt_({0, 0, size.width, size.height}).clone();
    }

private:
    /// Squared difference along what is there already, to the left and above.
    [[nodiscard]] double difference(const cv::Point& at, const cv::Point& place) const {
        double sum = 0;
        const auto compare = [&](const cv::Rect& part) {
            sum += cv::norm(quilt_(part + at), sample_(part + place), cv::NORM_L2SQR);
        };
        if (at.x > 0) {
            compare({0, 0, overlap_, side_});
        }
        if (at.y > 0) {
            compare({0, 0, side_, overlap_});
        }
        return sum;
    }

    cv::Point best_for(const cv::Point& at) {
        std::vector<std::pair<double, std::size_t>> tried;
        for (int i = 0; i < kTries; ++i) {
            chance_ = mix64(chance_);
            const std::size_t one = chance_ % places_.size();
            tried.emplace_back(difference(at, places_[one]), one);
        }
        const double limit = std::min_element(tried.begin(), tried.end())->first * kAsGood;
        std::size_t best = tried.front().second;
        int least = std::numeric_limits<int>::max();
        for (const auto& [cost, one] : tried) {
            if (cost <= limit && used_[one] < least) {
                least = used_[one];
                best = one;
            }
        }
        mark_used(places_[best]);
        return places_[best];
    }

    /// Neighbours show nearly the same piece.
    void mark_used(const cv::Point& place) {
        for (std::size_t i = 0; i < places_.size(); ++i) {
            if (std::abs(places_[i].x - place.x) + std::abs(places_[i].y - place.y) < overlap_) {
                ++used_[i];
            }
        }
    }

    void sew(const cv::Point& at, const cv::Mat& piece) {
        cv::Mat target = quilt_(cv::Rect(at, cv::Size(side_, side_)));
        cv::Mat taken(side_, side_, CV_8U, cv::Scalar(255));
        cv::Mat costs = target - piece;
        costs = costs.mul(costs);
        if (at.x > 0) {
            const auto way = cheapest_way(costs.colRange(0, overlap_));
            for (int y = 0; y < side_; ++y) {
                taken.row(y).colRange(0, way[static_cast<std::size_t>(y)]).setTo(0);
            }
        }
        if (at.y > 0) {
            const auto way = cheapest_way(costs.rowRange(0, overlap_).t());
            for (int x = 0; x < side_; ++x) {
                taken.col(x).rowRange(0, way[static_cast<std::size_t>(x)]).setTo(0);
            }
        }
        piece.copyTo(target, taken);
    }

    const cv::Mat& sample_;
    std::vector<cv::Point> places_;
    std::vector<int> used_;
    int side_;
    int overlap_;
    std::uint64_t chance_;
    cv::Mat quilt_;
};

} // namespace

std::optional<cv::Mat> quilted(const cv::Mat& sample, const cv::Mat& usable, const cv::Size& size,
                               std::uint64_t seed) {
    for (int side = kLargest; side >= kSmallest; side = side * 3 / 4) {
        auto places = corners(usable, side);
        if (places.size() >= kLeastPlaces) {
            return Quilt(sample, std::move(places), side, seed).sewn(size);
        }
    }
    return std::nullopt;
}

} // namespace kinovar::retouch
