#include "app/cli/models.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace kinovar::cli {

namespace {

using Json = nlohmann::ordered_json;

std::string_view text_of(nn::InstallState state) {
    switch (state) {
    case nn::InstallState::Missing:
        return "missing";
    case nn::InstallState::Installed:
        return "installed";
    case nn::InstallState::Damaged:
        return "damaged";
    }
    return "unknown";
}

Json json_of(const std::vector<nn::CatalogueFile>& list) {
    Json files = Json::array();
    for (const nn::CatalogueFile& file : list) {
        Json one = {{"name", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}};
        if (!file.url.empty()) {
            one["url"] = file.url;
        }
        files.push_back(std::move(one));
    }
    return files;
}

Status list(Session& out) {
    KINOVAR_TRY_ASSIGN(const nn::Catalogue catalogue, nn::Catalogue::open());
    std::string text = fmt::format("{:<26} {:<10} {:<12} {:>7}  {:<28} {}\n", "id", "state", "task",
                                   "MB", "licence", "title");
    Json models = Json::array();
    for (const nn::CatalogueEntry& entry : catalogue.entries()) {
        const std::uint64_t bytes = kept_bytes(entry);
        const std::string size =
            bytes > 0 ? fmt::format("{:.1f}", static_cast<double>(bytes) / kMegabyte) : "?";
        text += fmt::format("{:<26} {:<10} {:<12} {:>7}  {:<28} {}{}\n", entry.info.id,
                            text_of(catalogue.state_of(entry)), nn::to_string(entry.info.task),
                            size, licence_mark(entry.info.licence), entry.info.title,
                            entry.loadable ? "" : " (not supported yet)");
        models.push_back(cli::json_of(catalogue, entry));
    }
    text += "! not for commercial use, or not known: kinovar-cli models info ID shows the terms";
    for (const std::string& problem : catalogue.problems()) {
        out.warning(problem);
    }
    out.result(text, Json{{"models", std::move(models)}}.dump());
    return {};
}

std::string source_text(const nn::CatalogueEntry& entry) {
    const double kept = static_cast<double>(kept_bytes(entry)) / kMegabyte;
    switch (entry.kind) {
    case nn::SourceKind::Npm:
    case nn::SourceKind::Url:
        return fmt::format("{} ({:.1f} MB to bring, {:.1f} MB kept)", entry.info.source,
                           static_cast<double>(entry.download_bytes) / kMegabyte, kept);
    case nn::SourceKind::Own:
        return entry.of_the_user ? fmt::format("{} ({:.1f} MB)", entry.info.source, kept)
                                 : nn::way_to_get(entry);
    case nn::SourceKind::Shipped:
        break;
    }
    return fmt::format("{} ({:.1f} MB)", entry.info.source, kept);
}

Status info(Session& out, const std::string& id) {
    KINOVAR_TRY_ASSIGN(const nn::Catalogue catalogue, nn::Catalogue::open());
    KINOVAR_TRY_ASSIGN(const nn::CatalogueEntry* entry, entry_of(catalogue, id));
    const nn::ModelInfo& info = entry->info;
    std::string text = fmt::format("{} ({})\n", info.title, info.id);
    const auto line = [&](std::string_view what, const std::string& value) {
        text += fmt::format("{:<12} {}\n", what, value);
    };
    line("state", std::string(text_of(catalogue.state_of(*entry))));
    line("task", fmt::format("{} ×{}", nn::to_string(info.task), info.scale));
    line("network", info.parameters > 0
                        ? fmt::format("{}, {:.2f} million parameters", info.architecture,
                                      static_cast<double>(info.parameters) / 1e6)
                        : info.architecture);
    if (!entry->loadable) {
        line("note", "this architecture is not supported yet");
    }
    if (entry->program) {
        line("note", "a TorchScript program, run only when you say that you trust it");
    }
    text += terms_text(*entry);
    line("source", source_text(*entry));
    line("folder", catalogue.folder_of(*entry).string());
    text.pop_back();
    out.result(text, cli::json_of(catalogue, *entry).dump());
    return {};
}

Status verify(Session& out, const std::string& id) {
    KINOVAR_TRY_ASSIGN(const nn::Catalogue catalogue, nn::Catalogue::open());
    std::vector<const nn::CatalogueEntry*> chosen;
    if (!id.empty()) {
        KINOVAR_TRY_ASSIGN(chosen.emplace_back(), entry_of(catalogue, id));
    }
    for (const nn::CatalogueEntry& entry : catalogue.entries()) {
        if (id.empty() && catalogue.state_of(entry) != nn::InstallState::Missing) {
            chosen.push_back(&entry);
        }
    }
    std::vector<std::string> good;
    for (const nn::CatalogueEntry* entry : chosen) {
        KINOVAR_TRY(catalogue.verify(*entry));
        good.push_back(entry->info.id);
    }
    out.result(good.empty() ? "no models are installed"
                            : fmt::format("intact: {}", fmt::join(good, ", ")),
               Json{{"intact", good}}.dump());
    return {};
}

Status remove(Session& out, const std::string& id) {
    KINOVAR_TRY_ASSIGN(const nn::Catalogue catalogue, nn::Catalogue::open());
    KINOVAR_TRY_ASSIGN(const nn::CatalogueEntry* entry, entry_of(catalogue, id));
    KINOVAR_TRY(catalogue.remove(*entry));
    out.result(fmt::format("removed: {}", id), Json{{"removed", id}}.dump());
    return {};
}

void add_with_id(CLI::App& models, Session& session, const char* name, const char* help,
                 bool required, Status (*work)(Session&, const std::string&)) {
    auto* command = models.add_subcommand(name, help);
    auto id = std::make_shared<std::string>();
    command->add_option("ID", *id, "As in models list")->required(required);
    command->callback([&session, id, work] {
        session.run = [id, work](Session& out) { return work(out, *id); };
    });
}

} // namespace

Json json_of(const nn::Catalogue& catalogue, const nn::CatalogueEntry& entry) {
    const nn::ModelInfo& info = entry.info;
    return {{"id", info.id},
            {"title", info.title},
            {"state", text_of(catalogue.state_of(entry))},
            {"task", nn::to_string(info.task)},
            {"architecture", info.architecture},
            {"loadable", entry.loadable},
            {"scale", info.scale},
            {"in_channels", info.in_channels},
            {"out_channels", info.out_channels},
            {"channels", nn::to_string(info.channels)},
            {"window", info.window},
            {"size_multiple", info.size_multiple},
            {"value_range", {info.value_min, info.value_max}},
            {"halo", info.halo},
            {"whole_only", info.whole_only},
            {"parameters", info.parameters},
            {"licence", info.licence.name},
            {"terms", info.licence.terms},
            {"commercial", info.licence.commercial},
            {"credits", info.licence.credits},
            {"program", entry.program},
            {"kind", nn::to_string(entry.kind)},
            {"source", info.source},
            {"own", entry.of_the_user},
            {"default", entry.installed_by_default},
            {"download_bytes", entry.download_bytes},
            {"bytes", kept_bytes(entry)},
            {"folder", catalogue.folder_of(entry).string()},
            {"files", json_of(entry.files)}};
}

std::string licence_mark(const nn::Licence& licence) {
    return (licence.commercial ? "" : "! ") + licence.name;
}

std::string terms_text(const nn::CatalogueEntry& entry) {
    const nn::Licence& licence = entry.info.licence;
    std::string text = fmt::format("{:<12} {} · commercial use {}\n", "licence", licence.name,
                                   licence.commercial ? "allowed" : "NOT allowed or not known");
    text += fmt::format("{:<12} {}\n", "terms", licence.terms);
    if (!licence.credits.empty()) {
        text += fmt::format("{:<12} {}\n", "credits", licence.credits);
    }
    return text;
}

std::uint64_t kept_bytes(const nn::CatalogueEntry& entry) {
    std::uint64_t bytes = 0;
    for (const nn::CatalogueFile& file : entry.files) {
        bytes += file.bytes;
    }
    return bytes;
}

Result<const nn::CatalogueEntry*> entry_of(const nn::Catalogue& catalogue, const std::string& id) {
    const nn::CatalogueEntry* entry = catalogue.find(id);
    if (entry == nullptr) {
        return failure(ErrorCode::NotFound, fmt::format("no model is called '{}'", id),
                       "kinovar-cli models list shows them");
    }
    return entry;
}

void add_models(CLI::App& app, Session& session) {
    auto* models = app.add_subcommand("models", "Bring, check, describe and run neural models");
    models->require_subcommand(1);
    models->footer("Example: kinovar-cli models install realesrgan-x4fast");
    models->add_subcommand("list", "All known models")->callback([&session] {
        session.run = [](Session& out) { return list(out); };
    });
    add_with_id(*models, session, "info", "One model, its licence and its source", true, &info);
    add_with_id(*models, session, "verify", "Check the weights (all installed ones by default)",
                false, &verify);
    add_with_id(*models, session, "remove", "Delete the weights of a model", true, &remove);
    add_models_install(*models, session);
    add_models_import(*models, session);
    add_models_run(*models, session);
}

} // namespace kinovar::cli
