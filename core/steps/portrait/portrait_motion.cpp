#include "core/base/file.h"
#include "core/pipeline/source_clip.h"
#include "core/steps/portrait/motion/driving.h"
#include "core/steps/portrait/portrait.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::steps {

namespace {

using portrait::Curves;
using portrait::Ending;

constexpr std::uint64_t kMostBytes = std::uint64_t{64} << 20U;
constexpr std::size_t kMostFaces = 64;
/// Faces of a group that are given the same motion do it one after another (seconds), a little.
constexpr double kApart = 0.13;
constexpr double kMostApart = 0.5;
/// Of the length of a loop: the part of the golden section, by which no two meet.
constexpr double kUneven = 0.382;
/// Seeds of the faces of a group.
constexpr std::uint32_t kSeedStep = 1013;

Result<portrait::MotionStyle> style_of(const PortraitOptions& options) {
    portrait::MotionStyle style;
    style.seconds = options.seconds;
    KINOVAR_TRY_ASSIGN(style.ending, portrait::ending_from_text(options.ending));
    style.strength = options.strength;
    KINOVAR_TRY_ASSIGN(style.strengths, portrait::strengths_from_text(options.strengths));
    style.seed = static_cast<std::uint32_t>(options.seed);
    return style;
}

Curves scaled(Curves curves, const portrait::MotionStyle& style) {
    for (auto& [channel, keys] : curves.channels) {
        const auto own = style.strengths.find(channel);
        const double factor = style.strength * (own == style.strengths.end() ? 1 : own->second);
        for (portrait::Key& key : keys) {
            key.value *= factor;
        }
    }
    return curves;
}

Result<std::vector<Curves>> curves_from_text(const std::string& json) {
    // An array is taken apart here; what is in it is checked by Curves::from_json().
    const auto first = json.find_first_not_of(" \t\r\n");
    if (first == std::string::npos || json[first] != '[') {
        KINOVAR_TRY_ASSIGN(Curves curves, Curves::from_json(json));
        return std::vector{std::move(curves)};
    }
    constexpr int kMaxDepth = 6;
    bool deep = false;
    const auto watch = [&deep](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
        deep = deep || depth > kMaxDepth;
        return !deep;
    };
    const nlohmann::json list = nlohmann::json::parse(json, watch, false);
    if (deep || !list.is_array() || list.empty() || list.size() > kMostFaces) {
        return failure(ErrorCode::Corrupt, "motion curves: not a list of curves",
                       fmt::format("give one for each chosen face, {} at most", kMostFaces));
    }
    std::vector<Curves> all;
    for (const nlohmann::json& one : list) {
        auto curves = Curves::from_json(one.dump());
        if (!curves) {
            return failure(curves.error().within(fmt::format("face {}", all.size() + 1)));
        }
        all.push_back(std::move(*curves));
    }
    return all;
}

/// By how much a face of a group is behind the first one: what is done on purpose nearly at once,
/// what a face at rest does at any time.
double delay_of(const PortraitOptions& options, const Curves& curves, int face) {
    const bool at_rest =
        options.script.empty() && options.curves.empty() && options.driving.empty() &&
        curves.ending == Ending::Loop &&
        (options.preset == "living" || options.preset == "blink" || options.preset == "breathing");
    const double most = at_rest ? curves.seconds : std::min(kMostApart, curves.seconds / 4);
    return std::fmod(face * (at_rest ? kUneven * curves.seconds : kApart), most);
}

/// One motion for several faces.
std::vector<Curves> spread(const PortraitOptions& options, const Curves& curves, int faces) {
    std::vector<Curves> all;
    for (int face = 0; face < faces; ++face) {
        all.push_back(curves.delayed(delay_of(options, curves, face)));
    }
    return all;
}

Result<std::vector<Curves>> given_curves(const PortraitOptions& options, int faces) {
    KINOVAR_TRY_ASSIGN(const std::string json, curves_text(options));
    KINOVAR_TRY_ASSIGN(std::vector<Curves> all, curves_from_text(json));
    KINOVAR_TRY_ASSIGN(const portrait::MotionStyle style, style_of(options));
    for (Curves& curves : all) {
        curves = scaled(std::move(curves), style);
    }
    if (all.size() == 1) {
        return spread(options, all.front(), faces);
    }
    if (all.size() != static_cast<std::size_t>(faces)) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{} curves are given for {} faces", all.size(), faces),
                       "give one for all faces, or one for each chosen face");
    }
    return all;
}

Result<std::vector<Curves>> driven_curves(const PortraitOptions& options, int faces,
                                          std::stop_token stop) {
    KINOVAR_TRY_ASSIGN(const auto clip, pipeline::SourceClip::open(options.driving));
    KINOVAR_TRY_ASSIGN(const auto analyser, portrait::FaceAnalyser::installed());
    auto motion = portrait::motion_of_clip(*clip, *analyser, stop);
    if (!motion) {
        return failure(motion.error().within(options.driving));
    }
    KINOVAR_TRY_ASSIGN(const portrait::MotionStyle style, style_of(options));
    return spread(options,
                  scaled(portrait::with_ending(std::move(motion->curves), style.ending), style),
                  faces);
}

} // namespace

Result<std::string> curves_text(const PortraitOptions& options) {
    const auto first = options.curves.find_first_not_of(" \t\r\n");
    const bool inline_json = first != std::string::npos &&
                             (options.curves[first] == '{' || options.curves[first] == '[');
    return inline_json ? Result<std::string>(options.curves)
                       : read_file(options.curves, kMostBytes);
}

Result<std::vector<Curves>> curves_of(const PortraitOptions& options, int faces,
                                      std::stop_token stop) {
    const int given = !options.script.empty() + !options.curves.empty() + !options.driving.empty();
    if (given > 1) {
        return failure(ErrorCode::InvalidArgument,
                       "a portrait is moved by words, by curves or by a driving clip, not by two",
                       "give one of script, curves and driving");
    }
    if (!options.driving.empty()) {
        return driven_curves(options, faces, stop);
    }
    if (!options.curves.empty()) {
        return given_curves(options, faces);
    }
    KINOVAR_TRY_ASSIGN(portrait::MotionStyle style, style_of(options));
    std::vector<Curves> all;
    for (int face = 0; face < faces; ++face) {
        KINOVAR_TRY_ASSIGN(const Curves curves,
                           options.script.empty()
                               ? portrait::curves_of_preset(options.preset, style)
                               : portrait::curves_of_script(options.script, style));
        all.push_back(curves.delayed(delay_of(options, curves, face)));
        // The length is that of the first face, so that a group ends together.
        style.seconds = curves.seconds;
        style.seed += kSeedStep;
    }
    return all;
}

} // namespace kinovar::steps
