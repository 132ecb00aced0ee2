#include "core/media/segment_reader.h"

#include <algorithm>
#include <cstring>

namespace kinovar::media {

namespace {

Result<ffmpeg::Input> open_segment(const std::filesystem::path& path) {
    AVFormatContext* opened = nullptr;
    const std::string url = "file:" + path.string();
    const int status =
        avformat_open_input(&opened, url.c_str(), av_find_input_format("nut"), nullptr);
    ffmpeg::Input input(opened);
    if (status < 0) {
        return failure(ffmpeg::error_from_av(status, "cannot read the segment", path));
    }
    if (input->nb_streams != 1 || input->streams[0]->codecpar->codec_type != AVMEDIA_TYPE_VIDEO) {
        return failure(ErrorCode::Corrupt, path.string() + " is no segment of a film",
                       "delete it, then run the same command again");
    }
    return input;
}

bool same_stream(const AVCodecParameters& a, const AVCodecParameters& b) {
    return a.codec_id == b.codec_id && a.width == b.width && a.height == b.height &&
           a.video_delay == b.video_delay && a.extradata_size == b.extradata_size &&
           (a.extradata_size == 0 ||
            std::memcmp(a.extradata, b.extradata, static_cast<std::size_t>(a.extradata_size)) == 0);
}

} // namespace

SegmentReader::SegmentReader(std::vector<std::filesystem::path> segments, Rational rate)
    : segments_(std::move(segments)), rate_(rate) {}

Result<std::unique_ptr<SegmentReader>>
SegmentReader::open(std::vector<std::filesystem::path> segments, Rational rate) {
    ffmpeg::route_log();
    if (segments.empty()) {
        return failure(ErrorCode::InvalidArgument, "there are no segments to join");
    }
    std::unique_ptr<SegmentReader> reader(new SegmentReader(std::move(segments), rate));
    KINOVAR_TRY_ASSIGN(reader->first_, open_segment(reader->segments_.front()));
    return reader;
}

const AVCodecParameters& SegmentReader::parameters() const {
    return *first_->streams[0]->codecpar;
}

Error SegmentReader::damaged(const std::string& why) const {
    return Error{ErrorCode::Corrupt, "segment " + segments_[current_].string() + " " + why,
                 "delete it, then run the same command again"};
}

Status SegmentReader::open_current() {
    KINOVAR_TRY_ASSIGN(input_, open_segment(segments_[current_]));
    if (!same_stream(*input_->streams[0]->codecpar, parameters())) {
        return failure(damaged("was encoded with other settings than the first one"));
    }
    seen_.clear();
    return {};
}

Status SegmentReader::close_current() {
    if (seen_.empty() || std::find(seen_.begin(), seen_.end(), false) != seen_.end()) {
        return failure(damaged("lacks frames"));
    }
    frames_before_ += static_cast<std::int64_t>(seen_.size());
    input_.reset();
    ++current_;
    return {};
}

Result<bool> SegmentReader::next(AVPacket& packet) {
    while (true) {
        if (!input_) {
            if (current_ == segments_.size()) {
                return false;
            }
            KINOVAR_TRY(open_current());
        }
        const int status = av_read_frame(input_.get(), &packet);
        if (status == AVERROR_EOF) {
            KINOVAR_TRY(close_current());
            continue;
        }
        if (status < 0) {
            return failure(
                ffmpeg::error_from_av(status, "cannot read the segment", segments_[current_]));
        }
        break;
    }
    // The container may count finer than in frames, by a whole factor.
    packet.pts = packet.pts == AV_NOPTS_VALUE
                     ? -1
                     : av_rescale_q(packet.pts, input_->streams[0]->time_base,
                                    ffmpeg::av_rational(rate_.reduced().inverse()));
    // A pts too far ahead of the packets read can only come from damage: no encoder here reorders
    // over more frames than this.
    constexpr std::int64_t kFarthest = 64;
    const auto have = static_cast<std::int64_t>(seen_.size());
    const bool key = (packet.flags & AV_PKT_FLAG_KEY) != 0;
    if (packet.pts < 0 || packet.pts > have + kFarthest || (have == 0 && !key) ||
        (packet.flags & AV_PKT_FLAG_CORRUPT) != 0) {
        return failure(damaged("is damaged"));
    }
    const auto index = static_cast<std::size_t>(packet.pts);
    if (index >= seen_.size()) {
        seen_.resize(index + 1, false);
    }
    if (seen_[index]) {
        return failure(damaged("holds a frame twice"));
    }
    seen_[index] = true;
    packet.pts += frames_before_;
    return true;
}

} // namespace kinovar::media
