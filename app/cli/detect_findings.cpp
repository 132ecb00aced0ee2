#include "app/cli/detect_findings.h"

#include "core/steps/measure/grain_profile.h"
#include "core/steps/measure/path_split.h"
#include "core/steps/measure/pose_graph.h"
#include "core/steps/measure/shots.h"
#include "core/steps/measure/survey.h"
#include "core/steps/restore/deflicker.h"
#include "core/steps/restore/stabilise.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace kinovar::cli {

namespace {

using Json = nlohmann::ordered_json;
using pipeline::Shot;
using Shots = std::vector<Shot>;

constexpr double kPercent = 100;

double root_mean_square(const std::vector<double>& values) {
    double squares = 0;
    for (const double value : values) {
        squares += value * value;
    }
    return values.empty() ? 0 : std::sqrt(squares / static_cast<double>(values.size()));
}

std::vector<double> part_of(const std::vector<double>& values, const Shot& shot) {
    return {values.begin() + shot.first, values.begin() + shot.last + 1};
}

/// "12.34 at 56": the largest of a shot and its frame.
std::string largest_of(const std::vector<double>& values, const Shot& shot) {
    const auto begin = values.begin() + shot.first;
    const auto worst =
        std::max_element(begin, values.begin() + shot.last + 1,
                         [](double a, double b) { return std::abs(a) < std::abs(b); });
    return fmt::format("{:+.2f} at {}", *worst, worst - values.begin());
}

std::string frames_of(const Shot& shot) {
    return fmt::format("{}-{}", shot.first, shot.last);
}

/// What is left of a shot's path without what was meant.
using Rest = std::function<std::vector<double>(const std::vector<double>& path)>;

/// The rest of the path of one number over the whole film, shot by shot.
Result<std::vector<double>> rest_of(const pipeline::ClipPtr& clip, const Shots& shots,
                                    const steps::PairValue& value, const Rest& rest, Job& job) {
    const steps::Survey survey = steps::survey_of(clip);
    std::vector<double> all;
    for (const Shot& shot : shots) {
        KINOVAR_TRY(job.checkpoint());
        KINOVAR_TRY_ASSIGN(const auto facts,
                           survey.facts(shot.first, shot.last, {job.stop_token()}));
        const std::vector<double> part = rest(steps::path_of(facts, value));
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

} // namespace

Result<Shots> find_shots(const pipeline::ClipPtr& clip, Job& job) {
    const auto finder = steps::shots_of(clip);
    const std::int64_t frames = clip->info().frames;
    KINOVAR_TRY(steps::survey_of(clip).prepare(0, frames - 1, job));
    Shots shots;
    for (std::int64_t n = 0; n < frames; n = shots.back().last + 1) {
        KINOVAR_TRY(job.checkpoint());
        KINOVAR_TRY_ASSIGN(const Shot shot, finder->shot_of(n, {job.stop_token()}));
        shots.push_back(shot);
    }
    return shots;
}

Result<Finding> cuts_of(const pipeline::ClipPtr& clip, const Shots& shots, Job& job) {
    KINOVAR_TRY_ASSIGN(const auto facts, steps::survey_of(clip).facts(0, clip->info().frames - 1,
                                                                      {job.stop_token()}));
    Finding finding;
    finding.json = {
        {"film_frames", clip->info().frames}, {"cuts", Json::array()}, {"shots", Json::array()}};
    finding.text = fmt::format("{} shot{}\n", shots.size(), shots.size() == 1 ? "" : "s");
    for (const steps::CutEvent& event : steps::find_events(facts, 0)) {
        const std::string kind(to_string(event.kind));
        finding.json["cuts"].push_back(
            {{"frame", event.frame}, {"kind", kind}, {"certainty", event.certainty}});
        if (event.kind != steps::CutKind::Cut) {
            finding.text += fmt::format("  {:>15}  {}\n", event.frame, kind);
        }
    }
    for (const Shot& shot : shots) {
        finding.json["shots"].push_back({{"first", shot.first}, {"last", shot.last}});
        finding.text +=
            fmt::format("  {:>15}  {} frames\n", frames_of(shot), shot.last - shot.first + 1);
    }
    return finding;
}

Result<Finding> flicker_of(const pipeline::ClipPtr& clip, const Shots& shots, Job& job) {
    const auto light = [](const steps::PictureMotion& pair) { return pair.light[0]; };
    const auto quick = [](const std::vector<double>& path) {
        const auto slow = steps::slow_trend(path, {.period = steps::DeflickerOptions{}.period});
        std::vector<double> rest(path.size());
        std::transform(path.begin(), path.end(), slow.begin(), rest.begin(), std::minus<>());
        return rest;
    };
    KINOVAR_TRY_ASSIGN(std::vector<double> gain, rest_of(clip, shots, light, quick, job));
    for (double& value : gain) {
        value = kPercent * std::expm1(value);
    }
    Finding finding;
    finding.json = {{"rms", root_mean_square(gain)}, {"frames", Json::array()}};
    for (std::size_t n = 0; n < gain.size(); ++n) {
        finding.json["frames"].push_back({{"frame", n}, {"gain", gain[n]}});
    }
    finding.text = fmt::format("flicker {:.2f} % rms\n", root_mean_square(gain));
    for (const Shot& shot : shots) {
        finding.text += fmt::format("  {:>15}  {:.2f} %, largest {}\n", frames_of(shot),
                                    root_mean_square(part_of(gain, shot)), largest_of(gain, shot));
    }
    return finding;
}

Result<Finding> weave_of(const pipeline::ClipPtr& clip, const Shots& shots, Job& job) {
    const auto across = [](const steps::PictureMotion& pair) { return pair.dx; };
    const auto down = [](const steps::PictureMotion& pair) { return pair.dy; };
    constexpr double kReferenceLines = 480; // that the usual weave is stated for
    const double typical = steps::StabiliseOptions{}.weave * clip->info().height / kReferenceLines;
    const auto unsteady = [typical](const std::vector<double>& path) {
        return steps::unsteady_part(path, {.typical = typical});
    };
    KINOVAR_TRY_ASSIGN(const auto dx, rest_of(clip, shots, across, unsteady, job));
    KINOVAR_TRY_ASSIGN(const auto dy, rest_of(clip, shots, down, unsteady, job));
    Finding finding;
    finding.json = {{"rms_x", root_mean_square(dx)},
                    {"rms_y", root_mean_square(dy)},
                    {"frames", Json::array()}};
    for (std::size_t n = 0; n < dx.size(); ++n) {
        finding.json["frames"].push_back({{"frame", n}, {"dx", dx[n]}, {"dy", dy[n]}});
    }
    finding.text =
        fmt::format("weave {:.2f} × {:.2f} px rms\n", root_mean_square(dx), root_mean_square(dy));
    for (const Shot& shot : shots) {
        finding.text += fmt::format("  {:>15}  {:.2f} × {:.2f} px, largest across {}, down {}\n",
                                    frames_of(shot), root_mean_square(part_of(dx, shot)),
                                    root_mean_square(part_of(dy, shot)), largest_of(dx, shot),
                                    largest_of(dy, shot));
    }
    return finding;
}

Result<Finding> grain_of(const pipeline::ClipPtr& clip, const Shots& shots, Job& job) {
    Finding finding;
    finding.json = {{"grain", Json::array()}};
    finding.text = "grain (σ in 8-bit levels; spectrum in dB beside white noise, octaves from fine "
                   "to coarse)\n";
    job.begin("grain", static_cast<std::int64_t>(shots.size()));
    for (const Shot& shot : shots) {
        KINOVAR_TRY(job.checkpoint());
        KINOVAR_TRY_ASSIGN(const steps::GrainProfile grain,
                           steps::grain_of(clip, shot, {job.stop_token()}));
        Json json = {{"first", shot.first},         {"last", shot.last},
                     {"measured_on", grain.frames}, {"mean_sigma", grain.luma.mean_sigma},
                     {"size", grain.size},          {"sigma", Json::array()},
                     {"octaves_db", Json::array()}};
        finding.text += fmt::format("  {:>15}  σ {:.2f}, size {:.2f} px, by grey", frames_of(shot),
                                    grain.luma.mean_sigma, grain.size);
        for (std::size_t i = 0; i < grain.luma.sigma.size(); ++i) {
            const double grey = (static_cast<double>(i) + 0.5) / steps::GrainLayer::kGreys;
            json["sigma"].push_back({{"grey", grey}, {"sigma", grain.luma.sigma[i]}});
            finding.text += fmt::format(" {:.1f}", grain.luma.sigma[i]);
        }
        finding.text += ", spectrum";
        for (const double power : grain.octaves()) {
            const double decibels = power > 0 ? 10 * std::log10(power) : 0;
            json["octaves_db"].push_back(decibels);
            finding.text += fmt::format(" {:+.1f}", decibels);
        }
        finding.text += '\n';
        finding.json["grain"].push_back(std::move(json));
        job.advance();
    }
    return finding;
}

} // namespace kinovar::cli
