#include "core/media/packet_index.h"

#include "core/media/ffv1_check.h"
#include "core/media/index_cache.h"

#include <algorithm>
#include <numeric>

namespace kinovar::media {

namespace {

using Entry = PacketIndex::Entry;

/// A step back in decoding time of more than this many seconds begins a new time line (joined
/// broadcast files, DVD cells).
constexpr double kRestartSeconds = 0.5;
/// Start code, type, time and "not coded" of an MPEG-4 picture that repeats the one before.
constexpr int kLargestEmptyMpeg4Picture = 10;
constexpr std::uint8_t kVp8ShowFrame = 0x10;
/// The first packets may be damaged themselves.
constexpr std::size_t kPacketsTriedForChecksums = 16;
/// Shorter films are read again as quickly.
constexpr std::size_t kWorthKeeping = 100;

/// VP8 stores its "golden" helper pictures as packets of their own.
bool is_hidden(const AVPacket& packet, AVCodecID codec) {
    if ((packet.flags & AV_PKT_FLAG_DISCARD) != 0) {
        return true;
    }
    return codec == AV_CODEC_ID_VP8 && packet.size > 0 && (packet.data[0] & kVp8ShowFrame) == 0;
}

bool reorders(AVCodecID codec) {
    const AVCodecDescriptor* facts = avcodec_descriptor_get(codec);
    return facts == nullptr || (facts->props & AV_CODEC_PROP_REORDER) != 0;
}

/// GIF and APNG build each picture on the ones before, whatever the packets' flags say.
bool starts_only_at_start(AVCodecID codec) {
    return codec == AV_CODEC_ID_GIF || codec == AV_CODEC_ID_APNG;
}

/// Gives packets without a time of showing one where that is safe; false where it is not.
bool complete_times(std::vector<Entry>& packets, bool reordered) {
    for (Entry& entry : packets) {
        if (entry.pts == AV_NOPTS_VALUE) {
            if (reordered || entry.dts == AV_NOPTS_VALUE) {
                return false;
            }
            entry.pts = entry.dts;
        }
    }
    return true;
}

/// Time of showing with every restart of the clock smoothed out, so that later packets come later.
std::vector<std::int64_t> continuous_times(const std::vector<Entry>& packets, double time_base) {
    const auto tolerance = static_cast<std::int64_t>(kRestartSeconds / time_base);
    std::vector<std::int64_t> times(packets.size());
    std::int64_t offset = 0;
    std::int64_t highest = INT64_MIN;
    std::int64_t last_dts = AV_NOPTS_VALUE;
    for (std::size_t i = 0; i < packets.size(); ++i) {
        const Entry& entry = packets[i];
        if (entry.dts != AV_NOPTS_VALUE) {
            if (last_dts != AV_NOPTS_VALUE && entry.dts < last_dts - tolerance) {
                offset = highest + std::max<std::int64_t>(entry.duration, 1) - entry.pts;
            }
            last_dts = entry.dts;
        }
        times[i] = entry.pts + offset;
        highest = std::max(highest, times[i]);
    }
    return times;
}

/// Numbers the shown packets by their time.
void assign_slots(PacketIndex& index, const std::vector<std::int64_t>& times) {
    index.slot_packet.clear();
    for (std::size_t i = 0; i < index.packets.size(); ++i) {
        if (!index.packets[i].hidden) {
            index.slot_packet.push_back(static_cast<std::int64_t>(i));
        }
    }
    std::stable_sort(
        index.slot_packet.begin(), index.slot_packet.end(), [&](std::int64_t a, std::int64_t b) {
            return times[static_cast<std::size_t>(a)] < times[static_cast<std::size_t>(b)];
        });
    index.times.reserve(index.slot_packet.size());
    for (std::size_t slot = 0; slot < index.slot_packet.size(); ++slot) {
        const auto packet = static_cast<std::size_t>(index.slot_packet[slot]);
        index.packets[packet].slot = static_cast<std::int64_t>(slot);
        // Two frames never start at once; a format with coarse times may say so.
        const std::int64_t earliest = index.times.empty() ? INT64_MIN : index.times.back() + 1;
        index.times.push_back(std::max(times[packet], earliest));
    }
    if (!index.slot_packet.empty()) {
        index.last_duration =
            index.packets[static_cast<std::size_t>(index.slot_packet.back())].duration;
    }
}

void collect_keyframes(PacketIndex& index, AVCodecID codec) {
    for (std::size_t i = 0; i < index.packets.size(); ++i) {
        const Entry& entry = index.packets[i];
        const bool usable = index.numbered && !starts_only_at_start(codec) && entry.keyframe &&
                            entry.slot != PacketIndex::kNoSlot;
        if (i == 0 || usable) {
            index.keyframes.push_back(static_cast<std::int64_t>(i));
        }
    }
}

Entry entry_of(const AVPacket& packet, AVCodecID codec) {
    Entry entry;
    entry.position = packet.pos;
    entry.pts = packet.pts;
    entry.dts = packet.dts;
    entry.duration = packet.duration;
    entry.size = packet.size;
    entry.keyframe = (packet.flags & AV_PKT_FLAG_KEY) != 0;
    entry.hidden = is_hidden(packet, codec);
    entry.repeat = packet.size == 0 ||
                   (codec == AV_CODEC_ID_MPEG4 && packet.size <= kLargestEmptyMpeg4Picture);
    return entry;
}

} // namespace

std::int64_t PacketIndex::keyframe_before(std::int64_t packet) const {
    const auto after = std::lower_bound(keyframes.begin(), keyframes.end(), packet);
    return after == keyframes.begin() ? 0 : *std::prev(after);
}

std::optional<std::int64_t> PacketIndex::keyframe_after(std::int64_t packet) const {
    const auto after = std::upper_bound(keyframes.begin(), keyframes.end(), packet);
    return after == keyframes.end() ? std::nullopt : std::optional(*after);
}

std::int64_t PacketIndex::start_for(std::int64_t slot) const {
    if (!numbered) {
        return 0;
    }
    const std::int64_t packet = slot_packet[static_cast<std::size_t>(slot)];
    const std::int64_t keyframe = keyframe_before(packet + 1);
    const Entry& entry = packets[static_cast<std::size_t>(keyframe)];
    return entry.slot != kNoSlot && entry.slot <= slot ? keyframe : keyframe_before(keyframe);
}

Result<PacketList> read_packets(Demuxer& demuxer) {
    const AVCodecID codec = demuxer.stream().codecpar->codec_id;
    PacketList list;
    const ffmpeg::Packet packet = ffmpeg::make_packet();
    while (true) {
        KINOVAR_TRY_ASSIGN(const bool more, demuxer.read(*packet));
        if (!more) {
            return list;
        }
        if (codec == AV_CODEC_ID_FFV1 && !list.checksums &&
            list.packets.size() < kPacketsTriedForChecksums) {
            list.checksums = ffv1_checksums_fit({packet->data, std::size_t(packet->size)});
        }
        list.packets.push_back(entry_of(*packet, codec));
    }
}

PacketIndex index_of(PacketList list, const AVStream& stream) {
    const AVCodecID codec = stream.codecpar->codec_id;
    PacketIndex index;
    index.packets = std::move(list.packets);
    index.checksums = list.checksums;
    index.timed = complete_times(index.packets, reorders(codec));
    index.numbered = index.timed || !reorders(codec);
    if (index.timed) {
        assign_slots(index, continuous_times(index.packets, av_q2d(stream.time_base)));
    } else {
        std::vector<std::int64_t> count(index.packets.size());
        std::iota(count.begin(), count.end(), 0);
        assign_slots(index, count);
    }
    collect_keyframes(index, codec);
    return index;
}

Result<PacketIndex> scan_packets(Demuxer& demuxer) {
    const auto identity = file_identity(demuxer.path(), demuxer);
    if (identity) {
        if (auto kept = kept_packets(*identity)) {
            return index_of(std::move(*kept), demuxer.stream());
        }
    }
    KINOVAR_TRY_ASSIGN(PacketList list, read_packets(demuxer));
    // A file that is still being written has changed meanwhile; a disk that fails may recover.
    if (identity && demuxer.undisturbed() && list.packets.size() >= kWorthKeeping &&
        file_identity(demuxer.path(), demuxer) == identity) {
        keep_packets(*identity, list);
    }
    return index_of(std::move(list), demuxer.stream());
}

} // namespace kinovar::media
