#include "core/media/sound_track.h"

#include "core/media/audio_reader.h"
#include "core/media/ffmpeg.h"
#include "core/media/output_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace kinovar::media {

namespace {

constexpr int kRate = AudioReader::kRate;
constexpr int kChannels = AudioReader::kChannels;
constexpr std::int64_t kBitRate = 192'000;
/// A shorter piece cannot be looped without being a tone.
constexpr std::int64_t kShortestLoop = kRate / 2;

std::int64_t samples_of(double seconds) {
    return std::llround(seconds * kRate);
}

/// Rises from 0 to 1 such that two sounds that do not know each other stay equally loud.
float equal_power(double t) {
    return static_cast<float>(std::sin(std::clamp(t, 0.0, 1.0) * std::numbers::pi / 2));
}

/// Music without an end: its last seconds fade into its first.
class EndlessMusic {
public:
    static Result<EndlessMusic> open(const std::filesystem::path& path, double fade) {
        EndlessMusic music;
        for (auto& reader : music.readers_) { // two, since they overlap
            KINOVAR_TRY_ASSIGN(reader, AudioReader::open(path));
        }
        music.length_ = music.readers_.front()->samples();
        if (music.length_ < kShortestLoop) {
            return failure(ErrorCode::Unsupported,
                           fmt::format("{} is {:.2f} s long, too short for music", path.string(),
                                       static_cast<double>(music.length_) / kRate),
                           "choose a longer piece");
        }
        music.overlap_ = std::min(samples_of(fade), music.length_ / 4);
        return music;
    }

    /// Fills with what sounds from sample `first` on.
    Status read(std::int64_t first, std::vector<float>& out) {
        std::fill(out.begin(), out.end(), 0.0F);
        const std::int64_t period = length_ - overlap_;
        const auto count = static_cast<std::int64_t>(out.size()) / kChannels;
        const std::int64_t from = std::max<std::int64_t>(0, (first - overlap_) / period);
        for (std::int64_t round = from; round * period < first + count; ++round) {
            KINOVAR_TRY(add(round, first - round * period, out));
        }
        return {};
    }

private:
    /// Adds one playing of the piece, which is at its sample `at` where `out` begins.
    Status add(std::int64_t round, std::int64_t at, std::vector<float>& out) {
        piece_.resize(out.size());
        KINOVAR_TRY(readers_[static_cast<std::size_t>(round % 2)]->read(at, piece_));
        for (std::size_t i = 0; i < out.size(); ++i) {
            const std::int64_t sample = at + static_cast<std::int64_t>(i) / kChannels;
            if (sample < 0 || sample >= length_) {
                continue;
            }
            const auto overlap = static_cast<double>(std::max<std::int64_t>(1, overlap_));
            float gain = equal_power(static_cast<double>(length_ - sample) / overlap);
            if (round > 0) {
                gain *= equal_power(static_cast<double>(sample) / overlap);
            }
            out[i] += gain * piece_[i];
        }
        return {};
    }

    std::array<std::unique_ptr<AudioReader>, 2> readers_;
    std::int64_t length_ = 0;
    std::int64_t overlap_ = 0;
    std::vector<float> piece_;
};

/// An AAC stream in a file of its own.
class AacFile {
public:
    static Result<AacFile> create(const std::filesystem::path& path) {
        AacFile file(path);
        const AVCodec* codec = avcodec_find_encoder(AV_CODEC_ID_AAC);
        file.encoder_.reset(codec == nullptr ? nullptr : avcodec_alloc_context3(codec));
        if (!file.encoder_) {
            return failure(ErrorCode::Unsupported, "there is no AAC encoder",
                           "install FFmpeg with its own AAC encoder");
        }
        AVCodecContext& encoder = *file.encoder_;
        encoder.sample_fmt = AV_SAMPLE_FMT_FLTP;
        encoder.sample_rate = kRate;
        encoder.bit_rate = kBitRate;
        encoder.time_base = {1, kRate};
        encoder.flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT;
        av_channel_layout_default(&encoder.ch_layout, kChannels);
        KINOVAR_TRY(file.checked(avcodec_open2(&encoder, codec, nullptr)));
        KINOVAR_TRY_ASSIGN(file.file_, OutputFile::create(path, "mp4"));
        KINOVAR_TRY_ASSIGN(file.stream_, file.file_->add_stream());
        KINOVAR_TRY(
            file.checked(avcodec_parameters_from_context(file.stream_->codecpar, &encoder)));
        file.stream_->time_base = encoder.time_base;
        ffmpeg::Options none;
        KINOVAR_TRY(file.file_->write_header(none));
        return file;
    }

    [[nodiscard]] int block() const { return encoder_->frame_size; }

    /// `count` samples a channel, interleaved; only the last block may be short.
    Status write(const std::vector<float>& samples, int count) {
        ffmpeg::AvFrame frame = ffmpeg::make_frame();
        frame->format = encoder_->sample_fmt;
        frame->sample_rate = kRate;
        frame->nb_samples = count;
        frame->pts = written_;
        KINOVAR_TRY(checked(av_channel_layout_copy(&frame->ch_layout, &encoder_->ch_layout)));
        KINOVAR_TRY(checked(av_frame_get_buffer(frame.get(), 0)));
        for (int c = 0; c < kChannels; ++c) {
            auto* to = reinterpret_cast<float*>(frame->extended_data[c]);
            for (int i = 0; i < count; ++i) {
                to[i] = samples[static_cast<std::size_t>(i * kChannels + c)];
            }
        }
        written_ += count;
        return encode(frame.get());
    }

    Status publish() {
        KINOVAR_TRY(encode(nullptr));
        return file_->publish();
    }

private:
    explicit AacFile(std::filesystem::path path) : path_(std::move(path)) {}

    [[nodiscard]] Status checked(int status) const {
        return status < 0 ? failure(ffmpeg::error_from_av(status, "cannot write", path_))
                          : Status{};
    }

    Status encode(const AVFrame* frame) {
        int status = avcodec_send_frame(encoder_.get(), frame);
        while (status >= 0) {
            status = avcodec_receive_packet(encoder_.get(), packet_.get());
            if (status == AVERROR(EAGAIN) || status == AVERROR_EOF) {
                return {};
            }
            if (status >= 0) {
                packet_->stream_index = stream_->index;
                av_packet_rescale_ts(packet_.get(), encoder_->time_base, stream_->time_base);
                KINOVAR_TRY(file_->write(*packet_));
            }
        }
        return checked(status);
    }

    std::filesystem::path path_;
    ffmpeg::CodecContext encoder_;
    std::unique_ptr<OutputFile> file_;
    AVStream* stream_ = nullptr;
    ffmpeg::Packet packet_ = ffmpeg::make_packet();
    std::int64_t written_ = 0;
};

} // namespace

Status make_sound_track(const std::filesystem::path& music, const std::filesystem::path& track,
                        const SoundTrackOptions& options, Job& job) {
    KINOVAR_TRY_ASSIGN(EndlessMusic endless, EndlessMusic::open(music, options.fade));
    KINOVAR_TRY_ASSIGN(AacFile file, AacFile::create(track));
    const std::int64_t total = samples_of(options.seconds);
    const auto fade = static_cast<double>(
        std::max<std::int64_t>(1, std::min(samples_of(options.fade), total / 3)));
    std::vector<float> block(static_cast<std::size_t>(file.block() * kChannels));
    job.begin("sound", total / kRate);
    for (std::int64_t first = 0; first < total; first += file.block()) {
        KINOVAR_TRY(job.checkpoint());
        KINOVAR_TRY(endless.read(first, block));
        const auto count = static_cast<int>(std::min<std::int64_t>(file.block(), total - first));
        for (int i = 0; i < count; ++i) {
            const float gain = equal_power(static_cast<double>(first + i) / fade) *
                               equal_power(static_cast<double>(total - first - i) / fade);
            for (int c = 0; c < kChannels; ++c) {
                float& sample = block[static_cast<std::size_t>(i * kChannels + c)];
                sample = std::clamp(sample * gain, -1.0F, 1.0F);
            }
        }
        KINOVAR_TRY(file.write(block, count));
        job.advance((first + count) / kRate - first / kRate);
    }
    return file.publish();
}

} // namespace kinovar::media
