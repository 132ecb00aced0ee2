#pragma once

// Private to core/media.

#include "core/media/demuxer.h"

#include <cstdint>
#include <vector>

namespace kinovar::media {

/// What every packet of a video stream is, from one pass over the file without decoding.
struct PacketIndex {
    static constexpr std::int64_t kNoSlot = -1;

    struct Entry {
        std::int64_t position = -1; ///< byte in the file; −1: the format does not say
        std::int64_t pts = 0;       ///< as the file has it; a count where it has none
        std::int64_t dts = 0;
        std::int64_t duration = 0;
        std::int64_t slot = kNoSlot; ///< number of its frame in order of showing
        int size = 0;
        bool keyframe = false;
        bool hidden = false; ///< needed to decode others, never shown
        bool repeat = false; ///< may say "as before" and give no picture of its own
    };

    std::vector<Entry> packets;            ///< in order of decoding
    std::vector<std::int64_t> times;       ///< of each shown frame, ascending
    std::vector<std::int64_t> slot_packet; ///< slot → packet
    std::vector<std::int64_t> keyframes;   ///< packets where decoding may start, ascending
    std::int64_t last_duration = 0;        ///< 0: not known
    bool timed = false;                    ///< `times` are the file's own, not a count
    /// False: the order of showing is not told by the file (raw streams with B-frames). Frames are
    /// numbered as the decoder gives them, and reading always begins at the start.
    bool numbered = false;
    bool checksums = false; ///< FFV1 whose slices carry a checksum

    /// The packet from which decoding must start for that frame to come out whole. A frame that is
    /// shown before the keyframe it follows in the file (open GOP) needs the keyframe before that.
    [[nodiscard]] std::int64_t start_for(std::int64_t slot) const;
    /// The packet of the last keyframe before `packet`; 0 where there is none.
    [[nodiscard]] std::int64_t keyframe_before(std::int64_t packet) const;
    /// The packet of the first keyframe after `packet`, or nothing.
    [[nodiscard]] std::optional<std::int64_t> keyframe_after(std::int64_t packet) const;
};

/// The packets of a video stream as they stand in the file, without numbers of frames.
struct PacketList {
    std::vector<PacketIndex::Entry> packets;
    bool checksums = false; ///< see PacketIndex
};

/// Reads all packets of a freshly opened demuxer.
[[nodiscard]] Result<PacketList> read_packets(Demuxer& demuxer);
/// Tells from the packets which frames there are, and when they are shown.
[[nodiscard]] PacketIndex index_of(PacketList list, const AVStream& stream);
/// Both; what an earlier run read of the same file is not read again.
[[nodiscard]] Result<PacketIndex> scan_packets(Demuxer& demuxer);

} // namespace kinovar::media
