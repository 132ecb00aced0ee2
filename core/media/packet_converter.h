#pragma once

// Private to core/media: packets of one codec into packets of another, where a container cannot
// hold the first.

#include "core/media/ffmpeg.h"

#include <functional>
#include <memory>

namespace kinovar::media {

/// Not thread-safe.
class PacketConverter {
public:
    using Sink = std::function<Status(AVPacket&)>;

    virtual ~PacketConverter() = default;
    /// Of what comes out; stays valid as long as the converter.
    [[nodiscard]] virtual const AVCodecContext& encoder() const = 0;
    /// Hands every finished packet, in the encoder's time base, to `sink`. nullptr: no more come.
    [[nodiscard]] virtual Status convert(AVPacket* packet, const Sink& sink) = 0;
};

/// Sound → ALAC: with the same samples at pace 1 (of lossless sound); at any other, stretched so
/// that `pace` seconds of it pass in one, with its pitch kept. Times of the packets are those of
/// the source, times given are at the pace.
[[nodiscard]] Result<std::unique_ptr<PacketConverter>> make_alac_converter(const AVStream& source,
                                                                           double pace);
/// Text subtitles → `codec` (SubRip or mov_text). Styles that the target has no words for are lost.
[[nodiscard]] Result<std::unique_ptr<PacketConverter>>
make_subtitle_converter(const AVStream& source, AVCodecID codec);

} // namespace kinovar::media
