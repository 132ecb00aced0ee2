#pragma once

// Private to core/media.

#include <cstdint>
#include <span>

namespace kinovar::media {

// FFV1 version 3 (RFC 9043, section 4.9) ends every slice with its size and, where the encoder was
// told so, a CRC-32. The decoder conceals a slice whose checksum is wrong without telling, so it is
// checked here before a packet is decoded.

/// Whether every slice of a packet ends with a checksum that fits. Once true in a stream, the
/// stream carries checksums, and a packet of which it is not true is damaged.
[[nodiscard]] bool ffv1_checksums_fit(std::span<const std::uint8_t> packet);

} // namespace kinovar::media
