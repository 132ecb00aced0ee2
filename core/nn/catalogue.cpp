#include "core/nn/catalogue.h"

#include "core/base/file.h"
#include "core/base/places.h"
#include "core/nn/npm_tarball.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <system_error>

namespace kinovar::nn {

namespace {

constexpr std::uint64_t kMaxListBytes = std::uint64_t{4} << 20U;

std::filesystem::path place_from(const char* variable, std::filesystem::path otherwise) {
    const char* given = std::getenv(variable);
    return given != nullptr && *given != '\0' ? std::filesystem::path(given) : otherwise;
}

} // namespace

Result<Catalogue> Catalogue::open() {
    const std::filesystem::path path =
        place_from("KINOVAR_CATALOGUE", shipped("models/catalogue.json"));
    KINOVAR_TRY_ASSIGN(const std::string text, read_file(path, kMaxListBytes));
    auto catalogue = from_json(text, place_from("KINOVAR_MODELS", user_data_folder() / "models"));
    if (!catalogue) {
        return failure(catalogue.error().within(path.string()));
    }
    catalogue->add_imports();
    return catalogue;
}

void Catalogue::add_imports() {
    std::vector<std::filesystem::path> records;
    std::error_code ignored;
    for (const auto& folder : std::filesystem::directory_iterator(weights_folder_, ignored)) {
        const std::filesystem::path record = folder.path() / kImportRecord;
        if (!folder.path().filename().string().starts_with('.') &&
            std::filesystem::is_regular_file(record, ignored)) {
            records.push_back(record);
        }
    }
    std::sort(records.begin(), records.end());
    for (const std::filesystem::path& record : records) {
        add_import(record);
    }
}

void Catalogue::add_import(const std::filesystem::path& record) {
    const std::string id = record.parent_path().filename().string();
    const Result<std::string> text = read_file(record, kMaxListBytes);
    Result<Catalogue> list =
        text ? from_json(*text, weights_folder_) : Result<Catalogue>(failure(text.error()));
    if (!list) {
        problems_.push_back(fmt::format("{}: {}", record.string(), list.error().message));
        return;
    }
    if (list->entries_.size() != 1 || list->entries_.front().info.id != id ||
        list->entries_.front().kind != SourceKind::Own) {
        problems_.push_back(fmt::format("{}: not the record of this folder", record.string()));
        return;
    }
    CatalogueEntry& import = list->entries_.front();
    const auto known = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const CatalogueEntry& one) { return one.info.id == id; });
    if (known == entries_.end()) {
        import.of_the_user = true;
        entries_.push_back(std::move(import));
        return;
    }
    // The list says what it is; the record says only what exactly was imported.
    known->trusted = import.trusted;
    for (CatalogueFile& file : known->files) {
        for (const CatalogueFile& imported : import.files) {
            const bool fits = imported.sha256.starts_with(file.sha256);
            if (imported.name == file.name && fits) {
                file.sha256 = imported.sha256;
                file.bytes = imported.bytes;
            }
        }
    }
}

std::filesystem::path Catalogue::folder_of(const CatalogueEntry& entry) const {
    return entry.kind == SourceKind::Shipped ? shipped("models/starter")
                                             : weights_folder_ / entry.info.id;
}

InstallState Catalogue::state_of(const CatalogueEntry& entry) const {
    std::error_code trouble;
    const std::filesystem::path folder = folder_of(entry);
    if (!std::filesystem::exists(folder, trouble)) {
        return InstallState::Missing;
    }
    const bool whole =
        std::all_of(entry.files.begin(), entry.files.end(), [&](const CatalogueFile& file) {
            std::error_code missing;
            const std::uint64_t size = std::filesystem::file_size(folder / file.name, missing);
            return !missing && (file.bytes == 0 || size == file.bytes);
        });
    return whole ? InstallState::Installed : InstallState::Damaged;
}

Status Catalogue::verify(const CatalogueEntry& entry) const {
    if (state_of(entry) == InstallState::Missing) {
        return failure(ErrorCode::MissingModel,
                       fmt::format("the weights of {} are not installed", entry.info.id),
                       way_to_get(entry));
    }
    for (const CatalogueFile& file : entry.files) {
        if (const Status status = check_file(file, folder_of(entry)); !status) {
            Error error = status.error();
            error.hint = way_to_get(entry);
            return failure(std::move(error));
        }
    }
    return {};
}

Status Catalogue::remove(const CatalogueEntry& entry) const {
    if (entry.kind == SourceKind::Shipped) {
        return failure(ErrorCode::Refused, fmt::format("{} is part of the program", entry.info.id),
                       "nothing was removed");
    }
    const std::filesystem::path folder = folder_of(entry);
    std::error_code trouble;
    std::filesystem::remove_all(folder, trouble);
    if (trouble) {
        return failure(error_from_errno(trouble.value(), "cannot remove", folder));
    }
    return {};
}

} // namespace kinovar::nn
