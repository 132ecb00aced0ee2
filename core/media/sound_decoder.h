#pragma once

// Private to core/media.

#include "core/media/ffmpeg.h"

#include <vector>

extern "C" {
#include <libswresample/swresample.h>
}

namespace kinovar::media {

/// One sound stream of an opened file as two channels of float at a fixed rate, from any packet on,
/// with the time of each stretch.
class SoundDecoder {
public:
    struct Stretch {
        double seconds = 0;         ///< of the first sample; on the file's clock
        bool joins = false;         ///< follows the stretch before without a gap
        std::vector<float> samples; ///< interleaved
    };

    static Result<std::unique_ptr<SoundDecoder>> make(const AVFormatContext& input, int stream,
                                                      int rate);
    /// After a seek.
    void restart();
    /// Decodes a packet of the stream (null: the end) and gives what came out. Damaged packets give
    /// nothing.
    [[nodiscard]] Status decode(const AVPacket* packet, std::vector<Stretch>& out);

private:
    struct FreeResampler {
        void operator()(SwrContext* context) const { swr_free(&context); }
    };
    SoundDecoder(ffmpeg::CodecContext codec, const AVStream& stream, int rate);
    [[nodiscard]] Status adapt_to(const AVFrame& frame);
    [[nodiscard]] Status resample(const AVFrame* frame, Stretch& stretch);
    [[nodiscard]] double time_of(const AVFrame& frame);

    ffmpeg::CodecContext codec_;
    AVRational time_base_;
    int rate_;
    double origin_ = 0; ///< seconds where the stream starts
    ffmpeg::AvFrame frame_ = ffmpeg::make_frame();
    std::unique_ptr<SwrContext, FreeResampler> resampler_;
    int in_rate_ = 0;
    int in_channels_ = 0;
    int in_format_ = -1;
    bool running_ = false; ///< `next_` is known
    double next_ = 0;      ///< seconds where the next frame should start
};

} // namespace kinovar::media
