#include "core/steps/photo/crack_trace.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace kinovar::steps {

namespace {

constexpr float kStride = 3;                                             // units
constexpr std::array kTurns{0.F, -10.F, 10.F, -20.F, 20.F, -30.F, 30.F}; // degrees
constexpr float kTurnCost = 0.01F; // share of the detail a degree costs
constexpr int kMostLost = 3;       // strides without a crack
constexpr double kLeastSeen = 0.6; // share of strides that see the crack
constexpr int kLeastStrides = 2;
constexpr double kHalfWidth = 4; // units: of the widest crack
constexpr float kInertia = 0.6F; // of the direction

bool inside(const cv::Mat& plane, const cv::Point2f& place) {
    return place.x >= 0 && place.y >= 0 && place.x <= static_cast<float>(plane.cols - 1) &&
           place.y <= static_cast<float>(plane.rows - 1);
}

cv::Point2f turned(const cv::Point2f& direction, float degrees) {
    const float angle = degrees * static_cast<float>(CV_PI / 180);
    return {direction.x * std::cos(angle) - direction.y * std::sin(angle),
            direction.x * std::sin(angle) + direction.y * std::cos(angle)};
}

class Tracer {
public:
    Tracer(const cv::Mat& detail, const TraceSearch& search)
        : detail_(detail), unit_(static_cast<float>(search.unit)),
          faintest_(static_cast<float>(search.faintest)) {}

    /// Places from stride to stride; empty where the crack does not go on.
    [[nodiscard]] std::vector<cv::Point> follow(const CrackEnd& end) const {
        std::vector<cv::Point> path{end.place};
        cv::Point2f place = end.place;
        cv::Point2f direction = end.direction;
        const int most = cvFloor(end.reach / static_cast<double>(kStride * unit_));
        std::size_t last_seen = 1; // points of the path up to there
        int seen = 0;
        int lost = 0;
        for (int i = 0; i < most && lost <= kMostLost; ++i) {
            const cv::Point2f next = best_turn(place, direction);
            const bool crack = stands_out(place, next);
            const cv::Point2f way = crack ? next : direction;
            place += kStride * unit_ * way;
            if (!inside(detail_, place)) {
                break;
            }
            path.emplace_back(place);
            if (crack) {
                direction = kInertia * direction + (1 - kInertia) * next;
                direction /= cv::norm(direction);
                ++seen;
                last_seen = path.size();
            }
            lost = crack ? 0 : lost + 1;
        }
        path.resize(last_seen);
        const auto strides = static_cast<double>(path.size()) - 1;
        if (strides < kLeastStrides || seen < kLeastSeen * strides) {
            return {};
        }
        return path;
    }

private:
    /// Mean detail along a stride that starts `aside` units beside a place.
    [[nodiscard]] float along(const cv::Point2f& place, const cv::Point2f& way, float aside) const {
        const cv::Point2f start = place + aside * unit_ * cv::Point2f(-way.y, way.x);
        const int samples = cvCeil(kStride * unit_);
        float sum = 0;
        for (int i = 1; i <= samples; ++i) {
            const cv::Point2f at = start + static_cast<float>(i) * way;
            sum += detail_.at<float>(std::clamp(cvRound(at.y), 0, detail_.rows - 1),
                                     std::clamp(cvRound(at.x), 0, detail_.cols - 1));
        }
        return sum / static_cast<float>(samples);
    }

    [[nodiscard]] cv::Point2f best_turn(const cv::Point2f& place,
                                        const cv::Point2f& direction) const {
        cv::Point2f best = direction;
        float most = -1;
        for (const float turn : kTurns) {
            const cv::Point2f way = turned(direction, turn);
            const float detail = along(place, way, 0) * (1 - kTurnCost * std::abs(turn));
            if (detail > most) {
                most = detail;
                best = way;
            }
        }
        return best;
    }

    [[nodiscard]] bool stands_out(const cv::Point2f& place, const cv::Point2f& way) const {
        constexpr float kNear = 5; // units beside: clear of the crack itself
        constexpr float kFar = 7;
        constexpr float kClearly = 1.8F;
        const float here = along(place, way, 0);
        const float left = (along(place, way, -kNear) + along(place, way, -kFar)) / 2;
        const float right = (along(place, way, kNear) + along(place, way, kFar)) / 2;
        const float beside = std::max(left, right);
        return here - beside > faintest_ && here > kClearly * beside;
    }

    const cv::Mat& detail_;
    float unit_;
    float faintest_;
};

} // namespace

std::vector<CrackEnd> ends_of(const cv::Mat& line, double radius, double reach) {
    struct Tip {
        CrackEnd end;
        double lopsided;
    };
    std::vector<cv::Point> places;
    cv::findNonZero(line, places);
    std::vector<Tip> tips;
    constexpr double kLopsided = 0.38; // radii; half in the middle of a straight tip, 0 inside
    for (const cv::Point& place : places) {
        cv::Point2d sum(0, 0);
        int count = 0;
        const int reach_px = cvFloor(radius);
        const cv::Rect window =
            cv::Rect(place.x - reach_px, place.y - reach_px, 2 * reach_px + 1, 2 * reach_px + 1) &
            cv::Rect({}, line.size());
        for (int y = window.y; y < window.br().y; ++y) {
            for (int x = window.x; x < window.br().x; ++x) {
                const cv::Point2d off = cv::Point(x, y) - place;
                if (line.at<std::uint8_t>(y, x) != 0 && cv::norm(off) <= radius) {
                    sum += off;
                    ++count;
                }
            }
        }
        const double lopsided = cv::norm(sum) / (count * radius);
        if (lopsided > kLopsided) {
            const cv::Point2d out = -sum / cv::norm(sum);
            tips.push_back({{place, out, reach}, lopsided});
        }
    }
    std::sort(tips.begin(), tips.end(),
              [](const Tip& a, const Tip& b) { return a.lopsided > b.lopsided; });
    std::vector<CrackEnd> ends;
    for (const Tip& tip : tips) {
        const bool known = std::any_of(ends.begin(), ends.end(), [&](const CrackEnd& other) {
            return cv::norm(other.place - tip.end.place) < radius;
        });
        if (!known) {
            ends.push_back(tip.end);
        }
    }
    return ends;
}

cv::Mat bright_detail(const cv::Mat& luma, double unit) {
    constexpr double kSmooth = 0.5;
    constexpr double kNarrow = 4; // half of the widest detail
    const int side = 2 * cvCeil(kNarrow * unit) + 1;
    cv::Mat detail;
    cv::GaussianBlur(luma, detail, {}, kSmooth * unit);
    cv::morphologyEx(detail, detail, cv::MORPH_TOPHAT,
                     cv::getStructuringElement(cv::MORPH_ELLIPSE, {side, side}));
    return detail;
}

cv::Mat extent_of(const cv::Mat& detail, const TraceSearch& search) {
    constexpr double kShare = 0.4;  // of the brightest near
    constexpr double kBeside = 2.5; // units
    constexpr double kRim = 0.12;   // the same beside what is cracked
    const int near = 2 * cvCeil(kHalfWidth * search.unit) + 1;
    const int grow = 2 * cvCeil(kBeside * search.unit) + 1;
    cv::Mat most;
    cv::dilate(detail, most, cv::getStructuringElement(cv::MORPH_ELLIPSE, {near, near}));
    cv::Mat extent = (detail > search.faintest) & (detail > kShare * most);
    cv::dilate(extent, extent, cv::getStructuringElement(cv::MORPH_RECT, {grow, grow}));
    // Dark lines that run beside a crack, of brows and lids, stay.
    extent &= (detail > search.faintest) & (detail > kRim * most);
    constexpr int kSpeck = 3; // px
    cv::medianBlur(extent, extent, kSpeck);
    return extent;
}

cv::Mat trace_cracks(const cv::Mat& detail, const std::vector<CrackEnd>& ends,
                     const TraceSearch& search) {
    const Tracer tracer(detail, search);
    cv::Mat corridor = cv::Mat::zeros(detail.size(), CV_8U);
    for (const CrackEnd& end : ends) {
        const std::vector<cv::Point> path = tracer.follow(end);
        for (std::size_t i = 1; i < path.size(); ++i) {
            cv::line(corridor, path[i - 1], path[i], 255, cvRound(2 * kHalfWidth * search.unit));
        }
    }
    return corridor & extent_of(detail, search);
}

} // namespace kinovar::steps
