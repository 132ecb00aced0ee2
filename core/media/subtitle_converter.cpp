#include "core/media/packet_converter.h"

#include <fmt/format.h>

#include <cstring>
#include <vector>

namespace kinovar::media {

namespace {

/// Far more than a screen of text; avcodec_encode_subtitle needs a fixed buffer.
constexpr int kLargestSubtitle = 1024 * 1024;
constexpr AVRational kMilliseconds = {1, 1000};

Error trouble(const AVStream& source, int number) {
    return Error{ErrorCode::Unsupported,
                 fmt::format("cannot convert subtitle stream {}: {}", source.index,
                             ffmpeg::error_text(number)),
                 "choose another container, or leave out what it cannot hold"};
}

/// An AVSubtitle that frees what a decoder put into it.
struct Subtitle {
    AVSubtitle content{};
    Subtitle() = default;
    ~Subtitle() { avsubtitle_free(&content); }
    Subtitle(const Subtitle&) = delete;
    Subtitle& operator=(const Subtitle&) = delete;
};

class SubtitleConverter final : public PacketConverter {
public:
    explicit SubtitleConverter(const AVStream& source)
        : source_(source), packet_(ffmpeg::make_packet()) {}

    int start(AVCodecID codec);
    [[nodiscard]] const AVCodecContext& encoder() const override { return *encoder_; }
    [[nodiscard]] Status convert(AVPacket* packet, const Sink& sink) override;

private:
    const AVStream& source_;
    ffmpeg::CodecContext decoder_;
    ffmpeg::CodecContext encoder_;
    ffmpeg::Packet packet_;
    std::vector<std::uint8_t> bytes_;
};

int SubtitleConverter::start(AVCodecID codec) {
    const AVCodec* from = avcodec_find_decoder(source_.codecpar->codec_id);
    const AVCodec* to = avcodec_find_encoder(codec);
    if (from == nullptr || to == nullptr) {
        return from == nullptr ? AVERROR_DECODER_NOT_FOUND : AVERROR_ENCODER_NOT_FOUND;
    }
    decoder_.reset(avcodec_alloc_context3(from));
    encoder_.reset(avcodec_alloc_context3(to));
    if (!decoder_ || !encoder_) {
        return AVERROR(ENOMEM);
    }
    int status = avcodec_parameters_to_context(decoder_.get(), source_.codecpar);
    decoder_->pkt_timebase = source_.time_base;
    if (status >= 0) {
        status = avcodec_open2(decoder_.get(), from, nullptr);
    }
    if (status < 0) {
        return status;
    }
    encoder_->time_base = kMilliseconds;
    encoder_->flags |= AV_CODEC_FLAG_BITEXACT;
    if (decoder_->subtitle_header_size > 0) {
        const auto size = static_cast<std::size_t>(decoder_->subtitle_header_size);
        // The encoder owns its copy and wants a zero after it.
        encoder_->subtitle_header = static_cast<std::uint8_t*>(av_mallocz(size + 1));
        if (encoder_->subtitle_header == nullptr) {
            return AVERROR(ENOMEM);
        }
        std::memcpy(encoder_->subtitle_header, decoder_->subtitle_header, size);
        encoder_->subtitle_header_size = decoder_->subtitle_header_size;
    }
    bytes_.resize(kLargestSubtitle);
    return avcodec_open2(encoder_.get(), to, nullptr);
}

Status SubtitleConverter::convert(AVPacket* packet, const Sink& sink) {
    if (packet == nullptr) {
        return {};
    }
    Subtitle subtitle;
    int have = 0;
    int status = avcodec_decode_subtitle2(decoder_.get(), &subtitle.content, &have, packet);
    if (status < 0) {
        return failure(trouble(source_, status));
    }
    if (have == 0 || subtitle.content.num_rects == 0) {
        return {};
    }
    subtitle.content.pts = av_rescale_q(packet->pts, source_.time_base, AV_TIME_BASE_Q);
    subtitle.content.end_display_time = static_cast<std::uint32_t>(
        av_rescale_q(packet->duration, source_.time_base, kMilliseconds));
    subtitle.content.start_display_time = 0;
    status =
        avcodec_encode_subtitle(encoder_.get(), bytes_.data(), kLargestSubtitle, &subtitle.content);
    if (status < 0 || av_new_packet(packet_.get(), status) < 0) {
        return failure(trouble(source_, status < 0 ? status : AVERROR(ENOMEM)));
    }
    std::memcpy(packet_->data, bytes_.data(), static_cast<std::size_t>(status));
    packet_->pts = av_rescale_q(packet->pts, source_.time_base, kMilliseconds);
    packet_->dts = packet_->pts;
    packet_->duration = av_rescale_q(packet->duration, source_.time_base, kMilliseconds);
    packet_->flags |= AV_PKT_FLAG_KEY;
    return sink(*packet_);
}

} // namespace

Result<std::unique_ptr<PacketConverter>> make_subtitle_converter(const AVStream& source,
                                                                 AVCodecID codec) {
    auto converter = std::make_unique<SubtitleConverter>(source);
    const int status = converter->start(codec);
    if (status < 0) {
        return failure(trouble(source, status));
    }
    return converter;
}

} // namespace kinovar::media
