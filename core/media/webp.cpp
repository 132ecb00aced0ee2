#include "core/media/webp.h"

#include "core/base/file.h"
#include "core/media/frame_times.h"
#include "core/media/loop_kit.h"
#include "core/media/output_file.h"

#include <fmt/format.h>

#include <string_view>

namespace kinovar::media {

namespace {

constexpr AVRational kMilliseconds = {1, 1000};
constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 32U;

class WebpJoiner {
public:
    WebpJoiner(const JoinPlan& plan, Job& job)
        : plan_(plan), result_(reduced(plan)), job_(job), times_(plan), graph_(plan),
          picture_(ffmpeg::make_frame()), packet_(ffmpeg::make_packet()) {}
    [[nodiscard]] Status run();

private:
    [[nodiscard]] Status open_encoder();
    [[nodiscard]] Status open_file();
    [[nodiscard]] Status drain_graph();
    [[nodiscard]] Status encode(const AVFrame* frame);

    const JoinPlan& plan_;
    const JoinPlan result_; ///< as it comes out
    Job& job_;
    FrameTimes times_;
    FilterGraph graph_;
    ffmpeg::CodecContext encoder_;
    std::unique_ptr<OutputFile> file_;
    ffmpeg::AvFrame picture_;
    ffmpeg::Packet packet_;
};

Status WebpJoiner::open_encoder() {
    const AVCodec* codec = avcodec_find_encoder_by_name("libwebp_anim");
    if (codec == nullptr) {
        return failure(ErrorCode::Unsupported, "this FFmpeg has no encoder libwebp_anim",
                       "install the distribution's full libavcodec, or write a GIF");
    }
    encoder_.reset(avcodec_alloc_context3(codec));
    if (!encoder_) {
        return failure(loop_trouble(plan_, AVERROR(ENOMEM)));
    }
    encoder_->width = result_.encode.width;
    encoder_->height = result_.encode.height;
    encoder_->pix_fmt = AV_PIX_FMT_RGB32;
    encoder_->time_base = kMilliseconds;
    encoder_->flags |= AV_CODEC_FLAG_BITEXACT;
    ffmpeg::Options options;
    options.set("quality", std::to_string(plan_.reduction.quality));
    options.set("loop", "0");
    const int status = avcodec_open2(encoder_.get(), codec, options.get());
    return status < 0 ? Status(failure(loop_trouble(plan_, status))) : Status();
}

Status WebpJoiner::open_file() {
    KINOVAR_TRY_ASSIGN(file_, OutputFile::create(plan_.output, "webp"));
    KINOVAR_TRY_ASSIGN(AVStream * stream, file_->add_stream());
    if (avcodec_parameters_from_context(stream->codecpar, encoder_.get()) < 0) {
        return failure(loop_trouble(plan_, AVERROR(ENOMEM)));
    }
    stream->time_base = kMilliseconds;
    ffmpeg::Options options;
    options.set("loop", "0");
    return file_->write_header(options);
}

Status WebpJoiner::encode(const AVFrame* frame) {
    int status = avcodec_send_frame(encoder_.get(), frame);
    while (status >= 0) {
        status = avcodec_receive_packet(encoder_.get(), packet_.get());
        if (status == AVERROR(EAGAIN) || status == AVERROR_EOF) {
            return {};
        }
        if (status >= 0) { // one, at the end: the whole animation
            packet_->stream_index = 0;
            KINOVAR_TRY(file_->write(*packet_));
        }
    }
    return failure(loop_trouble(plan_, status));
}

Status WebpJoiner::drain_graph() {
    while (true) {
        KINOVAR_TRY_ASSIGN(const bool have, graph_.receive(*picture_));
        if (!have) {
            return {};
        }
        picture_->pts = av_rescale_q(times_.start(picture_->pts) - times_.start(0),
                                     ffmpeg::av_rational(plan_.time_base.reduced()), kMilliseconds);
        const Status encoded = encode(picture_.get());
        av_frame_unref(picture_.get());
        KINOVAR_TRY(encoded);
        job_.advance();
    }
}

Status WebpJoiner::run() {
    KINOVAR_TRY(times_.check());
    KINOVAR_TRY(
        graph_.build(picture_input(plan_) + fmt::format(",format={},buffersink@out",
                                                        av_get_pix_fmt_name(AV_PIX_FMT_RGB32))));
    KINOVAR_TRY(open_encoder());
    KINOVAR_TRY(open_file());
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

/// A number of `bytes` bytes, the least significant first; 0 beyond the end.
std::uint32_t number_at(std::string_view data, std::size_t at, int bytes) {
    std::uint32_t value = 0;
    for (int i = bytes - 1; i >= 0; --i) {
        const std::size_t place = at + static_cast<std::size_t>(i);
        value = value << 8U |
                (place < data.size() ? static_cast<std::uint8_t>(data[place]) : std::uint8_t{0});
    }
    return value;
}

/// Takes what one chunk tells; its payload begins at `at`.
void take_chunk(std::string_view kind, std::string_view data, std::size_t at, WebpFacts& facts) {
    constexpr std::size_t kCanvas = 4;
    constexpr std::size_t kDuration = 12;
    constexpr std::size_t kLossySize = 6;
    constexpr std::uint32_t kSideBits = 14;
    constexpr std::uint32_t kSideMask = (1U << kSideBits) - 1;
    if (kind == "VP8X") {
        facts.width = static_cast<int>(number_at(data, at + kCanvas, 3)) + 1;
        facts.height = static_cast<int>(number_at(data, at + kCanvas + 3, 3)) + 1;
    } else if (kind == "ANMF") {
        ++facts.frames;
        facts.seconds += number_at(data, at + kDuration, 3) * av_q2d(kMilliseconds);
    } else if (kind == "VP8 " || kind == "VP8L") {
        ++facts.frames;
        if (facts.width == 0 && kind == "VP8 ") {
            facts.width = static_cast<int>(number_at(data, at + kLossySize, 2) & kSideMask);
            facts.height = static_cast<int>(number_at(data, at + kLossySize + 2, 2) & kSideMask);
        } else if (facts.width == 0) {
            const std::uint32_t sides = number_at(data, at + 1, 4);
            facts.width = static_cast<int>(sides & kSideMask) + 1;
            facts.height = static_cast<int>(sides >> kSideBits & kSideMask) + 1;
        }
    }
}

} // namespace

Status join_webp(const JoinPlan& plan, Job& job) {
    return WebpJoiner(plan, job).run();
}

Result<WebpFacts> read_webp_facts(const std::filesystem::path& path) {
    constexpr std::size_t kHead = 12;
    constexpr std::size_t kChunkHead = 8;
    KINOVAR_TRY_ASSIGN(const std::string data, read_file(path, kMostBytes));
    if (!data.starts_with("RIFF") || data.size() < kHead || data.substr(8, 4) != "WEBP") {
        return failure(ErrorCode::Corrupt, path.string() + " is no WebP");
    }
    WebpFacts facts;
    for (std::size_t at = kHead; at + kChunkHead <= data.size();) {
        const std::size_t bytes = number_at(data, at + 4, 4);
        take_chunk(std::string_view(data).substr(at, 4), data, at + kChunkHead, facts);
        at += kChunkHead + bytes + bytes % 2;
    }
    return facts;
}

} // namespace kinovar::media
