#include "core/nn/loaders/byte_source.h"

#include "core/base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace kinovar::nn {
namespace {

constexpr std::size_t kHashedAtOnce = 1 << 20;

} // namespace

Result<ByteSource> ByteSource::open(const std::filesystem::path& path) {
    // O_NONBLOCK: opening a pipe must not wait for a writer.
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) {
        return failure(error_from_errno(errno, "open", path));
    }
    ByteSource source(file, 0);
    struct stat facts {};
    if (::fstat(file, &facts) != 0) {
        return failure(error_from_errno(errno, "read", path));
    }
    if (!S_ISREG(facts.st_mode)) {
        return failure(ErrorCode::Unreadable, "it is not a file", "name a weight file");
    }
    source.size_ = static_cast<std::uint64_t>(facts.st_size);
    return source;
}

ByteSource::~ByteSource() {
    if (file_ >= 0) {
        ::close(file_);
    }
}

ByteSource::ByteSource(ByteSource&& other) noexcept
    : file_(std::exchange(other.file_, -1)), bytes_(other.bytes_), size_(other.size_) {}

Status ByteSource::check_holds(ByteRange range) const {
    return holds(range)
               ? Status{}
               : failure(ErrorCode::Corrupt,
                         fmt::format("it is cut short: {} bytes at offset {} are not in it",
                                     range.size, range.begin),
                         "download the file again");
}

Status ByteSource::read(std::uint64_t offset, std::span<char> out) const {
    KINOVAR_TRY(check_holds({offset, out.size()}));
    if (file_ < 0) {
        if (!out.empty()) {
            std::memcpy(out.data(), bytes_.data() + offset, out.size());
        }
        return {};
    }
    while (!out.empty()) {
        const ssize_t got = ::pread(file_, out.data(), out.size(), static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return failure(ErrorCode::Unreadable,
                           fmt::format("reading fails at offset {}: {}", offset,
                                       got < 0 ? std::strerror(errno) : "the file became shorter"),
                           "check the disk, then download the file again");
        }
        out = out.subspan(static_cast<std::size_t>(got));
        offset += static_cast<std::uint64_t>(got);
    }
    return {};
}

Result<std::string> ByteSource::read(ByteRange range) const {
    KINOVAR_TRY(check_holds(range)); // before anything is allocated
    std::string bytes(range.size, '\0');
    KINOVAR_TRY(read(range.begin, std::span(bytes.data(), bytes.size())));
    return bytes;
}

Result<Hash128> ByteSource::fingerprint() const {
    Hasher hasher;
    std::string buffer(std::min<std::uint64_t>(size_, kHashedAtOnce), '\0');
    for (std::uint64_t offset = 0; offset < size_; offset += buffer.size()) {
        buffer.resize(std::min<std::uint64_t>(buffer.size(), size_ - offset));
        KINOVAR_TRY(read(offset, std::span(buffer.data(), buffer.size())));
        hasher.add(buffer);
    }
    return hasher.finish();
}

} // namespace kinovar::nn
