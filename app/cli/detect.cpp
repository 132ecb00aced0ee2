#include "app/cli/detect_findings.h"
#include "app/cli/detect_people.h"
#include "app/cli/export_flags.h"
#include "app/cli/hand_gallery.h"
#include "app/cli/project_choice.h"
#include "app/cli/session.h"
#include "core/base/file.h"
#include "core/pipeline/source_clip.h"
#include "core/render/project_flags.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kinovar::cli {

namespace {

using Json = nlohmann::ordered_json;

struct DetectFlags {
    std::string what;
    std::string input;
    std::string output;
    std::string frames;
    std::string gallery;
    std::string project;
    int reel = 0;
    int every = 4;
};

/// One analysis of the film as a whole.
struct Measuring {
    const char* name;
    Result<Finding> (*find)(const pipeline::ClipPtr& clip, const std::vector<pipeline::Shot>& shots,
                            Job& job);
};
constexpr std::array kMeasuring{Measuring{"cuts", cuts_of}, Measuring{"flicker", flicker_of},
                                Measuring{"weave", weave_of}, Measuring{"grain", grain_of}};

/// One that proposes what to look at.
struct Proposing {
    const char* name;
    Result<Finding> (ProposingLook::*find)();
};
constexpr const char* kHands = "hands";
constexpr std::array kProposing{
    Proposing{kHands, &ProposingLook::hands}, Proposing{"faces", &ProposingLook::faces},
    Proposing{"drift", &ProposingLook::drift}, Proposing{"glitches", &ProposingLook::glitches}};
constexpr const char* kAll = "all";

std::vector<std::string> detector_names() {
    std::vector<std::string> names{kAll};
    std::transform(kProposing.begin(), kProposing.end(), std::back_inserter(names),
                   [](const Proposing& one) { return one.name; });
    std::transform(kMeasuring.begin(), kMeasuring.end(), std::back_inserter(names),
                   [](const Measuring& one) { return one.name; });
    return names;
}

/// Flags that say nothing to what was asked for are mistakes.
Status check(const DetectFlags& flags) {
    const bool measures = std::any_of(kMeasuring.begin(), kMeasuring.end(),
                                      [&](const Measuring& one) { return flags.what == one.name; });
    if (measures && !(flags.frames.empty() && flags.project.empty())) {
        return failure(
            ErrorCode::InvalidArgument,
            fmt::format("{} is measured over the whole film and flags nothing", flags.what),
            "leave out --frames and --project, or look for hands, faces, drift or "
            "glitches");
    }
    if (!flags.gallery.empty() && flags.what != kHands && flags.what != kAll) {
        return failure(ErrorCode::InvalidArgument, "only hands are shown in a gallery",
                       "kinovar-cli detect hands IN --gallery FOLDER");
    }
    return {};
}

Result<LookRange> range_of(const DetectFlags& flags, const pipeline::ClipInfo& info) {
    LookRange range{0, info.frames - 1, flags.every};
    if (!flags.frames.empty()) {
        KINOVAR_TRY_ASSIGN(const render::FrameRange asked, range_from_text(flags.frames));
        if (asked.last >= info.frames) {
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("{} has frames 0-{}", flags.input, info.frames - 1),
                           "choose --frames among them");
        }
        range.first = asked.first;
        range.last = asked.last;
    }
    return range;
}

/// What was found so far.
struct Answer {
    Json json;
    std::string text;

    void add(const DetectFlags& flags, const char* name, const Finding& finding) {
        if (flags.what == kAll) {
            json[name] = finding.json;
        } else {
            json.update(finding.json);
        }
        text += finding.text;
    }
};

Status measure(const DetectFlags& flags, const pipeline::ClipPtr& clip, Job& job, Answer& answer) {
    std::vector<pipeline::Shot> shots;
    for (const Measuring& one : kMeasuring) {
        if (flags.what != one.name && flags.what != kAll) {
            continue;
        }
        if (shots.empty()) {
            KINOVAR_TRY_ASSIGN(shots, find_shots(clip, job));
        }
        KINOVAR_TRY_ASSIGN(const Finding finding, one.find(clip, shots, job));
        answer.add(flags, one.name, finding);
    }
    return {};
}

/// Where everything is looked for, networks that are not installed are left out with a warning.
Status propose(Session& session, const DetectFlags& flags, ProposingLook& look, Answer& answer) {
    for (const Proposing& one : kProposing) {
        if (flags.what != one.name && flags.what != kAll) {
            continue;
        }
        const auto finding = (look.*one.find)();
        if (!finding && flags.what == kAll && finding.error().code == ErrorCode::MissingModel) {
            session.warning(
                fmt::format("{} not looked for: {}", one.name, finding.error().one_line()));
            answer.json[one.name] = nullptr;
            continue;
        }
        KINOVAR_TRY(finding);
        answer.add(flags, one.name, *finding);
    }
    return {};
}

Status write_flags(const DetectFlags& flags, const ProposingLook& look, Answer& answer) {
    KINOVAR_TRY_ASSIGN(const auto document, project::Document::open(flags.project));
    KINOVAR_TRY_ASSIGN(const project::Id reel, chosen_reel(*document, flags.reel));
    KINOVAR_TRY_ASSIGN(const project::Edit edit,
                       render::add_flags(*document, reel, look.proposals()));
    if (!edit.empty()) {
        KINOVAR_TRY(document->apply(edit));
    }
    answer.json["added"] = edit.changes.size();
    answer.text += fmt::format("{}: {} new flags to review\n", flags.project, edit.changes.size());
    return {};
}

Status detect(Session& session, const DetectFlags& flags) {
    KINOVAR_TRY(check(flags));
    const media::ReaderOptions reader{.threads = session.options.threads};
    KINOVAR_TRY_ASSIGN(const auto clip, pipeline::SourceClip::open(flags.input, reader));
    KINOVAR_TRY_ASSIGN(const LookRange range, range_of(flags, clip->info()));
    Job& job = session.start_job("detect", "frames");
    ProposingLook look(clip, range, job);
    Answer answer{{{"input", flags.input}}, {}};
    KINOVAR_TRY(measure(flags, clip, job, answer));
    KINOVAR_TRY(propose(session, flags, look, answer));
    if (!flags.gallery.empty()) {
        KINOVAR_TRY(write_hand_gallery(flags.gallery, look.hand_tracks(), *clip, job));
        answer.json["gallery"] = flags.gallery;
    }
    if (!flags.project.empty()) {
        KINOVAR_TRY(write_flags(flags, look, answer));
    }
    if (!flags.output.empty()) {
        KINOVAR_TRY(write_file(flags.output, answer.json.dump(2) + "\n"));
    }
    answer.text.pop_back();
    session.result(answer.text, answer.json.dump());
    return {};
}

} // namespace

void add_detect(CLI::App& app, Session& session) {
    auto* command = app.add_subcommand(
        "detect", "Find hands, faces, glitches, cuts, flicker … of a film; nothing is changed");
    auto flags = std::make_shared<DetectFlags>();
    command->add_option("WHAT", flags->what, "What to look for")
        ->required()
        ->check(CLI::IsMember(detector_names()));
    command->add_option("IN", flags->input, "Video, still, folder, or name.%06d.ext")->required();
    command->add_option("--out", flags->output, "File for the result, as JSON");
    command->add_option("--frames", flags->frames,
                        "A-B: where hands, faces, drift and glitches are looked for");
    command->add_option("--every", flags->every, "Frames from look to look at hands and faces")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command->add_option("--gallery", flags->gallery,
                        "Folder for a picture of every hand, least certain first");
    auto* project = command->add_option("--project", flags->project,
                                        "Project whose review queue gets what was found");
    command->add_option("--reel", flags->reel, "Its reel that IN shows, counted from 1")
        ->needs(project);
    command->footer(
        "Example: kinovar-cli detect cuts reel.mkv --out cuts.json\n"
        "The file of cuts is a list to be corrected by hand: {\"cuts\": [{\"frame\": 48, \"kind\": "
        "\"cut\"}]},\nwhere a frame is the first of its shot. Hand it back with\n"
        "  kinovar-cli restore reel.mkv out.mkv --step cuts:file=cuts.json --step …\n"
        "Hands, faces, drift and glitches propose flags, each with a place, a severity, a reason "
        "and a fix:\n"
        "  kinovar-cli detect all out.mkv --project film.kinovar --gallery hands");
    command->callback(
        [&session, flags] { session.run = [flags](Session& out) { return detect(out, *flags); }; });
}

} // namespace kinovar::cli
