#include "core/media/ffv1_check.h"

extern "C" {
#include <libavutil/crc.h>
}

namespace kinovar::media {

namespace {

constexpr std::size_t kSizeBytes = 3;
constexpr std::size_t kFooterBytes = kSizeBytes + 1 + 4; // size, error status, CRC

} // namespace

bool ffv1_checksums_fit(std::span<const std::uint8_t> packet) {
    const AVCRC* table = av_crc_get_table(AV_CRC_32_IEEE);
    if (packet.empty()) {
        return false;
    }
    // Slices follow each other without a gap; their sizes stand at their ends.
    std::size_t end = packet.size();
    while (end > 0) {
        if (end < kFooterBytes) {
            return false;
        }
        const std::uint8_t* footer = packet.data() + end - kFooterBytes;
        const std::size_t size = kFooterBytes + (std::size_t(footer[0]) << 16U) +
                                 (std::size_t(footer[1]) << 8U) + footer[2];
        if (size > end || av_crc(table, 0, packet.data() + end - size, size) != 0) {
            return false;
        }
        end -= size;
    }
    return true;
}

} // namespace kinovar::media
