#include "core/media/file_scan.h"

#include "core/media/stream_plan.h"

#include <algorithm>
#include <cmath>

namespace kinovar::media {

namespace {

constexpr int kMostBadReads = 1000;
/// Times are compared as joined: to a microsecond.
constexpr double kGrain = 1e6;

double seconds(std::int64_t ticks, AVRational time_base) {
    return static_cast<double>(ticks) * av_q2d(time_base);
}

/// Whether the packet counts; moves its times into the range.
bool clip(double& start, double& end, bool is_subtitle, const ScanRange& range) {
    const double from = std::round(range.start * kGrain) / kGrain;
    if (is_subtitle && end > start) {
        start = std::max(start, from);
        end = std::min(end, range.end);
        if (end <= start) {
            return false;
        }
    } else if ((start < from && range.start > 0) || start >= range.end) {
        return false;
    }
    start -= range.start;
    end -= range.start;
    return true;
}

void count(const AVPacket& packet, const ScanRange* range, FileScan& scan) {
    const AVStream& stream = *scan.input->streams[packet.stream_index];
    StreamScan& facts = scan.streams[static_cast<std::size_t>(packet.stream_index)];
    const std::int64_t pts = packet.pts != AV_NOPTS_VALUE ? packet.pts : packet.dts;
    double start = pts != AV_NOPTS_VALUE ? seconds(pts, stream.time_base) : facts.end;
    double end = start + seconds(packet.duration, stream.time_base);
    const bool is_subtitle = stream.codecpar->codec_type == AVMEDIA_TYPE_SUBTITLE;
    // MP4 fills the time between two texts with empty ones.
    constexpr int kEmptyText = 2;
    if (is_subtitle && stream.codecpar->codec_id == AV_CODEC_ID_MOV_TEXT &&
        packet.size <= kEmptyText) {
        return;
    }
    if (range != nullptr && !clip(start, end, is_subtitle, *range)) {
        return;
    }
    facts.start = facts.packets == 0 ? start : std::min(facts.start, start);
    facts.end = facts.packets == 0 ? end : std::max(facts.end, end);
    facts.last = facts.packets == 0 ? start : std::max(facts.last, start);
    ++facts.packets;
    if (packet.stream_index == scan.picture) {
        scan.times.push_back(start);
    }
}

} // namespace

Result<FileScan> scan_file(const std::filesystem::path& path, ScanPictures pictures,
                           const ScanRange* range) {
    FileScan scan;
    KINOVAR_TRY_ASSIGN(scan.input, open_source(path));
    if (!scan.input) {
        return scan;
    }
    scan.picture = picture_stream(*scan.input);
    if (pictures == ScanPictures::No && scan.picture >= 0) {
        scan.input->streams[scan.picture]->discard = AVDISCARD_ALL;
    }
    scan.streams.resize(scan.input->nb_streams);
    const ffmpeg::Packet packet = ffmpeg::make_packet();
    int bad_reads = 0;
    while (true) {
        const int status = av_read_frame(scan.input.get(), packet.get());
        if (status == AVERROR_EOF ||
            (status == AVERROR_INVALIDDATA && ++bad_reads >= kMostBadReads)) {
            break;
        }
        if (status < 0 && status != AVERROR_INVALIDDATA) {
            return failure(ffmpeg::error_from_av(status, "cannot read", path));
        }
        if (status >= 0 && static_cast<std::size_t>(packet->stream_index) < scan.streams.size()) {
            count(*packet, range, scan);
        }
        av_packet_unref(packet.get());
    }
    std::sort(scan.times.begin(), scan.times.end());
    return scan;
}

} // namespace kinovar::media
