#include "core/media/gif.h"

#include "core/media/encoder.h"
#include "core/media/frame_times.h"
#include "core/media/output_file.h"
#include "core/media/segment_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

extern "C" {
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
}

namespace kinovar::media {

namespace {

constexpr AVRational kHundredths = {1, 100};
constexpr int kPaletteSide = 16; ///< 256 colours as a picture

Error gif_trouble(const JoinPlan& plan, int number) {
    return Error{
        number == AVERROR(ENOMEM) ? ErrorCode::OutOfMemory : ErrorCode::Internal,
        fmt::format("cannot make {}: {}", plan.output.string(), ffmpeg::error_text(number)),
        {}};
}

using FrameSink = std::function<Status(AVFrame&)>;

/// Decodes all segments in order; the sink's frame has its number as pts.
class SegmentDecoder {
public:
    explicit SegmentDecoder(const JoinPlan& plan)
        : plan_(plan), packet_(ffmpeg::make_packet()), frame_(ffmpeg::make_frame()) {}

    [[nodiscard]] Status run(Job& job, const FrameSink& sink);

private:
    [[nodiscard]] Status open();
    [[nodiscard]] Status decode(const AVPacket* packet, const FrameSink& sink);

    const JoinPlan& plan_;
    std::unique_ptr<SegmentReader> segments_;
    ffmpeg::CodecContext decoder_;
    ffmpeg::Packet packet_;
    ffmpeg::AvFrame frame_;
    std::int64_t frames_ = 0;
};

Status SegmentDecoder::open() {
    KINOVAR_TRY_ASSIGN(segments_, SegmentReader::open(plan_.segments, plan_.encode.rate));
    const AVCodec* codec = avcodec_find_decoder(segments_->parameters().codec_id);
    if (codec == nullptr) {
        return failure(gif_trouble(plan_, AVERROR_DECODER_NOT_FOUND));
    }
    decoder_.reset(avcodec_alloc_context3(codec));
    if (!decoder_) {
        return failure(gif_trouble(plan_, AVERROR(ENOMEM)));
    }
    int status = avcodec_parameters_to_context(decoder_.get(), &segments_->parameters());
    decoder_->thread_count = plan_.encode.threads;
    if (status >= 0) {
        status = avcodec_open2(decoder_.get(), codec, nullptr);
    }
    return status < 0 ? Status(failure(gif_trouble(plan_, status))) : Status();
}

Status SegmentDecoder::decode(const AVPacket* packet, const FrameSink& sink) {
    int status = avcodec_send_packet(decoder_.get(), packet);
    while (status >= 0) {
        status = avcodec_receive_frame(decoder_.get(), frame_.get());
        if (status == AVERROR(EAGAIN) || status == AVERROR_EOF) {
            return {};
        }
        if (status >= 0) {
            frame_->pts = frames_++;
            KINOVAR_TRY(sink(*frame_));
            av_frame_unref(frame_.get());
        }
    }
    return failure(gif_trouble(plan_, status));
}

Status SegmentDecoder::run(Job& job, const FrameSink& sink) {
    KINOVAR_TRY(open());
    while (true) {
        KINOVAR_TRY(job.checkpoint());
        KINOVAR_TRY_ASSIGN(const bool have, segments_->next(*packet_));
        if (!have) {
            break;
        }
        const Status decoded = decode(packet_.get(), sink);
        av_packet_unref(packet_.get());
        KINOVAR_TRY(decoded);
    }
    KINOVAR_TRY(decode(nullptr, sink));
    if (frames_ != static_cast<std::int64_t>(plan_.times.size())) {
        return failure(ErrorCode::Corrupt,
                       fmt::format("the segments of {} hold {} frames, planned were {}",
                                   plan_.output.string(), frames_, plan_.times.size()),
                       "delete them, then run the same command again");
    }
    return {};
}

/// A filter graph written as text, its ends found by name.
class Graph {
public:
    explicit Graph(const JoinPlan& plan) : plan_(plan) {}

    [[nodiscard]] Status build(const std::string& text) {
        graph_.reset(avfilter_graph_alloc());
        AVFilterInOut* loose_in = nullptr;
        AVFilterInOut* loose_out = nullptr;
        int status = graph_
                         ? avfilter_graph_parse2(graph_.get(), text.c_str(), &loose_in, &loose_out)
                         : AVERROR(ENOMEM);
        avfilter_inout_free(&loose_in);
        avfilter_inout_free(&loose_out);
        if (status >= 0) {
            status = avfilter_graph_config(graph_.get(), nullptr);
        }
        return status < 0 ? Status(failure(gif_trouble(plan_, status))) : Status();
    }
    [[nodiscard]] Status send(const char* name, AVFrame* frame) {
        const int status =
            av_buffersrc_add_frame(avfilter_graph_get_filter(graph_.get(), name), frame);
        return status < 0 ? Status(failure(gif_trouble(plan_, status))) : Status();
    }
    /// False when more must be sent first, or nothing more comes.
    [[nodiscard]] Result<bool> receive(AVFrame& frame) {
        const int status = av_buffersink_get_frame(
            avfilter_graph_get_filter(graph_.get(), "buffersink@out"), &frame);
        if (status == AVERROR(EAGAIN) || status == AVERROR_EOF) {
            return false;
        }
        if (status < 0) {
            return failure(gif_trouble(plan_, status));
        }
        return true;
    }

private:
    const JoinPlan& plan_;
    ffmpeg::FilterGraph graph_;
};

std::string picture_input(const JoinPlan& plan) {
    return fmt::format("buffer@in=video_size={}x{}:pix_fmt={}:time_base=1/1", plan.encode.width,
                       plan.encode.height,
                       av_get_pix_fmt_name(encoder_format(segment_spec(plan.encode))));
}

Result<ffmpeg::AvFrame> find_palette(const JoinPlan& plan, Job& job) {
    Graph graph(plan);
    KINOVAR_TRY(
        graph.build(picture_input(plan) + ",palettegen=reserve_transparent=0," + "buffersink@out"));
    SegmentDecoder decoder(plan);
    KINOVAR_TRY(
        decoder.run(job, [&graph](AVFrame& frame) { return graph.send("buffer@in", &frame); }));
    KINOVAR_TRY(graph.send("buffer@in", nullptr));
    ffmpeg::AvFrame palette = ffmpeg::make_frame();
    KINOVAR_TRY_ASSIGN(const bool have, graph.receive(*palette));
    if (!have) {
        return failure(gif_trouble(plan, AVERROR_BUG));
    }
    return palette;
}

class GifJoiner {
public:
    GifJoiner(const JoinPlan& plan, Job& job)
        : plan_(plan), job_(job), times_(plan), graph_(plan), dithered_(ffmpeg::make_frame()),
          packet_(ffmpeg::make_packet()) {}
    [[nodiscard]] Status run();

private:
    [[nodiscard]] Status open_encoder();
    [[nodiscard]] Status open_file();
    [[nodiscard]] Status drain_graph();
    [[nodiscard]] Status encode(const AVFrame* frame);
    [[nodiscard]] std::int64_t hundredths(std::int64_t ticks) const {
        return av_rescale_q(ticks, ffmpeg::av_rational(plan_.time_base.reduced()), kHundredths);
    }

    const JoinPlan& plan_;
    Job& job_;
    FrameTimes times_;
    Graph graph_;
    ffmpeg::CodecContext encoder_;
    std::unique_ptr<OutputFile> file_;
    ffmpeg::AvFrame dithered_;
    ffmpeg::Packet packet_;
};

Status GifJoiner::open_encoder() {
    const AVCodec* codec = avcodec_find_encoder(AV_CODEC_ID_GIF);
    if (codec == nullptr) {
        return failure(gif_trouble(plan_, AVERROR_ENCODER_NOT_FOUND));
    }
    encoder_.reset(avcodec_alloc_context3(codec));
    if (!encoder_) {
        return failure(gif_trouble(plan_, AVERROR(ENOMEM)));
    }
    encoder_->width = plan_.encode.width;
    encoder_->height = plan_.encode.height;
    encoder_->pix_fmt = AV_PIX_FMT_PAL8;
    encoder_->time_base = kHundredths;
    encoder_->sample_aspect_ratio = ffmpeg::av_rational(plan_.encode.pixel_aspect);
    encoder_->flags |= AV_CODEC_FLAG_BITEXACT;
    const int status = avcodec_open2(encoder_.get(), codec, nullptr);
    return status < 0 ? Status(failure(gif_trouble(plan_, status))) : Status();
}

Status GifJoiner::open_file() {
    KINOVAR_TRY_ASSIGN(file_, OutputFile::create(plan_.output, "gif"));
    KINOVAR_TRY_ASSIGN(AVStream * stream, file_->add_stream());
    if (avcodec_parameters_from_context(stream->codecpar, encoder_.get()) < 0) {
        return failure(gif_trouble(plan_, AVERROR(ENOMEM)));
    }
    stream->time_base = kHundredths;
    ffmpeg::Options options;
    options.set("loop", "0");
    options.set("final_delay", std::to_string(std::max<std::int64_t>(
                                   1, hundredths(times_.duration(times_.count() - 1)))));
    return file_->write_header(options);
}

Status GifJoiner::encode(const AVFrame* frame) {
    int status = avcodec_send_frame(encoder_.get(), frame);
    while (status >= 0) {
        status = avcodec_receive_packet(encoder_.get(), packet_.get());
        if (status == AVERROR(EAGAIN) || status == AVERROR_EOF) {
            return {};
        }
        if (status >= 0) {
            packet_->stream_index = 0;
            KINOVAR_TRY(file_->write(*packet_));
            job_.advance();
        }
    }
    return failure(gif_trouble(plan_, status));
}

Status GifJoiner::drain_graph() {
    while (true) {
        KINOVAR_TRY_ASSIGN(const bool have, graph_.receive(*dithered_));
        if (!have) {
            return {};
        }
        // A GIF starts with its first frame, whatever that frame's time was.
        dithered_->pts = hundredths(times_.start(dithered_->pts) - times_.start(0));
        const Status encoded = encode(dithered_.get());
        av_frame_unref(dithered_.get());
        KINOVAR_TRY(encoded);
    }
}

Status GifJoiner::run() {
    KINOVAR_TRY(times_.check());
    KINOVAR_TRY_ASSIGN(const ffmpeg::AvFrame palette, find_palette(plan_, job_));
    KINOVAR_TRY(graph_.build(picture_input(plan_) + "[pictures];" +
                             fmt::format("buffer@palette=video_size={0}x{0}:pix_fmt={1}:"
                                         "time_base=1/1[palette];",
                                         kPaletteSide, av_get_pix_fmt_name(AV_PIX_FMT_RGB32)) +
                             "[pictures][palette]paletteuse=dither=sierra2_4a,buffersink@out"));
    KINOVAR_TRY(open_encoder());
    KINOVAR_TRY(open_file());
    palette->pts = 0;
    KINOVAR_TRY(graph_.send("buffer@palette", palette.get()));
    KINOVAR_TRY(graph_.send("buffer@palette", nullptr));
    SegmentDecoder decoder(plan_);
    KINOVAR_TRY(decoder.run(job_, [this](AVFrame& frame) -> Status {
        KINOVAR_TRY(graph_.send("buffer@in", &frame));
        return drain_graph();
    }));
    KINOVAR_TRY(graph_.send("buffer@in", nullptr));
    KINOVAR_TRY(drain_graph());
    KINOVAR_TRY(encode(nullptr));
    return file_->publish();
}

} // namespace

Status join_gif(const JoinPlan& plan, Job& job) {
    return GifJoiner(plan, job).run();
}

} // namespace kinovar::media
