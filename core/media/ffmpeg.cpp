#include "core/media/ffmpeg.h"

#include "core/base/file.h"
#include "core/base/log.h"

#include <cerrno>
#include <mutex>
#include <new>

extern "C" {
#include <libavutil/error.h>
#include <libavutil/log.h>
}

namespace kinovar::media::ffmpeg {

namespace {

constexpr int kLogLineLimit = 1024;
constexpr int kDeepestBits = 16;
constexpr int kByteBits = 8;

/// FFmpeg tells of concealment only by this line of its log while it happens.
void note_concealment(void* source, const char* format) {
    constexpr std::string_view kConcealing = "concealing ";
    if (source == nullptr || *static_cast<const AVClass**>(source) != avcodec_get_class() ||
        !std::string_view(format).starts_with(kConcealing)) {
        return;
    }
    if (auto* seen =
            static_cast<std::atomic<bool>*>(static_cast<const AVCodecContext*>(source)->opaque)) {
        *seen = true;
    }
}

void forward_log(void* source, int level, const char* format, va_list arguments) {
    note_concealment(source, format);
    if (level > AV_LOG_INFO) {
        return;
    }
    char line[kLogLineLimit];
    int print_prefix = 1;
    av_log_format_line(source, level, format, arguments, line, kLogLineLimit, &print_prefix);
    std::string_view text(line);
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) {
        text.remove_suffix(1);
    }
    if (!text.empty()) {
        log(LogLevel::Debug, text);
    }
}

ErrorCode code_of(int number) {
    switch (number) {
    case AVERROR_INVALIDDATA:
    case AVERROR_EOF:
        return ErrorCode::Corrupt;
    case AVERROR_DECODER_NOT_FOUND:
    case AVERROR_ENCODER_NOT_FOUND:
    case AVERROR_DEMUXER_NOT_FOUND:
    case AVERROR_MUXER_NOT_FOUND:
    case AVERROR_PROTOCOL_NOT_FOUND:
    case AVERROR_PATCHWELCOME:
        return ErrorCode::Unsupported;
    default:
        return ErrorCode::Internal;
    }
}

std::string hint_for(ErrorCode code) {
    switch (code) {
    case ErrorCode::Corrupt:
        return "the file may be incomplete or damaged; play it in another program, or copy it "
               "again from its source";
    case ErrorCode::Unsupported:
        return "convert it first to FFV1 in .mkv, which loses nothing";
    default:
        return {};
    }
}

bool is_native_planar(const AVPixFmtDescriptor& format) {
    const std::uint64_t unwanted = AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM |
                                   AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_ALPHA |
                                   AV_PIX_FMT_FLAG_BAYER | AV_PIX_FMT_FLAG_FLOAT;
    if ((format.flags & unwanted) != 0) {
        return false;
    }
    const int bits = format.comp[0].depth;
    const int bytes = bits > kByteBits ? 2 : 1;
    // This machine is little-endian (x86-64 and arm64 are all that Debian's packages serve us).
    if (bytes == 2 && (format.flags & AV_PIX_FMT_FLAG_BE) != 0) {
        return false;
    }
    bool planes_used[4] = {};
    for (int i = 0; i < format.nb_components; ++i) {
        const AVComponentDescriptor& part = format.comp[i];
        if (part.depth != bits || part.shift != 0 || part.offset != 0 || part.step != bytes ||
            planes_used[part.plane]) {
            return false;
        }
        planes_used[part.plane] = true;
    }
    return bits >= kByteBits && bits <= kDeepestBits;
}

} // namespace

void CloseInput::operator()(AVFormatContext* context) const {
    avformat_close_input(&context);
}

void CloseOutput::operator()(AVFormatContext* context) const {
    if (context->oformat != nullptr && (context->oformat->flags & AVFMT_NOFILE) == 0) {
        avio_closep(&context->pb);
    }
    avformat_free_context(context);
}

void FreeCodec::operator()(AVCodecContext* context) const {
    avcodec_free_context(&context);
}

void FreeFrame::operator()(AVFrame* frame) const {
    av_frame_free(&frame);
}

void FreePacket::operator()(AVPacket* packet) const {
    av_packet_free(&packet);
}

void FreeScaler::operator()(SwsContext* scaler) const {
    sws_freeContext(scaler);
}

void FreeGraph::operator()(AVFilterGraph* graph) const {
    avfilter_graph_free(&graph);
}

AvFrame make_frame() {
    AvFrame frame(av_frame_alloc());
    if (!frame) {
        throw std::bad_alloc();
    }
    return frame;
}

Packet make_packet() {
    Packet packet(av_packet_alloc());
    if (!packet) {
        throw std::bad_alloc();
    }
    return packet;
}

std::string error_text(int number) {
    char text[AV_ERROR_MAX_STRING_SIZE] = {};
    av_strerror(number, text, sizeof text);
    return text;
}

Error error_from_av(int number, std::string_view action, const std::filesystem::path& path) {
    const ErrorCode code = code_of(number);
    // Small negative numbers are errno values; FFmpeg's own are four-letter tags.
    if (code == ErrorCode::Internal && number > -kLogLineLimit) {
        return error_from_errno(AVUNERROR(number), action, path);
    }
    return Error{code, std::string(action) + " " + path.string() + ": " + error_text(number),
                 hint_for(code)};
}

void route_log() {
    static std::once_flag once;
    std::call_once(once, [] { av_log_set_callback(forward_log); });
}

void watch_concealment(AVCodecContext& decoder, std::atomic<bool>& seen) {
    route_log();
    decoder.opaque = &seen;
}

std::optional<PixelLayout> layout_of(AVPixelFormat format) {
    const AVPixFmtDescriptor* facts = av_pix_fmt_desc_get(format);
    if (facts == nullptr || !is_native_planar(*facts)) {
        return std::nullopt;
    }
    PixelLayout layout;
    layout.bits = facts->comp[0].depth;
    layout.subsample_x = 0;
    layout.subsample_y = 0;
    if (facts->nb_components == 1) {
        layout.family = PixelLayout::Family::Grey;
    } else if (facts->nb_components != 3) {
        return std::nullopt;
    } else if ((facts->flags & AV_PIX_FMT_FLAG_RGB) != 0) {
        layout.family = PixelLayout::Family::Rgb;
    } else {
        layout.family = PixelLayout::Family::Yuv;
        layout.subsample_x = facts->log2_chroma_w;
        layout.subsample_y = facts->log2_chroma_h;
    }
    return layout;
}

AVPixelFormat format_of(const PixelLayout& layout) {
    for (const AVPixFmtDescriptor* facts = av_pix_fmt_desc_next(nullptr); facts != nullptr;
         facts = av_pix_fmt_desc_next(facts)) {
        const AVPixelFormat format = av_pix_fmt_desc_get_id(facts);
        if (!is_full_range_format(format) && layout_of(format) == layout) {
            return format;
        }
    }
    return AV_PIX_FMT_NONE;
}

std::array<int, 3> plane_order(const PixelLayout& layout) {
    return layout.family == PixelLayout::Family::Rgb ? std::array<int, 3>{2, 0, 1}
                                                     : std::array<int, 3>{0, 1, 2};
}

bool is_full_range_format(AVPixelFormat format) {
    switch (format) {
    case AV_PIX_FMT_YUVJ420P:
    case AV_PIX_FMT_YUVJ422P:
    case AV_PIX_FMT_YUVJ444P:
    case AV_PIX_FMT_YUVJ440P:
    case AV_PIX_FMT_YUVJ411P:
        return true;
    default:
        return false;
    }
}

namespace {

/// A code point as our enum, where it is one that we name.
template <class Ours>
Ours known(int value, Ours unspecified) {
    const auto ours = static_cast<Ours>(value);
    return value >= 0 && value <= UINT8_MAX &&
                   to_string(ours) != to_string(static_cast<Ours>(UINT8_MAX))
               ? ours
               : unspecified;
}

struct Tags {
    AVColorPrimaries primaries;
    AVColorTransferCharacteristic transfer;
    AVColorSpace matrix;
    AVColorRange range;
    AVChromaLocation siting;
};

Tags tags_of(const ColourSpec& colour) {
    return {static_cast<AVColorPrimaries>(colour.primaries),
            static_cast<AVColorTransferCharacteristic>(colour.transfer),
            static_cast<AVColorSpace>(colour.matrix), static_cast<AVColorRange>(colour.range),
            static_cast<AVChromaLocation>(colour.siting)};
}

} // namespace

ColourSpec colour_of(AVColorPrimaries primaries, AVColorTransferCharacteristic transfer,
                     AVColorSpace matrix, AVColorRange range, AVChromaLocation siting) {
    return {known(primaries, Primaries::Unspecified), known(transfer, Transfer::Unspecified),
            known(matrix, Matrix::Unspecified), known(range, Range::Unspecified),
            known(siting, ChromaSiting::Unspecified)};
}

ColourSpec colour_of(const AVCodecParameters& parameters) {
    ColourSpec colour =
        colour_of(parameters.color_primaries, parameters.color_trc, parameters.color_space,
                  parameters.color_range, parameters.chroma_location);
    if (is_full_range_format(static_cast<AVPixelFormat>(parameters.format))) {
        colour.range = Range::Full;
    }
    return colour;
}

ColourSpec colour_of(const AVFrame& frame) {
    ColourSpec colour = colour_of(frame.color_primaries, frame.color_trc, frame.colorspace,
                                  frame.color_range, frame.chroma_location);
    if (is_full_range_format(static_cast<AVPixelFormat>(frame.format))) {
        colour.range = Range::Full;
    }
    return colour;
}

void set_colour(AVCodecContext& codec, const ColourSpec& colour) {
    const Tags tags = tags_of(colour);
    codec.color_primaries = tags.primaries;
    codec.color_trc = tags.transfer;
    codec.colorspace = tags.matrix;
    codec.color_range = tags.range;
    codec.chroma_sample_location = tags.siting;
}

void set_colour(AVCodecParameters& parameters, const ColourSpec& colour) {
    const Tags tags = tags_of(colour);
    parameters.color_primaries = tags.primaries;
    parameters.color_trc = tags.transfer;
    parameters.color_space = tags.matrix;
    parameters.color_range = tags.range;
    parameters.chroma_location = tags.siting;
}

void set_colour(AVFrame& frame, const ColourSpec& colour) {
    const Tags tags = tags_of(colour);
    frame.color_primaries = tags.primaries;
    frame.color_trc = tags.transfer;
    frame.colorspace = tags.matrix;
    frame.color_range = tags.range;
    frame.chroma_location = tags.siting;
}

} // namespace kinovar::media::ffmpeg
