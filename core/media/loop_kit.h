#pragma once

// Private to core/media: what encoders of looping pictures (GIF, WebP) share.

#include "core/media/ffmpeg.h"
#include "core/media/join.h"
#include "core/media/segment_reader.h"

#include <functional>
#include <memory>
#include <string>

namespace kinovar::media {

[[nodiscard]] Error loop_trouble(const JoinPlan& plan, int number);

using FrameSink = std::function<Status(AVFrame&)>;

/// Decodes all segments in order; the sink's frame has its number as pts. Frames that the plan's
/// reduction leaves out do not reach it.
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

/// A filter graph written as text, its ends found by name.
class FilterGraph {
public:
    explicit FilterGraph(const JoinPlan& plan) : plan_(plan) {}

    [[nodiscard]] Status build(const std::string& text);
    [[nodiscard]] Status send(const char* name, AVFrame* frame);
    /// Of "buffersink@out". False when more must be sent first, or nothing more comes.
    [[nodiscard]] Result<bool> receive(AVFrame& frame);

private:
    const JoinPlan& plan_;
    ffmpeg::FilterGraph graph_;
};

/// "buffer@in", with the pictures of the segments brought to the plan's reduced size.
[[nodiscard]] std::string picture_input(const JoinPlan& plan);

/// The plan as it comes out: frames left out, pictures smaller.
[[nodiscard]] JoinPlan reduced(JoinPlan plan);

} // namespace kinovar::media
