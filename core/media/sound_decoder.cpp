#include "core/media/sound_decoder.h"

#include <cmath>

namespace kinovar::media {

namespace {

constexpr int kChannels = 2;
/// Containers round times, to a millisecond at worst. Only more than this is a gap.
constexpr double kGap = 0.004;

Error out_of_memory() {
    return {ErrorCode::OutOfMemory, "not enough memory to decode the sound",
            "close other programs and try again"};
}

} // namespace

SoundDecoder::SoundDecoder(ffmpeg::CodecContext codec, const AVStream& stream, int rate)
    : codec_(std::move(codec)), time_base_(stream.time_base), rate_(rate) {
    if (stream.start_time != AV_NOPTS_VALUE) {
        origin_ = static_cast<double>(stream.start_time) * av_q2d(time_base_);
    }
}

Result<std::unique_ptr<SoundDecoder>> SoundDecoder::make(const AVFormatContext& input, int stream,
                                                         int rate) {
    const AVStream& source = *input.streams[stream];
    const AVCodec* decoder = avcodec_find_decoder(source.codecpar->codec_id);
    if (decoder == nullptr) {
        return failure(ErrorCode::Unsupported, std::string("the sound cannot be decoded: ") +
                                                   avcodec_get_name(source.codecpar->codec_id));
    }
    ffmpeg::CodecContext codec(avcodec_alloc_context3(decoder));
    if (!codec || avcodec_parameters_to_context(codec.get(), source.codecpar) < 0) {
        return failure(out_of_memory());
    }
    codec->pkt_timebase = source.time_base; // so that trimmed starts move the time
    const int status = avcodec_open2(codec.get(), decoder, nullptr);
    if (status < 0) {
        return failure(ErrorCode::Unsupported,
                       "the sound cannot be decoded: " + ffmpeg::error_text(status));
    }
    return std::unique_ptr<SoundDecoder>(new SoundDecoder(std::move(codec), source, rate));
}

void SoundDecoder::restart() {
    avcodec_flush_buffers(codec_.get());
    resampler_.reset();
    running_ = false;
}

Status SoundDecoder::decode(const AVPacket* packet, std::vector<Stretch>& out) {
    if (avcodec_send_packet(codec_.get(), packet) == AVERROR(ENOMEM)) {
        return failure(out_of_memory());
    }
    while (true) {
        const int status = avcodec_receive_frame(codec_.get(), frame_.get());
        if (status == AVERROR(ENOMEM)) {
            return failure(out_of_memory());
        }
        if (status < 0) {
            break;
        }
        const bool was_running = running_;
        const double expected = next_;
        double seconds = time_of(*frame_);
        const bool joins = was_running && std::abs(seconds - expected) < kGap;
        if (joins) {
            seconds = expected;
        } else if (resampler_) {
            Stretch rest{expected, true, {}};
            KINOVAR_TRY(resample(nullptr, rest));
            out.push_back(std::move(rest));
            resampler_.reset();
        }
        KINOVAR_TRY(adapt_to(*frame_));
        Stretch stretch{seconds, joins, {}};
        KINOVAR_TRY(resample(frame_.get(), stretch));
        next_ = seconds + static_cast<double>(frame_->nb_samples) / in_rate_;
        running_ = true;
        out.push_back(std::move(stretch));
        av_frame_unref(frame_.get());
    }
    if (packet == nullptr && resampler_) {
        Stretch rest{next_, true, {}};
        KINOVAR_TRY(resample(nullptr, rest));
        out.push_back(std::move(rest));
    }
    return {};
}

/// On the file's clock, in seconds.
double SoundDecoder::time_of(const AVFrame& frame) {
    const std::int64_t ticks = frame.best_effort_timestamp;
    if (ticks == AV_NOPTS_VALUE) {
        return running_ ? next_ : 0;
    }
    const double tick = av_q2d(time_base_);
    const double told = static_cast<double>(ticks) * tick;
    const double length = static_cast<double>(codec_->frame_size) / frame.sample_rate;
    if (tick * frame.sample_rate <= 1 || codec_->frame_size <= 0) {
        return told;
    }
    // A clock that is coarser than the samples: frames of one length say where they really lie.
    const double exact = origin_ + std::round((told - origin_) / length) * length;
    return std::abs(exact - told) <= tick ? exact : told;
}

Status SoundDecoder::adapt_to(const AVFrame& frame) {
    const int channels = frame.ch_layout.nb_channels;
    if (resampler_ && in_rate_ == frame.sample_rate && in_channels_ == channels &&
        in_format_ == frame.format) {
        return {};
    }
    AVChannelLayout in{};
    if (frame.ch_layout.order == AV_CHANNEL_ORDER_UNSPEC) {
        av_channel_layout_default(&in, channels);
    } else {
        av_channel_layout_copy(&in, &frame.ch_layout);
    }
    AVChannelLayout stereo{};
    av_channel_layout_default(&stereo, kChannels);
    SwrContext* made = nullptr;
    int status = swr_alloc_set_opts2(&made, &stereo, AV_SAMPLE_FMT_FLT, rate_, &in,
                                     static_cast<AVSampleFormat>(frame.format), frame.sample_rate,
                                     0, nullptr);
    av_channel_layout_uninit(&in);
    resampler_.reset(made);
    if (status >= 0 && channels == 1) {
        constexpr double kBothSides[kChannels] = {1, 1};
        status = swr_set_matrix(made, kBothSides, 1);
    }
    if (status >= 0) {
        status = swr_init(made);
    }
    if (status < 0) {
        resampler_.reset();
        return failure(ErrorCode::Unsupported,
                       "the sound cannot be converted: " + ffmpeg::error_text(status));
    }
    in_rate_ = frame.sample_rate;
    in_channels_ = channels;
    in_format_ = frame.format;
    return {};
}

/// Null: what the resampler still holds.
Status SoundDecoder::resample(const AVFrame* frame, Stretch& stretch) {
    const int count = frame == nullptr ? 0 : frame->nb_samples;
    const int most = swr_get_out_samples(resampler_.get(), count);
    if (most <= 0) {
        return {};
    }
    stretch.samples.resize(static_cast<std::size_t>(most) * kChannels);
    auto* out = reinterpret_cast<std::uint8_t*>(stretch.samples.data());
    const auto** in =
        frame == nullptr ? nullptr : const_cast<const std::uint8_t**>(frame->extended_data);
    const int made = swr_convert(resampler_.get(), &out, most, in, count);
    if (made < 0) {
        return failure(ErrorCode::Internal,
                       "the sound cannot be converted: " + ffmpeg::error_text(made));
    }
    stretch.samples.resize(static_cast<std::size_t>(made) * kChannels);
    return {};
}

} // namespace kinovar::media
