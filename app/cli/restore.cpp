#include "app/cli/export_flags.h"
#include "app/cli/preset_file.h"
#include "core/steps/step_catalogue.h"

#include <fmt/format.h>

namespace kinovar::cli {

namespace {

struct RestoreFlags {
    std::string input;
    std::string output;
    std::string preset;
    std::vector<std::string> steps;
    ExportFlags output_flags;
};

Result<pipeline::Chain> chain_of(const RestoreFlags& flags) {
    pipeline::Chain chain;
    if (!flags.preset.empty()) {
        KINOVAR_TRY_ASSIGN(const pipeline::Preset preset, load_preset(flags.preset));
        chain = preset.chain;
    }
    for (const std::string& text : flags.steps) {
        KINOVAR_TRY_ASSIGN(pipeline::StepSpec step,
                           pipeline::step_from_text(steps::step_catalogue(), text));
        chain.steps.push_back(std::move(step));
    }
    return chain;
}

} // namespace

void add_restore(CLI::App& app, Session& session) {
    auto* command = app.add_subcommand("restore", "Run a film, sequence or still through a chain");
    auto flags = std::make_shared<RestoreFlags>();
    command->add_option("IN", flags->input, "Video, still, folder, or name.%06d.ext")->required();
    command->add_option("OUT", flags->output, "Video, still, folder, or name.%06d.ext")->required();
    command->add_option("--preset", flags->preset,
                        fmt::format("A named chain ({}) or a .json file; its steps come first",
                                    fmt::join(preset_names(), ", ")));
    command
        ->add_option("--step", flags->steps,
                     "NAME:key=value,key=value; repeat it, steps run in the order given "
                     "(kinovar-cli steps lists them). Without any step the film is only converted")
        ->allow_extra_args(false)
        ->take_all();
    flags->output_flags.add_to(*command);
    command->footer("Example: kinovar-cli restore reel.mkv out.mkv --step upscale:scale=2\n"
                    "A run that was stopped or killed goes on with the same command.");
    command->callback([&session, flags] {
        session.run = [flags](Session& out) -> Status {
            render::RenderRequest request;
            request.input = flags->input;
            request.output = flags->output;
            KINOVAR_TRY_ASSIGN(request.chain, chain_of(*flags));
            KINOVAR_TRY(flags->output_flags.fill(request, out));
            return render_and_report(out, request);
        };
    });
}

} // namespace kinovar::cli
