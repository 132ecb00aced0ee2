#include "core/media/encoder.h"

#include <fmt/format.h>

namespace kinovar::media {

namespace {

using Family = PixelLayout::Family;

/// From here up FFV1 cuts pictures into 16 slices, so that a reader can decode them in parallel.
constexpr int kManySlicesFrom = 1280 * 720;
constexpr int kManySlices = 16;
constexpr int kFfv1Level = 3;
constexpr int kH265FrameThreads = 2;
constexpr int kH265CodingTree = 64; ///< side of the largest block, x265's default
constexpr int kKeyFrameSeconds = 5;
constexpr int kLongestGop = 250;

struct EncoderName {
    AVCodecID id;
    const char* name;
};

EncoderName encoder_name(Codec codec) {
    switch (codec) {
    case Codec::H265:
        return {AV_CODEC_ID_HEVC, "libx265"};
    case Codec::Ffv1:
    case Codec::Gif:
    case Codec::WebP:
        return {AV_CODEC_ID_FFV1, "ffv1"};
    case Codec::ProRes:
        return {AV_CODEC_ID_PRORES, "prores_ks"};
    case Codec::DnxHr:
        return {AV_CODEC_ID_DNXHD, "dnxhd"};
    default:
        return {AV_CODEC_ID_H264, "libx264"};
    }
}

AVFieldOrder field_order_of(const EncodeSpec& spec) {
    switch (spec.field_order) {
    case FieldOrder::TopFirst:
        return AV_FIELD_TT;
    case FieldOrder::BottomFirst:
        return AV_FIELD_BB;
    case FieldOrder::Unknown:
    case FieldOrder::Progressive:
        break;
    }
    return AV_FIELD_PROGRESSIVE;
}

int profile_of(const EncodeSpec& spec) {
    const bool full_chroma = spec.layout.subsample_x == 0;
    if (spec.codec == Codec::ProRes) {
        return full_chroma ? FF_PROFILE_PRORES_4444 : FF_PROFILE_PRORES_HQ;
    }
    if (spec.codec == Codec::DnxHr) {
        return full_chroma             ? FF_PROFILE_DNXHR_444
               : spec.layout.bits == 8 ? FF_PROFILE_DNXHR_HQ
                                       : FF_PROFILE_DNXHR_HQX;
    }
    return FF_PROFILE_UNKNOWN;
}

void set_x264(ffmpeg::Options& options, const EncodeSpec& spec) {
    options.set("preset", spec.speed);
    options.set("crf", std::to_string(spec.crf));
    // Some of x264's faster routines round differently from processor to processor.
    options.set("x264-params", "cpu-independent=1:open-gop=0");
}

void set_x265(ffmpeg::Options& options, const EncodeSpec& spec) {
    options.set("preset", spec.speed);
    options.set("crf", std::to_string(spec.crf));
    // All that x265 would otherwise derive from the number of processors.
    std::string parameters =
        fmt::format("pools={}:frame-threads={}:lookahead-slices=0:slices=1:open-gop=0:info=0:"
                    "log-level=none:hrd=0",
                    spec.threads, spec.threads > 1 ? kH265FrameThreads : 1);
    if (spec.width <= kH265CodingTree) {
        // A single column of coding trees makes x265 read what it never wrote: its bytes then
        // differ from run to run.
        parameters += ":ctu=16";
    }
    options.set("x265-params", parameters);
}

void set_options(ffmpeg::Options& options, const EncodeSpec& spec) {
    switch (spec.codec) {
    case Codec::H264:
        set_x264(options, spec);
        break;
    case Codec::H265:
        set_x265(options, spec);
        break;
    case Codec::Ffv1:
        options.set("slicecrc", "1");
        break;
    case Codec::ProRes:
        options.set("profile", std::to_string(profile_of(spec)));
        options.set("vendor", "apl0"); // some editors take no other
        break;
    case Codec::DnxHr:
        options.set("profile", spec.layout.subsample_x == 0 ? "dnxhr_444"
                               : spec.layout.bits == 8      ? "dnxhr_hq"
                                                            : "dnxhr_hqx");
        break;
    default:
        break;
    }
}

void set_context(AVCodecContext& context, const EncodeSpec& spec) {
    context.width = spec.width;
    context.height = spec.height;
    context.pix_fmt = encoder_format(spec);
    context.time_base = ffmpeg::av_rational(spec.rate.inverse());
    context.framerate = ffmpeg::av_rational(spec.rate);
    context.sample_aspect_ratio = ffmpeg::av_rational(spec.pixel_aspect);
    context.field_order = field_order_of(spec);
    ffmpeg::set_colour(context, spec.colour);
    context.thread_count = spec.threads;
    context.thread_type = FF_THREAD_SLICE;
    context.flags |=
        AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_CLOSED_GOP;
    const double gop = spec.rate.value() * kKeyFrameSeconds;
    context.gop_size = gop < 1 ? 1 : gop > kLongestGop ? kLongestGop : static_cast<int>(gop);
    if (spec.codec == Codec::Ffv1) {
        context.gop_size = 1; // every frame stands alone
        context.level = kFfv1Level;
        const std::int64_t pixels = std::int64_t{spec.width} * spec.height;
        context.slices = pixels >= kManySlicesFrom ? kManySlices : 0;
    }
    // x265 can only store fields as pictures of their own, which these are not.
    if (spec.codec != Codec::H265 && context.field_order != AV_FIELD_PROGRESSIVE) {
        context.flags |= AV_CODEC_FLAG_INTERLACED_DCT | AV_CODEC_FLAG_INTERLACED_ME;
    }
}

} // namespace

EncodeSpec segment_spec(const EncodeSpec& spec) {
    EncodeSpec stored = spec;
    if (spec.codec == Codec::Gif || spec.codec == Codec::WebP) {
        stored.codec = Codec::Ffv1;
    }
    return stored;
}

AVPixelFormat encoder_format(const EncodeSpec& spec) {
    // FFV1 takes 8-bit RGB only as packed pixels.
    if (spec.codec == Codec::Ffv1 && spec.layout == PixelLayout{Family::Rgb, 8, 0, 0}) {
        return AV_PIX_FMT_BGR0;
    }
    return ffmpeg::format_of(spec.layout);
}

Result<ffmpeg::CodecContext> open_encoder(const EncodeSpec& spec) {
    ffmpeg::route_log();
    const EncoderName wanted = encoder_name(spec.codec);
    const AVCodec* codec = avcodec_find_encoder_by_name(wanted.name);
    if (codec == nullptr) {
        return failure(ErrorCode::Unsupported,
                       fmt::format("this FFmpeg has no encoder {}", wanted.name),
                       "install the distribution's full libavcodec, or choose another codec");
    }
    ffmpeg::CodecContext context(avcodec_alloc_context3(codec));
    if (!context) {
        return failure(ErrorCode::OutOfMemory, "no memory for a video encoder");
    }
    set_context(*context, spec);
    ffmpeg::Options options;
    set_options(options, spec);
    const int status = avcodec_open2(context.get(), codec, options.get());
    if (status < 0) {
        return failure(ErrorCode::Unsupported,
                       fmt::format("{} cannot encode {}x{} {}: {}", wanted.name, spec.width,
                                   spec.height, av_get_pix_fmt_name(encoder_format(spec)),
                                   ffmpeg::error_text(status)),
                       "choose another size, depth or codec");
    }
    return context;
}

void describe_stream(AVCodecParameters& parameters, const EncodeSpec& spec) {
    parameters.codec_type = AVMEDIA_TYPE_VIDEO;
    parameters.codec_id = encoder_name(spec.codec).id;
    parameters.format = encoder_format(spec);
    parameters.width = spec.width;
    parameters.height = spec.height;
    parameters.profile = profile_of(spec);
    parameters.bits_per_raw_sample = spec.layout.bits;
    parameters.sample_aspect_ratio = ffmpeg::av_rational(spec.pixel_aspect);
    parameters.field_order = field_order_of(spec);
    ffmpeg::set_colour(parameters, spec.colour);
}

} // namespace kinovar::media
