#include "core/steps/simulate/age.h"

#include "app/cli/export_flags.h"
#include "core/pipeline/source_clip.h"
#include "core/steps/simulate/truth_writer.h"

namespace kinovar::cli {

namespace {

using steps::simulate::AgeClip;
using steps::simulate::AgeOptions;

struct AgeFlags {
    std::string input;
    std::string output;
    std::string truth;
    AgeOptions options;
    ExportFlags output_flags;
};

void add_switch(CLI::App& command, AgeOptions& options, bool AgeOptions::*effect,
                const std::string& flag, const std::string& what) {
    command.add_flag_callback(
        flag, [&options, effect] { options.*effect = false; }, "Leave out " + what);
}

void add_options(CLI::App& command, AgeFlags& flags) {
    AgeOptions& options = flags.options;
    command.add_option("--seed", options.seed, "Another number gives another reel")->required();
    command.add_option("--truth", flags.truth,
                       "Folder for what was done: truth.json and masks of dust and scratches");
    command.add_option("--strength", options.strength, "Of all effects: 1 is a worn print, 0 none")
        ->check(CLI::Range(0.0, 3.0))
        ->capture_default_str();
    add_switch(command, options, &AgeOptions::dust, "--no-dust", "dust, dirt and hairs");
    add_switch(command, options, &AgeOptions::scratch, "--no-scratch", "scratches");
    add_switch(command, options, &AgeOptions::flicker, "--no-flicker", "flicker");
    add_switch(command, options, &AgeOptions::weave, "--no-weave", "gate weave");
    add_switch(command, options, &AgeOptions::grain, "--no-grain", "grain");
    add_switch(command, options, &AgeOptions::blur, "--no-blur", "blur");
    add_switch(command, options, &AgeOptions::splice, "--no-splice", "splice jumps");
    command.add_flag("--keep-colour", options.keep_colour, "Do not turn black and white");
}

Status write_age_truth(Session& session, const AgeFlags& flags,
                       const render::RenderRequest& request) {
    KINOVAR_TRY_ASSIGN(const auto source, pipeline::SourceClip::open(flags.input));
    KINOVAR_TRY_ASSIGN(const auto clip, AgeClip::make(source, flags.options));
    const render::FrameRange range =
        request.frames.value_or(render::FrameRange{0, clip->info().frames - 1});
    Job& job = session.start_job("truth", "frames");
    job.begin("truth", range.last - range.first + 1);
    return steps::simulate::write_truth(flags.truth, *clip, range.first, range.last, job);
}

Status age(Session& session, const AgeFlags& flags) {
    render::RenderRequest request;
    request.input = flags.input;
    request.output = flags.output;
    KINOVAR_TRY(flags.output_flags.fill(request, session));
    if (!request.codec && request.output.extension() == ".mkv") {
        request.codec = media::Codec::Ffv1; // a truth about exact pixels wants exact pixels
    }
    request.chain.steps = {{"age", AgeOptions::fields().values_of(flags.options), true}};
    KINOVAR_TRY(render_and_report(session, request));
    return flags.truth.empty() ? Status() : write_age_truth(session, flags, request);
}

} // namespace

void add_age(CLI::App& app, Session& session) {
    auto* command = app.add_subcommand(
        "age", "Make a worn film of a clean one, with the truth about every defect");
    auto flags = std::make_shared<AgeFlags>();
    command->add_option("IN", flags->input, "Video, still, folder, or name.%06d.ext")->required();
    command->add_option("OUT", flags->output, "Likewise; .mkv is written lossless (FFV1)")
        ->required();
    add_options(*command, *flags);
    flags->output_flags.add_to(*command);
    command->footer("Example: kinovar-cli age clean.mkv aged.mkv --seed 7 --truth truth/");
    command->callback(
        [&session, flags] { session.run = [flags](Session& out) { return age(out, *flags); }; });
}

} // namespace kinovar::cli
