#include "core/media/gif.h"

#include "core/media/encoder.h"
#include "core/media/frame_times.h"
#include "core/media/loop_kit.h"
#include "core/media/output_file.h"

#include <fmt/format.h>

#include <algorithm>

namespace kinovar::media {

namespace {

constexpr AVRational kHundredths = {1, 100};
constexpr int kPaletteSide = 16; ///< 256 colours as a picture

Result<ffmpeg::AvFrame> find_palette(const JoinPlan& plan, Job& job) {
    FilterGraph graph(plan);
    KINOVAR_TRY(graph.build(picture_input(plan) +
                            fmt::format(",palettegen=reserve_transparent=0:max_colors={},"
                                        "buffersink@out",
                                        plan.reduction.colours)));
    SegmentDecoder decoder(plan);
    KINOVAR_TRY(
        decoder.run(job, [&graph](AVFrame& frame) { return graph.send("buffer@in", &frame); }));
    KINOVAR_TRY(graph.send("buffer@in", nullptr));
    ffmpeg::AvFrame palette = ffmpeg::make_frame();
    KINOVAR_TRY_ASSIGN(const bool have, graph.receive(*palette));
    if (!have) {
        return failure(loop_trouble(plan, AVERROR_BUG));
    }
    return palette;
}

class GifJoiner {
public:
    GifJoiner(const JoinPlan& plan, Job& job)
        : plan_(plan), result_(reduced(plan)), job_(job), times_(plan), graph_(plan),
          dithered_(ffmpeg::make_frame()), packet_(ffmpeg::make_packet()) {}
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
    const JoinPlan result_; ///< as it comes out
    Job& job_;
    FrameTimes times_;
    FilterGraph graph_;
    ffmpeg::CodecContext encoder_;
    std::unique_ptr<OutputFile> file_;
    ffmpeg::AvFrame dithered_;
    ffmpeg::Packet packet_;
};

Status GifJoiner::open_encoder() {
    const AVCodec* codec = avcodec_find_encoder(AV_CODEC_ID_GIF);
    if (codec == nullptr) {
        return failure(loop_trouble(plan_, AVERROR_ENCODER_NOT_FOUND));
    }
    encoder_.reset(avcodec_alloc_context3(codec));
    if (!encoder_) {
        return failure(loop_trouble(plan_, AVERROR(ENOMEM)));
    }
    encoder_->width = result_.encode.width;
    encoder_->height = result_.encode.height;
    encoder_->pix_fmt = AV_PIX_FMT_PAL8;
    encoder_->time_base = kHundredths;
    encoder_->sample_aspect_ratio = ffmpeg::av_rational(plan_.encode.pixel_aspect);
    encoder_->flags |= AV_CODEC_FLAG_BITEXACT;
    const int status = avcodec_open2(encoder_.get(), codec, nullptr);
    return status < 0 ? Status(failure(loop_trouble(plan_, status))) : Status();
}

Status GifJoiner::open_file() {
    KINOVAR_TRY_ASSIGN(file_, OutputFile::create(plan_.output, "gif"));
    KINOVAR_TRY_ASSIGN(AVStream * stream, file_->add_stream());
    if (avcodec_parameters_from_context(stream->codecpar, encoder_.get()) < 0) {
        return failure(loop_trouble(plan_, AVERROR(ENOMEM)));
    }
    stream->time_base = kHundredths;
    ffmpeg::Options options;
    options.set("loop", "0");
    options.set("final_delay",
                std::to_string(std::max<std::int64_t>(1, hundredths(result_.last_duration))));
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
    return failure(loop_trouble(plan_, status));
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
