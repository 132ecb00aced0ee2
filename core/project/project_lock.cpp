#include "core/project/project_lock.h"

#include "core/base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace kinovar::project {

namespace {

constexpr int kAttempts = 100;

bool lock(int descriptor) {
    struct flock whole {};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    return ::fcntl(descriptor, F_OFD_SETLK, &whole) == 0;
}

/// Whether the locked file still stands under its name: the one who had it before may just have
/// removed it.
bool stands(int descriptor, const std::filesystem::path& file) {
    struct stat mine {};
    struct stat named {};
    return ::fstat(descriptor, &mine) == 0 && ::stat(file.c_str(), &named) == 0 &&
           mine.st_ino == named.st_ino && mine.st_dev == named.st_dev;
}

std::string holder_of(int descriptor) {
    std::array<char, 32> text{};
    const ssize_t size = ::pread(descriptor, text.data(), text.size() - 1, 0);
    std::string_view number(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    number = number.substr(0, number.find_first_not_of("0123456789"));
    return number.empty() ? "another program" : fmt::format("another program (process {})", number);
}

} // namespace

Result<ProjectLock> ProjectLock::take(const std::filesystem::path& project) {
    const std::filesystem::path file =
        project.parent_path() / ("." + project.filename().string() + ".lock");
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        const int descriptor =
            ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (descriptor < 0) {
            Error error = error_from_errno(errno, "cannot lock the project with", file);
            if (error.code != ErrorCode::DiskFull) {
                error.code = ErrorCode::NotWritable;
                error.hint =
                    "open the project read-only, or copy it to a folder that can be written";
            }
            return failure(std::move(error));
        }
        if (!lock(descriptor)) {
            const std::string holder = holder_of(descriptor);
            ::close(descriptor);
            return failure(ErrorCode::Refused,
                           fmt::format("the project {} is open in {}", project.string(), holder),
                           "close it there, or open it read-only here");
        }
        if (stands(descriptor, file)) {
            const std::string number = fmt::format("{}\n", ::getpid());
            // Only for the message above; a full disk does not matter.
            if (::ftruncate(descriptor, 0) != 0 ||
                ::pwrite(descriptor, number.data(), number.size(), 0) < 0) {
                errno = 0;
            }
            return ProjectLock(file, descriptor);
        }
        ::close(descriptor);
    }
    return failure(ErrorCode::Refused,
                   fmt::format("the project {} is being opened and closed all the time elsewhere",
                               project.string()),
                   "close the other program");
}

ProjectLock::ProjectLock(ProjectLock&& other) noexcept
    : file_(std::move(other.file_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

ProjectLock::~ProjectLock() {
    if (descriptor_ >= 0) {
        ::unlink(file_.c_str());
        ::close(descriptor_);
    }
}

} // namespace kinovar::project
