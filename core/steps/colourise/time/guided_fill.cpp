#include "core/steps/colourise/time/guided_fill.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace kinovar::colourise {

namespace {

constexpr int kReduced = 2;                             // worked on at half size
constexpr std::array kRadii{0.008, 0.025, 0.075, 0.25}; // shares of the height
constexpr float kFlat = 2e-3F;      // variance of light (0 to 1) below which it says nothing
constexpr float kLeastSure = 0.15F; // share of a window that begins to count
constexpr float kEnoughSure = 0.35F;
constexpr int kCellRows = 32;          // parts of the height
constexpr float kLeastCellSure = 0.3F; // mean confidence of a part that is used
constexpr float kNear = 0.047F;        // share of the height that is as long a way as …
constexpr float kLike = 0.05F;         // … this difference of light, 0 to 1
constexpr float kTooFar = 8;           // ways longer than the shortest that count nothing
constexpr float kNeverFilled = 0.25F;  // confidence from which colours stay as they are

/// Means over a window, by weight.
class Window {
public:
    Window(int radius, const cv::Mat& light, const cv::Mat& weight)
        : side_(2 * radius + 1), light_(light), weight_(weight), total_(blurred(weight) + 1e-4) {
        mean_ = blurred(weight.mul(light)) / total_;
        variance_ = cv::max(blurred(weight.mul(light).mul(light)) / total_ - mean_.mul(mean_), 0);
    }
    [[nodiscard]] const cv::Mat& total() const { return total_; }

    /// Of the linear function of light that fits the plane best.
    [[nodiscard]] cv::Mat estimate(const cv::Mat& plane) const {
        const cv::Mat mean = blurred(weight_.mul(plane)) / total_;
        const cv::Mat covariance =
            blurred(weight_.mul(plane).mul(light_)) / total_ - mean.mul(mean_);
        cv::Mat slope = covariance / (variance_ + kFlat);
        return slope.mul(light_ - mean_) + mean;
    }

private:
    [[nodiscard]] cv::Mat blurred(const cv::Mat& plane) const {
        cv::Mat out;
        cv::blur(plane, out, {side_, side_}, cv::Point(-1, -1), cv::BORDER_REFLECT_101);
        return out;
    }
    int side_;
    cv::Mat light_, weight_, total_, mean_, variance_;
};

/// What there is at half size: light 0 to 1, colours and how sure they are.
struct Reduced {
    cv::Mat light, ab, sure;
};

Reduced reduced(const cv::Mat& light, const Chroma& chroma) {
    const cv::Size size(std::max(1, light.cols / kReduced), std::max(1, light.rows / kReduced));
    Reduced small;
    light.convertTo(small.light, CV_32F, 1.0 / 255);
    cv::resize(small.light, small.light, size, 0, 0, cv::INTER_AREA);
    cv::resize(chroma.ab, small.ab, size, 0, 0, cv::INTER_AREA);
    cv::resize(chroma.confidence, small.sure, size, 0, 0, cv::INTER_AREA);
    return small;
}

/// Colour as a linear function of light.
cv::Mat guess_by_light(const Reduced& small, const std::stop_token& stop) {
    std::array<cv::Mat, 2> planes, sums;
    cv::split(small.ab, planes.data());
    cv::Mat used = cv::Mat::zeros(small.light.size(), CV_32F);
    for (cv::Mat& sum : sums) {
        sum = cv::Mat::zeros(small.light.size(), CV_32F);
    }
    for (const double radius : kRadii) {
        if (stop.stop_requested()) {
            break;
        }
        const int side = std::max(1, static_cast<int>(radius * small.light.rows));
        const Window window(side, small.light, small.sure);
        cv::Mat share = (window.total() - kLeastSure) / (kEnoughSure - kLeastSure);
        share = cv::max(0, cv::min(1, share)).mul(1 - used);
        for (std::size_t i = 0; i < planes.size(); ++i) {
            sums[i] += window.estimate(planes[i]).mul(share);
        }
        used += share;
    }
    for (std::size_t i = 0; i < planes.size(); ++i) {
        sums[i] += planes[i].mul(1 - used);
    }
    cv::Mat guess;
    cv::merge(sums.data(), sums.size(), guess);
    return guess;
}

/// The mean of what is sure in a part of the picture.
struct Cell {
    float x, y, light, sure;
    cv::Vec2f ab;
};

std::vector<Cell> sure_cells(const Reduced& small) {
    const int side = std::max(1, small.light.rows / kCellRows);
    std::vector<Cell> cells;
    for (int y = 0; y < small.light.rows; y += side) {
        for (int x = 0; x < small.light.cols; x += side) {
            const cv::Rect part = cv::Rect(x, y, side, side) & cv::Rect({}, small.light.size());
            Cell cell{static_cast<float>(x) + 0.5F * static_cast<float>(side),
                      static_cast<float>(y) + 0.5F * static_cast<float>(side),
                      0,
                      0,
                      {}};
            for (int v = part.y; v < part.br().y; ++v) {
                for (int u = part.x; u < part.br().x; ++u) {
                    const float sure = small.sure.at<float>(v, u);
                    cell.sure += sure;
                    cell.light += sure * small.light.at<float>(v, u);
                    cell.ab += sure * small.ab.at<cv::Vec2f>(v, u);
                }
            }
            if (cell.sure > kLeastCellSure * static_cast<float>(part.area())) {
                cell.light /= cell.sure;
                cell.ab /= cell.sure;
                cells.push_back(cell);
            }
        }
    }
    return cells;
}

/// The mean of the cells, softly those that are nearest in place and light. `ways`: room for work.
cv::Vec2f mean_of_like(const std::vector<Cell>& cells, const cv::Point& at, float light, float near,
                       std::vector<float>& ways) {
    float shortest = std::numeric_limits<float>::max();
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const float dx = cells[i].x - static_cast<float>(at.x);
        const float dy = cells[i].y - static_cast<float>(at.y);
        ways[i] = std::sqrt(dx * dx + dy * dy) / near + std::abs(cells[i].light - light) / kLike;
        shortest = std::min(shortest, ways[i]);
    }
    cv::Vec2f sum;
    float weights = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (ways[i] - shortest < kTooFar) {
            const float weight = cells[i].sure * std::exp(shortest - ways[i]);
            sum += cells[i].ab * weight;
            weights += weight;
        }
    }
    return sum / weights;
}

cv::Mat guess_by_likeness(const Reduced& small, const std::stop_token& stop) {
    cv::Mat guess = small.ab.clone();
    const std::vector<Cell> cells = sure_cells(small);
    if (cells.empty()) {
        return guess;
    }
    const float near = kNear * static_cast<float>(guess.rows);
    std::vector<float> ways(cells.size());
    for (int y = 0; y < guess.rows && !stop.stop_requested(); y += kReduced) {
        for (int x = 0; x < guess.cols; x += kReduced) {
            const cv::Rect block =
                cv::Rect(x, y, kReduced, kReduced) & cv::Rect(cv::Point(), guess.size());
            if (small.sure.at<float>(y, x) < kNeverFilled) {
                const cv::Vec2f mean =
                    mean_of_like(cells, {x, y}, small.light.at<float>(y, x), near, ways);
                guess(block).setTo(cv::Scalar(mean[0], mean[1]));
            }
        }
    }
    return guess;
}

} // namespace

void fill_unsure(const cv::Mat& light, Chroma& chroma, const std::stop_token& stop) {
    const Reduced small = reduced(light, chroma);
    cv::Mat guess = (small.ab + guess_by_light(small, stop) + guess_by_likeness(small, stop)) / 3;
    if (stop.stop_requested()) {
        return;
    }
    cv::resize(guess, guess, light.size(), 0, 0, cv::INTER_LINEAR);
    for (int y = 0; y < light.rows; ++y) {
        const auto* from = guess.ptr<cv::Vec2f>(y);
        const auto* sure = chroma.confidence.ptr<float>(y);
        auto* ab = chroma.ab.ptr<cv::Vec2f>(y);
        for (int x = 0; x < light.cols; ++x) {
            const float keep = std::min(1.0F, sure[x] / kNeverFilled);
            ab[x] = from[x] + (ab[x] - from[x]) * keep;
        }
    }
}

} // namespace kinovar::colourise
