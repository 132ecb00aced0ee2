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

std::vector<std::size_t> agreeing(const Pairs& pairs, const Similar& motion) {
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < pairs.from.size(); ++i) {
        if (std::norm(motion(pairs.from[i]) - pairs.to[i]) < kAgrees * kAgrees) {
            result.push_back(i);
        }
    }
    return result;
}

Similar least_squares(const Pairs& pairs, const std::vector<std::size_t>& chosen) {
    Complex mean_from, mean_to;
    for (const std::size_t i : chosen) {
        mean_from += pairs.from[i];
        mean_to += pairs.to[i];
    }
    mean_from /= static_cast<double>(chosen.size());
    mean_to /= static_cast<double>(chosen.size());
    Complex product;
    double squares = 0;
    for (const std::size_t i : chosen) {
        product += std::conj(pairs.from[i] - mean_from) * (pairs.to[i] - mean_to);
        squares += std::norm(pairs.from[i] - mean_from);
    }
    const Complex turn = squares > 0 ? product / squares : Complex(1, 0);
    return {turn, mean_to - turn * mean_from};
}

std::vector<cv::Point2f> inside(const std::vector<cv::Point2d>& points, const cv::Size& size) {
    std::vector<cv::Point2f> result;
    for (const cv::Point2d& at : points) {
        if (at.x >= 0 && at.y >= 0 && at.x <= size.width - 1 && at.y <= size.height - 1) {
            result.emplace_back(at);
        }
    }
    return result;
}

} // namespace

PointPairs points_between(const WorkPicture& from, const WorkPicture& to,
                          const std::vector<cv::Point2d>& points, const Affine& expected) {
    PointPairs pairs;
    std::vector<cv::Point2f> start = inside(points, from.size());
    pairs.asked = static_cast<int>(start.size());
    if (start.empty()) {
        return pairs;
    }
    std::vector<cv::Point2f> there;
    there.reserve(start.size());
    for (const cv::Point2f& at : start) {
        there.emplace_back(apply(expected, at));
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
    std::minstd_rand numbers; // the same draws each time: results do not depend on what was before
    std::vector<std::size_t> best;
    for (int draw = 0; draw < kDraws; ++draw) {
        const std::size_t a = numbers() % pairs.from.size();
        const std::size_t b = numbers() % pairs.from.size();
        if (const auto motion = from_draw(pairs, a, b)) {
            auto with_it = agreeing(pairs, *motion);
            if (with_it.size() > best.size()) {
                best = std::move(with_it);
            }
        }
    }
    if (best.size() < kLeastPoints) {
        return {};
    }
    const Similar refined = least_squares(pairs, best);
    const Similar motion = least_squares(
        pairs, agreeing(pairs, refined).size() < kLeastPoints ? best : agreeing(pairs, refined));
    const double real = motion.turn.real();
    const double imaginary = motion.turn.imag();
    return {Affine(real, -imaginary, motion.move.real(), imaginary, real, motion.move.imag()),
            static_cast<double>(best.size()) / std::max(1, found.asked)};
}

} // namespace kinovar::retouch
