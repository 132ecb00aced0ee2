#include "app/cli/detect_findings.h"
#include "app/cli/session.h"
#include "core/base/file.h"
#include "core/pipeline/source_clip.h"

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
};

struct Detector {
    const char* name;
    Result<Finding> (*find)(const pipeline::ClipPtr& clip, const std::vector<pipeline::Shot>& shots,
                            Job& job);
};
constexpr std::array kDetectors{Detector{"cuts", cuts_of}, Detector{"flicker", flicker_of},
                                Detector{"weave", weave_of}, Detector{"grain", grain_of}};
constexpr const char* kAll = "all";

std::vector<std::string> detector_names() {
    std::vector<std::string> names{kAll};
    for (const Detector& detector : kDetectors) {
        names.emplace_back(detector.name);
    }
    return names;
}

Status detect(Session& session, const DetectFlags& flags) {
    const media::ReaderOptions reader{.threads = session.options.threads};
    KINOVAR_TRY_ASSIGN(const auto clip, pipeline::SourceClip::open(flags.input, reader));
    Job& job = session.start_job("detect", "frames");
    KINOVAR_TRY_ASSIGN(const auto shots, find_shots(clip, job));
    Json json = {{"input", flags.input}};
    std::string text;
    for (const Detector& detector : kDetectors) {
        if (flags.what != detector.name && flags.what != kAll) {
            continue;
        }
        KINOVAR_TRY_ASSIGN(const Finding finding, detector.find(clip, shots, job));
        if (flags.what == kAll) {
            json[detector.name] = finding.json;
        } else {
            json.update(finding.json);
        }
        text += finding.text;
    }
    if (!flags.output.empty()) {
        KINOVAR_TRY(write_file(flags.output, json.dump(2) + "\n"));
    }
    text.pop_back();
    session.result(text, json.dump());
    return {};
}

} // namespace

void add_detect(CLI::App& app, Session& session) {
    auto* command = app.add_subcommand("detect", "Find cuts, flicker, weave or grain of a film");
    auto flags = std::make_shared<DetectFlags>();
    command->add_option("WHAT", flags->what, "What to look for")
        ->required()
        ->check(CLI::IsMember(detector_names()));
    command->add_option("IN", flags->input, "Video, still, folder, or name.%06d.ext")->required();
    command->add_option("--out", flags->output, "File for the result, as JSON");
    command->footer(
        "Example: kinovar-cli detect cuts reel.mkv --out cuts.json\n"
        "The file of cuts is a list to be corrected by hand: {\"cuts\": [{\"frame\": 48, \"kind\": "
        "\"cut\"}]},\nwhere a frame is the first of its shot. Hand it back with\n"
        "  kinovar-cli restore reel.mkv out.mkv --step cuts:file=cuts.json --step …");
    command->callback(
        [&session, flags] { session.run = [flags](Session& out) { return detect(out, *flags); }; });
}

} // namespace kinovar::cli
