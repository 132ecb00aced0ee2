#include "app/cli/session.h"
#include "core/train/evaluation.h"
#include "core/train/trainer.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace kinovar::cli {

namespace {

using train::TrainOptions;
using train::TrainReport;
using train::TrainRequest;
using train::TrainTask;

struct TrainFlags {
    TrainRequest request;
    std::vector<std::string> data;
    std::string name;
    std::string licence;
    std::string credits;
};

void add_schedule_options(CLI::App& command, TrainOptions& options) {
    command.add_option("--minutes", options.minutes, "Time to learn in")
        ->check(CLI::PositiveNumber);
    command.add_option("--steps", options.steps, "Or: batches to learn from")
        ->check(CLI::PositiveNumber);
    command.add_option("--batch", options.batch, "Patches a step")->capture_default_str();
    command.add_option("--patch", options.patch, "Side of a patch, px")->capture_default_str();
    command.add_option("--rate", options.rate, "Highest learning rate")->capture_default_str();
    command
        .add_option("--validate-every", options.validate_every,
                    "Steps between validations; the state is kept at each")
        ->capture_default_str();
    command.add_option("--patience", options.patience,
                       "End after so many validations without gain (0: never)");
}

/// Of the networks of luma, whose size can be chosen.
void add_luma_options(CLI::App& command, TrainOptions& options) {
    command.add_option("--features", options.features, "Channels between the convolutions")
        ->capture_default_str();
    command.add_option("--depth", options.depth, "Convolutions between the first and the last")
        ->capture_default_str();
    command
        .add_option("--precision", options.precision,
                    "float, mixed (bfloat16 for the most part) or auto")
        ->capture_default_str();
}

void add_options(CLI::App& command, TrainFlags& flags) {
    TrainOptions& options = flags.request.options;
    command.add_option("--data", flags.data, "Folders of photographs, or single ones")->required();
    command.add_option("--manifest", flags.request.photos.manifest,
                       "Table of a folder: only its rows with ship_weights_ok = yes are used");
    command.add_option("--exclude", flags.request.photos.excluded, "File names to leave out");
    command.add_option("--validation", flags.request.validation,
                       "Photographs to validate with (else a few of the data are kept apart)");
    command.add_option("--out", flags.request.output, "The weights, .safetensors")->required();
    command.add_flag("--resume", flags.request.resume, "Go on where a training stopped");
    command.add_option("--seed", options.seed, "Another number gives other weights")
        ->capture_default_str();
    add_schedule_options(command, options);
    command.add_option("--name", flags.name, "Of the network, for the file");
    command.add_option("--licence", flags.licence, "Of the weights, for the file");
    command.add_option("--credits", flags.credits, "Whose photographs were used, for the file");
}

/// What was asked for, without the places of files, so that others can repeat it.
std::string command_text(const TrainFlags& flags) {
    const TrainOptions& options = flags.request.options;
    std::string text = "kinovar-cli train ";
    switch (flags.request.task) {
    case TrainTask::Upscale:
        text += fmt::format("upscale --scale {}", options.scale);
        break;
    case TrainTask::Denoise:
        text += "denoise --degrade film";
        break;
    case TrainTask::Colour:
        text += "colour";
        break;
    }
    if (flags.request.task != TrainTask::Colour) {
        text += fmt::format(" --features {} --depth {}", options.features, options.depth);
    }
    text += fmt::format(" --batch {} --patch {} --rate {} --seed {}", options.batch, options.patch,
                        options.rate, options.seed);
    return text + (options.steps > 0 ? fmt::format(" --steps {}", options.steps)
                                     : fmt::format(" --minutes {}", options.minutes));
}

void fill_metadata(TrainFlags& flags) {
    auto& metadata = flags.request.metadata;
    metadata["name"] =
        flags.name.empty() ? flags.request.output.stem().string() : std::string(flags.name);
    metadata["version"] = KINOVAR_VERSION;
    metadata["command"] = command_text(flags);
    if (!flags.licence.empty()) {
        metadata["licence"] = flags.licence;
    }
    if (!flags.credits.empty()) {
        metadata["data"] = flags.credits;
    }
}

Status run_training(Session& session, TrainFlags& flags) {
    TrainRequest& request = flags.request;
    request.photos.places.assign(flags.data.begin(), flags.data.end());
    request.options.threads = session.options.threads;
    request.options.device = session.options.device;
    fill_metadata(flags);
    Job& job = session.start_job("train", request.options.steps > 0 ? "steps" : "s");
    KINOVAR_TRY_ASSIGN(const TrainReport report, train::train(request, job));
    const nlohmann::ordered_json fields{{"weights", request.output.string()},
                                        {"steps", report.steps},
                                        {"seconds", report.seconds},
                                        {"parameters", report.parameters},
                                        {"psnr", report.psnr},
                                        {"psnr_before", report.psnr_before},
                                        {"stopped_early", report.stopped_early}};
    session.result(fmt::format("{}: {} parameters, {} steps in {:.0f} s, validation {:.3f} dB "
                               "({:.3f} dB without it)",
                               request.output.string(), report.parameters, report.steps,
                               report.seconds, report.psnr, report.psnr_before),
                   fields.dump());
    return {};
}

/// Samples of this network are larger and fewer than patches of luma.
constexpr int kColourBatch = 8;
constexpr int kColourPatch = 192;
constexpr double kColourRate = 6e-4;

void add_colour(CLI::App& parent, Session& session) {
    auto* command = parent.add_subcommand("colour", "A network that colours by hints");
    auto flags = std::make_shared<TrainFlags>();
    flags->request.task = TrainTask::Colour;
    flags->request.options.batch = kColourBatch;
    flags->request.options.patch = kColourPatch;
    flags->request.options.rate = kColourRate;
    add_options(*command, *flags);
    command->footer(
        "Example: kinovar-cli train colour --data photos --minutes 60 --out colour.safetensors");
    command->callback([&session, flags] {
        session.run = [flags](Session& out) { return run_training(out, *flags); };
    });
}

void add_task(CLI::App& parent, Session& session, TrainTask task) {
    const bool upscale = task == TrainTask::Upscale;
    auto* command =
        parent.add_subcommand(upscale ? "upscale" : "denoise",
                              upscale ? "A network that enlarges"
                                      : "A network that removes grain and blur of scanned film");
    auto flags = std::make_shared<TrainFlags>();
    flags->request.task = task;
    add_options(*command, *flags);
    add_luma_options(*command, flags->request.options);
    if (upscale) {
        command->add_option("--scale", flags->request.options.scale, "How much it enlarges")
            ->capture_default_str();
    } else {
        command->add_option("--degrade", "How clean photographs are damaged")
            ->check(CLI::IsMember({"film"}))
            ->default_str("film");
    }
    command->footer(upscale ? "Example: kinovar-cli train upscale --data photos --minutes 60 --out "
                              "sr.safetensors"
                            : "Example: kinovar-cli train denoise --data photos --minutes 60 --out "
                              "clean.safetensors");
    command->callback([&session, flags] {
        session.run = [flags](Session& out) { return run_training(out, *flags); };
    });
}

struct EvaluateFlags {
    std::string weights;
    std::vector<std::string> data;
    bool film = false;
};

Status run_evaluation(Session& session, const EvaluateFlags& flags) {
    Job& job = session.start_job("evaluate", "pictures");
    train::EvaluationRequest request{flags.weights, {flags.data.begin(), flags.data.end()}};
    request.threads = session.options.threads;
    KINOVAR_TRY_ASSIGN(const auto report, train::evaluate(request, job));
    std::string text;
    nlohmann::ordered_json pictures = nlohmann::ordered_json::array();
    for (const train::PictureScore& score : report.pictures) {
        text += fmt::format("{:40}  {:7.3f} dB  before {:7.3f} dB\n", score.name, score.psnr,
                            score.psnr_before);
        pictures.push_back(
            {{"name", score.name}, {"psnr", score.psnr}, {"psnr_before", score.psnr_before}});
    }
    text += fmt::format("{:40}  {:7.3f} dB  before {:7.3f} dB", "mean", report.psnr,
                        report.psnr_before);
    session.result(text, nlohmann::ordered_json{{"pictures", pictures},
                                                {"psnr", report.psnr},
                                                {"psnr_before", report.psnr_before}}
                             .dump());
    return {};
}

void add_evaluate(CLI::App& parent, Session& session) {
    auto* command = parent.add_subcommand(
        "evaluate", "PSNR of luma that trained weights reach on clean pictures");
    auto flags = std::make_shared<EvaluateFlags>();
    command->add_option("WEIGHTS", flags->weights, "A trained .safetensors file")->required();
    command->add_option("PICTURES", flags->data, "Folders of clean pictures, or single ones")
        ->required();
    command->footer("Enlargers get the pictures reduced, others get them with grain and blur.\n"
                    "Example: kinovar-cli train evaluate sr.safetensors photos");
    command->callback([&session, flags] {
        session.run = [flags](Session& out) { return run_evaluation(out, *flags); };
    });
}

} // namespace

void add_train(CLI::App& app, Session& session) {
    auto* command = app.add_subcommand("train", "Train a small network on your own photographs");
    command->require_subcommand(1);
    add_task(*command, session, TrainTask::Upscale);
    add_task(*command, session, TrainTask::Denoise);
    add_colour(*command, session);
    add_evaluate(*command, session);
}

} // namespace kinovar::cli
