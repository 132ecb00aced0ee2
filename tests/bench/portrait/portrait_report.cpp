#include "tests/bench/portrait/portrait_report.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <numeric>

namespace kinovar::bench {
namespace {

constexpr double kIdentityLeast = .85;
constexpr double kIdentityMean = .93;
constexpr double kOpenEyes = .14; // eye aspect of a source with open eyes
constexpr double kBlinkRatio = .6;
constexpr double kBlinkShare = .85;
constexpr double kMouthRatio = 1.05;
constexpr double kYawSpan = 10;
constexpr double kYawMedian = 14;
constexpr double kDrivenShare = .7;
constexpr std::size_t kPortraits = 20;

template <class Value>
std::vector<double> all(const PortraitReport& report, Value value) {
    std::vector<double> values;
    for (const PortraitScore& score : report.portraits) {
        values.push_back(value(score));
    }
    std::sort(values.begin(), values.end());
    return values;
}

double median(const std::vector<double>& sorted) {
    return sorted.empty() ? 0 : sorted[sorted.size() / 2];
}

double mean(const std::vector<double>& values) {
    return values.empty() ? 0
                          : std::accumulate(values.begin(), values.end(), 0.) /
                                static_cast<double>(values.size());
}

Verdict least(std::string demand, const std::vector<double>& sorted, double limit) {
    const double found = sorted.empty() ? 0 : sorted.front();
    return {std::move(demand), fmt::format("{:.3f}", found), found >= limit};
}

Verdict blink_verdict(const PortraitReport& report) {
    int open = 0;
    int shut = 0;
    for (const PortraitScore& score : report.portraits) {
        if (score.eye_aspect >= kOpenEyes) {
            ++open;
            shut += score.blink_ratio <= kBlinkRatio ? 1 : 0;
        }
    }
    const double share = open == 0 ? 0 : static_cast<double>(shut) / open;
    return {fmt::format("eye ratio at a blink ≤ {} for {:.0f} % of open-eyed sources", kBlinkRatio,
                        100 * kBlinkShare),
            fmt::format("{} of {}", shut, open), share >= kBlinkShare};
}

void driven_verdict(const PortraitReport& report, std::vector<Verdict>& out) {
    for (const DrivenScore& score : report.driven) {
        const double share = score.still > 0 ? score.driven / score.still : 1;
        out.push_back(
            {fmt::format("driven error of {} ≤ {} of the still's", score.clip, kDrivenShare),
             fmt::format("{:.2f}", share), share <= kDrivenShare});
    }
}

} // namespace

std::vector<Verdict> verdicts(const PortraitReport& report) {
    const auto identity_least = all(report, [](const auto& s) { return s.identity_least; });
    const auto identity_mean = all(report, [](const auto& s) { return s.identity_mean; });
    const auto mouth = all(report, [](const auto& s) { return s.mouth_ratio; });
    const auto yaw = all(report, [](const auto& s) { return s.yaw_span(); });
    const auto outside = all(report, [](const auto& s) { return s.outside; });
    const auto loops = static_cast<std::size_t>(std::count_if(
        report.portraits.begin(), report.portraits.end(), [](const auto& s) { return s.loops; }));
    const std::size_t count = report.portraits.size();
    const double farthest = outside.empty() ? 0 : outside.back();
    std::vector<Verdict> out{
        {fmt::format("portraits ≥ {}", kPortraits), fmt::format("{}", count), count >= kPortraits},
        least(fmt::format("identity of every frame ≥ {}", kIdentityLeast), identity_least,
              kIdentityLeast),
        {fmt::format("identity, mean ≥ {}", kIdentityMean),
         fmt::format("{:.3f}", mean(identity_mean)), mean(identity_mean) >= kIdentityMean},
        blink_verdict(report),
        least(fmt::format("mouth at a smile ≥ {}", kMouthRatio), mouth, kMouthRatio),
        least(fmt::format("yaw span at ±10 ≥ {}°", kYawSpan), yaw, kYawSpan),
        {fmt::format("yaw span, median ≥ {}°", kYawMedian), fmt::format("{:.1f}", median(yaw)),
         median(yaw) >= kYawMedian},
        {"change outside the support = 0", fmt::format("{}", farthest), farthest == 0},
        {"frame N = frame 0, bit for bit", fmt::format("{} of {}", loops, count), loops == count}};
    driven_verdict(report, out);
    return out;
}

std::string portrait_line(const PortraitScore& s) {
    return fmt::format("| {} {} | {}×{} | {:.0f} | {:.3f} | {:.3f} | {:.2f} | {:.2f} | {:.3f} | "
                       "{:+.1f} {:+.1f} | {:.2f} | {:.2f} | {:.2f} | {:.2f} |",
                       s.name, s.face, s.width, s.height, s.face_width, s.identity_least,
                       s.identity_mean, s.eye_aspect, s.blink_ratio, s.mouth_ratio, s.yaw_right,
                       s.yaw_left, s.gaze, s.detail_least, s.prepare_seconds, s.frame_seconds);
}

std::string report_markdown(const PortraitReport& report) {
    std::string text = "| portrait, face | size | face px | identity, least | mean | eye aspect | "
                       "blink | mouth | yaw ±10 | gaze | detail, least | prepare s | frame s |\n"
                       "|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";
    for (const PortraitScore& score : report.portraits) {
        text += portrait_line(score) + '\n';
    }
    if (!report.driven.empty()) {
        text += "\n| driving clip | frames | still | driven | share |\n|---|---|---|---|---|\n";
        for (const DrivenScore& s : report.driven) {
            text += fmt::format("| {} | {} | {:.1f} | {:.1f} | {:.2f} |\n", s.clip, s.frames,
                                s.still, s.driven, s.still > 0 ? s.driven / s.still : 1);
        }
    }
    text += "\n| demand | reached | |\n|---|---|---|\n";
    for (const Verdict& verdict : verdicts(report)) {
        text += fmt::format("| {} | {} | {} |\n", verdict.demand, verdict.reached,
                            verdict.passed ? "PASS" : "FAIL");
    }
    if (!report.refused.empty()) {
        text += "\nRefused:\n";
        for (const std::string& line : report.refused) {
            text += "- " + line + '\n';
        }
    }
    return text;
}

std::string report_json(const PortraitReport& report) {
    nlohmann::json out;
    for (const PortraitScore& s : report.portraits) {
        out["portraits"].push_back({{"name", s.name},
                                    {"face", s.face},
                                    {"width", s.width},
                                    {"height", s.height},
                                    {"face_width", s.face_width},
                                    {"monochrome", s.monochrome},
                                    {"glasses", s.glasses},
                                    {"eye_aspect", s.eye_aspect},
                                    {"identity_least", s.identity_least},
                                    {"identity_mean", s.identity_mean},
                                    {"worst_frame", s.worst_frame},
                                    {"blink_ratio", s.blink_ratio},
                                    {"mouth_ratio", s.mouth_ratio},
                                    {"yaw_right", s.yaw_right},
                                    {"yaw_left", s.yaw_left},
                                    {"gaze", s.gaze},
                                    {"outside", s.outside},
                                    {"loops", s.loops},
                                    {"detail_least", s.detail_least},
                                    {"detail_mean", s.detail_mean},
                                    {"prepare_seconds", s.prepare_seconds},
                                    {"frame_seconds", s.frame_seconds}});
    }
    for (const DrivenScore& s : report.driven) {
        out["driven"].push_back(
            {{"clip", s.clip}, {"frames", s.frames}, {"still", s.still}, {"driven", s.driven}});
    }
    for (const Verdict& verdict : verdicts(report)) {
        out["verdicts"].push_back(
            {{"demand", verdict.demand}, {"reached", verdict.reached}, {"passed", verdict.passed}});
    }
    out["refused"] = report.refused;
    return out.dump(2);
}

} // namespace kinovar::bench
