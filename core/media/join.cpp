#include "core/media/join.h"

#include "core/media/carried_streams.h"
#include "core/media/encoder.h"
#include "core/media/frame_times.h"
#include "core/media/gif.h"
#include "core/media/metadata.h"
#include "core/media/output_file.h"
#include "core/media/segment_reader.h"
#include "core/media/stream_plan.h"
#include "core/media/webp.h"

#include <fmt/format.h>

#include <cstring>
#include <limits>

namespace kinovar::media {

namespace {

constexpr unsigned kHevcTag = MKTAG('h', 'v', 'c', '1'); ///< the one that Apple's players take
constexpr unsigned kProRes422HqTag = MKTAG('a', 'p', 'c', 'h');
constexpr unsigned kProRes4444Tag = MKTAG('a', 'p', '4', 'h');
constexpr unsigned kDnxHrTag = MKTAG('A', 'V', 'd', 'h');

unsigned picture_tag(const EncodeSpec& spec, std::string_view muxer) {
    if (spec.codec == Codec::ProRes) {
        return spec.layout.subsample_x == 0 ? kProRes4444Tag : kProRes422HqTag;
    }
    if (spec.codec == Codec::DnxHr) {
        return kDnxHrTag;
    }
    return spec.codec == Codec::H265 && muxer != "matroska" ? kHevcTag : 0;
}

/// Joins one film. Memory: one packet of pictures, few of everything else.
class FilmJoiner {
public:
    FilmJoiner(const JoinPlan& plan, Job& job) : plan_(plan), job_(job), times_(plan) {}
    [[nodiscard]] Status run();

private:
    [[nodiscard]] Status add_picture_stream();
    [[nodiscard]] Status set_time_base();
    [[nodiscard]] Status write_header();
    [[nodiscard]] Status interleave();
    [[nodiscard]] Result<bool> next_picture(AVPacket& packet);

    const JoinPlan& plan_;
    Job& job_;
    FrameTimes times_;
    const char* muxer_ = nullptr;
    std::unique_ptr<SegmentReader> segments_;
    std::unique_ptr<CarriedStreams> carried_;
    std::unique_ptr<OutputFile> file_;
    AVStream* picture_ = nullptr;
    std::int64_t packets_ = 0;
};

Status FilmJoiner::add_picture_stream() {
    KINOVAR_TRY_ASSIGN(picture_, file_->add_stream());
    AVCodecParameters& facts = *picture_->codecpar;
    const AVCodecParameters& stored = segments_->parameters();
    describe_stream(facts, plan_.encode);
    if (facts.codec_id != stored.codec_id) {
        return failure(ErrorCode::Corrupt,
                       fmt::format("segment {} holds {}, not {}", plan_.segments[0].string(),
                                   avcodec_get_name(stored.codec_id),
                                   avcodec_get_name(facts.codec_id)),
                       "delete it, then run the same command again");
    }
    if (stored.extradata_size > 0) {
        const auto size = static_cast<std::size_t>(stored.extradata_size);
        facts.extradata =
            static_cast<std::uint8_t*>(av_mallocz(size + AV_INPUT_BUFFER_PADDING_SIZE));
        if (facts.extradata == nullptr) {
            return failure(ErrorCode::OutOfMemory, "no memory to join " + plan_.output.string());
        }
        std::memcpy(facts.extradata, stored.extradata, size);
        facts.extradata_size = stored.extradata_size;
    }
    facts.codec_tag = picture_tag(plan_.encode, muxer_);
    facts.video_delay = stored.video_delay;
    picture_->sample_aspect_ratio = ffmpeg::av_rational(plan_.encode.pixel_aspect);
    picture_->disposition = AV_DISPOSITION_DEFAULT;
    // Matroska makes a constant rate of this, which would be a lie for a variable one.
    if (times_.is_constant_rate() || std::string_view(muxer_) != "matroska") {
        picture_->avg_frame_rate = ffmpeg::av_rational(plan_.encode.rate);
        picture_->r_frame_rate = picture_->avg_frame_rate;
    }
    KINOVAR_TRY(carried_->describe_picture(*picture_));
    return set_time_base();
}

Status FilmJoiner::set_time_base() {
    // MP4 and MOV count in parts of a second; one that the plan's ticks are whole numbers of keeps
    // every time exactly. Matroska counts milliseconds whatever is asked for.
    const std::int64_t ticks_a_second = plan_.time_base.reduced().den;
    if (ticks_a_second > std::numeric_limits<std::int32_t>::max()) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("a time base of {}/{} is too fine", plan_.time_base.num,
                                   plan_.time_base.den));
    }
    picture_->time_base = {1, static_cast<int>(ticks_a_second)};
    return {};
}

Status FilmJoiner::write_header() {
    ffmpeg::Options options;
    const std::string_view muxer = muxer_;
    if (muxer != "matroska") {
        std::string flags = "write_colr";
        // An MP4 is often watched while it loads; a MOV is for editing, and large.
        flags += muxer == "mp4" ? "+faststart" : "";
        flags += needs_free_keys(file_->context().metadata, muxer_) ? "+use_metadata_tags" : "";
        options.set("movflags", flags);
        options.set("video_track_timescale", std::to_string(picture_->time_base.den));
    }
    return file_->write_header(options);
}

Result<bool> FilmJoiner::next_picture(AVPacket& packet) {
    KINOVAR_TRY_ASSIGN(const bool have, segments_->next(packet));
    if (!have) {
        return false;
    }
    const std::int64_t frame = packet.pts;
    if (packets_ >= times_.count() || frame >= times_.count()) {
        return failure(ErrorCode::Corrupt,
                       fmt::format("the segments of {} hold more than the {} frames planned",
                                   plan_.output.string(), times_.count()),
                       "delete them, then run the same command again");
    }
    packet.pts = times_.start(frame);
    packet.dts = times_.decode_time(packets_, segments_->delay());
    packet.duration = times_.duration(frame);
    if (packet.dts > packet.pts) {
        return failure(ErrorCode::Corrupt,
                       fmt::format("frame {} of {} comes later than its decoder can wait", frame,
                                   plan_.output.string()),
                       "delete the segments, then run the same command again");
    }
    av_packet_rescale_ts(&packet, ffmpeg::av_rational(plan_.time_base.reduced()),
                         picture_->time_base);
    packet.stream_index = picture_->index;
    packet.pos = -1;
    ++packets_;
    return true;
}

Status FilmJoiner::interleave() {
    const ffmpeg::Packet picture = ffmpeg::make_packet();
    const ffmpeg::Packet other = ffmpeg::make_packet();
    KINOVAR_TRY_ASSIGN(bool have_picture, next_picture(*picture));
    KINOVAR_TRY_ASSIGN(bool have_other, carried_->next(*other));
    while (have_picture || have_other) {
        KINOVAR_TRY(job_.checkpoint());
        const AVRational other_base =
            have_other ? file_->context().streams[other->stream_index]->time_base : AVRational{};
        if (have_other && (!have_picture || av_compare_ts(other->dts, other_base, picture->dts,
                                                          picture_->time_base) < 0)) {
            KINOVAR_TRY(file_->write(*other));
            KINOVAR_TRY_ASSIGN(have_other, carried_->next(*other));
        } else {
            KINOVAR_TRY(file_->write(*picture));
            job_.advance();
            KINOVAR_TRY_ASSIGN(have_picture, next_picture(*picture));
        }
    }
    return {};
}

Status FilmJoiner::run() {
    KINOVAR_TRY(times_.check());
    KINOVAR_TRY_ASSIGN(muxer_, muxer_for(plan_.output));
    KINOVAR_TRY_ASSIGN(segments_, SegmentReader::open(plan_.segments, plan_.encode.rate));
    KINOVAR_TRY_ASSIGN(carried_, CarriedStreams::open(plan_, muxer_, job_));
    KINOVAR_TRY_ASSIGN(file_, OutputFile::create(plan_.output, muxer_));
    KINOVAR_TRY(add_picture_stream());
    KINOVAR_TRY(carried_->add_to(*file_));
    add_credits(plan_.credits, muxer_, file_->context().metadata);
    add_statements(plan_, muxer_, file_->context().metadata);
    KINOVAR_TRY(write_header());
    KINOVAR_TRY(carried_->write_covers(*file_));
    KINOVAR_TRY(interleave());
    if (segments_->frames() != times_.count()) {
        return failure(ErrorCode::Corrupt,
                       fmt::format("the segments of {} hold {} frames, planned were {}",
                                   plan_.output.string(), segments_->frames(), times_.count()),
                       "delete them, then run the same command again");
    }
    if (std::string_view(muxer_) != "matroska") {
        // This flag also keeps the MOV muxer from writing the titles of streams, which are made
        // with the trailer; what varies (its version) would have been written by now.
        file_->context().flags &= ~AVFMT_FLAG_BITEXACT;
    }
    return file_->publish();
}

Status check_targets(const JoinPlan& plan) {
    std::error_code ignored;
    if (!plan.source.empty() && std::filesystem::equivalent(plan.source, plan.output, ignored)) {
        return failure(ErrorCode::NotWritable, plan.output.string() + " is the source itself",
                       "choose another name for the output");
    }
    return check_container(plan.encode.codec, plan.output);
}

} // namespace

Status join_segments(const JoinPlan& plan, Job& job) {
    KINOVAR_TRY(check_targets(plan));
    try {
        job.begin("join", static_cast<std::int64_t>(plan.times.size()));
        switch (plan.encode.codec) {
        case Codec::Gif:
            return join_gif(plan, job);
        case Codec::WebP:
            return join_webp(plan, job);
        default:
            return FilmJoiner(plan, job).run();
        }
    } catch (const std::bad_alloc&) {
        return failure(ErrorCode::OutOfMemory, "no memory to join " + plan.output.string());
    }
}

} // namespace kinovar::media
