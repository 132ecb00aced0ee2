#include "app/cli/portrait_flags.h"

#include "core/base/file.h"
#include "core/pipeline/source_clip.h"
#include "core/steps/photo/restore_chain.h"
#include "core/steps/portrait/portrait_guard.h"
#include "core/steps/step_catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace kinovar::cli {

namespace {

using pipeline::ClipPtr;
using steps::PortraitOptions;

/// As far as one step enlarges.
constexpr double kMostScale = 4;
constexpr int kMostSide = 16384;

struct WantedSize {
    int width = 0; ///< 0: as the height asks for
    int height = 0;
};

Result<WantedSize> size_from_text(const std::string& text) {
    WantedSize size;
    const char* const end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, size.height);
    bool good = first.ec == std::errc{} && first.ptr == end;
    if (first.ec == std::errc{} && first.ptr != end && *first.ptr == 'x') {
        size.width = size.height;
        const auto second = std::from_chars(first.ptr + 1, end, size.height);
        good = second.ec == std::errc{} && second.ptr == end && size.width > 0 &&
               size.width <= kMostSide;
    }
    if (!good || size.height < 1 || size.height > kMostSide) {
        return failure(ErrorCode::InvalidArgument, fmt::format("'{}' is no size", text),
                       "--size 1080 (the height), --size 2160 or --size 1920x1080 (fits into it)");
    }
    return size;
}

/// The step that brings a photograph to a size; none where it is large enough.
Result<pipeline::Chain> enlargement(Session& session, const std::string& text,
                                    const pipeline::ClipInfo& photo) {
    KINOVAR_TRY_ASSIGN(const WantedSize size, size_from_text(text));
    double scale = static_cast<double>(size.height) / photo.height;
    if (size.width > 0) {
        scale = std::min(scale, static_cast<double>(size.width) / photo.width);
    }
    if (scale <= 1) {
        session.warning(fmt::format("the photograph has {}×{} already: it is not enlarged",
                                    photo.width, photo.height));
        return pipeline::Chain{};
    }
    if (scale > kMostScale) {
        session.warning(fmt::format("the photograph is enlarged {} times, no further, to {}×{}",
                                    kMostScale, photo.width * 4, photo.height * 4));
        scale = kMostScale;
    }
    return pipeline::Chain{{{"upscale", {{"scale", scale}}}}};
}

Status read_texts(PortraitOptions& options, credentials::ConsentRecord& consent) {
    if (!options.consent.empty()) {
        KINOVAR_TRY_ASSIGN(consent, credentials::read_consent(options.consent));
        KINOVAR_TRY(consent.check());
        options.consent = consent.to_json();
    }
    if (!options.curves.empty()) {
        KINOVAR_TRY_ASSIGN(std::string json, steps::curves_text(options));
        const auto first = json.find_first_not_of(" \t\r\n");
        if (first == std::string::npos || (json[first] != '{' && json[first] != '[')) {
            return failure(ErrorCode::Corrupt,
                           fmt::format("{} holds no motion curves", options.curves),
                           "give a file as --save-curves writes it");
        }
        options.curves = std::move(json);
    }
    if (!options.driving.empty()) {
        std::error_code ignored;
        options.driving = std::filesystem::absolute(options.driving, ignored).string();
    }
    return {};
}

Status write_curves(Session& session, const PortraitOptions& options,
                    const credentials::ConsentRecord& consent, const ClipPtr& photo,
                    const std::string& path) {
    Job& job = session.start_job("motion", "frames");
    KINOVAR_TRY_ASSIGN(const auto analysis, steps::analysis_of_still(photo, {job.stop_token()}));
    KINOVAR_TRY_ASSIGN(const portrait::Permission permission,
                       portrait::permission_for(*analysis, options.faces, consent));
    const auto faces = static_cast<int>(permission.faces.size());
    KINOVAR_TRY_ASSIGN(const auto curves, steps::curves_of(options, faces, job.stop_token()));
    std::string json;
    for (const portrait::Curves& one : curves) {
        json += (json.empty() ? "" : ",\n") + one.to_json();
    }
    return write_file(path, curves.size() == 1 ? json + "\n" : "[" + json + "]\n");
}

/// Puts the steps of a chain behind a clip.
Result<ClipPtr> append(pipeline::Chain& all, pipeline::Chain more, const ClipPtr& clip) {
    KINOVAR_TRY_ASSIGN(const std::vector<ClipPtr> clips,
                       pipeline::build(steps::step_catalogue(), more, clip));
    std::move(more.steps.begin(), more.steps.end(), std::back_inserter(all.steps));
    return clips.back();
}

void add_motion(CLI::App& command, PortraitFlags& flags) {
    PortraitOptions& options = flags.options;
    std::string names;
    for (const portrait::MotionPreset& preset : portrait::motion_presets()) {
        names += (names.empty() ? "" : ", ") + preset.name;
    }
    auto* preset = command.add_option("--preset", options.preset, "What the face does: " + names)
                       ->capture_default_str();
    auto* script = command.add_option("--script", options.script,
                                      "The same in words, English or Russian: \"smile, blink "
                                      "twice, turn left 8, look up\"");
    auto* curves = command.add_option("--curves", options.curves,
                                      "A file of motion curves, as --save-curves writes it");
    auto* driving = command.add_option("--driving", options.driving,
                                       "A clip whose person is followed; its sound is kept");
    preset->excludes(script, curves, driving);
    script->excludes(curves, driving);
    curves->excludes(driving);
    command
        .add_option("--engine", options.engine,
                    "mesh moves the photograph itself; fomm is a network of yours (models import)")
        ->capture_default_str();
    command.add_option("--seconds", options.seconds, "Length; curves and clips bring their own")
        ->capture_default_str();
    command.add_option("--fps", options.fps, "Frames a second")->capture_default_str();
    command
        .add_option("--ending", options.ending,
                    "loop: the first frame follows the last one; return: there and back; once")
        ->capture_default_str();
    command.add_option("--strength", options.strength, "Of all motions, 0 to 2")
        ->capture_default_str();
    command.add_option("--strengths", options.strengths,
                       "Of single motions besides: \"yaw=0.5, smile=1.2\"");
    command.add_option("--seed", options.seed, "Another number, another small unrest")
        ->capture_default_str();
    command.add_option("--save-curves", flags.save_curves, "File for the motion as editable JSON");
}

} // namespace

void PortraitFlags::add_to(CLI::App& command) {
    add_motion(command, *this);
    command
        .add_option("--face", options.faces,
                    "largest, all, or numbers from the left (1,3), as portrait analyse counts")
        ->capture_default_str();
    command.add_flag("--teeth", options.teeth,
                     "Draw teeth where the mouth opens and the photograph shows none");
    command.add_option("--parallax", options.parallax,
                       "How much the background shifts against the head, 0 to 1");
    command.add_flag("--restore", restore,
                     "First repair scratches, fading and noise, and sharpen the face");
    command.add_option("--size", size,
                       "First enlarge to a height (1080, 2160) or into WIDTHxHEIGHT");
    command.add_option("--consent", options.consent,
                       "Consent record: a JSON file, or the JSON itself");
    command.add_flag("--no-mark", no_mark,
                     "Without the visible corner mark (the invisible one stays)");
    command.add_flag("--no-sound", no_sound, "Without the sound of the driving clip");
}

Result<PortraitPlan> plan_portrait(Session& session, const PortraitFlags& flags,
                                   const std::string& picture) {
    PortraitPlan plan;
    PortraitOptions options = flags.options;
    options.mark = flags.no_mark ? "none" : "corner";
    options.sound = !flags.no_sound;
    KINOVAR_TRY(read_texts(options, plan.consent));
    KINOVAR_TRY_ASSIGN(const auto source, pipeline::SourceClip::open(picture));
    if (source->info().frames != 1) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{} has {} frames", picture, source->info().frames),
                       "a portrait is made of one picture; take a still out of the film first");
    }
    ClipPtr photo = source;
    if (flags.restore) {
        Job& job = session.start_job("restore", "photographs");
        KINOVAR_TRY_ASSIGN(pipeline::Chain restoring,
                           steps::restore_chain_of(photo, job.stop_token()));
        KINOVAR_TRY_ASSIGN(photo, append(plan.chain, std::move(restoring), photo));
    }
    if (!flags.size.empty()) {
        KINOVAR_TRY_ASSIGN(pipeline::Chain larger, enlargement(session, flags.size, photo->info()));
        KINOVAR_TRY_ASSIGN(photo, append(plan.chain, std::move(larger), photo));
    }
    // The values are checked before anything is computed.
    pipeline::Chain portrait{{{"portrait", PortraitOptions::fields().values_of(options)}}};
    KINOVAR_TRY_ASSIGN(plan.film, append(plan.chain, std::move(portrait), photo));
    if (!flags.save_curves.empty()) {
        KINOVAR_TRY(write_curves(session, options, plan.consent, photo, flags.save_curves));
    }
    return plan;
}

} // namespace kinovar::cli
