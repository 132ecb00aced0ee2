#include "core/base/monotone_cubic.h"
#include "core/steps/portrait/motion/motion.h"

#include <algorithm>
#include <cmath>

namespace kinovar::portrait {

namespace {

/// Keys as points of a curve; those of a closed one lie within one period, the start once.
std::vector<CurvePoint> points_of(const std::vector<Key>& keys, double period) {
    std::vector<CurvePoint> points;
    points.reserve(keys.size());
    for (const Key& key : keys) {
        const bool again = period > 0 && !points.empty() && key.time >= points.front().x + period;
        if (!again) {
            points.push_back({key.time, key.value});
        }
    }
    return points;
}

double value_at(const std::vector<Key>& keys, double time, double period) {
    const std::vector<CurvePoint> points = points_of(keys, period);
    if (points.size() < 2) {
        return points.empty() ? 0 : points.front().y;
    }
    const bool outside = time < points.front().x || time > points.back().x;
    if (outside && period <= 0) {
        return time < points.front().x ? points.front().y : points.back().y;
    }
    const std::vector<double> slopes = monotone_slopes(points, period);
    if (outside) { // between the last key and the first one of the next round
        const CurvePoint next{points.front().x + period, points.front().y};
        return hermite(points.back(), next, slopes.back(), slopes.front(),
                       time < points.front().x ? time + period : time);
    }
    const auto after =
        std::upper_bound(points.begin(), points.end(), time,
                         [](double value, const CurvePoint& point) { return value < point.x; });
    const auto next = static_cast<std::size_t>(std::min(after, points.end() - 1) - points.begin());
    return hermite(points[next - 1], points[next], slopes[next - 1], slopes[next], time);
}

} // namespace

FaceMotion Curves::sample(double time) const {
    double at = std::clamp(time, 0.0, seconds);
    const bool closed = ending == Ending::Loop;
    if (closed && at >= seconds) {
        at = 0;
    }
    if (ending == Ending::Return && at > seconds / 2) {
        at = seconds - at;
    }
    FaceMotion motion;
    for (const auto& [channel, keys] : channels) {
        const ChannelLimits limits = limits_of(channel);
        motion[channel] = static_cast<float>(
            std::clamp(value_at(keys, at, closed ? seconds : 0), limits.least, limits.greatest));
    }
    return motion;
}

Curves Curves::delayed(double delay) const {
    Curves result = *this;
    for (auto& [channel, keys] : result.channels) {
        for (Key& key : keys) {
            key.time += delay;
        }
        if (ending == Ending::Loop) {
            for (Key& key : keys) {
                key.time -= key.time >= seconds ? seconds : 0;
            }
            std::stable_sort(keys.begin(), keys.end(),
                             [](const Key& a, const Key& b) { return a.time < b.time; });
            keys.erase(std::unique(keys.begin(), keys.end(),
                                   [](const Key& a, const Key& b) { return a.time == b.time; }),
                       keys.end());
        } else {
            const double last = value_at(keys, seconds, 0);
            std::erase_if(keys, [this](const Key& key) { return key.time > seconds; });
            if (keys.empty() || keys.back().time < seconds) {
                keys.push_back({seconds, last});
            }
        }
    }
    return result;
}

} // namespace kinovar::portrait
