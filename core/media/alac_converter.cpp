#include "core/media/packet_converter.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

extern "C" {
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
}

namespace kinovar::media {

namespace {

constexpr int kAlacDeepest = 24;

Error trouble(const AVStream& source, int number) {
    return Error{ErrorCode::Unsupported,
                 fmt::format("cannot convert audio stream {} to ALAC: {}", source.index,
                             ffmpeg::error_text(number)),
                 "use .mkv or .mov, which hold it as it is"};
}

/// What one filter for the pace can do; several in a row do the rest.
constexpr double kSlowestFilter = 0.5;
constexpr double kFastestFilter = 2;

/// The filters, each with a comma behind it, for a pace.
std::string tempo_filters(double pace) {
    std::string filters;
    while (pace != 1) {
        const double step = std::clamp(pace, kSlowestFilter, kFastestFilter);
        filters += fmt::format("atempo={:.9f},", step);
        pace /= step;
    }
    return filters;
}

class AlacConverter final : public PacketConverter {
public:
    AlacConverter(const AVStream& source, double pace)
        : source_(source), pace_(pace), picked_(ffmpeg::make_frame()),
          packet_(ffmpeg::make_packet()) {}

    int start();
    [[nodiscard]] const AVCodecContext& encoder() const override { return *encoder_; }
    [[nodiscard]] Status convert(AVPacket* packet, const Sink& sink) override;

private:
    int open_decoder();
    int open_encoder();
    int build_graph();
    [[nodiscard]] Status drain_graph(const Sink& sink);
    [[nodiscard]] Status encode(const AVFrame* frame, const Sink& sink);

    const AVStream& source_;
    double pace_;
    ffmpeg::CodecContext decoder_;
    ffmpeg::CodecContext encoder_;
    ffmpeg::FilterGraph graph_; ///< gives the encoder its sample format and its frame length
    AVFilterContext* graph_in_ = nullptr;
    AVFilterContext* graph_out_ = nullptr;
    ffmpeg::AvFrame picked_;
    ffmpeg::Packet packet_;
};

int AlacConverter::open_decoder() {
    const AVCodec* codec = avcodec_find_decoder(source_.codecpar->codec_id);
    if (codec == nullptr) {
        return AVERROR_DECODER_NOT_FOUND;
    }
    decoder_.reset(avcodec_alloc_context3(codec));
    if (!decoder_) {
        return AVERROR(ENOMEM);
    }
    const int status = avcodec_parameters_to_context(decoder_.get(), source_.codecpar);
    decoder_->pkt_timebase = source_.time_base;
    if (decoder_->ch_layout.order == AV_CHANNEL_ORDER_UNSPEC) {
        av_channel_layout_default(&decoder_->ch_layout, decoder_->ch_layout.nb_channels);
    }
    return status < 0 ? status : avcodec_open2(decoder_.get(), codec, nullptr);
}

int AlacConverter::open_encoder() {
    const AVCodec* codec = avcodec_find_encoder(AV_CODEC_ID_ALAC);
    if (codec == nullptr) {
        return AVERROR_ENCODER_NOT_FOUND;
    }
    encoder_.reset(avcodec_alloc_context3(codec));
    if (!encoder_) {
        return AVERROR(ENOMEM);
    }
    const bool deep = av_get_bytes_per_sample(decoder_->sample_fmt) > 2;
    encoder_->sample_fmt = deep ? AV_SAMPLE_FMT_S32P : AV_SAMPLE_FMT_S16P;
    encoder_->bits_per_raw_sample = deep ? kAlacDeepest : 0;
    encoder_->sample_rate = decoder_->sample_rate;
    encoder_->time_base = {1, decoder_->sample_rate};
    encoder_->flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT;
    const int status = av_channel_layout_copy(&encoder_->ch_layout, &decoder_->ch_layout);
    return status < 0 ? status : avcodec_open2(encoder_.get(), codec, nullptr);
}

int AlacConverter::build_graph() {
    graph_.reset(avfilter_graph_alloc());
    if (!graph_) {
        return AVERROR(ENOMEM);
    }
    char layout[64] = {};
    av_channel_layout_describe(&decoder_->ch_layout, layout, sizeof layout);
    const std::string chain =
        fmt::format("abuffer@in=time_base=1/{}:sample_rate={}:sample_fmt={}:channel_layout={},"
                    "{}aformat=sample_fmts={},asetnsamples=n={}:p=0,abuffersink@out",
                    decoder_->sample_rate, decoder_->sample_rate,
                    av_get_sample_fmt_name(decoder_->sample_fmt), layout, tempo_filters(pace_),
                    av_get_sample_fmt_name(encoder_->sample_fmt), encoder_->frame_size);
    AVFilterInOut* loose_in = nullptr;
    AVFilterInOut* loose_out = nullptr;
    int status = avfilter_graph_parse2(graph_.get(), chain.c_str(), &loose_in, &loose_out);
    avfilter_inout_free(&loose_in);
    avfilter_inout_free(&loose_out);
    if (status >= 0) {
        status = avfilter_graph_config(graph_.get(), nullptr);
    }
    graph_in_ = avfilter_graph_get_filter(graph_.get(), "abuffer@in");
    graph_out_ = avfilter_graph_get_filter(graph_.get(), "abuffersink@out");
    return status;
}

int AlacConverter::start() {
    int status = open_decoder();
    if (status >= 0) {
        status = open_encoder();
    }
    return status < 0 ? status : build_graph();
}

Status AlacConverter::encode(const AVFrame* frame, const Sink& sink) {
    int status = avcodec_send_frame(encoder_.get(), frame);
    while (status >= 0) {
        status = avcodec_receive_packet(encoder_.get(), packet_.get());
        if (status == AVERROR(EAGAIN) || status == AVERROR_EOF) {
            return {};
        }
        if (status >= 0) {
            KINOVAR_TRY(sink(*packet_));
        }
    }
    return failure(trouble(source_, status));
}

Status AlacConverter::drain_graph(const Sink& sink) {
    while (true) {
        const int status = av_buffersink_get_frame(graph_out_, picked_.get());
        if (status == AVERROR(EAGAIN) || status == AVERROR_EOF) {
            return {};
        }
        if (status < 0) {
            return failure(trouble(source_, status));
        }
        const Status encoded = encode(picked_.get(), sink);
        av_frame_unref(picked_.get());
        KINOVAR_TRY(encoded);
    }
}

Status AlacConverter::convert(AVPacket* packet, const Sink& sink) {
    int status = avcodec_send_packet(decoder_.get(), packet);
    while (status >= 0) {
        status = avcodec_receive_frame(decoder_.get(), picked_.get());
        if (status >= 0) {
            picked_->pts = av_rescale_q(picked_->pts, source_.time_base, encoder_->time_base);
            if (pace_ != 1) { // the filter counts on from the first frame's time
                picked_->pts = std::llround(static_cast<double>(picked_->pts) / pace_);
            }
            status = av_buffersrc_add_frame(graph_in_, picked_.get());
        }
    }
    if (status != AVERROR(EAGAIN) && status != AVERROR_EOF) {
        return failure(trouble(source_, status));
    }
    if (packet != nullptr) {
        return drain_graph(sink);
    }
    status = av_buffersrc_add_frame(graph_in_, nullptr);
    if (status < 0) {
        return failure(trouble(source_, status));
    }
    KINOVAR_TRY(drain_graph(sink));
    return encode(nullptr, sink);
}

} // namespace

Result<std::unique_ptr<PacketConverter>> make_alac_converter(const AVStream& source, double pace) {
    auto converter = std::make_unique<AlacConverter>(source, pace);
    const int status = converter->start();
    if (status < 0) {
        return failure(trouble(source, status));
    }
    return converter;
}

} // namespace kinovar::media
