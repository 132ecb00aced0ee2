#pragma once

#include "core/nn/loaders/byte_source.h"

#include <string>
#include <vector>

namespace kinovar::nn {

/// A member as the central directory of a zip describes it.
struct ZipEntry {
    std::string name;
    std::uint16_t flags = 0;
    std::uint16_t method = 0;
    std::uint32_t crc = 0;
    std::uint64_t packed_size = 0;
    std::uint64_t size = 0;
    std::uint64_t header_offset = 0;
};

struct ZipDirectory {
    std::vector<ZipEntry> entries;
    std::uint64_t begin = 0; ///< of the central directory: members end before it
};

/// Reads the end record (zip64 too) and the central directory. Archives of one volume, of at most
/// 100 000 members.
[[nodiscard]] Result<ZipDirectory> read_zip_directory(const ByteSource& source);

/// Fails when the local header of a member says other things than the directory. Gives where the
/// content begins.
[[nodiscard]] Result<std::uint64_t> check_local_header(const ByteSource& source,
                                                       const ZipEntry& entry);

} // namespace kinovar::nn
