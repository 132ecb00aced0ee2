#include "core/steps/portrait/motion/driving.h"

#include "core/pipeline/analysis.h"
#include "core/steps/portrait/motion/face_signals.h"
#include "core/steps/portrait/motion/head_track.h"
#include "core/steps/portrait/motion/one_euro.h"
#include "core/steps/timing/film_times.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace kinovar::portrait {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kVersion = 2;
constexpr float kLost = 0.5F;       // presence below which a face is lost
constexpr double kLeastFound = 0.5; // of the frames
constexpr double kMostSeconds = 60;
constexpr double kClosing = 1.0 / 3; // seconds in which a loop is closed

using Meshes = std::vector<std::optional<FaceMesh>>;

/// The face that was followed so far, else the largest one; nothing where there is none.
Result<std::optional<FaceMesh>> look(const Frame& picture, const FaceAnalyser& analyser,
                                     const std::optional<FaceMesh>& before) {
    if (before) {
        KINOVAR_TRY_ASSIGN(FaceMesh mesh, analyser.track(picture, *before));
        if (mesh.presence >= kLost) {
            return mesh;
        }
    }
    auto found = analyser.find_mesh(picture);
    if (!found && found.error().code == ErrorCode::NotFound) {
        return std::optional<FaceMesh>();
    }
    if (!found) {
        return failure(found.error());
    }
    return found->presence >= kLost ? std::optional<FaceMesh>(*found) : std::nullopt;
}

Result<Meshes> follow(const pipeline::Clip& clip, const FaceAnalyser& analyser,
                      const std::stop_token& stop) {
    Meshes meshes(static_cast<std::size_t>(clip.info().frames));
    std::optional<FaceMesh> before;
    for (std::size_t n = 0; n < meshes.size(); ++n) {
        if (stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "stopped");
        }
        KINOVAR_TRY_ASSIGN(const FramePtr picture,
                           clip.frame(static_cast<std::int64_t>(n), {stop}));
        KINOVAR_TRY_ASSIGN(before, look(*picture, analyser, before));
        meshes[n] = before;
    }
    return meshes;
}

Curves curves_through(const std::vector<FaceMotion>& motions, const steps::FilmTimes& times) {
    Curves curves;
    curves.seconds = times.length();
    curves.ending = Ending::Once;
    for (std::size_t i = 0; i < kChannels; ++i) {
        const auto channel = static_cast<Channel>(i);
        std::vector<Key> keys(motions.size());
        for (std::size_t n = 0; n < motions.size(); ++n) {
            keys[n] = {times.start(static_cast<std::int64_t>(n)), motions[n][channel]};
        }
        if (std::any_of(keys.begin(), keys.end(), [](const Key& key) { return key.value != 0; })) {
            curves.channels[channel] = std::move(keys);
        }
    }
    return curves;
}

/// Where nothing is known: between what is known before and after.
void bridge(std::vector<std::optional<double>>& values) {
    std::size_t before = values.size();
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!values[i]) {
            continue;
        }
        for (std::size_t k = before < i ? before + 1 : 0; k < i; ++k) {
            const double part =
                before < i ? static_cast<double>(k - before) / static_cast<double>(i - before) : 1;
            const double from = before < i ? *values[before] : *values[i];
            values[k] = from + part * (*values[i] - from);
        }
        before = i;
    }
    for (std::size_t k = before + 1; k < values.size(); ++k) {
        values[k] = values[before];
    }
}

/// Turns by landmarks, put right by what the pictures say: the difference is steady, so that it is
/// bridged where a picture says nothing.
Result<std::vector<HeadTurn>> head_turns(const pipeline::Clip& clip,
                                         const std::vector<FaceSignals>& signals,
                                         const std::vector<FaceMesh>& meshes, std::size_t neutral,
                                         const std::stop_token& stop) {
    constexpr std::array kParts = {&HeadTurn::yaw, &HeadTurn::pitch, &HeadTurn::roll,
                                   &HeadTurn::shift_x, &HeadTurn::shift_y};
    KINOVAR_TRY_ASSIGN(const FramePtr rest, clip.frame(static_cast<std::int64_t>(neutral), {stop}));
    const HeadTrack track(*rest, meshes[neutral]);
    std::vector<HeadTurn> turns(meshes.size());
    std::array<std::vector<std::optional<double>>, kParts.size()> off;
    off.fill(std::vector<std::optional<double>>(meshes.size()));
    for (std::size_t n = 0; n < meshes.size(); ++n) {
        if (stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "stopped");
        }
        turns[n] = turn_between(signals[neutral].pose, signals[n].pose);
        KINOVAR_TRY_ASSIGN(const FramePtr picture,
                           clip.frame(static_cast<std::int64_t>(n), {stop}));
        const auto seen = track.turn(*picture, meshes[n], turns[n]);
        for (std::size_t part = 0; seen && part < kParts.size(); ++part) {
            off[part][n] = (*seen).*kParts[part] - turns[n].*kParts[part];
        }
    }
    const double rate = clip.info().rate.value();
    for (std::size_t part = 0; part < kParts.size(); ++part) {
        bridge(off[part]);
        std::vector<double> steady(off[part].size());
        std::transform(off[part].begin(), off[part].end(), steady.begin(),
                       [](const auto& value) { return value.value_or(0); });
        steady = smoothed(steady, {.rate = rate});
        for (std::size_t n = 0; n < turns.size(); ++n) {
            turns[n].*kParts[part] += steady[n];
        }
    }
    return turns;
}

Result<DrivenMotion> measure(const pipeline::Clip& clip, const FaceAnalyser& analyser,
                             const std::stop_token& stop) {
    KINOVAR_TRY_ASSIGN(const Meshes meshes, follow(clip, analyser, stop));
    DrivenMotion motion;
    motion.frames = clip.info().frames;
    motion.rate = clip.info().rate.value();
    motion.lost_frames = std::count(meshes.begin(), meshes.end(), std::nullopt);
    const auto found = static_cast<double>(motion.frames - motion.lost_frames);
    if (found < std::max(1.0, kLeastFound * static_cast<double>(motion.frames))) {
        return failure(ErrorCode::NotFound,
                       fmt::format("a face was found in {} of {} frames of the driving clip only",
                                   found, motion.frames),
                       "give a clip in which one face is seen from the front throughout");
    }
    const std::vector<FaceMesh> steady = steadied(meshes, motion.rate);
    std::vector<FaceSignals> signals(steady.size());
    std::transform(steady.begin(), steady.end(), signals.begin(), &signals_of);
    for (std::size_t n = 0; n < meshes.size(); ++n) {
        if (meshes[n]) { // smoothing would take the blinks away
            signals[n].aspect = {eye_aspect(*meshes[n], 0), eye_aspect(*meshes[n], 1)};
        }
    }
    const std::size_t neutral = most_neutral(signals);
    motion.neutral_frame = static_cast<std::int64_t>(neutral);
    std::vector<FaceMotion> motions = motions_of(signals, neutral);
    KINOVAR_TRY_ASSIGN(const std::vector<HeadTurn> turns,
                       head_turns(clip, signals, steady, neutral, stop));
    for (std::size_t n = 0; n < motions.size(); ++n) {
        set_head(motions[n], turns[n]);
    }
    motion.curves = curves_through(motions, steps::FilmTimes(clip.info()));
    return motion;
}

std::string to_json(const DrivenMotion& motion) {
    return Json{{"neutral", motion.neutral_frame},
                {"frames", motion.frames},
                {"lost", motion.lost_frames},
                {"rate", motion.rate},
                {"curves", motion.curves.to_json()}}
        .dump();
}

Result<DrivenMotion> from_json(const std::string& text) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) {
        return failure(ErrorCode::Corrupt, "motion of a driving clip in the analysis cache");
    }
    DrivenMotion motion;
    motion.neutral_frame = json.value("neutral", std::int64_t{0});
    motion.frames = json.value("frames", std::int64_t{0});
    motion.lost_frames = json.value("lost", std::int64_t{0});
    motion.rate = json.value("rate", motion.rate);
    KINOVAR_TRY_ASSIGN(motion.curves, Curves::from_json(json.value("curves", std::string())));
    return motion;
}

} // namespace

Result<DrivenMotion> motion_of_clip(const pipeline::Clip& clip, const FaceAnalyser& analyser,
                                    std::stop_token stop) {
    const double seconds = steps::FilmTimes(clip.info()).length();
    if (seconds > kMostSeconds) {
        return failure(ErrorCode::Unsupported,
                       fmt::format("the driving clip lasts {:.0f} s", seconds),
                       fmt::format("cut out the {:.0f} s that are wanted, at most", kMostSeconds));
    }
    const Hash128 key =
        Hasher().add("motion of a driving clip").add(kVersion).add(clip.info().key).finish();
    KINOVAR_TRY_ASSIGN(
        const auto bytes, pipeline::analyses().get(key, [&]() -> Result<std::string> {
            KINOVAR_TRY_ASSIGN(const DrivenMotion motion, measure(clip, analyser, stop));
            return to_json(motion);
        }));
    return from_json(*bytes);
}

Curves with_ending(Curves curves, Ending ending) {
    curves.ending = ending;
    if (ending == Ending::Return) {
        curves.seconds *= 2;
    }
    if (ending != Ending::Loop) {
        return curves;
    }
    const double blend = std::min(kClosing, curves.seconds / 4);
    const double begins = curves.seconds - blend;
    for (auto& [channel, keys] : curves.channels) {
        const double first = keys.front().value;
        for (Key& key : keys) {
            const double x = std::clamp((key.time - begins) / blend, 0.0, 1.0);
            key.value += x * x * (3 - 2 * x) * (first - key.value);
        }
    }
    return curves;
}

} // namespace kinovar::portrait
