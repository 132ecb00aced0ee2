#include "core/media/packet_source.h"

#include "core/base/log.h"

#include <fmt/format.h>

namespace kinovar::media {

namespace {

/// Packets that may pass after a seek before one is recognised.
constexpr int kUnknownPackets = 512;
constexpr std::int64_t kNowhere = -1;
/// Keyframes that a seek is aimed back by, when the nearer ones led too far.
constexpr int kStepsBack[] = {0, 1, 4, 16};

} // namespace

PacketSource::PacketSource(std::filesystem::path path, const PacketIndex& index, Demuxer demuxer)
    : path_(std::move(path)), index_(index), demuxer_(std::move(demuxer)),
      packet_(ffmpeg::make_packet()) {}

Status PacketSource::go_to(std::int64_t packet) {
    if (packet == next_) {
        return {};
    }
    std::int64_t aim = packet;
    int stepped = 0;
    for (const int steps : kStepsBack) {
        for (; stepped < steps; ++stepped) {
            aim = index_.keyframe_before(aim);
        }
        if (aim == 0) {
            break;
        }
        const auto& entry = index_.packets[static_cast<std::size_t>(aim)];
        for (const std::int64_t timestamp : {entry.pts, entry.dts}) {
            if (timestamp == AV_NOPTS_VALUE) {
                continue;
            }
            KINOVAR_TRY_ASSIGN(const bool there, seek_to(packet, timestamp));
            if (there) {
                return {};
            }
        }
    }
    KINOVAR_TRY(rewind());
    return skip_to(packet);
}

Result<bool> PacketSource::seek_to(std::int64_t packet, std::int64_t timestamp) {
    held_ = false;
    next_ = kNowhere;
    if (!demuxer_.seek(timestamp)) {
        return false;
    }
    KINOVAR_TRY_ASSIGN(const auto arrived, identify_next());
    if (!arrived || *arrived > packet) {
        return false;
    }
    next_ = *arrived;
    const Status skipped = skip_to(packet);
    return skipped.has_value();
}

Result<std::optional<std::int64_t>> PacketSource::identify_next() {
    for (int i = 0; i < kUnknownPackets; ++i) {
        KINOVAR_TRY_ASSIGN(const bool more, demuxer_.read(*packet_));
        if (!more) {
            break;
        }
        if (const auto number = number_of(*packet_)) {
            held_ = true;
            return number;
        }
    }
    return std::nullopt;
}

/// By its place in the file and size; by its time where the format tells no place. Nothing when
/// that is not clear.
std::optional<std::int64_t> PacketSource::number_of(const AVPacket& packet) {
    const auto place = [](std::int64_t position, std::int64_t pts) {
        return position >= 0 ? position : pts;
    };
    if (by_place_.empty()) {
        for (std::size_t i = 0; i < index_.packets.size(); ++i) {
            const auto& entry = index_.packets[i];
            by_place_.emplace(place(entry.position, entry.pts), static_cast<std::int64_t>(i));
        }
    }
    std::optional<std::int64_t> number;
    const auto [first, last] = by_place_.equal_range(place(packet.pos, packet.pts));
    for (auto candidate = first; candidate != last; ++candidate) {
        if (index_.packets[static_cast<std::size_t>(candidate->second)].size != packet.size) {
            continue;
        }
        if (number) {
            return std::nullopt;
        }
        number = candidate->second;
    }
    return number;
}

Status PacketSource::rewind() {
    KINOVAR_TRY_ASSIGN(demuxer_, Demuxer::open(path_));
    held_ = false;
    next_ = 0;
    return {};
}

Status PacketSource::skip_to(std::int64_t packet) {
    const ffmpeg::Packet skipped = ffmpeg::make_packet();
    while (next_ < packet) {
        KINOVAR_TRY_ASSIGN(const auto number, read(*skipped));
        if (!number) {
            return failure(ErrorCode::Corrupt,
                           fmt::format("{} ends before packet {}", path_.string(), packet),
                           "the file changed while it was read; start again");
        }
    }
    return {};
}

Result<std::optional<std::int64_t>> PacketSource::read(AVPacket& packet) {
    if (held_) {
        av_packet_unref(&packet);
        av_packet_move_ref(&packet, packet_.get());
        held_ = false;
        return next_++;
    }
    KINOVAR_TRY_ASSIGN(const bool more, demuxer_.read(packet));
    if (!more || next_ >= static_cast<std::int64_t>(index_.packets.size())) {
        return std::nullopt;
    }
    if (packet.size != index_.packets[static_cast<std::size_t>(next_)].size) {
        return failure(
            ErrorCode::Corrupt,
            fmt::format("{}: packet {} is not the one found at first", path_.string(), next_),
            "the file changed while it was read; start again");
    }
    return next_++;
}

} // namespace kinovar::media
