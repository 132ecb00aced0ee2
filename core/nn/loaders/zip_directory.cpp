#include "core/nn/loaders/zip_directory.h"

#include "core/nn/loaders/byte_cursor.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace kinovar::nn {
namespace {

constexpr std::uint32_t kLocalHeader = 0x04034B50;
constexpr std::uint32_t kDirectoryEntry = 0x02014B50;
constexpr std::uint32_t kEndRecord = 0x06054B50;
constexpr std::uint32_t kEndRecord64 = 0x06064B50;
constexpr std::uint32_t kLocator64 = 0x07064B50;
constexpr std::uint16_t kZip64Field = 1;
constexpr std::uint32_t kInZip64 = 0xFFFFFFFF; ///< the true number stands in the zip64 part
constexpr std::uint16_t kCountInZip64 = 0xFFFF;
constexpr std::uint16_t kSizesFollowContent = 1 << 3; ///< flag: the local header has zeros
constexpr std::size_t kEndRecordSize = 22;
constexpr std::size_t kLocatorSize = 20;
constexpr std::size_t kLongestComment = 0xFFFF;
constexpr std::uint64_t kMostMembers = 100'000;
constexpr std::uint64_t kLargestDirectory = 1 << 24;

tl::unexpected<Error> broken(std::string message) {
    return failure(ErrorCode::Corrupt, std::move(message), "download the file again");
}

std::uint64_t number_at(std::string_view bytes, std::size_t offset, std::size_t size) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < size; ++i) {
        number |= std::uint64_t{static_cast<std::uint8_t>(bytes[offset + i])} << (8 * i);
    }
    return number;
}

struct EndRecord {
    std::uint64_t count = 0;
    ByteRange directory;
    std::uint64_t offset = 0; ///< where the records of the end begin
};

/// The end record of 32 bits, found from behind: it ends, with its comment, at the end of the file.
Result<std::pair<std::uint64_t, std::string>> find_end_record(const ByteSource& source) {
    const std::uint64_t tail =
        std::min<std::uint64_t>(source.size(), kEndRecordSize + kLongestComment);
    KINOVAR_TRY_ASSIGN(const std::string bytes, source.read({source.size() - tail, tail}));
    for (std::size_t at = bytes.size(); at-- > 0;) {
        const std::size_t left = bytes.size() - at;
        if (left >= kEndRecordSize && number_at(bytes, at, 4) == kEndRecord &&
            number_at(bytes, at + 20, 2) == left - kEndRecordSize) {
            return std::pair(source.size() - left, bytes.substr(at, kEndRecordSize));
        }
    }
    return broken("it is cut short: a zip without its directory, which stands at the end");
}

Result<std::optional<EndRecord>> read_end_record64(const ByteSource& source,
                                                   std::uint64_t end_record) {
    if (end_record < kLocatorSize) {
        return std::nullopt;
    }
    KINOVAR_TRY_ASSIGN(const std::string locator,
                       source.read({end_record - kLocatorSize, kLocatorSize}));
    if (number_at(locator, 0, 4) != kLocator64) {
        return std::nullopt;
    }
    constexpr std::size_t kRecordSize = 56;
    const std::uint64_t offset = number_at(locator, 8, 8);
    KINOVAR_TRY_ASSIGN(const std::string record, source.read({offset, kRecordSize}));
    if (number_at(record, 0, 4) != kEndRecord64 ||
        number_at(record, 24, 8) != number_at(record, 32, 8)) {
        return broken("the zip64 record of its directory is broken");
    }
    return EndRecord{
        number_at(record, 32, 8), {number_at(record, 48, 8), number_at(record, 40, 8)}, offset};
}

Result<EndRecord> read_end_record(const ByteSource& source) {
    KINOVAR_TRY_ASSIGN(const auto found, find_end_record(source));
    const auto& [offset, bytes] = found;
    if (number_at(bytes, 4, 4) != 0 || number_at(bytes, 8, 2) != number_at(bytes, 10, 2)) {
        return broken("it is one volume of a split zip");
    }
    EndRecord record{
        number_at(bytes, 10, 2), {number_at(bytes, 16, 4), number_at(bytes, 12, 4)}, offset};
    KINOVAR_TRY_ASSIGN(const auto large, read_end_record64(source, offset));
    if (!large) {
        return record;
    }
    // What the small record does say must be the same.
    const auto agrees = [](std::uint64_t small, std::uint64_t escape, std::uint64_t number) {
        return small == escape || small == number;
    };
    if (!agrees(record.count, kCountInZip64, large->count) ||
        !agrees(record.directory.begin, kInZip64, large->directory.begin) ||
        !agrees(record.directory.size, kInZip64, large->directory.size)) {
        return broken("the two end records of the zip contradict each other");
    }
    return *large;
}

/// Puts the numbers of the zip64 field of `extra` in the place of those that point to it.
Status apply_zip64(std::string_view extra, std::initializer_list<std::uint64_t*> numbers) {
    while (extra.size() >= 4) {
        const std::uint64_t id = number_at(extra, 0, 2);
        const std::uint64_t size = number_at(extra, 2, 2);
        if (size > extra.size() - 4) {
            break;
        }
        std::string_view field = extra.substr(4, size);
        extra.remove_prefix(4 + size);
        if (id != kZip64Field) {
            continue;
        }
        for (std::uint64_t* number : numbers) {
            if (*number != kInZip64) {
                continue;
            }
            if (field.size() < 8) {
                return broken("a zip64 field is cut short");
            }
            *number = number_at(field, 0, 8);
            field.remove_prefix(8);
        }
        return {};
    }
    return {};
}

Result<ZipEntry> read_entry(ByteCursor& cursor) {
    constexpr std::size_t kEntrySize = 46;
    KINOVAR_TRY_ASSIGN(const std::string_view bytes, cursor.take(kEntrySize));
    if (number_at(bytes, 0, 4) != kDirectoryEntry) {
        return broken("its zip directory is broken");
    }
    ZipEntry entry;
    entry.flags = static_cast<std::uint16_t>(number_at(bytes, 8, 2));
    entry.method = static_cast<std::uint16_t>(number_at(bytes, 10, 2));
    entry.crc = static_cast<std::uint32_t>(number_at(bytes, 16, 4));
    entry.packed_size = number_at(bytes, 20, 4);
    entry.size = number_at(bytes, 24, 4);
    entry.header_offset = number_at(bytes, 42, 4);
    const std::uint64_t name_size = number_at(bytes, 28, 2);
    const std::uint64_t extra_size = number_at(bytes, 30, 2);
    const std::uint64_t comment_size = number_at(bytes, 32, 2);
    KINOVAR_TRY_ASSIGN(const std::string_view rest,
                       cursor.take(name_size + extra_size + comment_size));
    entry.name = rest.substr(0, name_size);
    KINOVAR_TRY(apply_zip64(rest.substr(name_size, extra_size),
                            {&entry.size, &entry.packed_size, &entry.header_offset}));
    return entry;
}

} // namespace

Result<ZipDirectory> read_zip_directory(const ByteSource& source) {
    KINOVAR_TRY_ASSIGN(const EndRecord end, read_end_record(source));
    if (end.directory.begin > end.offset ||
        end.directory.size != end.offset - end.directory.begin) {
        return broken("its zip directory is not where its end record says");
    }
    if (end.count > kMostMembers || end.directory.size > kLargestDirectory) {
        return failure(
            ErrorCode::Unsupported,
            fmt::format("it is a zip of {} members, which no weight file has", end.count),
            "check that this is the right file");
    }
    ZipDirectory directory;
    directory.begin = end.directory.begin;
    ByteCursor cursor(source, end.directory);
    for (std::uint64_t i = 0; i < end.count; ++i) {
        KINOVAR_TRY_ASSIGN(ZipEntry entry, read_entry(cursor));
        directory.entries.push_back(std::move(entry));
    }
    if (cursor.taken() != end.directory.size) {
        return broken("its zip directory has more bytes than members");
    }
    return directory;
}

Result<std::uint64_t> check_local_header(const ByteSource& source, const ZipEntry& entry) {
    constexpr std::size_t kHeaderSize = 30;
    KINOVAR_TRY_ASSIGN(const std::string fixed, source.read({entry.header_offset, kHeaderSize}));
    const std::uint64_t name_size = number_at(fixed, 26, 2);
    const std::uint64_t extra_size = number_at(fixed, 28, 2);
    const std::uint64_t rest_offset = entry.header_offset + kHeaderSize;
    KINOVAR_TRY_ASSIGN(const std::string rest, source.read({rest_offset, name_size + extra_size}));
    std::uint64_t packed_size = number_at(fixed, 18, 4);
    std::uint64_t size = number_at(fixed, 22, 4);
    KINOVAR_TRY(apply_zip64(std::string_view(rest).substr(name_size), {&size, &packed_size}));
    const bool sizes_agree = packed_size == entry.packed_size && size == entry.size &&
                             number_at(fixed, 14, 4) == entry.crc;
    const bool follows = (entry.flags & kSizesFollowContent) != 0;
    if (number_at(fixed, 0, 4) != kLocalHeader || number_at(fixed, 6, 2) != entry.flags ||
        number_at(fixed, 8, 2) != entry.method || rest.substr(0, name_size) != entry.name ||
        (!follows && !sizes_agree)) {
        return broken(fmt::format(
            "the directory of the zip and the header of its member \"{}\" contradict each other",
            entry.name));
    }
    return rest_offset + rest.size();
}

} // namespace kinovar::nn
