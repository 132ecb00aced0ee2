#include "core/render/folder_lock.h"

#include "core/base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace kinovar::render {

Result<FolderLock> FolderLock::take(const std::filesystem::path& folder) {
    KINOVAR_TRY(make_folder(folder));
    const std::filesystem::path path = folder / kName;
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        return failure(error_from_errno(errno, "cannot create", path));
    }
    FolderLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        return failure(ErrorCode::Refused,
                       fmt::format("another render is at work in {}", folder.string()),
                       "wait for it, stop it, or choose another output");
    }
    return lock;
}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

FolderLock::~FolderLock() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

} // namespace kinovar::render
