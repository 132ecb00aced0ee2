#pragma once

// Private to core/media.

#include "core/media/packet_index.h"

#include <unordered_map>

namespace kinovar::media {

/// The packets of a video by their number in the index, from any one on. Where a seek of the format
/// led is never taken on trust: the packets that arrive are looked up in the index, and where they
/// are not clearly the wanted ones, it is tried further back, at last from the start of the file.
class PacketSource {
public:
    PacketSource(std::filesystem::path path, const PacketIndex& index, Demuxer demuxer);

    /// Makes `packet` the next one that `read` gives.
    [[nodiscard]] Status go_to(std::int64_t packet);
    /// Its number, or nothing at the end.
    [[nodiscard]] Result<std::optional<std::int64_t>> read(AVPacket& packet);
    [[nodiscard]] std::int64_t next() const { return next_; }
    /// The codec's parameters as the freshly opened file tells them.
    [[nodiscard]] const AVCodecParameters& codec() const { return *demuxer_.stream().codecpar; }

private:
    [[nodiscard]] Result<bool> seek_to(std::int64_t packet, std::int64_t timestamp);
    [[nodiscard]] Result<std::optional<std::int64_t>> identify_next();
    [[nodiscard]] Status rewind();
    [[nodiscard]] Status skip_to(std::int64_t packet);
    [[nodiscard]] std::optional<std::int64_t> number_of(const AVPacket& packet);

    std::filesystem::path path_;
    const PacketIndex& index_;
    Demuxer demuxer_;
    ffmpeg::Packet packet_; ///< read ahead by identify_next, when `held_`
    bool held_ = false;
    std::int64_t next_ = 0;
    std::unordered_multimap<std::int64_t, std::int64_t> by_place_; ///< made on the first seek
};

} // namespace kinovar::media
