#include "core/steps/colourise/colourise.h"

#include "app/cli/export_flags.h"
#include "core/base/file.h"
#include "core/steps/step_catalogue.h"

#include <fmt/format.h>

#include <charconv>

namespace kinovar::cli {

namespace {

struct ColouriseFlags {
    std::string input;
    std::string output;
    std::string hints;
    std::vector<std::string> references;
    steps::ColouriseOptions options;
    ExportFlags output_flags;
};

/// "N:IMG".
Result<colourise::ColourReference> reference_from_text(const std::string& text) {
    colourise::ColourReference reference;
    const char* const end = text.data() + text.size();
    const auto number = std::from_chars(text.data(), end, reference.frame);
    if (number.ec != std::errc{} || reference.frame < 0 || number.ptr == end ||
        *number.ptr != ':' || number.ptr + 1 == end) {
        return failure(ErrorCode::InvalidArgument, fmt::format("'{}' is no reference", text),
                       "--reference 12:coloured.png (frame, counted from 0, and picture)");
    }
    reference.file = std::filesystem::absolute(std::string(number.ptr + 1, end));
    return reference;
}

Result<pipeline::Chain> chain_of(const ColouriseFlags& flags) {
    if (!flags.hints.empty() && flags.hints.front() == '{') {
        return failure(ErrorCode::InvalidArgument, "--hints takes a file", "--hints hints.json");
    }
    KINOVAR_TRY_ASSIGN(colourise::HintSet set, colourise::read_hints(flags.hints));
    for (const std::string& text : flags.references) {
        KINOVAR_TRY_ASSIGN(colourise::ColourReference reference, reference_from_text(text));
        set.references.push_back(std::move(reference));
    }
    steps::ColouriseOptions options = flags.options;
    if (set.empty()) {
        KINOVAR_TRY_ASSIGN(const bool unasked, steps::colours_unasked(options.model));
        if (!unasked) {
            return failure(ErrorCode::InvalidArgument, "nothing says which colours things have",
                           "--hints hints.json, --reference 0:first.png, or a --model that knows "
                           "what things look like");
        }
    }
    options.hints = colourise::hints_to_json(set);
    return pipeline::Chain{{{"colourise", steps::ColouriseOptions::fields().values_of(options)}}};
}

} // namespace

void add_colourise(CLI::App& app, Session& session) {
    auto* command = app.add_subcommand(
        "colourise", "Give a black-and-white film or still colour by hints and reference frames");
    auto flags = std::make_shared<ColouriseFlags>();
    steps::ColouriseOptions& options = flags->options;
    command->add_option("IN", flags->input, "Video, still, folder, or name.%06d.ext")->required();
    command->add_option("OUT", flags->output, "Video, still, folder, or name.%06d.ext")->required();
    command->add_option("--hints", flags->hints, "A file of colour hints (docs/colour.md)");
    command
        ->add_option("--reference", flags->references,
                     "N:IMG: a coloured picture of frame N, counted from 0; repeat it")
        ->allow_extra_args(false)
        ->take_all();
    command
        ->add_option("--model", options.model,
                     "blend, kinovar-colour-hint, another model's id or a file of weights")
        ->capture_default_str();
    command
        ->add_option("--carry", options.carry,
                     "keys: frames with hints are coloured and carried through the shot; frames: "
                     "each frame by its own hints")
        ->check(CLI::IsMember({"keys", "frames"}))
        ->capture_default_str();
    command
        ->add_option("--unsure", options.unsure,
                     "Places that no hint speaks for: grey, or fill with what is likely")
        ->check(CLI::IsMember({"grey", "fill"}))
        ->capture_default_str();
    command->add_option("--calm", options.calm, "How far colours are calmed in time")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command->add_option("--saturation", options.saturation, "How strong the colours are")
        ->check(CLI::Range(0.0, 2.0))
        ->capture_default_str();
    command->add_option("--limit", options.limit, "Confidence below which nothing is guessed")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    flags->output_flags.add_to(*command);
    command->footer("Example: kinovar-cli colourise reel.mkv out.mkv --hints hints.json "
                    "--reference 0:first.png\n"
                    "The light of the film stays as it is. A run that was stopped or killed goes "
                    "on with the same command.");
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
