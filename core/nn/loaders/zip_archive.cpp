#include "core/nn/loaders/zip_archive.h"

#include "core/nn/loaders/zip_directory.h"

#include <fmt/format.h>

#include <algorithm>

namespace kinovar::nn {
namespace {

constexpr std::uint16_t kEncrypted = 1;

/// From its header to the end of its content.
struct Extent {
    std::uint64_t begin;
    std::uint64_t end;
};

Status check_apart(std::vector<Extent> extents) {
    std::ranges::sort(extents, {}, &Extent::begin);
    for (std::size_t i = 1; i < extents.size(); ++i) {
        if (extents[i].begin < extents[i - 1].end) {
            return failure(ErrorCode::Corrupt, "members of the zip overlap",
                           "take the file from a source that you trust");
        }
    }
    return {};
}

} // namespace

Result<ZipArchive> ZipArchive::open(const ByteSource& source) {
    KINOVAR_TRY_ASSIGN(const ZipDirectory directory, read_zip_directory(source));
    ZipArchive archive;
    std::vector<Extent> extents;
    for (const ZipEntry& entry : directory.entries) {
        KINOVAR_TRY_ASSIGN(const std::uint64_t begin, check_local_header(source, entry));
        if (begin > directory.begin || entry.packed_size > directory.begin - begin) {
            return failure(ErrorCode::Corrupt,
                           fmt::format("it is cut short: the member \"{}\" of the zip is not all "
                                       "in it",
                                       entry.name),
                           "download the file again");
        }
        const bool is_stored =
            entry.method == 0 && (entry.flags & kEncrypted) == 0 && entry.packed_size == entry.size;
        const Member member{{begin, entry.packed_size}, is_stored};
        if (!archive.members_.emplace(entry.name, member).second) {
            return failure(ErrorCode::Refused,
                           fmt::format("two members of the zip are named \"{}\"", entry.name),
                           "take the file from a source that you trust");
        }
        archive.names_.push_back(entry.name);
        extents.push_back({entry.header_offset, begin + entry.packed_size});
    }
    KINOVAR_TRY(check_apart(std::move(extents)));
    return archive;
}

Result<ByteRange> ZipArchive::content(const std::string& name) const {
    const auto member = members_.find(name);
    if (member == members_.end()) {
        return failure(ErrorCode::Corrupt, fmt::format("the zip has no member \"{}\"", name),
                       "download the file again");
    }
    if (!member->second.is_stored) {
        return failure(ErrorCode::Refused,
                       fmt::format("the member \"{}\" of the zip is compressed or encrypted, "
                                   "which PyTorch never does",
                                   name),
                       "load the file with PyTorch and save it again");
    }
    return member->second.content;
}

} // namespace kinovar::nn
