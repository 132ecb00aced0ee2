#include "core/media/stream_plan.h"

#include "core/media/encode_spec.h"
#include "core/media/picture_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

extern "C" {
#include <libavutil/display.h>
}

namespace kinovar::media {

namespace {

constexpr int kAlacDeepest = 24;
constexpr unsigned kTimecodeTag = MKTAG('t', 'm', 'c', 'd');
constexpr unsigned kChapterNamesTag = MKTAG('t', 'e', 'x', 't');
constexpr unsigned kGoProTag = MKTAG('g', 'p', 'm', 'd');

std::string lower(std::string_view text) {
    std::string low(text);
    std::transform(low.begin(), low.end(), low.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return low;
}

bool is_matroska(std::string_view muxer) {
    return muxer == "matroska";
}

std::string describe(const AVStream& stream) {
    const AVCodecParameters& facts = *stream.codecpar;
    const bool cover = (stream.disposition & AV_DISPOSITION_ATTACHED_PIC) != 0;
    const char* kind = av_get_media_type_string(facts.codec_type);
    const AVDictionaryEntry* name = av_dict_get(stream.metadata, "filename", nullptr, 0);
    return fmt::format("{} stream {} ({})",
                       cover  ? "cover picture"
                       : kind ? kind
                              : "unknown",
                       stream.index, name ? name->value : avcodec_get_name(facts.codec_id));
}

bool fits(const char* muxer, AVCodecID codec) {
    // FFmpeg's table for MOV lists them, its writer refuses them.
    const bool only_mp4 =
        codec == AV_CODEC_ID_FLAC || codec == AV_CODEC_ID_OPUS || codec == AV_CODEC_ID_TRUEHD;
    if (only_mp4 && std::string_view(muxer) == "mov") {
        return false;
    }
    const AVOutputFormat* format = av_guess_format(muxer, nullptr, nullptr);
    return codec != AV_CODEC_ID_NONE && format != nullptr &&
           avformat_query_codec(format, codec, FF_COMPLIANCE_EXPERIMENTAL) == 1;
}

bool alac_takes_layout(const AVCodecParameters& facts) {
    const AVCodec* alac = avcodec_find_encoder(AV_CODEC_ID_ALAC);
    if (alac == nullptr || alac->ch_layouts == nullptr) {
        return false;
    }
    for (const AVChannelLayout* layout = alac->ch_layouts; layout->nb_channels != 0; ++layout) {
        const bool named = facts.ch_layout.order != AV_CHANNEL_ORDER_UNSPEC;
        if (named ? av_channel_layout_compare(layout, &facts.ch_layout) == 0
                  : layout->nb_channels == facts.ch_layout.nb_channels) {
            return true;
        }
    }
    return false;
}

/// Whether ALAC can hold the very same samples.
bool is_alac_lossless(const AVCodecParameters& facts) {
    const AVCodecDescriptor* codec = avcodec_descriptor_get(facts.codec_id);
    if (codec == nullptr || (codec->props & AV_CODEC_PROP_LOSSLESS) == 0 ||
        (codec->props & AV_CODEC_PROP_LOSSY) != 0 || !alac_takes_layout(facts)) {
        return false;
    }
    const auto format = av_get_packed_sample_fmt(static_cast<AVSampleFormat>(facts.format));
    if (format == AV_SAMPLE_FMT_U8 || format == AV_SAMPLE_FMT_S16) {
        return true;
    }
    const int bits = std::max(facts.bits_per_raw_sample, av_get_bits_per_sample(facts.codec_id));
    return format == AV_SAMPLE_FMT_S32 && bits > 0 && bits <= kAlacDeepest;
}

StreamPlan plan_audio(StreamPlan plan, const AVCodecParameters& facts, const char* muxer,
                      double pace) {
    if (pace != 1) {
        if (avcodec_find_decoder(facts.codec_id) != nullptr && alac_takes_layout(facts)) {
            plan.fate = StreamFate::Stretched;
            plan.codec = AV_CODEC_ID_ALAC;
        }
    } else if (fits(muxer, facts.codec_id)) {
        plan.fate = StreamFate::Copied;
    } else if (is_alac_lossless(facts) && fits(muxer, AV_CODEC_ID_ALAC)) {
        plan.fate = StreamFate::ToAlac;
        plan.codec = AV_CODEC_ID_ALAC;
    }
    return plan;
}

StreamPlan plan_subtitle(StreamPlan plan, const AVCodecParameters& facts, const char* muxer) {
    if (fits(muxer, facts.codec_id)) {
        plan.fate = StreamFate::Copied;
        return plan;
    }
    const AVCodecDescriptor* codec = avcodec_descriptor_get(facts.codec_id);
    if (codec != nullptr && (codec->props & AV_CODEC_PROP_TEXT_SUB) != 0 &&
        avcodec_find_decoder(facts.codec_id) != nullptr) {
        plan.fate = StreamFate::ToText;
        plan.codec = is_matroska(muxer) ? AV_CODEC_ID_SUBRIP : AV_CODEC_ID_MOV_TEXT;
    }
    return plan;
}

StreamPlan plan_video(StreamPlan plan, const AVStream& stream, const char* muxer) {
    const AVCodecID codec = stream.codecpar->codec_id;
    if ((stream.disposition & AV_DISPOSITION_TIMED_THUMBNAILS) != 0) {
        return plan;
    }
    if ((stream.disposition & AV_DISPOSITION_ATTACHED_PIC) == 0) {
        plan.fate = fits(muxer, codec) ? StreamFate::Copied : StreamFate::Impossible;
        return plan;
    }
    const bool usual = codec == AV_CODEC_ID_MJPEG || codec == AV_CODEC_ID_PNG;
    if (usual && (is_matroska(muxer) || std::string_view(muxer) == "mp4")) {
        plan.fate = StreamFate::Attached;
    }
    return plan;
}

StreamPlan plan_data(StreamPlan plan, const AVCodecParameters& facts, const char* muxer) {
    if (facts.codec_tag == kTimecodeTag ||
        (facts.codec_id == AV_CODEC_ID_BIN_DATA && facts.codec_tag == kChapterNamesTag)) {
        plan.fate = StreamFate::Elsewhere;
    } else if (!is_matroska(muxer) && facts.codec_id == AV_CODEC_ID_BIN_DATA &&
               facts.codec_tag == kGoProTag) {
        plan.fate = StreamFate::Copied;
    }
    return plan;
}

StreamPlan plan_stream(const AVStream& stream, bool is_picture, const char* muxer, double pace) {
    const AVCodecParameters& facts = *stream.codecpar;
    StreamPlan plan{stream.index, StreamFate::Impossible, facts.codec_id, describe(stream)};
    switch (facts.codec_type) {
    case AVMEDIA_TYPE_VIDEO:
        if (is_picture) {
            plan.fate = StreamFate::Replaced;
            return plan;
        }
        return plan_video(std::move(plan), stream, muxer);
    case AVMEDIA_TYPE_AUDIO:
        return plan_audio(std::move(plan), facts, muxer, pace);
    case AVMEDIA_TYPE_SUBTITLE:
        return plan_subtitle(std::move(plan), facts, muxer);
    case AVMEDIA_TYPE_ATTACHMENT:
        plan.fate = is_matroska(muxer) ? StreamFate::Attached : StreamFate::Impossible;
        return plan;
    case AVMEDIA_TYPE_DATA:
        return plan_data(std::move(plan), facts, muxer);
    default:
        return plan;
    }
}

bool is_wanted(const AVStream& stream, Carry carry) {
    return carry == Carry::All || stream.codecpar->codec_type == AVMEDIA_TYPE_AUDIO;
}

bool is_picture_demuxer(std::string_view name) {
    return name == "image2" || name.ends_with("_pipe");
}

} // namespace

Result<const char*> muxer_for(const std::filesystem::path& output) {
    const std::string extension = lower(output.extension().string());
    if (extension == ".mkv") {
        return "matroska";
    }
    if (extension == ".mov") {
        return "mov";
    }
    if (extension == ".mp4" || extension == ".m4v") {
        return "mp4";
    }
    return failure(ErrorCode::Unsupported, "cannot write a film as " + output.string(),
                   "name it .mkv, .mov or .mp4");
}

Result<ffmpeg::Input> open_source(const std::filesystem::path& path) {
    ffmpeg::route_log();
    std::error_code ignored;
    if (path.empty() || is_sequence_pattern(path) || std::filesystem::is_directory(path, ignored)) {
        return ffmpeg::Input();
    }
    AVFormatContext* opened = nullptr;
    const std::string url = "file:" + path.string();
    ffmpeg::Options options;
    options.set("protocol_whitelist", "file"); // a playlist shall not reach out into the network
    int status = avformat_open_input(&opened, url.c_str(), nullptr, options.get());
    ffmpeg::Input source(opened);
    if (status >= 0 && is_picture_demuxer(source->iformat->name)) {
        return ffmpeg::Input();
    }
    if (status >= 0) {
        status = avformat_find_stream_info(source.get(), nullptr);
    }
    if (status < 0) {
        return failure(ffmpeg::error_from_av(status, "cannot read", path));
    }
    return source;
}

int picture_stream(const AVFormatContext& source) {
    for (unsigned i = 0; i < source.nb_streams; ++i) {
        const AVStream& stream = *source.streams[i];
        if (stream.codecpar->codec_type == AVMEDIA_TYPE_VIDEO &&
            (stream.disposition & AV_DISPOSITION_ATTACHED_PIC) == 0) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

std::vector<StreamPlan> plan_streams(const AVFormatContext& source, const char* muxer, double pace,
                                     Carry carry) {
    std::vector<StreamPlan> plans;
    const int picture = picture_stream(source);
    for (unsigned i = 0; i < source.nb_streams; ++i) {
        const AVStream& stream = *source.streams[i];
        StreamPlan plan = plan_stream(stream, static_cast<int>(i) == picture, muxer, pace);
        if (!is_wanted(stream, carry)) {
            plan.fate = StreamFate::Unwanted;
        }
        plans.push_back(std::move(plan));
    }
    return plans;
}

int rotation_of(const AVStream& stream) {
    const std::uint8_t* matrix =
        av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, nullptr);
    if (matrix == nullptr) {
        return 0;
    }
    constexpr int kFullTurn = 360;
    const double turn = av_display_rotation_get(reinterpret_cast<const std::int32_t*>(matrix));
    if (std::isnan(turn)) {
        return 0;
    }
    // FFmpeg counts counter-clockwise.
    return ((static_cast<int>(std::lround(-turn)) % kFullTurn) + kFullTurn) % kFullTurn;
}

bool is_technical_tag(std::string_view key) {
    const std::string low = lower(key);
    static constexpr std::array<std::string_view, 7> kTags = {
        "encoder",  "major_brand", "minor_version", "compatible_brands",
        "duration", "vendor_id",   "timecode"};
    static constexpr std::array<std::string_view, 4> kBeginnings = {
        "bps", "number_of_frames", "number_of_bytes", "_statistics_"};
    return std::find(kTags.begin(), kTags.end(), low) != kTags.end() ||
           std::any_of(kBeginnings.begin(), kBeginnings.end(),
                       [&low](std::string_view start) { return low.starts_with(start); });
}

Result<std::vector<StreamProblem>> check_streams(const std::filesystem::path& source,
                                                 const std::filesystem::path& output, double pace,
                                                 Carry carry) {
    std::vector<StreamProblem> problems;
    KINOVAR_TRY_ASSIGN(const ffmpeg::Input input, open_source(source));
    const Result<Codec> usual = default_codec_for(output);
    if (!input || (usual && is_picture_codec(*usual))) {
        return problems; // a sequence of pictures is no container: its sound stays in the source
    }
    if (usual && is_silent(*usual)) {
        for (unsigned i = 0; i < input->nb_streams; ++i) {
            if (static_cast<int>(i) != picture_stream(*input) &&
                is_wanted(*input->streams[i], carry)) {
                problems.push_back({static_cast<int>(i), describe(*input->streams[i]), {}});
            }
        }
        return problems;
    }
    KINOVAR_TRY_ASSIGN(const char* muxer, muxer_for(output));
    for (const StreamPlan& plan : plan_streams(*input, muxer, pace, carry)) {
        if (plan.fate == StreamFate::Impossible) {
            problems.push_back({plan.index, plan.what, {}});
        } else if (plan.fate == StreamFate::ToAlac || plan.fate == StreamFate::ToText) {
            problems.push_back({plan.index, plan.what,
                                fmt::format("converted to {}", avcodec_get_name(plan.codec))});
        } else if (plan.fate == StreamFate::Stretched) {
            problems.push_back({plan.index, plan.what,
                                fmt::format("stretched to {:.4g} times its length, as {}", 1 / pace,
                                            avcodec_get_name(plan.codec))});
        }
    }
    const int picture = picture_stream(*input);
    const int turn = picture < 0 ? 0 : rotation_of(*input->streams[picture]);
    if (turn != 0 && is_matroska(muxer) && carry == Carry::All) {
        problems.push_back(
            {picture, fmt::format("rotation by {} degrees of the picture", turn), {}});
    }
    return problems;
}

} // namespace kinovar::media
