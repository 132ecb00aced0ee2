#include "core/nn/catalogue.h"
#include "core/nn/model.h"
#include "core/nn/ncnn_model.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <system_error>

namespace kinovar::nn {

namespace {

constexpr std::string_view kGraphExtension = ".param";

Result<std::shared_ptr<const Model>> load_from_catalogue(const std::string& id) {
    KINOVAR_TRY_ASSIGN(const Catalogue catalogue, Catalogue::open());
    const CatalogueEntry* entry = catalogue.find(id);
    if (entry == nullptr) {
        std::vector<std::string> known;
        for (const CatalogueEntry& one : catalogue.entries()) {
            known.push_back(one.info.id);
        }
        return failure(ErrorCode::NotFound, fmt::format("no model is called '{}'", id),
                       fmt::format("known: {}; or give a .param file", fmt::join(known, ", ")));
    }
    if (catalogue.state_of(*entry) == InstallState::Missing) {
        return failure(ErrorCode::MissingModel,
                       fmt::format("the weights of {} are not installed", id),
                       fmt::format("kinovar-cli models install {}", id));
    }
    KINOVAR_TRY(catalogue.verify(*entry));
    for (const CatalogueFile& file : entry->files) {
        const std::filesystem::path path = catalogue.folder_of(*entry) / file.name;
        if (path.extension() == kGraphExtension) {
            return NcnnModel::load(path, entry->info);
        }
    }
    return failure(ErrorCode::Unsupported, fmt::format("{} is of a kind that cannot be run", id));
}

} // namespace

Result<std::shared_ptr<const Model>> load_model(const std::string& id_or_path) {
    const std::filesystem::path path(id_or_path);
    std::error_code ignored;
    if (path.extension() == kGraphExtension) {
        return NcnnModel::load(path);
    }
    if (std::filesystem::is_regular_file(path, ignored)) {
        return failure(ErrorCode::Unsupported,
                       fmt::format("{} is of a kind that cannot be loaded", id_or_path),
                       "give a .param file of ncnn (with its .bin beside it)");
    }
    return load_from_catalogue(id_or_path);
}

} // namespace kinovar::nn
