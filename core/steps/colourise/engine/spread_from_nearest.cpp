#include "core/steps/colourise/engine/propagate.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace kinovar::colourise {

namespace {

/// What a step of one unit costs beside a change of light of 1.
constexpr float kStepCost = 0.004F;
/// Times that the picture is gone through there and back.
constexpr int kRounds = 2;
/// The way after which a colour is 1/e as sure.
constexpr float kSureWay = 0.35F;

/// Shortest ways by sweeps over the picture (after Borgefors, "Distance transformations in digital
/// images", CVGIP 1986, with costs of Toivanen's gray-weighted transform).
class WayFinder {
public:
    WayFinder(const Guide& guide, const Seeds& seeds)
        : light_(guide.work), step_(kStepCost / guide.unit),
          way_(guide.work.size(), CV_32F, cv::Scalar(std::numeric_limits<float>::max())),
          from_(guide.work.size(), CV_32S, cv::Scalar(0)) {
        for (int y = 0; y < way_.rows; ++y) {
            for (int x = 0; x < way_.cols; ++x) {
                if (seeds.weight.at<float>(y, x) > 0) {
                    way_.at<float>(y, x) = 0;
                    from_.at<int>(y, x) = y * way_.cols + x;
                }
            }
        }
    }

    void run() {
        for (int round = 0; round < kRounds; ++round) {
            for (int y = 0; y < way_.rows; ++y) {
                pass(y, y - 1);
            }
            for (int y = way_.rows - 1; y >= 0; --y) {
                pass(y, y + 1);
            }
        }
    }

    /// CV_32F: the shortest ways; CV_32S: numbers of the seeds' pixels that they come from.
    [[nodiscard]] const cv::Mat& way() const { return way_; }
    [[nodiscard]] const cv::Mat& from() const { return from_; }

private:
    /// Ways that come from the row `before`, then along the row both ways.
    void pass(int y, int before) {
        if (before >= 0 && before < way_.rows) {
            const float diagonal = step_ * std::numbers::sqrt2_v<float>;
            for (int x = 0; x < way_.cols; ++x) {
                take(y, x, before, x, step_);
                if (x > 0) {
                    take(y, x, before, x - 1, diagonal);
                }
                if (x + 1 < way_.cols) {
                    take(y, x, before, x + 1, diagonal);
                }
            }
        }
        for (int x = 1; x < way_.cols; ++x) {
            take(y, x, y, x - 1, step_);
        }
        for (int x = way_.cols - 2; x >= 0; --x) {
            take(y, x, y, x + 1, step_);
        }
    }

    void take(int y, int x, int from_y, int from_x, float step) {
        const float offer = way_.at<float>(from_y, from_x) + step +
                            std::abs(light_.at<float>(y, x) - light_.at<float>(from_y, from_x));
        float& mine = way_.at<float>(y, x);
        if (offer < mine) {
            mine = offer;
            from_.at<int>(y, x) = from_.at<int>(from_y, from_x);
        }
    }

    cv::Mat light_;
    float step_;
    cv::Mat way_, from_;
};

} // namespace

Nearest spread_from_nearest(const Guide& guide, const Seeds& seeds) {
    const cv::Size size = guide.work.size();
    if (seeds.empty()) {
        const cv::Mat far(size, CV_32F, cv::Scalar(std::numeric_limits<float>::max()));
        return {cv::Mat::zeros(size, CV_32FC2), far, far.clone()};
    }
    WayFinder finder(guide, seeds);
    finder.run();
    Nearest nearest;
    nearest.way = finder.way();
    nearest.ab.create(size, CV_32FC2);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const int from = finder.from().at<int>(y, x);
            nearest.ab.at<cv::Vec2f>(y, x) =
                seeds.ab.at<cv::Vec2f>(from / size.width, from % size.width);
        }
    }
    cv::distanceTransform(seeds.weight == 0, nearest.distance, cv::DIST_L2, cv::DIST_MASK_PRECISE);
    return nearest;
}

cv::Mat certainty_of(const Guide& /*guide*/, const Seeds& /*seeds*/, const Nearest& nearest) {
    cv::Mat sure;
    cv::exp(nearest.way / -kSureWay, sure);
    return sure;
}

} // namespace kinovar::colourise
