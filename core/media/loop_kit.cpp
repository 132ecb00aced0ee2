#include "core/media/loop_kit.h"

#include "core/media/encoder.h"
#include "core/media/frame_times.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

extern "C" {
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
}

namespace kinovar::media {

Error loop_trouble(const JoinPlan& plan, int number) {
    return Error{
        number == AVERROR(ENOMEM) ? ErrorCode::OutOfMemory : ErrorCode::Internal,
        fmt::format("cannot make {}: {}", plan.output.string(), ffmpeg::error_text(number)),
        {}};
}

Status SegmentDecoder::open() {
    KINOVAR_TRY_ASSIGN(segments_, SegmentReader::open(plan_.segments, plan_.encode.rate));
    const AVCodec* codec = avcodec_find_decoder(segments_->parameters().codec_id);
    if (codec == nullptr) {
        return failure(loop_trouble(plan_, AVERROR_DECODER_NOT_FOUND));
    }
    decoder_.reset(avcodec_alloc_context3(codec));
    if (!decoder_) {
        return failure(loop_trouble(plan_, AVERROR(ENOMEM)));
    }
    int status = avcodec_parameters_to_context(decoder_.get(), &segments_->parameters());
    decoder_->thread_count = plan_.encode.threads;
    if (status >= 0) {
        status = avcodec_open2(decoder_.get(), codec, nullptr);
    }
    return status < 0 ? Status(failure(loop_trouble(plan_, status))) : Status();
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
            if (frame_->pts % plan_.reduction.every == 0) {
                KINOVAR_TRY(sink(*frame_));
            }
            av_frame_unref(frame_.get());
        }
    }
    return failure(loop_trouble(plan_, status));
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

Status FilterGraph::build(const std::string& text) {
    graph_.reset(avfilter_graph_alloc());
    AVFilterInOut* loose_in = nullptr;
    AVFilterInOut* loose_out = nullptr;
    int status = graph_ ? avfilter_graph_parse2(graph_.get(), text.c_str(), &loose_in, &loose_out)
                        : AVERROR(ENOMEM);
    avfilter_inout_free(&loose_in);
    avfilter_inout_free(&loose_out);
    if (status >= 0) {
        status = avfilter_graph_config(graph_.get(), nullptr);
    }
    return status < 0 ? Status(failure(loop_trouble(plan_, status))) : Status();
}

Status FilterGraph::send(const char* name, AVFrame* frame) {
    const int status = av_buffersrc_add_frame(avfilter_graph_get_filter(graph_.get(), name), frame);
    return status < 0 ? Status(failure(loop_trouble(plan_, status))) : Status();
}

Result<bool> FilterGraph::receive(AVFrame& frame) {
    const int status =
        av_buffersink_get_frame(avfilter_graph_get_filter(graph_.get(), "buffersink@out"), &frame);
    if (status == AVERROR(EAGAIN) || status == AVERROR_EOF) {
        return false;
    }
    if (status < 0) {
        return failure(loop_trouble(plan_, status));
    }
    return true;
}

std::string picture_input(const JoinPlan& plan) {
    std::string text = fmt::format("buffer@in=video_size={}x{}:pix_fmt={}:time_base=1/1",
                                   plan.encode.width, plan.encode.height,
                                   av_get_pix_fmt_name(encoder_format(segment_spec(plan.encode))));
    if (plan.reduction.scale < 1) {
        const EncodeSpec smaller = reduced(plan).encode;
        text += fmt::format(",scale={}:{}:flags=area+accurate_rnd+bitexact", smaller.width,
                            smaller.height);
    }
    return text;
}

JoinPlan reduced(JoinPlan plan) {
    if (plan.times.empty()) {
        return plan;
    }
    const LoopReduction by = plan.reduction;
    const auto side = [&by](int length) {
        return by.scale < 1 ? std::max(1, static_cast<int>(std::lround(length * by.scale)))
                            : length;
    };
    const FrameTimes times(plan);
    const std::int64_t end = times.start(times.count() - 1) + times.duration(times.count() - 1);
    std::vector<std::int64_t> kept;
    for (std::int64_t n = 0; n < times.count(); n += by.every) {
        kept.push_back(times.start(n));
    }
    plan.encode.width = side(plan.encode.width);
    plan.encode.height = side(plan.encode.height);
    plan.last_duration = end - kept.back();
    plan.times = std::move(kept);
    return plan;
}

} // namespace kinovar::media
