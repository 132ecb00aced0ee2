#include "core/steps/portrait/motion/driving.h"

#include "core/pipeline/analysis.h"
#include "core/steps/portrait/motion/face_signals.h"
#include "core/steps/timing/film_times.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::portrait {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kVersion = 1;
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
    motion.curves = curves_through(motions_of(signals, neutral), steps::FilmTimes(clip.info()));
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
