#include "core/nn/npm_tarball.h"

#include "core/base/file.h"
#include "core/base/hash.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <system_error>

namespace kinovar::nn {

namespace {

constexpr std::size_t kBlock = std::size_t{1} << 18U;
constexpr std::uint64_t kMaxUnpacked = std::uint64_t{4} << 30U; // of a whole package, read through

using Archive = std::unique_ptr<archive, int (*)(archive*)>;

tl::unexpected<Error> broken(const std::filesystem::path& tarball, archive* reader) {
    const char* why = ::archive_error_string(reader);
    return failure(ErrorCode::Corrupt,
                   fmt::format("cannot unpack {}: {}", tarball.filename().string(),
                               why == nullptr ? "damaged" : why),
                   "the download is damaged; run the same command again");
}

Status too_large(const CatalogueFile& file) {
    return failure(ErrorCode::Corrupt,
                   fmt::format("{} has more than the {} bytes recorded in the "
                               "catalogue",
                               file.name, file.bytes),
                   "the package is not the one that the catalogue knows");
}

/// The entry's data into a new file.
Status write_entry(archive* reader, const CatalogueFile& file, const std::filesystem::path& target,
                   Job& job) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> out(std::fopen(target.c_str(), "wbx"),
                                                              &std::fclose);
    if (!out) {
        return failure(error_from_errno(errno, "cannot create", target));
    }
    std::vector<char> block(kBlock);
    std::uint64_t total = 0;
    for (;;) {
        KINOVAR_TRY(job.checkpoint());
        const la_ssize_t got = ::archive_read_data(reader, block.data(), block.size());
        if (got < 0) {
            return broken(target, reader);
        }
        if (got == 0) {
            break;
        }
        total += static_cast<std::uint64_t>(got);
        if (total > file.bytes) {
            return too_large(file);
        }
        if (std::fwrite(block.data(), 1, static_cast<std::size_t>(got), out.get()) !=
            static_cast<std::size_t>(got)) {
            return failure(error_from_errno(errno, "cannot write", target));
        }
        job.advance(got);
    }
    if (std::fflush(out.get()) != 0) {
        return failure(error_from_errno(errno, "cannot write", target));
    }
    return sync_path(target);
}

Result<Archive> open_tarball(const std::filesystem::path& tarball) {
    Archive reader(::archive_read_new(), &::archive_read_free);
    if (!reader) {
        return failure(ErrorCode::OutOfMemory, "memory ran out while unpacking");
    }
    ::archive_read_support_filter_gzip(reader.get());
    ::archive_read_support_format_tar(reader.get());
    if (::archive_read_open_filename(reader.get(), tarball.c_str(), kBlock) != ARCHIVE_OK) {
        return broken(tarball, reader.get());
    }
    return reader;
}

} // namespace

Status extract_files(const std::filesystem::path& tarball, const std::vector<CatalogueFile>& files,
                     const std::filesystem::path& folder, Job& job) {
    KINOVAR_TRY_ASSIGN(const Archive reader, open_tarball(tarball));
    std::vector<bool> found(files.size(), false);
    archive_entry* entry = nullptr;
    std::uint64_t seen = 0;
    for (;;) {
        KINOVAR_TRY(job.checkpoint());
        const int status = ::archive_read_next_header(reader.get(), &entry);
        if (status == ARCHIVE_EOF) {
            break;
        }
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN) {
            return broken(tarball, reader.get());
        }
        const la_int64_t size = ::archive_entry_size(entry);
        seen += static_cast<std::uint64_t>(std::max<la_int64_t>(0, size));
        if (seen > kMaxUnpacked) {
            return failure(ErrorCode::Corrupt,
                           fmt::format("{} unpacks to more than {} bytes",
                                       tarball.filename().string(), kMaxUnpacked));
        }
        const char* name = ::archive_entry_pathname(entry);
        for (std::size_t i = 0; name != nullptr && i < files.size(); ++i) {
            if (files[i].path == name && ::archive_entry_filetype(entry) == AE_IFREG) {
                KINOVAR_TRY(write_entry(reader.get(), files[i], folder / files[i].name, job));
                found[i] = true;
                break;
            }
        }
    }
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (!found[i]) {
            return failure(ErrorCode::Corrupt,
                           fmt::format("the package holds no {}", files[i].path));
        }
        KINOVAR_TRY(check_file(files[i], folder));
    }
    return {};
}

Status check_file(const CatalogueFile& file, const std::filesystem::path& folder) {
    const std::filesystem::path path = folder / file.name;
    std::error_code trouble;
    const std::uint64_t size = std::filesystem::file_size(path, trouble);
    if (trouble) {
        return failure(error_from_errno(trouble.value(), "cannot read", path));
    }
    if (file.bytes != 0 && size != file.bytes) {
        return failure(ErrorCode::Corrupt, fmt::format("{} has {} bytes, expected {}",
                                                       path.string(), size, file.bytes));
    }
    if (file.sha256.empty()) {
        return {};
    }
    KINOVAR_TRY_ASSIGN(const std::string hash, sha256_of_file(path));
    if (!hash.starts_with(file.sha256)) {
        return failure(ErrorCode::Corrupt, fmt::format("{} has SHA-256 {}, expected {}",
                                                       path.string(), hash, file.sha256));
    }
    return {};
}

} // namespace kinovar::nn
