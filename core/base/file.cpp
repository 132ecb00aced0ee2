#include "core/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace kinovar {

namespace {

ErrorCode code_from_errno(int number) {
    switch (number) {
    case ENOENT:
    case ENOTDIR:
        return ErrorCode::NotFound;
    case EACCES:
    case EPERM:
    case EIO:
        return ErrorCode::Unreadable;
    case EROFS:
    case EISDIR:
    case ETXTBSY:
        return ErrorCode::NotWritable;
    case ENOSPC:
    case EDQUOT:
        return ErrorCode::DiskFull;
    case ENOMEM:
        return ErrorCode::OutOfMemory;
    default:
        return ErrorCode::Internal;
    }
}

std::string hint_for(int number) {
    switch (number) {
    case ENOENT:
        return "check the path";
    case EACCES:
    case EPERM:
        return "check the permissions, or choose another place";
    case EROFS:
        return "the place is read-only; choose another one";
    case ENOSPC:
    case EDQUOT:
        return "free some space or choose another disk, then run the same command again";
    default:
        return {};
    }
}

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() {
        if (fd_ >= 0) {
            ::close(fd_);
        }
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return fd_; }

private:
    int fd_;
};

Status write_all(int fd, std::string_view bytes, const std::filesystem::path& path) {
    while (!bytes.empty()) {
        const ssize_t wrote = ::write(fd, bytes.data(), bytes.size());
        if (wrote < 0) {
            if (errno == EINTR) {
                continue;
            }
            return failure(error_from_errno(errno, "cannot write", path));
        }
        bytes.remove_prefix(static_cast<std::size_t>(wrote));
    }
    return {};
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
    return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

} // namespace

Error error_from_errno(int number, std::string_view action, const std::filesystem::path& path) {
    return Error{code_from_errno(number),
                 std::string(action) + " " + path.string() + ": " + std::strerror(number),
                 hint_for(number)};
}

Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t limit) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) {
        return failure(error_from_errno(errno, "cannot open", path));
    }
    struct stat facts {};
    if (::fstat(file.get(), &facts) != 0) {
        return failure(error_from_errno(errno, "cannot read", path));
    }
    if (!S_ISREG(facts.st_mode)) {
        return failure(ErrorCode::Unreadable, path.string() + " is not a file");
    }
    if (static_cast<std::uint64_t>(facts.st_size) > limit) {
        return failure(ErrorCode::Corrupt, path.string() + " has " + std::to_string(facts.st_size) +
                                               " bytes, more than the " + std::to_string(limit) +
                                               " that such a file may have");
    }
    std::string bytes(static_cast<std::size_t>(facts.st_size), '\0');
    std::size_t have = 0;
    while (have < bytes.size()) {
        const ssize_t got = ::read(file.get(), bytes.data() + have, bytes.size() - have);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return failure(error_from_errno(errno, "cannot read", path));
        }
        if (got == 0) {
            break;
        }
        have += static_cast<std::size_t>(got);
    }
    bytes.resize(have);
    return bytes;
}

std::filesystem::path part_path(const std::filesystem::path& final_path) {
    return folder_of(final_path) / ("." + final_path.filename().string() + ".kinovar-part");
}

Status sync_path(const std::filesystem::path& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0 || ::fsync(file.get()) != 0) {
        return failure(error_from_errno(errno, "cannot bring to disk", path));
    }
    return {};
}

Status publish(const std::filesystem::path& part, const std::filesystem::path& final_path) {
    KINOVAR_TRY(sync_path(part));
    if (::rename(part.c_str(), final_path.c_str()) != 0) {
        return failure(error_from_errno(errno, "cannot put in place", final_path));
    }
    return sync_path(folder_of(final_path));
}

Status write_file(const std::filesystem::path& path, std::string_view bytes) {
    PartFile part(path);
    {
        const Descriptor file(
            ::open(part.path().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
        if (file.get() < 0) {
            return failure(error_from_errno(errno, "cannot create", path));
        }
        KINOVAR_TRY(write_all(file.get(), bytes, path));
    }
    return part.commit();
}

Status make_folder(const std::filesystem::path& path) {
    std::error_code trouble;
    std::filesystem::create_directories(path, trouble);
    if (trouble) {
        return failure(error_from_errno(trouble.value(), "cannot create the folder", path));
    }
    return {};
}

PartFile::PartFile(std::filesystem::path final_path)
    : final_(std::move(final_path)), part_(part_path(final_)) {}

PartFile::~PartFile() {
    if (!committed_) {
        std::error_code ignored;
        std::filesystem::remove(part_, ignored);
    }
}

Status PartFile::commit() {
    KINOVAR_TRY(publish(part_, final_));
    committed_ = true;
    return {};
}

} // namespace kinovar
