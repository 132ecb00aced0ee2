#include "core/media/video_probe.h"

#include "core/media/frame_rate.h"
#include "core/media/limits.h"
#include "core/media/plane_unpacker.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

extern "C" {
#include <libavutil/display.h>
#include <libavutil/parseutils.h>
}

namespace kinovar::media {

namespace {

constexpr Rational kDefaultRate{25, 1};
constexpr int kFullTurn = 360;
constexpr int kSecondsPerMinute = 60;

Metadata metadata_of(const AVDictionary* dictionary) {
    Metadata metadata;
    const AVDictionaryEntry* entry = nullptr;
    while ((entry = av_dict_get(dictionary, "", entry, AV_DICT_IGNORE_SUFFIX)) != nullptr) {
        metadata[entry->key] = entry->value;
    }
    return metadata;
}

std::string value_of(const Metadata& metadata, const std::string& key) {
    const auto found = metadata.find(key);
    return found == metadata.end() ? std::string() : found->second;
}

StreamKind kind_of(const AVStream& stream) {
    switch (stream.codecpar->codec_type) {
    case AVMEDIA_TYPE_VIDEO:
        return (stream.disposition & AV_DISPOSITION_ATTACHED_PIC) != 0 ? StreamKind::Attachment
                                                                       : StreamKind::Video;
    case AVMEDIA_TYPE_AUDIO:
        return StreamKind::Audio;
    case AVMEDIA_TYPE_SUBTITLE:
        return StreamKind::Subtitle;
    case AVMEDIA_TYPE_ATTACHMENT:
        return StreamKind::Attachment;
    default:
        return StreamKind::Data;
    }
}

/// Matroska keeps the length of each stream as a tag, "00:01:02.500000000".
double tagged_duration(const Metadata& metadata) {
    int hours = 0;
    int minutes = 0;
    double seconds = 0;
    const std::string text = value_of(metadata, "DURATION");
    if (std::sscanf(text.c_str(), "%d:%d:%lf", &hours, &minutes, &seconds) != 3) {
        return 0;
    }
    return (hours * kSecondsPerMinute + minutes) * kSecondsPerMinute + seconds;
}

StreamInfo stream_info(const AVStream& stream) {
    StreamInfo info;
    info.index = stream.index;
    info.kind = kind_of(stream);
    info.codec = avcodec_get_name(stream.codecpar->codec_id);
    info.metadata = metadata_of(stream.metadata);
    info.language = value_of(info.metadata, "language");
    info.title = value_of(info.metadata, "title");
    info.duration = stream.duration != AV_NOPTS_VALUE && stream.duration > 0
                        ? static_cast<double>(stream.duration) * av_q2d(stream.time_base)
                        : tagged_duration(info.metadata);
    info.sample_rate = stream.codecpar->sample_rate;
    info.channels = stream.codecpar->ch_layout.nb_channels;
    info.is_default = (stream.disposition & AV_DISPOSITION_DEFAULT) != 0;
    return info;
}

std::vector<Chapter> chapters_of(const AVFormatContext& input) {
    std::vector<Chapter> chapters;
    for (unsigned i = 0; i < input.nb_chapters; ++i) {
        const AVChapter& chapter = *input.chapters[i];
        const double unit = av_q2d(chapter.time_base);
        chapters.push_back({static_cast<double>(chapter.start) * unit,
                            static_cast<double>(chapter.end) * unit,
                            value_of(metadata_of(chapter.metadata), "title")});
    }
    return chapters;
}

FieldOrder field_order_of(AVFieldOrder order) {
    switch (order) {
    case AV_FIELD_PROGRESSIVE:
        return FieldOrder::Progressive;
    case AV_FIELD_TT:
    case AV_FIELD_BT: // "bottom coded first, top displayed first"
        return FieldOrder::TopFirst;
    case AV_FIELD_BB:
    case AV_FIELD_TB:
        return FieldOrder::BottomFirst;
    default:
        return FieldOrder::Unknown;
    }
}

/// FFmpeg's angle runs against the clock.
int rotation_of(const AVStream& stream) {
    std::size_t size = 0;
    const std::uint8_t* data = av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
    if (data == nullptr || size < 9 * sizeof(std::int32_t)) {
        return 0;
    }
    const double angle = av_display_rotation_get(reinterpret_cast<const std::int32_t*>(data));
    if (std::isnan(angle)) {
        return 0;
    }
    const int clockwise = static_cast<int>(std::lround(-angle)) % kFullTurn;
    return clockwise < 0 ? clockwise + kFullTurn : clockwise;
}

/// Of the video stream, else of a timecode track, else of the whole file.
std::string timecode_of(const AVFormatContext& input, const AVStream& video) {
    const auto of = [](const AVDictionary* dictionary) -> std::string {
        // Matroska writes the key in capitals; av_dict_get does not mind.
        const AVDictionaryEntry* entry = av_dict_get(dictionary, "timecode", nullptr, 0);
        return entry == nullptr ? "" : entry->value;
    };
    std::string timecode = of(video.metadata);
    for (unsigned i = 0; i < input.nb_streams && timecode.empty(); ++i) {
        if (input.streams[i]->codecpar->codec_type == AVMEDIA_TYPE_DATA) {
            timecode = of(input.streams[i]->metadata);
        }
    }
    return timecode.empty() ? of(input.metadata) : timecode;
}

Rational aspect_of(const AVFormatContext& input, AVStream& stream) {
    const AVRational aspect =
        av_guess_sample_aspect_ratio(const_cast<AVFormatContext*>(&input), &stream, nullptr);
    return aspect.num > 0 && aspect.den > 0 ? ffmpeg::rational_of(aspect).reduced()
                                            : Rational{1, 1};
}

Status check_codec(const AVStream& stream, const std::filesystem::path& path) {
    const AVCodecParameters& codec = *stream.codecpar;
    const std::string what = fmt::format("{}: video stream {}", path.string(), stream.index);
    if (codec.codec_id == AV_CODEC_ID_NONE || avcodec_find_decoder(codec.codec_id) == nullptr) {
        char tag[AV_FOURCC_MAX_STRING_SIZE] = {};
        av_fourcc_make_string(tag, codec.codec_tag);
        return failure(ErrorCode::Unsupported,
                       fmt::format("{} has a codec that cannot be decoded: {} (tag {})", what,
                                   avcodec_get_name(codec.codec_id), tag),
                       "convert it first with the program that made it, to FFV1 or H.264");
    }
    if (codec.width > kLargestPictureSide || codec.height > kLargestPictureSide) {
        return failure(ErrorCode::Unsupported,
                       fmt::format("{} has pictures of {}×{}", what, codec.width, codec.height),
                       fmt::format("at most {} pixels a side can be read", kLargestPictureSide));
    }
    if (codec.width <= 0 || codec.height <= 0 || codec.format < 0) {
        return failure(ErrorCode::Corrupt, what + " holds no picture that can be decoded",
                       "the file may be damaged or cut short; copy it again from its source");
    }
    return {};
}

/// Grey without a tag uses all its codes: it comes from scanners and pictures, not from television.
ColourSpec resolved_colour(ColourSpec colour, const PixelLayout& layout, int height) {
    if (layout.family == PixelLayout::Family::Grey && colour.range == Range::Unspecified) {
        colour.range = Range::Full;
    }
    return colour.resolved(height, layout.family == PixelLayout::Family::Rgb);
}

void fill_times(VideoInfo& video, const PacketIndex& index, const AVStream& stream) {
    const std::array stated{ffmpeg::rational_of(stream.avg_frame_rate),
                            ffmpeg::rational_of(stream.r_frame_rate)};
    const Rational stated_rate = stated[0].known()   ? stated[0].reduced()
                                 : stated[1].known() ? stated[1].reduced()
                                                     : kDefaultRate;
    video.frames = static_cast<std::int64_t>(index.times.size());
    video.times = index.times;
    video.last_duration = index.last_duration;
    video.rate = stated_rate;
    if (!index.timed) {
        video.time_base = stated_rate.inverse();
        video.last_duration = 1;
        return;
    }
    video.time_base = ffmpeg::rational_of(stream.time_base);
    const FrameRate found = frame_rate_of(index.times, video.time_base, stated);
    if (found.rate.known()) {
        video.rate = found.rate;
        video.variable_rate = found.variable;
    }
    if (video.last_duration <= 0) {
        video.last_duration = std::max<std::int64_t>(
            1, std::llround(1.0 / (video.rate.value() * video.time_base.value())));
    }
}

Result<VideoInfo> video_info(const Demuxer& demuxer, const PacketIndex& index) {
    const AVStream& stream = demuxer.stream();
    const AVCodecParameters& codec = *stream.codecpar;
    const auto format = static_cast<AVPixelFormat>(codec.format);
    VideoInfo video;
    KINOVAR_TRY_ASSIGN(video.layout, unpacked_layout(format));
    video.codec = avcodec_get_name(codec.codec_id);
    video.pixel_format = av_get_pix_fmt_name(format);
    video.width = codec.width;
    video.height = codec.height;
    fill_times(video, index, stream);
    video.pixel_aspect =
        aspect_of(demuxer.context(), *demuxer.context().streams[demuxer.video_stream()]);
    video.rotation = rotation_of(stream);
    video.field_order = field_order_of(codec.field_order);
    video.stored_colour = ffmpeg::colour_of(codec);
    video.colour = resolved_colour(video.stored_colour, video.layout, video.height);
    video.timecode = timecode_of(demuxer.context(), stream);
    return video;
}

double duration_of(const MediaInfo& info, const AVFormatContext& input) {
    double duration = input.duration > 0 ? static_cast<double>(input.duration) / AV_TIME_BASE : 0.0;
    if (info.has_video) {
        const VideoInfo& video = info.video;
        const std::int64_t ticks = video.times.back() + video.last_duration - video.times.front();
        duration = std::max(duration, static_cast<double>(ticks) * video.time_base.value());
    }
    return duration;
}

/// Where the pictures end in seconds, by the statistics tag that Matroska files carry in front; 0:
/// not told.
double told_end(const AVFormatContext& input, const AVStream& stream) {
    const bool matroska = std::string_view(input.iformat->name).find("matroska") == 0;
    const AVDictionaryEntry* tag = av_dict_get(stream.metadata, "DURATION", nullptr, 0);
    std::int64_t microseconds = 0;
    if (!matroska || tag == nullptr || av_parse_time(&microseconds, tag->value, 1) < 0) {
        return 0;
    }
    return static_cast<double>(microseconds) / AV_TIME_BASE;
}

/// What a file says it has, against what is there.
void warn_of_missing_frames(MediaInfo& info, const AVFormatContext& input, const AVStream& stream) {
    const VideoInfo& video = info.video;
    if (video.frames == 0) {
        return;
    }
    // Edit lists hide frames on purpose; a file that ends too early is also too short.
    const double tolerance = 1.5 / video.rate.value();
    const double length = static_cast<double>(video.frames) / video.rate.value();
    const double end =
        static_cast<double>(video.times.back() + video.last_duration) * video.time_base.value();
    const double told_length = static_cast<double>(stream.duration) * av_q2d(stream.time_base);
    const double told = told_end(input, stream);
    if (stream.nb_frames > video.frames && stream.duration > 0 &&
        length + tolerance < told_length) {
        info.warnings.push_back(
            fmt::format("the file announces {} frames but ends after {}: it was cut short",
                        stream.nb_frames, video.frames));
    } else if (end + tolerance < told) {
        info.warnings.push_back(
            fmt::format("the file announces {:.2f} s of pictures but ends after {} frames, at "
                        "{:.2f} s: it was cut short",
                        told, video.frames, end));
    }
}

} // namespace

Result<VideoProbe> probe_video(const std::filesystem::path& path) {
    KINOVAR_TRY_ASSIGN(Demuxer demuxer, Demuxer::open(path));
    const AVFormatContext& input = demuxer.context();
    VideoProbe result;
    MediaInfo& info = result.info;
    info.path = path;
    info.container = input.iformat->name;
    info.bytes = std::filesystem::file_size(path);
    info.metadata = metadata_of(input.metadata);
    info.chapters = chapters_of(input);
    for (unsigned i = 0; i < input.nb_streams; ++i) {
        info.streams.push_back(stream_info(*input.streams[i]));
    }
    info.video_stream = demuxer.video_stream();
    info.has_video = info.video_stream >= 0;
    if (info.has_video) {
        KINOVAR_TRY(check_codec(demuxer.stream(), path));
        KINOVAR_TRY_ASSIGN(result.index, scan_packets(demuxer));
        if (result.index.times.empty()) {
            return failure(ErrorCode::Corrupt, path.string() + " has a video stream without frames",
                           "the recording may have been broken off; copy it again from its source");
        }
        auto video = video_info(demuxer, result.index);
        if (!video) {
            return failure(video.error().within(path.string()));
        }
        info.video = std::move(*video);
        warn_of_missing_frames(info, input, demuxer.stream());
    }
    info.duration = duration_of(info, input);
    return result;
}

} // namespace kinovar::media
