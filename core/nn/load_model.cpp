#include "core/nn/arch/registry.h"
#include "core/nn/catalogue.h"
#include "core/nn/graph/graph_net.h"
#include "core/nn/graph_tf/tfjs_net.h"
#include "core/nn/loaders/checkpoint.h"
#include "core/nn/model.h"
#include "core/nn/ncnn/reader.h"
#include "core/nn/torch_model.h"
#include "core/nn/torchscript_net.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <malloc.h>

#include <algorithm>
#include <array>
#include <system_error>

namespace kinovar::nn {

namespace {

// Of the files of an entry, the one that leads to the others.
constexpr std::array<std::string_view, 9> kLeadingExtensions = {
    ".param", ".safetensors", ".pth", ".pt", ".ckpt", ".pkl", ".tar", ".json", ".js"};

Result<BuiltNet> build_from_ncnn(const std::filesystem::path& path) {
    KINOVAR_TRY_ASSIGN(graph::Graph graph, ncnn::read_graph(path));
    Result<BuiltNet> built = make_graph_net(std::move(graph));
    if (!built) {
        return failure(built.error().within(path.string()));
    }
    return built;
}

Result<BuiltNet> build_from_checkpoint(const std::filesystem::path& path) {
    KINOVAR_TRY_ASSIGN(StateDict weights, read_checkpoint(path));
    Result<BuiltNet> built = build_network(std::move(weights));
    if (!built) {
        return failure(built.error().within(path.string()));
    }
    return built;
}

Error not_a_model(const std::filesystem::path& path) {
    return {
        ErrorCode::Unsupported, fmt::format("{}: not a weight file of a known kind", path.string()),
        "known: checkpoints of PyTorch (.pth, .pt, .ckpt), .safetensors, .param of ncnn with its "
        ".bin, model.json of TensorFlow.js"};
}

Error not_trusted(const std::filesystem::path& path) {
    return {ErrorCode::Refused,
            fmt::format("{}: a TorchScript file is a program, and programs of files are not run",
                        path.string()),
            "if you trust who made it, say so when you open it; or bring the weights as .pth or "
            ".safetensors"};
}

Result<BuiltNet> build_from_file(const std::filesystem::path& path) {
    KINOVAR_TRY_ASSIGN(const WeightFileKind kind, kind_of_weight_file(path));
    switch (kind) {
    case WeightFileKind::NcnnParam:
        return build_from_ncnn(path);
    case WeightFileKind::TorchZip:
    case WeightFileKind::TorchLegacy:
    case WeightFileKind::Safetensors:
        return build_from_checkpoint(path);
    case WeightFileKind::TorchScript:
        return failure(not_trusted(path));
    case WeightFileKind::TfjsModel:
    case WeightFileKind::TfjsScript:
        return load_tfjs(path);
    case WeightFileKind::Unknown:
        break;
    }
    // The checkpoint reader knows what such a file looks like instead: a web page, an archive …
    const Result<StateDict> none = read_checkpoint(path);
    return failure(none ? not_a_model(path) : none.error());
}

/// What nobody but the file itself tells.
void describe_file(ModelInfo& info, const std::filesystem::path& path) {
    info.id = path.stem().string();
    info.title = info.id;
    info.licence.name = "unknown";
    info.licence.terms = "A file of the user; its terms are not known.";
    info.source = path.string();
}

/// Whether weights can be those of an entry; what the entry does not know (0) is not compared.
bool may_be(const ModelInfo& known, const ModelInfo& found) {
    const auto fits = [](std::int64_t wanted, std::int64_t have) {
        return wanted == 0 || wanted == have;
    };
    return known.scale == found.scale && fits(known.in_channels, found.in_channels) &&
           fits(known.out_channels, found.out_channels) && fits(known.parameters, found.parameters);
}

/// The catalogue's description, completed by what only the weights tell. Files whose hash the
/// catalogue knows are what it says; others must look like it.
Result<ModelInfo> merged(const CatalogueEntry& entry, const ModelInfo& found) {
    const ModelInfo& known = entry.info;
    if (entry.kind == SourceKind::Own && !may_be(known, found)) {
        return failure(
            ErrorCode::Corrupt,
            fmt::format("the weights of {} are not those of the catalogue: ×{}, {} → {} channels, "
                        "{} parameters; expected ×{}, {} → {}, {}",
                        known.id, found.scale, found.in_channels, found.out_channels,
                        found.parameters, known.scale, known.in_channels, known.out_channels,
                        known.parameters),
            way_to_get(entry));
    }
    ModelInfo info = found;
    info.id = known.id;
    info.title = known.title;
    info.task = known.task;
    info.architecture = known.architecture;
    info.licence = known.licence;
    info.source = known.source;
    info.value_min = known.value_min;
    info.value_max = known.value_max;
    info.halo = known.halo > 0 ? known.halo : found.halo;
    return info;
}

std::shared_ptr<const Model> finished(BuiltNet built) {
    ::malloc_trim(0); // the file's bytes and copies of the weights are gone by now
    return make_model(std::move(built));
}

Result<std::shared_ptr<const Model>> load_from_catalogue(const std::string& id) {
    KINOVAR_TRY_ASSIGN(const Catalogue catalogue, Catalogue::open());
    const CatalogueEntry* entry = catalogue.find(id);
    if (entry == nullptr) {
        std::vector<std::string> known;
        for (const CatalogueEntry& one : catalogue.entries()) {
            known.push_back(one.info.id);
        }
        return failure(ErrorCode::NotFound,
                       fmt::format("no model is called '{}', and there is no such file", id),
                       fmt::format("known: {}; or give a weight file", fmt::join(known, ", ")));
    }
    if (catalogue.state_of(*entry) == InstallState::Missing) {
        return failure(ErrorCode::MissingModel,
                       fmt::format("the weights of {} are not installed", id), way_to_get(*entry));
    }
    KINOVAR_TRY(catalogue.verify(*entry));
    for (const std::string_view extension : kLeadingExtensions) {
        for (const CatalogueFile& file : entry->files) {
            const std::filesystem::path path = catalogue.folder_of(*entry) / file.name;
            if (path.extension() == extension) {
                KINOVAR_TRY_ASSIGN(BuiltNet built,
                                   entry->trusted ? load_torchscript(path) : build_from_file(path));
                KINOVAR_TRY_ASSIGN(built.info, merged(*entry, built.info));
                return finished(std::move(built));
            }
        }
    }
    return failure(ErrorCode::Unsupported, fmt::format("{} is of a kind that cannot be run", id));
}

} // namespace

Result<std::shared_ptr<const Model>> load_model(const std::string& id_or_path) {
    const std::filesystem::path path(id_or_path);
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored) && !path.has_parent_path()) {
        return load_from_catalogue(id_or_path); // ids may have dots: rife-v4.6
    }
    KINOVAR_TRY_ASSIGN(BuiltNet built, build_from_file(path));
    describe_file(built.info, path);
    return finished(std::move(built));
}

Result<std::shared_ptr<const Model>> load_trusted_program(const std::filesystem::path& path) {
    KINOVAR_TRY_ASSIGN(const WeightFileKind kind, kind_of_weight_file(path));
    if (kind != WeightFileKind::TorchScript) {
        return load_model(path.string());
    }
    KINOVAR_TRY_ASSIGN(BuiltNet built, load_torchscript(path));
    describe_file(built.info, path);
    return finished(std::move(built));
}

} // namespace kinovar::nn
