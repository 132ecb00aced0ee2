#include "core/media/audio_reader.h"

#include "core/media/media_info.h"
#include "core/media/sound_decoder.h"
#include "core/media/stream_plan.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace kinovar::media {

namespace {

constexpr int kChannels = AudioReader::kChannels;
constexpr int kRate = AudioReader::kRate;
/// Decoding begins so much before the wanted sample, in seconds: codecs overlap their frames.
constexpr double kRunIn = 0.25;
/// A jump ahead by less than this is read through.
constexpr std::int64_t kWorthSeeking = 5 * std::int64_t{kRate};
/// Sound behind the reading point that is kept.
constexpr std::int64_t kKept = 2 * std::int64_t{kRate};
constexpr int kMostBadReads = 1000;

int sound_stream(const AVFormatContext& input) {
    int first = -1;
    for (unsigned i = 0; i < input.nb_streams; ++i) {
        const AVStream& stream = *input.streams[i];
        if (stream.codecpar->codec_type != AVMEDIA_TYPE_AUDIO) {
            continue;
        }
        if ((stream.disposition & AV_DISPOSITION_DEFAULT) != 0) {
            return static_cast<int>(i);
        }
        first = first < 0 ? static_cast<int>(i) : first;
    }
    return first;
}

/// When the first picture is shown, on the file's clock.
double picture_start(const std::filesystem::path& path) {
    const auto info = probe(path);
    if (!info || !info->has_video || info->video.times.empty()) {
        return 0;
    }
    return static_cast<double>(info->video.times.front()) * info->video.time_base.value();
}

class FileAudioReader final : public AudioReader {
public:
    FileAudioReader(std::filesystem::path path, ffmpeg::Input input, int stream,
                    std::unique_ptr<SoundDecoder> decoder, double start)
        : path_(std::move(path)), input_(std::move(input)), stream_(stream),
          decoder_(std::move(decoder)), start_(start) {
        for (unsigned i = 0; i < input_->nb_streams; ++i) {
            if (static_cast<int>(i) != stream_) {
                input_->streams[i]->discard = AVDISCARD_ALL;
            }
        }
    }

    [[nodiscard]] std::int64_t samples() const override {
        const AVStream& stream = *input_->streams[stream_];
        double seconds = std::max(0.0, static_cast<double>(input_->duration) / AV_TIME_BASE);
        if (stream.duration != AV_NOPTS_VALUE && stream.start_time != AV_NOPTS_VALUE) {
            seconds = static_cast<double>(stream.start_time + stream.duration) *
                          av_q2d(stream.time_base) -
                      start_;
        } else if (std::string_view(input_->iformat->name).find("matroska") == 0) {
            seconds -= start_; // it tells the end, not the length
        }
        return std::max<std::int64_t>(0, std::llround(seconds * kRate));
    }

    [[nodiscard]] Status read(std::int64_t first, std::span<float> interleaved) override {
        const auto count = static_cast<std::int64_t>(interleaved.size() / kChannels);
        if (first < begin_ || first > end() + kWorthSeeking) {
            seek(first);
        }
        while (!ended_ && end() < first + count) {
            KINOVAR_TRY(decode_more());
            drop_before(std::min(first, end()) - kKept);
        }
        for (std::int64_t i = 0; i < count; ++i) {
            const std::int64_t at = first + i - begin_;
            const bool there = at >= 0 && first + i < end();
            for (int c = 0; c < kChannels; ++c) {
                interleaved[static_cast<std::size_t>(i * kChannels + c)] =
                    there ? kept_[static_cast<std::size_t>(at * kChannels + c)] : 0.0F;
            }
        }
        return {};
    }

private:
    [[nodiscard]] std::int64_t end() const {
        return begin_ + static_cast<std::int64_t>(kept_.size()) / kChannels;
    }

    void seek(std::int64_t first) {
        const AVStream& stream = *input_->streams[stream_];
        const double seconds = static_cast<double>(first) / kRate + start_ - kRunIn;
        auto ticks = static_cast<std::int64_t>(std::floor(seconds / av_q2d(stream.time_base)));
        if (stream.start_time != AV_NOPTS_VALUE) {
            ticks = std::max(ticks, stream.start_time);
        }
        if (avformat_seek_file(input_.get(), stream_, INT64_MIN, ticks, ticks, 0) < 0) {
            // Some formats only know where they begin; from there it is read through.
            static_cast<void>(
                avformat_seek_file(input_.get(), -1, INT64_MIN, 0, INT64_MAX, AVSEEK_FLAG_BYTE));
        }
        decoder_->restart();
        kept_.clear();
        begin_ = first;
        placed_ = false;
        ended_ = false;
    }

    Status decode_more() {
        av_packet_unref(packet_.get());
        const int status = av_read_frame(input_.get(), packet_.get());
        std::vector<SoundDecoder::Stretch> stretches;
        if (status == AVERROR_EOF || (status < 0 && ++bad_reads_ >= kMostBadReads)) {
            ended_ = true;
            KINOVAR_TRY(decoder_->decode(nullptr, stretches));
        } else if (status == AVERROR(ENOMEM)) {
            return failure(ffmpeg::error_from_av(status, "cannot read", path_));
        } else if (status >= 0 && packet_->stream_index == stream_) {
            KINOVAR_TRY(decoder_->decode(packet_.get(), stretches));
        }
        for (const SoundDecoder::Stretch& stretch : stretches) {
            place(stretch);
        }
        return {};
    }

    /// Gaps in the file's time become silence; what overlaps is left out.
    void place(const SoundDecoder::Stretch& stretch) {
        const std::int64_t at =
            stretch.joins && placed_ ? end() : std::llround((stretch.seconds - start_) * kRate);
        const auto length = static_cast<std::int64_t>(stretch.samples.size()) / kChannels;
        if (!placed_) {
            // Right after a seek: what was asked for may lie before the first sound.
            begin_ = std::min(begin_, at);
            if (at > begin_) {
                kept_.assign(static_cast<std::size_t>((at - begin_) * kChannels), 0.0F);
            }
            placed_ = true;
        } else if (at > end()) {
            const std::int64_t gap = std::min(at - end(), kLongestGap);
            kept_.insert(kept_.end(), static_cast<std::size_t>(gap * kChannels), 0.0F);
        }
        const std::int64_t overlap = std::clamp<std::int64_t>(end() - at, 0, length);
        kept_.insert(kept_.end(), stretch.samples.begin() + overlap * kChannels,
                     stretch.samples.end());
    }

    void drop_before(std::int64_t sample) {
        if (sample - begin_ >= kKept) {
            kept_.erase(kept_.begin(), kept_.begin() + (sample - begin_) * kChannels);
            begin_ = sample;
        }
    }

    /// A file with wrong times must not fill the memory: ten minutes.
    static constexpr std::int64_t kLongestGap = 600 * std::int64_t{kRate};

    std::filesystem::path path_;
    ffmpeg::Input input_;
    int stream_;
    std::unique_ptr<SoundDecoder> decoder_;
    double start_; ///< of the pictures, on the file's clock
    ffmpeg::Packet packet_ = ffmpeg::make_packet();

    std::vector<float> kept_; ///< decoded sound around the reading point
    std::int64_t begin_ = 0;  ///< its first sample
    bool placed_ = false;     ///< the decoder's place is known since the last seek
    bool ended_ = false;
    int bad_reads_ = 0;
};

} // namespace

Result<std::unique_ptr<AudioReader>> AudioReader::open(const std::filesystem::path& path) {
    KINOVAR_TRY_ASSIGN(ffmpeg::Input input, open_source(path));
    const int stream = input ? sound_stream(*input) : -1;
    if (stream < 0) {
        return failure(ErrorCode::NotFound, path.string() + " has no sound");
    }
    auto decoder = SoundDecoder::make(*input, stream, kRate);
    if (!decoder) {
        return failure(decoder.error().within(path.string()));
    }
    auto reader = std::make_unique<FileAudioReader>(path, std::move(input), stream,
                                                    std::move(*decoder), picture_start(path));
    return reader;
}

} // namespace kinovar::media
