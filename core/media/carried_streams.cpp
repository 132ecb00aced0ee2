#include "core/media/carried_streams.h"

#include "core/media/metadata.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace kinovar::media {

namespace {

constexpr AVRational kNanoseconds = {1, 1'000'000'000};
/// Streams of a file lie this far apart at most: how far before a cut reading starts, and how far
/// behind it it goes on.
constexpr double kInterleaveSeconds = 60;
/// Packets looked at for the first one of every sound stream.
constexpr int kLeadInPackets = 2000;
/// Reading goes on after damage, but not for ever.
constexpr int kMostBadReads = 1000;

std::int64_t ticks(double seconds, AVRational time_base) {
    return av_rescale_q(std::llround(seconds * kNanoseconds.den), kNanoseconds, time_base);
}

bool is_packet_track(StreamFate fate) {
    return fate == StreamFate::Copied || fate == StreamFate::ToAlac ||
           fate == StreamFate::Stretched || fate == StreamFate::ToText;
}

Error no_memory(const std::filesystem::path& path) {
    return Error{ErrorCode::OutOfMemory, "no memory for a stream of " + path.string(), {}};
}

/// The source's own tag, where the container gives it the same meaning.
unsigned tag_for(const AVOutputFormat& format, const AVCodecParameters& from) {
    unsigned same_codec = 0;
    if (format.codec_tag == nullptr ||
        av_codec_get_id(format.codec_tag, from.codec_tag) == from.codec_id ||
        av_codec_get_tag2(format.codec_tag, from.codec_id, &same_codec) == 0) {
        return from.codec_tag;
    }
    return 0;
}

Status copy_side_data(const AVStream& from, AVStream& to, const std::filesystem::path& path) {
    for (int i = 0; i < from.nb_side_data; ++i) {
        const AVPacketSideData& data = from.side_data[i];
        std::uint8_t* copy = av_stream_new_side_data(&to, data.type, data.size);
        if (copy == nullptr) {
            return failure(no_memory(path));
        }
        std::memcpy(copy, data.data, data.size);
    }
    return {};
}

} // namespace

CarriedStreams::CarriedStreams(const JoinPlan& plan, const char* muxer)
    : plan_(plan), muxer_(muxer), read_(ffmpeg::make_packet()) {}

Result<std::unique_ptr<CarriedStreams>> CarriedStreams::open(const JoinPlan& plan,
                                                             const char* muxer, Job& job) {
    std::unique_ptr<CarriedStreams> carried(new CarriedStreams(plan, muxer));
    KINOVAR_TRY_ASSIGN(carried->source_, open_source(plan.source));
    if (!carried->source_) {
        carried->ended_ = true;
        return carried;
    }
    carried->picture_ = picture_stream(*carried->source_);
    KINOVAR_TRY(carried->refuse_losses(job));
    KINOVAR_TRY(carried->measure_lead_in());
    for (StreamPlan& fate : plan_streams(*carried->source_, muxer, plan.pace, plan.carry)) {
        AVStream* from = carried->source_->streams[fate.index];
        from->discard = is_packet_track(fate.fate) ? AVDISCARD_NONE : AVDISCARD_ALL;
        carried->tracks_.push_back({.plan = std::move(fate), .from = from});
    }
    carried->go_to_cut();
    return carried;
}

Status CarriedStreams::refuse_losses(Job& job) {
    KINOVAR_TRY_ASSIGN(const std::vector<StreamProblem> problems,
                       check_streams(plan_.source, plan_.output, plan_.pace, plan_.carry));
    for (const StreamProblem& problem : problems) {
        const std::string text =
            problem.what + " of " + plan_.source.filename().string() +
            (problem.remedy.empty() ? " does not fit into " + plan_.output.extension().string()
                                    : " is " + problem.remedy);
        if (problem.remedy.empty() && !plan_.drop_unsupported) {
            return failure(ErrorCode::Unsupported, text,
                           "choose another container (.mkv holds most), or allow leaving it out");
        }
        job.warn(problem.remedy.empty() ? text + ": left out" : text);
    }
    return {};
}

/// Matroska has no times below 0. Sound that starts there (the priming of AAC, say) is stored as
/// codec delay, so that nothing has to be shifted.
Status CarriedStreams::measure_lead_in() {
    lead_in_.assign(source_->nb_streams, 0);
    if (std::string_view(muxer_) != "matroska") {
        return {};
    }
    KINOVAR_TRY_ASSIGN(const ffmpeg::Input ahead, open_source(plan_.source));
    const ffmpeg::Packet packet = ffmpeg::make_packet();
    std::vector<bool> seen(ahead->nb_streams, false);
    for (int i = 0; i < kLeadInPackets && av_read_frame(ahead.get(), packet.get()) >= 0; ++i) {
        const auto index = static_cast<std::size_t>(packet->stream_index);
        const AVStream& stream = *ahead->streams[index];
        const AVCodecParameters& facts = *stream.codecpar;
        if (index < seen.size() && !seen[index] && facts.codec_type == AVMEDIA_TYPE_AUDIO &&
            facts.sample_rate > 0 && packet->pts != AV_NOPTS_VALUE) {
            const std::int64_t start =
                av_rescale_q(packet->pts, stream.time_base, {1, facts.sample_rate});
            lead_in_[index] = std::max<std::int64_t>(0, -start);
            seen[index] = true;
        }
        av_packet_unref(packet.get());
    }
    return {};
}

void CarriedStreams::go_to_cut() {
    if (!plan_.cut || plan_.cut_start <= kInterleaveSeconds) {
        return;
    }
    const std::int64_t target = ticks(plan_.cut_start - kInterleaveSeconds, AV_TIME_BASE_Q);
    // Where a format cannot seek, reading starts at the beginning and gives the same packets.
    (void)avformat_seek_file(source_.get(), -1, INT64_MIN, target, target, 0);
}

Status CarriedStreams::describe_picture(AVStream& picture) const {
    if (picture_ < 0 || plan_.carry != Carry::All) {
        return {};
    }
    const AVStream& from = *source_->streams[picture_];
    copy_metadata(from.metadata, picture.metadata);
    adapt_metadata(picture.metadata, muxer_);
    const std::string timecode = source_timecode(*source_, plan_);
    if (!timecode.empty()) {
        av_dict_set(&picture.metadata, "timecode", timecode.c_str(), 0);
    }
    picture.disposition = from.disposition;
    KINOVAR_TRY(copy_side_data(from, picture, plan_.output));
    std::uint8_t* found = av_stream_get_side_data(&picture, AV_PKT_DATA_DISPLAYMATRIX, nullptr);
    if (found != nullptr && from.codecpar->width > 0 && from.codecpar->height > 0) {
        // The matrix also moves the picture, in pixels of the source.
        constexpr int kMoveX = 6;
        constexpr int kMoveY = 7;
        auto* matrix = reinterpret_cast<std::int32_t*>(found);
        matrix[kMoveX] = static_cast<std::int32_t>(
            av_rescale(matrix[kMoveX], plan_.encode.width, from.codecpar->width));
        matrix[kMoveY] = static_cast<std::int32_t>(
            av_rescale(matrix[kMoveY], plan_.encode.height, from.codecpar->height));
    }
    return {};
}

Status CarriedStreams::add_to(OutputFile& file) {
    if (!source_) {
        return {};
    }
    const bool all = plan_.carry == Carry::All;
    if (all) {
        copy_metadata(source_->metadata, file.context().metadata);
    }
    for (Track& track : tracks_) {
        if (is_packet_track(track.plan.fate)) {
            KINOVAR_TRY(add_track(file, track));
        }
    }
    for (Track& track : tracks_) { // after the streams that play, as players expect
        if (track.plan.fate != StreamFate::Attached) {
            continue;
        }
        if (std::string_view(muxer_) == "matroska") {
            KINOVAR_TRY(add_attachment(file, *track.from));
        } else {
            KINOVAR_TRY(add_track(file, track));
        }
    }
    return all ? add_chapters(file.context()) : Status();
}

Status CarriedStreams::add_track(OutputFile& file, Track& track) {
    KINOVAR_TRY_ASSIGN(track.to, file.add_stream());
    if (track.plan.fate == StreamFate::ToAlac) {
        KINOVAR_TRY_ASSIGN(track.converter, make_alac_converter(*track.from, 1));
    } else if (track.plan.fate == StreamFate::Stretched) {
        KINOVAR_TRY_ASSIGN(track.converter, make_alac_converter(*track.from, plan_.pace));
    } else if (track.plan.fate == StreamFate::ToText) {
        KINOVAR_TRY_ASSIGN(track.converter, make_subtitle_converter(*track.from, track.plan.codec));
    }
    AVCodecParameters& facts = *track.to->codecpar;
    const int status = track.converter
                           ? avcodec_parameters_from_context(&facts, &track.converter->encoder())
                           : avcodec_parameters_copy(&facts, track.from->codecpar);
    if (status < 0) {
        return failure(no_memory(plan_.output));
    }
    facts.codec_tag = track.converter ? 0 : tag_for(*file.context().oformat, *track.from->codecpar);
    const std::int64_t lead = lead_in_[static_cast<std::size_t>(track.plan.index)];
    if (lead > 0 && track.plan.fate != StreamFate::Stretched) { // the run-up is gone once decoded
        facts.initial_padding = static_cast<int>(lead);
    }
    track.to->time_base =
        track.converter ? track.converter->encoder().time_base : track.from->time_base;
    track.to->avg_frame_rate = track.from->avg_frame_rate;
    track.to->sample_aspect_ratio = track.from->sample_aspect_ratio;
    return describe_track(track);
}

Status CarriedStreams::describe_track(const Track& track) const {
    if (plan_.carry == Carry::All) {
        copy_metadata(track.from->metadata, track.to->metadata);
    } else if (const AVDictionaryEntry* language =
                   av_dict_get(track.from->metadata, "language", nullptr, 0)) {
        av_dict_set(&track.to->metadata, language->key, language->value, 0);
    }
    adapt_metadata(track.to->metadata, muxer_);
    track.to->disposition = track.from->disposition;
    return copy_side_data(*track.from, *track.to, plan_.output);
}

Status CarriedStreams::add_attachment(OutputFile& file, const AVStream& from) {
    KINOVAR_TRY_ASSIGN(AVStream * to, file.add_stream());
    if (avcodec_parameters_copy(to->codecpar, from.codecpar) < 0) {
        return failure(no_memory(plan_.output));
    }
    copy_metadata(from.metadata, to->metadata);
    const bool is_cover = (from.disposition & AV_DISPOSITION_ATTACHED_PIC) != 0;
    const bool is_png = from.codecpar->codec_id == AV_CODEC_ID_PNG;
    if (is_cover) {
        const AVPacket& picture = from.attached_pic;
        av_freep(&to->codecpar->extradata);
        to->codecpar->extradata = static_cast<std::uint8_t*>(
            av_mallocz(static_cast<std::size_t>(picture.size) + AV_INPUT_BUFFER_PADDING_SIZE));
        if (to->codecpar->extradata == nullptr) {
            return failure(no_memory(plan_.output));
        }
        std::memcpy(to->codecpar->extradata, picture.data, static_cast<std::size_t>(picture.size));
        to->codecpar->extradata_size = picture.size;
        to->codecpar->codec_type = AVMEDIA_TYPE_ATTACHMENT;
    }
    // Names that Matroska asks for, where the source had none.
    const std::string name =
        is_cover ? (is_png ? "cover.png" : "cover.jpg") : fmt::format("attachment-{}", from.index);
    const char* kind = !is_cover ? "application/octet-stream" : is_png ? "image/png" : "image/jpeg";
    av_dict_set(&to->metadata, "filename", name.c_str(), AV_DICT_DONT_OVERWRITE);
    av_dict_set(&to->metadata, "mimetype", kind, AV_DICT_DONT_OVERWRITE);
    return {};
}

Status CarriedStreams::add_chapters(AVFormatContext& output) const {
    for (unsigned i = 0; i < source_->nb_chapters; ++i) {
        const AVChapter& from = *source_->chapters[i];
        std::int64_t start = from.start;
        std::int64_t end = from.end;
        if (plan_.cut) {
            const std::int64_t cut_start = ticks(plan_.cut_start, from.time_base);
            const std::int64_t cut_end = ticks(plan_.cut_end, from.time_base);
            start = std::max(start, cut_start) - cut_start;
            end = std::min(end, cut_end) - cut_start;
            if (start >= end) {
                continue;
            }
        }
        start = at_pace(start);
        end = at_pace(end);
        auto* chapter = static_cast<AVChapter*>(av_mallocz(sizeof(AVChapter)));
        if (chapter == nullptr) {
            return failure(no_memory(plan_.output));
        }
        chapter->id = from.id;
        chapter->time_base = from.time_base;
        chapter->start = start;
        chapter->end = end;
        copy_metadata(from.metadata, chapter->metadata);
        int count = static_cast<int>(output.nb_chapters);
        av_dynarray_add(&output.chapters, &count, chapter); // the context frees it
        output.nb_chapters = static_cast<unsigned>(count);
    }
    return {};
}

Status CarriedStreams::write_covers(OutputFile& file) {
    for (const Track& track : tracks_) {
        if (track.plan.fate != StreamFate::Attached || track.to == nullptr) {
            continue;
        }
        const ffmpeg::Packet packet(av_packet_clone(&track.from->attached_pic));
        if (!packet) {
            return failure(no_memory(plan_.output));
        }
        packet->stream_index = track.to->index;
        packet->pts = packet->dts = 0;
        KINOVAR_TRY(file.write(*packet));
    }
    return {};
}

CarriedStreams::Track* CarriedStreams::track_of(int index) {
    if (index < 0 || static_cast<std::size_t>(index) >= tracks_.size()) {
        return nullptr; // a stream that turned up in the middle of the file
    }
    Track& track = tracks_[static_cast<std::size_t>(index)];
    return is_packet_track(track.plan.fate) ? &track : nullptr;
}

void CarriedStreams::complete_times(Track& track, AVPacket& packet) const {
    if (packet.pts == AV_NOPTS_VALUE) {
        packet.pts = packet.dts != AV_NOPTS_VALUE       ? packet.dts
                     : track.expected != AV_NOPTS_VALUE ? track.expected
                                                        : 0;
    }
    if (packet.dts == AV_NOPTS_VALUE) {
        packet.dts = packet.pts;
    }
    track.expected = packet.pts + packet.duration;
}

/// A time, or a length, of the source in the output, in the same base.
std::int64_t CarriedStreams::at_pace(std::int64_t time) const {
    return plan_.pace == 1 ? time : std::llround(static_cast<double>(time) / plan_.pace);
}

/// Whether the packet belongs to the cut; moves it to the cut's own time.
bool CarriedStreams::cut_packet(Track& track, AVPacket& packet) const {
    if (!plan_.cut) {
        return true;
    }
    const std::int64_t start = ticks(plan_.cut_start, track.from->time_base);
    const std::int64_t end = ticks(plan_.cut_end, track.from->time_base);
    const AVMediaType kind = track.from->codecpar->codec_type;
    if (kind == AVMEDIA_TYPE_SUBTITLE && packet.duration > 0) {
        const std::int64_t stop = std::min(packet.pts + packet.duration, end);
        packet.pts = std::max(packet.pts, start);
        packet.dts = packet.pts;
        packet.duration = stop - packet.pts;
        if (packet.duration <= 0) {
            return false;
        }
    }
    // Sound that starts before 0 is the run-up of its codec and belongs to what follows.
    if ((packet.pts < start && plan_.cut_start > 0) || packet.pts >= end) {
        return false;
    }
    if (kind == AVMEDIA_TYPE_VIDEO && !track.started && (packet.flags & AV_PKT_FLAG_KEY) == 0) {
        return false; // could not be decoded without what the cut took away
    }
    packet.pts -= start;
    packet.dts -= start;
    return true;
}

bool CarriedStreams::past_cut(const AVPacket& packet) const {
    if (!plan_.cut || packet.dts == AV_NOPTS_VALUE) {
        return false;
    }
    const AVRational time_base = source_->streams[packet.stream_index]->time_base;
    return packet.dts > ticks(plan_.cut_end + kInterleaveSeconds, time_base);
}

Status CarriedStreams::queue(Track& track, AVPacket& packet, AVRational time_base) {
    ffmpeg::Packet copy = ffmpeg::make_packet();
    av_packet_move_ref(copy.get(), &packet);
    av_packet_rescale_ts(copy.get(), time_base, track.to->time_base);
    copy->stream_index = track.to->index;
    copy->pos = -1;
    // Sources with jumps in their clock; containers take ascending times only.
    if (track.last_dts != AV_NOPTS_VALUE && copy->dts <= track.last_dts) {
        copy->dts = track.last_dts + 1;
        copy->pts = std::max(copy->pts, copy->dts);
    }
    track.last_dts = copy->dts;
    ready_.push_back(std::move(copy));
    return {};
}

Status CarriedStreams::carry(AVPacket& packet) {
    Track* track = track_of(packet.stream_index);
    if (track == nullptr) {
        return {};
    }
    complete_times(*track, packet);
    if (!cut_packet(*track, packet)) {
        return {};
    }
    track->started = true;
    if (track->plan.fate != StreamFate::Stretched) {
        packet.pts = at_pace(packet.pts);
        packet.dts = at_pace(packet.dts);
        packet.duration = at_pace(packet.duration);
    }
    if (!track->converter) {
        return queue(*track, packet, track->from->time_base);
    }
    return track->converter->convert(&packet, [this, track](AVPacket& converted) {
        return queue(*track, converted, track->converter->encoder().time_base);
    });
}

Status CarriedStreams::finish_converters() {
    for (Track& track : tracks_) {
        if (track.converter && track.started) {
            KINOVAR_TRY(track.converter->convert(nullptr, [this, &track](AVPacket& converted) {
                return queue(track, converted, track.converter->encoder().time_base);
            }));
        }
    }
    return {};
}

Result<bool> CarriedStreams::next(AVPacket& packet) {
    int bad_reads = 0;
    while (ready_.empty() && !ended_) {
        const int status = av_read_frame(source_.get(), read_.get());
        if (status == AVERROR_INVALIDDATA && ++bad_reads < kMostBadReads) {
            continue; // what follows the damage may be good
        }
        if (status < 0 && status != AVERROR_EOF && status != AVERROR_INVALIDDATA) {
            return failure(ffmpeg::error_from_av(status, "cannot read", plan_.source));
        }
        const bool at_end = status < 0 || past_cut(*read_);
        if (at_end) {
            ended_ = true;
            KINOVAR_TRY(finish_converters());
        } else {
            KINOVAR_TRY(carry(*read_));
        }
        av_packet_unref(read_.get());
    }
    if (ready_.empty()) {
        return false;
    }
    av_packet_move_ref(&packet, ready_.front().get());
    ready_.pop_front();
    return true;
}

} // namespace kinovar::media
