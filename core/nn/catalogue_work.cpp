#include "core/nn/catalogue_work.h"

#include "core/base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>
#include <system_error>
#include <vector>

namespace kinovar::nn {

namespace {

constexpr std::string_view kWorkPrefix = ".install-";

Status rename_path(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) {
        return failure(error_from_errno(errno, "cannot put in place", to));
    }
    return {};
}

} // namespace

Result<InstallLock> InstallLock::take(const std::filesystem::path& weights_folder, Job& job) {
    const std::filesystem::path path = weights_folder / ".install.lock";
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

InstallLock::~InstallLock() {
    if (fd_ >= 0) {
        ::close(fd_);
    }
}

Result<WorkFolder> WorkFolder::make(const std::filesystem::path& weights_folder) {
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

WorkFolder::~WorkFolder() {
    if (!path_.empty()) {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
}

Status replace_folder(const std::filesystem::path& made, const std::filesystem::path& final_path,
                      const WorkFolder& work) {
    const std::filesystem::path old = work.path() / "old";
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
    std::filesystem::remove_all(old, ignored);
    return sync_path(final_path.parent_path());
}

Status check_space(const std::filesystem::path& weights_folder, std::uint64_t bytes) {
    std::error_code trouble;
    const std::filesystem::space_info space = std::filesystem::space(weights_folder, trouble);
    if (!trouble && space.available < bytes) {
        constexpr double kMegabyte = 1e6;
        return failure(ErrorCode::DiskFull,
                       fmt::format("{} has {:.0f} MB free; {:.0f} MB are needed",
                                   weights_folder.string(),
                                   static_cast<double>(space.available) / kMegabyte,
                                   static_cast<double>(bytes) / kMegabyte),
                       "make room, or name another folder in the variable KINOVAR_MODELS");
    }
    return {};
}

} // namespace kinovar::nn
