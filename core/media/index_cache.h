#pragma once

// Private to core/media.

#include "core/base/hash.h"
#include "core/media/packet_index.h"

#include <optional>

namespace kinovar::media {

/// Changes when the file does: path, size, time of change to the nanosecond, device and inode, what
/// reads it and which of its streams. Nothing where the file cannot be looked at.
[[nodiscard]] std::optional<Hash128> file_identity(const std::filesystem::path& path,
                                                   const Demuxer& demuxer);

/// What an earlier run found when it read all packets of that file; kept, checksummed, in
/// user_cache_folder()/index. Nothing: not kept, or damaged (a damaged file is removed).
[[nodiscard]] std::optional<PacketList> kept_packets(const Hash128& identity);

/// Keeps it for the next time; files that were not used for longest go when there are too many. A
/// folder that cannot be written costs time and nothing else.
void keep_packets(const Hash128& identity, const PacketList& packets);

} // namespace kinovar::media
