#include "app/cli/export_flags.h"
#include "app/cli/portrait_analyse.h"
#include "app/cli/portrait_flags.h"

#include <fmt/format.h>

namespace kinovar::cli {

namespace {

constexpr int kMostLoops = 1000;

struct AnimateFlags {
    std::string picture;
    std::string output;
    int loops = 1;
    PortraitFlags motion;
    ExportFlags output_flags;
};

/// Formats that hold no sound get none, instead of being refused for it.
bool is_silent(const render::RenderRequest& request) {
    const auto codec = request.codec ? Result<media::Codec>(*request.codec)
                                     : media::default_codec_for(request.output);
    return codec && media::is_silent(*codec);
}

Status animate(Session& session, const AnimateFlags& flags) {
    if (flags.picture.empty() || flags.output.empty()) {
        return failure(ErrorCode::InvalidArgument, "portrait wants a photograph and an output",
                       "kinovar-cli portrait scan.jpg alive.mp4, or portrait --help");
    }
    render::RenderRequest request;
    request.input = flags.picture;
    request.output = flags.output;
    request.repeats = flags.loops;
    KINOVAR_TRY(flags.output_flags.fill(request, session));
    PortraitFlags motion = flags.motion;
    motion.no_sound = motion.no_sound || is_silent(request);
    KINOVAR_TRY_ASSIGN(PortraitPlan plan, plan_portrait(session, motion, flags.picture));
    request.chain = std::move(plan.chain);
    return render_and_report(session, request);
}

} // namespace

void add_portrait(CLI::App& app, Session& session) {
    auto* command = app.add_subcommand("portrait", "Bring the faces of a photograph to life");
    command->require_subcommand(0, 1);
    auto flags = std::make_shared<AnimateFlags>();
    command->add_option("IMG", flags->picture, "A photograph");
    command->add_option("OUT", flags->output,
                        "Film (.mp4, .mov, .mkv), .gif, .webp, folder, or name.%06d.png");
    flags->motion.add_to(*command);
    command
        ->add_option("--loops", flags->loops,
                     "How often the motion is played, for players that do not repeat")
        ->check(CLI::Range(1, kMostLoops))
        ->capture_default_str();
    flags->output_flags.add_to(*command);
    add_portrait_analyse(*command, session);
    command->footer(
        "Examples: kinovar-cli portrait scan.jpg alive.mp4\n"
        "          kinovar-cli portrait scan.jpg alive.gif --script \"smile, blink twice\"\n"
        "          kinovar-cli portrait scan.jpg speaks.mp4 --driving clip.mp4\n"
        "What was done is written into the file; a run that was stopped goes on with the same "
        "command.");
    command->callback([&session, flags, command] {
        if (command->get_subcommands().empty()) {
            session.run = [flags](Session& out) { return animate(out, *flags); };
        }
    });
}

} // namespace kinovar::cli
