#include "app/cli/models.h"
#include "core/nn/model_import.h"

#include <fmt/format.h>

namespace kinovar::cli {

namespace {

using Json = nlohmann::ordered_json;

struct ImportFlags {
    std::string file;
    nn::ImportOptions options;
};

std::string head_line(const nn::ImportReport& report, const ImportFlags& flags) {
    const std::string& id = report.entry.info.id;
    if (flags.options.dry_run) {
        return fmt::format("{} would become {}\n", flags.file, id);
    }
    return report.copied ? fmt::format("{} is now {}\n", flags.file, id)
                         : fmt::format("{} is {}\n", flags.file, id);
}

std::string text_of(const nn::ImportReport& report, const ImportFlags& flags) {
    const nn::ModelInfo& info = report.entry.info;
    std::string text = head_line(report, flags);
    const auto line = [&](std::string_view what, const std::string& value) {
        text += fmt::format("{:<12} {}\n", what, value);
    };
    line("title", info.title);
    line("network",
         fmt::format("{} ×{}, {} → {} channels{}", info.architecture, info.scale, info.in_channels,
                     info.out_channels,
                     info.parameters > 0 ? fmt::format(", {:.2f} million parameters",
                                                       static_cast<double>(info.parameters) / 1e6)
                                         : std::string()));
    if (!report.in_catalogue && !report.same_network.empty()) {
        line("note",
             fmt::format("the same network as {}, with weights of its own", report.same_network));
    }
    for (const std::string& note : report.notes) {
        line("note", note);
    }
    text += terms_text(report.entry);
    line("folder", report.folder.string());
    text.pop_back();
    return text;
}

Json json_of(const nn::ImportReport& report, const ImportFlags& flags) {
    const nn::ModelInfo& info = report.entry.info;
    return {{"file", flags.file},
            {"id", info.id},
            {"title", info.title},
            {"in_catalogue", report.in_catalogue},
            {"hash_known", report.hash_known},
            {"same_network", report.same_network},
            {"task", nn::to_string(info.task)},
            {"architecture", info.architecture},
            {"scale", info.scale},
            {"in_channels", info.in_channels},
            {"out_channels", info.out_channels},
            {"parameters", info.parameters},
            {"licence", info.licence.name},
            {"terms", info.licence.terms},
            {"commercial", info.licence.commercial},
            {"credits", info.licence.credits},
            {"notes", report.notes},
            {"bytes", report.bytes},
            {"folder", report.folder.string()},
            {"dry_run", flags.options.dry_run},
            {"copied", report.copied}};
}

Status import_file(Session& out, const ImportFlags& flags) {
    KINOVAR_TRY_ASSIGN(const nn::Catalogue catalogue, nn::Catalogue::open());
    Job& job = out.start_job("import " + flags.file, "bytes");
    KINOVAR_TRY_ASSIGN(const nn::ImportReport report,
                       nn::import_model(catalogue, flags.file, flags.options, job));
    out.result(text_of(report, flags), json_of(report, flags).dump());
    return {};
}

} // namespace

void add_models_import(CLI::App& models, Session& session) {
    auto* command =
        models.add_subcommand("import", "Recognise a weight file of your own and file it");
    auto flags = std::make_shared<ImportFlags>();
    command
        ->add_option("FILE", flags->file,
                     ".pth, .pt, .ckpt, .safetensors, .param (its .bin beside it) or model.json")
        ->required();
    command->add_flag("--dry-run", flags->options.dry_run, "Say what it is, copy nothing");
    command->add_flag("--trust-program", flags->options.trust_program,
                      "A TorchScript file is a program; say that you trust it");
    command->add_option("--name", flags->options.name,
                        "Name of a model that is in no list (it becomes user-NAME)");
    command->footer("Example: kinovar-cli models import RealESRGAN_x2plus.pth");
    command->callback([&session, flags] {
        session.run = [flags](Session& out) { return import_file(out, *flags); };
    });
}

} // namespace kinovar::cli
