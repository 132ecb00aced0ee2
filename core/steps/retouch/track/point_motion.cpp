#include "core/steps/retouch/track/point_motion.h"

#include <opencv2/video/tracking.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <optional>
#include <random>

namespace kinovar::retouch {

namespace {

constexpr int kIterations = 20;
constexpr double kFineEnough = 0.01;     // px
constexpr double kLeastStructure = 1e-4; // of the window: below, there is nothing to hold on to
constexpr double kLeadsHome = 0.7;       // px
constexpr double kAgrees = 0.7;          // px
constexpr int kDraws = 96;
constexpr std::size_t kLeastPoints = 4;
constexpr double kLeastBase = 4;   // px between the two points of a draw
constexpr double kMostScale = 1.5; // from one frame to the next

using Complex = std::complex<double>; // the plane's points; a product turns and scales

/// to = turn · from + move.
struct Similar {
    Complex turn{1, 0}, move{0, 0};
    [[nodiscard]] Complex operator()(const Complex& at) const { return turn * at + move; }
};

Complex complex_of(const cv::Point2d& at) {
    return {at.x, at.y};
}

struct Pairs {
    std::vector<Complex> from, to;
    std::vector<double> weight;
};

/// Those that go with a motion.
struct Agreeing {
    std::vector<std::size_t> points;
    double weight = 0;
};

std::optional<Similar> from_draw(const Pairs& pairs, std::size_t a, std::size_t b) {
    const Complex base = pairs.from[b] - pairs.from[a];
    if (std::abs(base) < kLeastBase) {
        return std::nullopt;
    }
    const Complex turn = (pairs.to[b] - pairs.to[a]) / base;
    const double scale = std::abs(turn);
    if (scale > kMostScale || scale < 1 / kMostScale) {
        return std::nullopt;
    }
    return Similar{turn, pairs.to[a] - turn * pairs.from[a]};
}

Agreeing agreeing(const Pairs& pairs, const Similar& motion) {
    Agreeing result;
    for (std::size_t i = 0; i < pairs.from.size(); ++i) {
        if (std::norm(motion(pairs.from[i]) - pairs.to[i]) < kAgrees * kAgrees) {
            result.points.push_back(i);
            result.weight += pairs.weight[i];
        }
    }
    return result;
}

Similar least_squares(const Pairs& pairs, const std::vector<std::size_t>& chosen) {
    Complex mean_from, mean_to;
    double sum = 0;
    for (const std::size_t i : chosen) {
        sum += pairs.weight[i];
        mean_from += pairs.weight[i] * pairs.from[i];
        mean_to += pairs.weight[i] * pairs.to[i];
    }
    mean_from /= sum;
    mean_to /= sum;
    Complex product;
    double squares = 0;
    for (const std::size_t i : chosen) {
        product += pairs.weight[i] * std::conj(pairs.from[i] - mean_from) * (pairs.to[i] - mean_to);
        squares += pairs.weight[i] * std::norm(pairs.from[i] - mean_from);
    }
    const Complex turn = squares > 0 ? product / squares : Complex(1, 0);
    return {turn, mean_to - turn * mean_from};
}

bool inside(const cv::Point2d& at, const cv::Size& size) {
    return at.x >= 0 && at.y >= 0 && at.x <= size.width - 1 && at.y <= size.height - 1;
}

} // namespace

PointPairs points_between(const WorkPicture& from, const WorkPicture& to,
                          const std::vector<WeighedPoint>& points, const Affine& expected) {
    PointPairs pairs;
    std::vector<cv::Point2f> start, there;
    std::vector<double> weights;
    for (const WeighedPoint& point : points) {
        if (inside(point.at, from.size())) {
            start.emplace_back(point.at);
            there.emplace_back(apply(expected, point.at));
            weights.push_back(point.weight);
            pairs.asked += point.weight;
        }
    }
    if (start.empty()) {
        return pairs;
    }
    std::vector<cv::Point2f> home = start;
    std::vector<std::uint8_t> found, found_back;
    const cv::Size window(kPointWindow, kPointWindow);
    const cv::TermCriteria until(cv::TermCriteria::COUNT | cv::TermCriteria::EPS, kIterations,
                                 kFineEnough);
    cv::calcOpticalFlowPyrLK(from.pyramid, to.pyramid, start, there, found, cv::noArray(), window,
                             kPointLevels, until, cv::OPTFLOW_USE_INITIAL_FLOW, kLeastStructure);
    cv::calcOpticalFlowPyrLK(to.pyramid, from.pyramid, there, home, found_back, cv::noArray(),
                             window, kPointLevels, until, cv::OPTFLOW_USE_INITIAL_FLOW,
                             kLeastStructure);
    for (std::size_t i = 0; i < start.size(); ++i) {
        if (found[i] != 0 && found_back[i] != 0 && cv::norm(home[i] - start[i]) < kLeadsHome) {
            pairs.from.emplace_back(start[i]);
            pairs.to.emplace_back(there[i]);
            pairs.weight.push_back(weights[i]);
        }
    }
    return pairs;
}

GroupMotion fit_group(const PointPairs& found) {
    if (found.from.size() < kLeastPoints) {
        return {};
    }
    Pairs pairs;
    std::transform(found.from.begin(), found.from.end(), std::back_inserter(pairs.from),
                   &complex_of);
    std::transform(found.to.begin(), found.to.end(), std::back_inserter(pairs.to), &complex_of);
    pairs.weight = found.weight;
    std::minstd_rand numbers; // the same draws each time: results do not depend on what was before
    Agreeing best;
    for (int draw = 0; draw < kDraws; ++draw) {
        const std::size_t a = numbers() % pairs.from.size();
        const std::size_t b = numbers() % pairs.from.size();
        if (const auto motion = from_draw(pairs, a, b)) {
            Agreeing with_it = agreeing(pairs, *motion);
            if (with_it.weight > best.weight) {
                best = std::move(with_it);
            }
        }
    }
    if (best.points.size() < kLeastPoints) {
        return {};
    }
    const Agreeing refined = agreeing(pairs, least_squares(pairs, best.points));
    const Similar motion =
        least_squares(pairs, (refined.weight < best.weight ? best : refined).points);
    const double real = motion.turn.real();
    const double imaginary = motion.turn.imag();
    return {Affine(real, -imaginary, motion.move.real(), imaginary, real, motion.move.imag()),
            best.weight / found.asked};
}

} // namespace kinovar::retouch
