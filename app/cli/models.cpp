#include "app/cli/session.h"
#include "core/nn/catalogue.h"
#include "core/nn/npy.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace kinovar::cli {

namespace {

using Json = nlohmann::ordered_json;
using nn::Catalogue;
using nn::CatalogueEntry;

constexpr float kByteRange = 255.0F;

std::string_view to_string(nn::InstallState state) {
    switch (state) {
    case nn::InstallState::Missing:
        return "not installed";
    case nn::InstallState::Installed:
        return "installed";
    case nn::InstallState::Damaged:
        return "damaged";
    }
    return "";
}

std::string_view to_string(nn::Task task) {
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
    return "";
}

std::uint64_t bytes_of(const CatalogueEntry& entry) {
    std::uint64_t bytes = 0;
    for (const nn::CatalogueFile& file : entry.files) {
        bytes += file.bytes;
    }
    return bytes;
}

Json json_of(const Catalogue& catalogue, const CatalogueEntry& entry) {
    const nn::ModelInfo& info = entry.info;
    return {{"id", info.id},
            {"title", info.title},
            {"task", to_string(info.task)},
            {"architecture", info.architecture},
            {"scale", info.scale},
            {"parameters", info.parameters},
            {"bytes", bytes_of(entry)},
            {"download_bytes", entry.download_bytes},
            {"package", entry.package},
            {"licence",
             {{"name", info.licence.name},
              {"terms", info.licence.terms},
              {"commercial", info.licence.commercial},
              {"credits", info.licence.credits}}},
            {"state", to_string(catalogue.state_of(entry))},
            {"folder", catalogue.folder_of(entry).string()}};
}

std::string text_of(const Catalogue& catalogue, const CatalogueEntry& entry) {
    const nn::ModelInfo& info = entry.info;
    return fmt::format("{}: {}\n"
                       "  {} ×{}, {}, {:.2f} million parameters, {:.1f} MB\n"
                       "  licence  {}{}\n"
                       "           {}\n"
                       "  credits  {}\n"
                       "  source   npm {} ({:.0f} MB to download)\n"
                       "  state    {}, {}",
                       info.id, info.title, to_string(info.task), info.scale, info.architecture,
                       static_cast<double>(info.parameters) / 1e6,
                       static_cast<double>(bytes_of(entry)) / 1e6, info.licence.name,
                       info.licence.commercial ? "" : " · NOT FOR COMMERCIAL USE",
                       info.licence.terms, info.licence.credits, entry.package,
                       static_cast<double>(entry.download_bytes) / 1e6,
                       to_string(catalogue.state_of(entry)), catalogue.folder_of(entry).string());
}

Result<const CatalogueEntry*> find(const Catalogue& catalogue, const std::string& id) {
    if (const CatalogueEntry* entry = catalogue.find(id)) {
        return entry;
    }
    std::vector<std::string> ids;
    for (const CatalogueEntry& entry : catalogue.entries()) {
        ids.push_back(entry.info.id);
    }
    return failure(ErrorCode::NotFound, fmt::format("no model is called '{}'", id),
                   fmt::format("known models: {}", fmt::join(ids, ", ")));
}

Status list(Session& session) {
    KINOVAR_TRY_ASSIGN(const Catalogue catalogue, Catalogue::open());
    std::string text;
    Json models = Json::array();
    for (const CatalogueEntry& entry : catalogue.entries()) {
        const nn::ModelInfo& info = entry.info;
        text += fmt::format("{:<22} {:<10} ×{} {:7.1f} MB  {:<14} {}{}\n", info.id,
                            to_string(info.task), info.scale,
                            static_cast<double>(bytes_of(entry)) / 1e6, info.licence.name,
                            to_string(catalogue.state_of(entry)),
                            info.licence.commercial ? "" : " · not for commercial use");
        models.push_back(json_of(catalogue, entry));
    }
    if (!text.empty()) {
        text.pop_back();
    }
    session.result(text, Json{{"models", std::move(models)}}.dump());
    return {};
}

Status info(Session& session, const std::string& id) {
    KINOVAR_TRY_ASSIGN(const Catalogue catalogue, Catalogue::open());
    KINOVAR_TRY_ASSIGN(const CatalogueEntry* entry, find(catalogue, id));
    session.result(text_of(catalogue, *entry), json_of(catalogue, *entry).dump());
    return {};
}

/// The licence is shown before anything is brought.
Status install(Session& session, std::vector<std::string> ids) {
    KINOVAR_TRY_ASSIGN(const Catalogue catalogue, Catalogue::open());
    if (ids.empty()) {
        for (const CatalogueEntry& entry : catalogue.entries()) {
            if (entry.installed_by_default) {
                ids.push_back(entry.info.id);
            }
        }
    }
    Job& job = session.start_job("install", "steps");
    std::string text;
    Json models = Json::array();
    for (const std::string& id : ids) {
        KINOVAR_TRY_ASSIGN(const CatalogueEntry* entry, find(catalogue, id));
        if (catalogue.state_of(*entry) != nn::InstallState::Installed) {
            job.log(fmt::format("{}: {} · {}", id, entry->info.licence.name,
                                entry->info.licence.terms));
        }
    }
    KINOVAR_TRY(catalogue.install(ids, job));
    for (const std::string& id : ids) {
        KINOVAR_TRY_ASSIGN(const CatalogueEntry* entry, find(catalogue, id));
        text += fmt::format("{} is installed in {}\n", id, catalogue.folder_of(*entry).string());
        models.push_back(json_of(catalogue, *entry));
    }
    text.pop_back();
    session.result(text, Json{{"models", std::move(models)}}.dump());
    return {};
}

/// All installed models, or the ones named.
Status verify(Session& session, const std::vector<std::string>& ids) {
    KINOVAR_TRY_ASSIGN(const Catalogue catalogue, Catalogue::open());
    std::vector<const CatalogueEntry*> entries;
    for (const std::string& id : ids) {
        KINOVAR_TRY_ASSIGN(const CatalogueEntry* entry, find(catalogue, id));
        entries.push_back(entry);
    }
    for (const CatalogueEntry& entry : catalogue.entries()) {
        if (ids.empty() && catalogue.state_of(entry) != nn::InstallState::Missing) {
            entries.push_back(&entry);
        }
    }
    std::string text = entries.empty() ? "no model is installed" : "intact:";
    Json verified = Json::array();
    for (const CatalogueEntry* entry : entries) {
        KINOVAR_TRY(catalogue.verify(*entry));
        text += " " + entry->info.id;
        verified.push_back(entry->info.id);
    }
    session.result(text, Json{{"verified", std::move(verified)}}.dump());
    return {};
}

Status remove(Session& session, const std::string& id) {
    KINOVAR_TRY_ASSIGN(const Catalogue catalogue, Catalogue::open());
    KINOVAR_TRY_ASSIGN(const CatalogueEntry* entry, find(catalogue, id));
    KINOVAR_TRY(catalogue.remove(*entry));
    session.result(id + " is removed", Json{{"removed", id}}.dump());
    return {};
}

struct RunFlags {
    std::string model;
    std::vector<std::string> inputs;
    std::string output;
};

/// u8 H×W×C pictures become 1×C×H×W in the model's own value range; float arrays likewise keep
/// their layout.
Result<nn::Array> model_input(const std::string& path, const nn::ModelInfo& info) {
    KINOVAR_TRY_ASSIGN(const nn::NpyArray file, nn::read_npy(path));
    const float span = info.value_max - info.value_min;
    nn::Array array;
    if (const auto* floats = std::get_if<std::vector<float>>(&file.values)) {
        array.shape = file.shape;
        array.values = *floats;
        for (float& value : array.values) {
            value = info.value_min + span * value;
        }
        return array;
    }
    const auto& bytes = std::get<std::vector<std::uint8_t>>(file.values);
    if (file.shape.size() != 3) {
        return failure(
            ErrorCode::InvalidArgument,
            fmt::format("{} is not a picture: it has {} dimensions", path, file.shape.size()),
            "8-bit input is height × width × channels");
    }
    const auto height = static_cast<std::size_t>(file.shape[0]);
    const auto width = static_cast<std::size_t>(file.shape[1]);
    const auto channels = static_cast<std::size_t>(file.shape[2]);
    array.shape = {1, file.shape[2], file.shape[0], file.shape[1]};
    array.values.resize(bytes.size());
    for (std::size_t i = 0; i < height * width; ++i) {
        for (std::size_t c = 0; c < channels; ++c) {
            array.values[c * height * width + i] =
                info.value_min + span * (static_cast<float>(bytes[i * channels + c]) / kByteRange);
        }
    }
    return array;
}

Status run(Session& session, const RunFlags& flags) {
    KINOVAR_TRY_ASSIGN(const auto model, nn::load_model(flags.model));
    std::vector<nn::Array> inputs;
    for (const std::string& path : flags.inputs) {
        KINOVAR_TRY_ASSIGN(nn::Array input, model_input(path, model->info()));
        inputs.push_back(std::move(input));
    }
    KINOVAR_TRY_ASSIGN(const std::vector<nn::Array> outputs, model->run(inputs));
    const nn::Array& first = outputs.front();
    // A batch of one is written without its first dimension, as reference engines print pictures.
    const bool drop_batch = first.shape.size() == 4 && first.shape[0] == 1;
    const std::vector<std::int64_t> shape(first.shape.begin() + (drop_batch ? 1 : 0),
                                          first.shape.end());
    KINOVAR_TRY(nn::write_npy(flags.output, shape, std::span<const float>(first.values)));
    session.result(fmt::format("{}: {}", flags.output, fmt::join(shape, "×")),
                   Json{{"output", flags.output}, {"shape", shape}}.dump());
    return {};
}

void add_run(CLI::App& models, Session& session) {
    auto* command = models.add_subcommand("run", "Run the bare network on arrays");
    auto flags = std::make_shared<RunFlags>();
    command->add_option("MODEL", flags->model, "Catalogue id or model file")->required();
    command->add_option("--in", flags->inputs, ".npy: u8 H×W×C, or f32 N×C×H×W")->required();
    command->add_option("--out", flags->output, ".npy, float32, as the network gives it")
        ->required();
    command->footer("Example: kinovar-cli models run realesrgan-x4fast --in in.npy --out out.npy");
    command->callback(
        [&session, flags] { session.run = [flags](Session& out) { return run(out, *flags); }; });
}

} // namespace

void add_models(CLI::App& app, Session& session) {
    auto* models = app.add_subcommand("models", "Networks: list, install, verify, try");
    models->require_subcommand(1);
    models->footer("Example: kinovar-cli models install realesrgan-x4fast");
    models->add_subcommand("list", "All that are known, with licence and state")
        ->callback([&session] { session.run = [](Session& out) { return list(out); }; });
    auto ids = std::make_shared<std::vector<std::string>>();
    const auto add_with_id = [&](const char* name, const char* help, bool required, auto action) {
        auto* command = models->add_subcommand(name, help);
        command->add_option("ID", *ids, "Model")->required(required);
        command->callback([&session, ids, action] {
            session.run = [ids, action](Session& out) { return action(out, *ids); };
        });
    };
    using Ids = std::vector<std::string>;
    add_with_id("info", "Everything about one", true,
                [](Session& out, const Ids& all) { return info(out, all.front()); });
    add_with_id("install", "Bring the weights (without ID: the default ones)", false,
                [](Session& out, const Ids& all) { return install(out, all); });
    add_with_id("verify", "Check the weights against their recorded hashes", false,
                [](Session& out, const Ids& all) { return verify(out, all); });
    add_with_id("remove", "Delete the weights of one", true,
                [](Session& out, const Ids& all) { return remove(out, all.front()); });
    add_run(*models, session);
}

} // namespace kinovar::cli
